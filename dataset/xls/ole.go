package xls

import (
	"encoding/binary"
	"fmt"
	"unicode/utf16"
)

// compound is an OLE compound file ([MS-CFB]), the small file system old office documents are. It is wholly in memory; every chain of
// sectors is followed for no more sectors than there are.
type compound struct {
	data   []byte
	sector int
	fat    []uint32
	mini   []uint32 // the FAT of the small streams
	small  []byte   // the stream they stand in
	cutoff uint32
}

const (
	endOfChain = 0xFFFFFFFE
	miniSector = 64
)

func openCompound(data []byte) (*compound, []entry, error) {
	if len(data) < 512 {
		return nil, nil, fmt.Errorf("%w: no header", ErrDamaged)
	}
	shift := binary.LittleEndian.Uint16(data[30:])
	if shift != 9 && shift != 12 {
		return nil, nil, fmt.Errorf("%w: sectors of 2^%d bytes", ErrDamaged, shift)
	}
	c := &compound{data: data, sector: 1 << shift, cutoff: binary.LittleEndian.Uint32(data[56:])}
	if err := c.readFAT(); err != nil {
		return nil, nil, err
	}
	dir, err := c.chain(binary.LittleEndian.Uint32(data[48:]), -1)
	if err != nil {
		return nil, nil, err
	}
	var entries []entry
	for ; len(dir) >= 128; dir = dir[128:] {
		if n := int(binary.LittleEndian.Uint16(dir[64:])); n >= 2 && n <= 64 {
			var name []uint16
			for i := 0; i < n-2; i += 2 {
				name = append(name, binary.LittleEndian.Uint16(dir[i:]))
			}
			entries = append(entries, entry{string(utf16.Decode(name)), dir[66], binary.LittleEndian.Uint32(dir[116:]), binary.LittleEndian.Uint32(dir[120:])})
		}
	}
	for _, e := range entries {
		if e.kind != 5 { // the root, whose stream holds the small ones
			continue
		}
		if c.small, err = c.chain(e.start, int(e.size)); err != nil {
			return nil, nil, err
		}
	}
	table, err := c.chain(binary.LittleEndian.Uint32(data[60:]), -1)
	if err != nil {
		return nil, nil, err
	}
	c.mini = words(table)
	return c, entries, nil
}

type entry struct {
	name        string
	kind        byte
	start, size uint32
}

// at returns a sector.
func (c *compound) at(n uint32) ([]byte, error) {
	from := (int64(n) + 1) * int64(c.sector)
	if from >= int64(len(c.data)) {
		return nil, fmt.Errorf("%w: sector %d lies beyond the end", ErrDamaged, n)
	}
	return c.data[from:min(int64(len(c.data)), from+int64(c.sector))], nil
}

// readFAT gathers the table of chains, whose sectors are listed in the header and on from there.
func (c *compound) readFAT() error {
	list := words(c.data[76:512])
	next := binary.LittleEndian.Uint32(c.data[68:])
	most := len(c.data)/c.sector + 1
	for n := 0; next < 0xFFFFFFFA; n++ {
		s, err := c.at(next)
		if err != nil {
			return err
		}
		if w := words(s); n < most && len(w) > 1 {
			list, next = append(list, w[:len(w)-1]...), w[len(w)-1]
			continue
		}
		return fmt.Errorf("%w: a chain without an end", ErrDamaged)
	}
	for _, n := range list {
		if n >= 0xFFFFFFFA {
			continue
		}
		s, err := c.at(n)
		if err != nil {
			return err
		}
		if c.fat = append(c.fat, words(s)...); len(c.fat) > most+2*c.sector {
			return fmt.Errorf("%w: a table longer than the file", ErrDamaged)
		}
	}
	return nil
}

func words(b []byte) []uint32 {
	out := make([]uint32, len(b)/4)
	for i := range out {
		out[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	return out
}

// chain returns the bytes of a chain of sectors, size of them; -1 for all.
func (c *compound) chain(start uint32, size int) ([]byte, error) {
	var out []byte
	for n, count := start, 0; n != endOfChain && (size < 0 || len(out) < size); count++ {
		if n >= 0xFFFFFFFA && size < 0 {
			break
		}
		s, err := c.at(n)
		if err != nil {
			return nil, err
		}
		if int64(n) >= int64(len(c.fat)) || count > len(c.fat) {
			return nil, fmt.Errorf("%w: a chain without an end", ErrDamaged)
		}
		out, n = append(out, s...), c.fat[n]
	}
	if size >= 0 {
		if len(out) < size {
			return nil, fmt.Errorf("%w: a stream of %d bytes that says it has %d", ErrDamaged, len(out), size)
		}
		out = out[:size]
	}
	return out, nil
}

// stream returns the bytes of an entry.
func (c *compound) stream(e entry) ([]byte, error) {
	if e.size >= c.cutoff {
		return c.chain(e.start, int(e.size))
	}
	var out []byte
	for n, count := e.start, 0; len(out) < int(e.size); count++ {
		from := int64(n) * miniSector
		if int64(n) >= int64(len(c.mini)) || count > len(c.mini) || from+miniSector > int64(len(c.small))+miniSector-1 {
			return nil, fmt.Errorf("%w: a small stream without an end", ErrDamaged)
		}
		out, n = append(out, c.small[from:min(int64(len(c.small)), from+miniSector)]...), c.mini[n]
	}
	return out[:e.size], nil
}
