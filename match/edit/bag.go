package edit

import "math/bits"

// Bag counts a value's symbols, to tell of two values how near they may be at most before a kernel is asked: most pairs are not.
type Bag struct {
	low, high uint64 // the bits of how often each symbol stands there, 3 at most
	more      uint8  // how many stand there beyond that
	n         uint8
}

// NewBag counts the symbols of a value, at most MaxSymbols of them.
func NewBag(symbols []byte) Bag {
	b := Bag{n: uint8(len(symbols))}
	for _, s := range symbols {
		bit := uint64(1) << s
		switch {
		case b.low&b.high&bit != 0:
			b.more++
		case b.low&bit != 0:
			b.low, b.high = b.low&^bit, b.high|bit
		default:
			b.low |= bit
		}
	}
	return b
}

// common is how many symbols two values share at most.
func (b *Bag) common(o *Bag) int {
	high := b.high & o.high
	low := b.low&o.low | b.high&^o.high&o.low | o.high&^b.high&b.low // the less of the two, bit by bit
	return bits.OnesCount64(low) + 2*bits.OnesCount64(high) + int(min(b.more, o.more))
}

// LeastDistance is a distance (Kernel.Distance) that two values are apart at least.
func (b *Bag) LeastDistance(o *Bag) int { return int(max(b.n, o.n)) - b.common(o) }

// MostJaroWinkler is a similarity (Kernel.JaroWinkler) that two values, of which the symbols are given, have at most, but for rounding.
func (b *Bag) MostJaroWinkler(o *Bag, x, y []byte) float64 {
	n := b.common(o)
	if n == 0 {
		return 0
	}
	f := float64(n)
	return winkler((f/float64(len(x))+f/float64(len(y))+1)/3, x, y)
}
