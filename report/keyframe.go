package report

import (
	"encoding/binary"
	"math/bits"

	"github.com/klauspost/compress/huff0"
)

// A page of keys is a length and random digits, over and over: a general compressor looks for what repeats in the digits, finds the lengths
// alone, and takes four times as long as the digits are worth. So what it would find is written down here: each length is a copy of the one
// before, each key new, in as few bits as its digits take (Huffman). The form is RFC 8878's, which any reader of zstd knows.

const (
	keyLength  = 4  // bytes before a key that tell its length
	longestKey = 31 // bytes of a key that is packed like this
	leastKeys  = 8  // so that there is something to pack

	keyBlock  = 120 << 10 // bytes of a block, of which 128 KiB are allowed
	blockRaw  = 0         // types of blocks
	blockMade = 2
	huffman   = 2 | 3<<2   // a section of literals with a Huffman table and four streams, its sizes in 18 bits each
	asTheyAre = 0 | 3<<2   // a section of literals as they are, its size in 20 bits
	allAlike  = 0b01010100 // a section of sequences that share their three codes
)

// keyPacker packs pages of keys.
type keyPacker struct {
	huffman huff0.Scratch
	keys    []byte // those of a block, without their lengths
	made    []byte // the block
}

// pack appends a zstd frame of page, keys of the same length in Parquet's plain encoding; false where they are not.
func (p *keyPacker) pack(b, page []byte) ([]byte, bool) {
	if len(page) < keyLength {
		return nil, false
	}
	n := int(binary.LittleEndian.Uint32(page))
	step := keyLength + n
	if n < keyLength || n > longestKey || len(page)%step != 0 || len(page) < leastKeys*step {
		return nil, false
	}
	for at := step; at < len(page); at += step {
		if binary.LittleEndian.Uint32(page[at:]) != uint32(n) {
			return nil, false
		}
	}
	b = append(b, 0x28, 0xB5, 0x2F, 0xFD, 0xA0) // magic number; the content's size follows in four bytes, and is the window
	b = binary.LittleEndian.AppendUint32(b, uint32(len(page)))
	// The first key stands as it is, up to the length of the second. The second is followed by a copy from a distance that is told, all others
	// by one from the distance before.
	first := step + keyLength
	b = blockHeader(b, blockRaw, first, false)
	b = append(b, page[:first]...)
	b = p.block(b, page[first:first+step], n, uint32(step)+3, false)
	for rest := page[first+step:]; len(rest) > 0; {
		part := rest[:min(len(rest), keyBlock/step*step)]
		rest = rest[len(part):]
		b = p.block(b, part, n, 1, len(rest) == 0)
	}
	return b, true
}

// block appends a block of keys of n bytes, each with the length of the next behind it where there is one.
func (p *keyPacker) block(b, keys []byte, n int, offset uint32, last bool) []byte {
	step := n + keyLength
	p.keys = p.keys[:0]
	for at := 0; at < len(keys); at += step {
		p.keys = append(p.keys, keys[at:at+n]...)
	}
	p.made = appendCopies(p.appendLiterals(p.made[:0]), len(keys)/step, n, offset)
	return append(blockHeader(b, blockMade, len(p.made), last), p.made...)
}

// appendLiterals appends the section of a block that holds its keys.
func (p *keyPacker) appendLiterals(b []byte) []byte {
	p.huffman.Reuse = huff0.ReusePolicyNone
	packed, _, err := huff0.Compress4X(p.keys, &p.huffman)
	if err != nil { // they are too few, or take eight bits a byte
		h := asTheyAre | len(p.keys)<<4
		return append(append(b, byte(h), byte(h>>8), byte(h>>16)), p.keys...)
	}
	h := uint64(huffman) | uint64(len(p.keys))<<4 | uint64(len(packed))<<22
	return append(append(b, byte(h), byte(h>>8), byte(h>>16), byte(h>>24), byte(h>>32)), packed...)
}

// appendCopies appends the section of a block that says n times: take so many literals, then copy keyLength bytes from offset.
func appendCopies(b []byte, n, literals int, offset uint32) []byte {
	if n < 128 {
		b = append(b, byte(n))
	} else {
		b = append(b, byte(n>>8)+128, byte(n))
	}
	if n == 0 {
		return b
	}
	code, extra, width := literalsCode(literals)
	offsetCode := bits.Len32(offset) - 1
	b = append(b, allAlike, code, byte(offsetCode), keyLength-3)
	// What the codes leave open follows in bits: of each copy the offset's above the literals'. A 1 ends them.
	each := uint64(extra) | uint64(offset-1<<offsetCode)<<width
	width += offsetCode
	var acc uint64
	have := 0
	for range n {
		acc |= each << have
		for have += width; have >= 8; have -= 8 {
			b = append(b, byte(acc))
			acc >>= 8
		}
	}
	return append(b, byte(acc)|1<<have)
}

// literalsCode returns the code of a number of literals up to longestKey, with what it leaves open in so many bits.
func literalsCode(n int) (code, extra byte, width int) {
	switch {
	case n < 16:
		return byte(n), 0, 0
	case n < 24:
		return byte(16 + (n-16)/2), byte(n & 1), 1
	}
	return byte(20 + (n-24)/4), byte(n & 3), 2
}

func blockHeader(b []byte, kind, size int, last bool) []byte {
	h := kind<<1 | size<<3
	if last {
		h |= 1
	}
	return append(b, byte(h), byte(h>>8), byte(h>>16))
}
