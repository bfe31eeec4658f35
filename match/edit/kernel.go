// Package edit measures how far two short texts are apart: by edits (optimal string alignment), and by Jaro and Winkler. It knows nothing of what the
// texts are, and compares symbols of which each distinct value was decoded into once.
package edit

import "math/bits"

// The kernels work on symbols: small numbers below nSymbols, at most MaxSymbols to a value, decoded once per distinct
// value. xrash/smetrics is the oracle in the tests; it counts bytes, so it is right on symbols and wrong on UTF-8.
const (
	nSymbols   = 64
	MaxSymbols = 64
)

// symbol gives a folded letter its number. Letters outside a–z and blank share the upper numbers.
func symbol(r rune) byte {
	switch {
	case r >= 'a' && r <= 'z':
		return byte(r-'a') + 1
	case r == ' ':
		return 27
	case r >= '0' && r <= '9':
		return byte(r-'0') + 28
	}
	return 38 + byte(uint32(r)%(nSymbols-38))
}

// AppendSymbols appends the symbols of a folded text, the first MaxSymbols of them.
func AppendSymbols(b []byte, folded string) []byte {
	n := 0
	for _, r := range folded {
		if n == MaxSymbols {
			break
		}
		b = append(b, symbol(r))
		n++
	}
	return b
}

// Kernel is the scratch space of the string kernels: one per goroutine.
type Kernel struct {
	at [nSymbols]uint64 // bit i of at[s] is set where symbol s stands at place i of the pattern; all zero between calls
}

func (k *Kernel) set(p []byte) {
	for i, s := range p {
		k.at[s] |= 1 << uint(i)
	}
}

func (k *Kernel) clear(p []byte) {
	for _, s := range p {
		k.at[s] = 0
	}
}

// Distance returns the edit distance in which inserting, deleting, replacing a symbol and exchanging two neighbours cost
// one each (optimal string alignment). Both at most 64 symbols.
func (k *Kernel) Distance(a, b []byte) int {
	if len(a) == 0 || len(b) == 0 {
		return len(a) + len(b)
	}
	k.set(a)
	dist := editDistance(&k.at, len(a), b, 2*MaxSymbols)
	k.clear(a)
	return dist
}

// editDistance is the distance of b to a pattern of n symbols, whose places at holds, or most+1 where it is more than most, by Hyyrö's
// bit-parallel recurrence (2003). Neither is empty.
func editDistance(at *[nSymbols]uint64, n int, b []byte, most int) int {
	vp, vn, d0, before := ^uint64(0), uint64(0), uint64(0), uint64(0)
	last := uint(n - 1)
	dist := n - len(b) // each symbol changes the distance by one at most: so much may be left over for those to come
	for _, s := range b {
		places := at[s]
		tr := ((^d0 & places) << 1) & before
		d0 = (((places & vp) + vp) ^ vp) | places | vn | tr
		hp := vn | ^(d0 | vp)
		hn := d0 & vp
		dist += 1 + int(hp>>last&1) - int(hn>>last&1)
		if dist > most {
			return most + 1
		}
		hp = hp<<1 | 1
		hn <<= 1
		vp = hn | ^(d0 | hp)
		vn = hp & d0
		before = places
	}
	return dist
}

// Pattern holds a value that many others are measured against in turn, as the partners of a row are.
type Pattern struct {
	at      [nSymbols]uint64
	symbols []byte
	code    uint32 // the value's own number, 0 = none held
}

// Hold makes a value the pattern, unless it is that already.
func (p *Pattern) Hold(code uint32, symbols []byte) {
	if p.code == code {
		return
	}
	for _, s := range p.symbols {
		p.at[s] = 0
	}
	for i, s := range symbols {
		p.at[s] |= 1 << uint(i)
	}
	p.code, p.symbols = code, symbols
}

// Distance returns Kernel.Distance of the pattern to a value, or most+1 where it is more than most. Neither is empty.
func (p *Pattern) Distance(b []byte, most int) int {
	return editDistance(&p.at, len(p.symbols), b, most)
}

// JaroWinkler returns the Jaro–Winkler similarity with prefix weight 0.1 on up to four symbols, for Jaro above 0.7.
func (k *Kernel) JaroWinkler(a, b []byte) float64 {
	la, lb := len(a), len(b)
	if la == 0 || lb == 0 {
		return 0
	}
	k.set(b)
	window := max(max(la, lb)/2-1, 0)
	var inA, inB uint64
	var matched [MaxSymbols]byte
	n := 0
	for i, s := range a {
		lo, hi := max(i-window, 0), min(i+window+1, lb)
		if lo >= hi {
			continue
		}
		w := (^uint64(0) >> uint(64-(hi-lo))) << uint(lo)
		if c := k.at[s] & w &^ inB; c != 0 {
			inB |= c & -c
			inA |= 1 << uint(i)
			matched[n] = s
			n++
		}
	}
	k.clear(b)
	if n == 0 {
		return 0
	}
	half := 0
	for i, rest := 0, inB; rest != 0; i, rest = i+1, rest&(rest-1) {
		if matched[i] != b[bits.TrailingZeros64(rest)] {
			half++
		}
	}
	f := float64(n)
	j := (f/float64(la) + f/float64(lb) + (f-float64(half/2))/f) / 3
	if j <= 0.7 {
		return j
	}
	return winkler(j, a, b)
}

// winkler raises a Jaro similarity by the symbols that two values, neither of them empty, begin with alike.
func winkler(j float64, a, b []byte) float64 {
	p := 0
	for p < min(4, len(a), len(b)) && a[p] == b[p] {
		p++
	}
	return j + 0.1*float64(p)*(1-j)
}
