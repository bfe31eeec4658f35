package block

import (
	"math/bits"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/doisanh/doisanh/internal/pages"
	"github.com/doisanh/doisanh/record"
)

// column holds a derived key of one side: a hash per dictionary code, or per row where there is no dictionary.
// Hash 0 is "missing"; a column of neither is missing in every row.
type column struct {
	codes []uint32
	hash  []uint64
}

func (c column) absent() bool { return c.hash == nil }

func (c column) at(row int) uint64 {
	if c.codes != nil {
		return c.hash[c.codes[row]]
	}
	if c.hash == nil {
		return 0
	}
	return c.hash[row]
}

// mix adds the hashes of the rows from a given one on to those of the columns before; 0 means, and stays, missing.
func (c column) mix(from int, hash []uint64) {
	switch {
	case c.hash == nil:
		clear(hash)
	case c.codes == nil:
		for i, v := range c.hash[from : from+len(hash)] {
			hash[i] = mixed(hash[i], v)
		}
	default:
		for i, code := range c.codes[from : from+len(hash)] {
			hash[i] = mixed(hash[i], c.hash[code])
		}
	}
}

// mixRows is mix for rows here and there.
func (c column) mixRows(rows []uint32, hash []uint64) {
	switch {
	case c.hash == nil:
		clear(hash)
	case c.codes == nil:
		for i, row := range rows {
			hash[i] = mixed(hash[i], c.hash[row])
		}
	default:
		for i, row := range rows {
			hash[i] = mixed(hash[i], c.hash[c.codes[row]])
		}
	}
}

func mixed(h, v uint64) uint64 {
	if h == 0 || v == 0 {
		return 0
	}
	return mix(h, v)
}

// derive hashes a key of the given rows of one side at least (nil stands for all), on so many goroutines.
func derive(p *record.People, k Key, rows *bitmap, threads int) column {
	if c, ok := deriveNumber(p, k, threads); ok {
		return c
	}
	switch k.Derive {
	case Folded, Surname, Given, SurnameGiven, SortedWords, Phonetic, PhoneticGiven, Outer, MiddleGiven, SurnameMiddle, Letters, Initials:
		if v := p.Texts[k.Field]; v != nil {
			if k.Derive == SortedWords {
				return byCode(v, threads, wordsText)
			}
			return byCode(v, threads, text)
		}
		return byCodes(p.Names[k.Field], rows, threads, func() func(record.Name) uint64 {
			heard := sounds{}
			return func(n record.Name) uint64 { return nameHash(n, k.Derive, heard) }
		})
	case Head3, Head4, Head6, Tail4, DayMonthText, Soundex:
		return byCode(p.Texts[k.Field], threads, func(s string) uint64 { return text(textKey(s, k.Derive)) })
	case Day, DaySorted, DayMonth, YearMonth, Year:
		return byCode(p.Matched(k.Field), threads, func(d record.DateValue) uint64 { return number(dateKey(d, k.Derive)) })
	}
	return deriveExact(p, k.Field, threads)
}

// deriveNumber hashes the keys that are kept per row, and the parts of personal IDs of any other column.
func deriveNumber(p *record.People, k Key, threads int) (column, bool) {
	switch k.Derive {
	case Commune, Hamlet, House:
		if k.Field == record.PermanentCommune && p.Commune != nil {
			return home(p, k.Derive, threads), true
		}
		return byCode(p.Places[k.Field], threads, func(v record.Place) uint64 { return placeHash(v, k.Derive) }), true
	case ID12, ID9, IDHead, IDTail:
		if k.Field != record.PersonalIDNo || p.ID12 == nil && p.ID9 == nil {
			return byCode(p.IDs[k.Field], threads, func(v record.PersonalID) uint64 {
				if k.Derive == ID9 {
					return number(v.Old)
				}
				return number(idKey(v.Number, k.Derive))
			}), true
		}
		if k.Derive == ID9 {
			return byRow(len(p.ID9), threads, func(row int) uint64 { return p.ID9[row] }), true
		}
		return byRow(len(p.ID12), threads, func(row int) uint64 {
			n := p.ID12[row]
			if n == 0 && p.IDSlipped != nil && k.Derive != ID12 {
				return slippedKey(p.IDSlipped[row], k.Derive)
			}
			return idKey(n, k.Derive)
		}), true
	}
	return column{}, false
}

// placeHash hashes a place's commune, or its hamlet or house; 0 where it is not known.
func placeHash(p record.Place, d Derive) uint64 {
	return homeHash(p, p.Commune(), d)
}

// homeHash hashes a commune, or a place's hamlet or house in it; 0 where it is not known.
func homeHash(p record.Place, commune uint32, d Derive) uint64 {
	in := number(uint64(commune))
	switch d {
	case Hamlet:
		return mixed(in, text(p.Hamlet))
	case House:
		return mixed(in, text(house(p)))
	}
	return in
}

// house returns the house and street of an address, blank where it names none.
func house(p record.Place) string {
	areas := p.Areas()
	for _, a := range areas.All() {
		if a.Kind == record.AreaHouse {
			return a.Name
		}
	}
	return ""
}

// likelyCommune is the unit that most of an abolished one's people live in, of the few that it was split between.
func likelyCommune(p record.Place) uint32 {
	if n := len(p.Candidates); n == 0 || n > mostParts {
		return 0
	}
	return p.Candidates[0]
}

// mostParts is of how many units the first stands for a place: more are those of one name all over the country.
const mostParts = 4

var homeFields = [...]record.Field{record.PermanentAddress, record.CurrentAddress, record.ServiceAddress}

// home hashes the commune, hamlet or house where a row's person lives.
func home(p *record.People, d Derive, threads int) column {
	h := make([]uint64, len(p.Commune))
	inStretches(len(h), threads, func() func(from, to int) {
		return func(from, to int) {
			pages.Touch(h[from:to])
			lacking := to - from
			if d == Commune {
				for row := from; row < to; row++ {
					if c := p.Commune[row]; c != 0 {
						h[row] = number(uint64(c))
						lacking--
					}
				}
			}
			fill := func(f record.Field, commune func(record.Place) uint32) {
				v := p.Places[f]
				if v == nil || lacking == 0 {
					return
				}
				for row := from; row < to; row++ {
					if code := v.Codes[row]; h[row] == 0 && v.Canon[code] != 0 {
						if h[row] = homeHash(v.Dict[code], commune(v.Dict[code]), d); h[row] != 0 {
							lacking--
						}
					}
				}
			}
			for _, f := range homeFields {
				if d != Commune || f != record.PermanentAddress { // whose commune is the row's
					fill(f, record.Place.Commune)
				}
			}
			for _, f := range homeFields {
				fill(f, likelyCommune)
			}
		}
	})
	return column{nil, h}
}

// deriveExact hashes a field's canonical values, whatever its kind.
func deriveExact(p *record.People, f record.Field, threads int) column {
	if v := p.Names[f]; v != nil {
		return byCode(v, threads, func(n record.Name) uint64 { return text(n.Full) })
	}
	if v := p.Matched(f); v != nil {
		return byCode(v, threads, func(d record.DateValue) uint64 { return number(uint64(d.Date)) })
	}
	if v := p.IDs[f]; v != nil {
		return byCode(v, threads, func(n record.PersonalID) uint64 {
			if n.Number != 0 {
				return number(n.Number)
			}
			return number(n.Old)
		})
	}
	if v := p.Places[f]; v != nil {
		return byCode(v, threads, func(pl record.Place) uint64 { return number(uint64(pl.Unit)) })
	}
	if v := p.Coded[f]; v != nil {
		return byCode(v, threads, func(c record.Coded) uint64 { return text(c.Code) })
	}
	if v := p.Numbers[f]; v != nil {
		return byCode(v, threads, func(n record.Number) uint64 { return text(n.Text) })
	}
	return byCode(p.Texts[f], threads, text)
}

// byCode hashes the distinct values of a column.
func byCode[T any](v *record.Values[T], threads int, hash func(T) uint64) column {
	return byCodes(v, nil, threads, func() func(T) uint64 { return hash })
}

// byCodes is byCode for a hash that each goroutine has its own of, and for the values of the given rows, nil standing for all.
func byCodes[T any](v *record.Values[T], rows *bitmap, threads int, hasher func() func(T) uint64) column {
	if v == nil {
		return column{}
	}
	h := make([]uint64, len(v.Canon))
	var used *bitmap
	if rows != nil {
		used = &bitmap{bits: make([]uint64, (len(v.Canon)+63)/64)}
		for _, row := range rows.list() {
			code := v.Codes[row]
			used.bits[code/64] |= 1 << (code % 64)
		}
	}
	inStretches(len(v.Canon), threads, func() func(from, to int) {
		hash := hasher()
		return func(from, to int) {
			for code := uint32(from); code < uint32(to); code++ {
				if v.Canon[code] != 0 && used.has(code) {
					h[code] = hash(v.Of(code))
				}
			}
		}
	})
	return column{v.Codes, h}
}

const stretch = 4096

// inStretches has n things worked on, a stretch of them at a time, by so many goroutines, each of which gets a function of its own.
func inStretches(n, threads int, worker func() func(from, to int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(max(threads, 1), n/stretch+1) {
		wg.Go(func() {
			work := worker()
			for {
				from := int(next.Add(stretch)) - stretch
				if from >= n {
					return
				}
				work(from, min(from+stretch, n))
			}
		})
	}
	wg.Wait()
}

func byRow(rows, threads int, value func(row int) uint64) column {
	h := make([]uint64, rows)
	inStretches(rows, threads, func() func(from, to int) {
		return func(from, to int) {
			for i := from; i < to; i++ {
				h[i] = number(value(i))
			}
		}
	})
	return column{nil, h}
}

// nameHash hashes the part of a name that a derived key asks for, 0 where it lacks it.
func nameHash(n record.Name, d Derive, heard sounds) uint64 {
	switch d {
	case Surname:
		return text(n.FSurname())
	case Given:
		return text(n.FGiven())
	case SurnameGiven:
		return both(text(n.FSurname()), text(n.FGiven()))
	case SurnameMiddle:
		return text(strings.TrimSpace(n.Folded[:n.FoldedGiven]))
	case Letters:
		return text(strings.ReplaceAll(n.Folded, " ", ""))
	case Initials:
		return text(initials(n.Folded))
	case SortedWords:
		return words(n.Folded, text)
	case Phonetic:
		return words(n.Folded, heard.hash)
	case PhoneticGiven:
		return heard.phrase(n.FGiven())
	case Outer:
		a, b := text(n.FSurname()), text(n.FGiven())
		return both(min(a, b), max(a, b))
	case MiddleGiven:
		return text(strings.TrimSpace(n.Folded[n.FoldedSurname:]))
	}
	return text(n.Folded)
}

// initials returns the first letters of a folded name's syllables.
func initials(folded string) string {
	var first []byte
	for i := range len(folded) {
		if folded[i] != ' ' && (i == 0 || folded[i-1] == ' ') {
			first = append(first, folded[i])
		}
	}
	return string(first)
}

// both hashes two parts, 0 where either is missing.
func both(a, b uint64) uint64 {
	if a == 0 || b == 0 {
		return 0
	}
	return mix(a, b)
}

// words hashes the words of a text so that their order does not matter.
func words(s string, hash func(string) uint64) (sum uint64) {
	for s != "" {
		w, rest, _ := strings.Cut(s, " ")
		sum += hash(w)
		s = rest
	}
	return scramble(sum)
}

func wordsText(s string) uint64 { return words(s, text) }

// sounds remembers the hashes of the syllables' sounds.
type sounds map[string]uint64

func (s sounds) hash(syllable string) uint64 {
	h, ok := s[syllable]
	if !ok {
		h = text(sound(syllable))
		s[syllable] = h
	}
	return h
}

func (s sounds) phrase(p string) (h uint64) {
	for p != "" {
		w, rest, _ := strings.Cut(p, " ")
		h = mix(h, s.hash(w))
		p = rest
	}
	return h
}

// dateKey returns the part of a date that a derived key asks for, packed, 0 where it lacks it. A stand-in (1 January for
// "not known") counts as the year alone: such days would make one block of all who have them.
func dateKey(v record.DateValue, d Derive) uint64 {
	y, m, day := uint64(v.Date.Year()), uint64(v.Date.Month()), uint64(v.Date.Day())
	if v.Faults.Has(record.FaultStandIn) || v.Date.IsNewYear() {
		m, day = 0, 0
	}
	if d == Year {
		return y
	}
	if d == YearMonth && m != 0 {
		return y<<4 | m
	}
	if m == 0 || day == 0 || y == 0 {
		return 0
	}
	switch d {
	case Day:
		return y<<10 | m<<5 | day
	case DaySorted:
		return y<<10 | min(m, day)<<5 | max(m, day)
	}
	return min(m, day)<<5 | max(m, day)
}

// idKey returns the part of a 12-digit ID that a derived key asks for, 0 where there is no ID.
func idKey(n uint64, d Derive) uint64 {
	if n == 0 {
		return 0
	}
	switch d {
	case IDHead:
		return n/1000 + 1
	case IDTail:
		return n%1_000_000 + 1
	}
	return n
}

// slippedKey is idKey of a number with a digit too few or too many, which leaves either its beginning or its end whole, and of one of which digits are hidden or cut off.
func slippedKey(n uint64, d Derive) uint64 {
	switch {
	case n == 0:
		return 0
	case record.IsShown(n):
		if head := record.ShownHead(n); head != 0 && d == IDHead {
			return head + 1
		}
		return 0
	case d == IDTail:
		return n%1_000_000 + 1
	case record.DigitsOff(n) < 0:
		return n/100 + 1
	}
	return n/10_000 + 1
}

// text hashes a string with the same result in every run and on every machine (FNV-1a and a final mix), so that two
// tables need no dictionary in common. The empty string is missing: 0.
func text(s string) uint64 {
	if s == "" {
		return 0
	}
	h := uint64(0xcbf29ce484222325)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 0x100000001b3
	}
	return scramble(h)
}

// number hashes a number; 0 is missing.
func number(n uint64) uint64 {
	if n == 0 {
		return 0
	}
	return scramble(n)
}

// scramble is the finalizer of MurmurHash3 (public domain): every bit of the result depends on every bit of h.
// It gives 0 for 0 alone.
func scramble(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// mix adds a value's hash to that of the values before it; the order matters.
func mix(h, v uint64) uint64 {
	hi, lo := bits.Mul64(h^0x9e3779b97f4a7c15, v|1)
	return hi ^ lo ^ bits.RotateLeft64(v, 23)
}

// fold32 makes a row's key of its hash; it is never 0.
func fold32(h uint64) uint32 {
	h = scramble(h)
	if k := uint32(h ^ h>>32); k != 0 {
		return k
	}
	return 1
}
