package inputs

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"github.com/doisanh/doisanh/record"
)

// Sorted returns a table with its rows in the order of their ids and its values numbered in the order of the rows, so
// that nothing after it can depend on the order of the file. One that is in order already is returned as it is.
func Sorted(t *record.Table, threads int) *record.Table {
	if t.IDs.Sorted() && inOrder(t.Columns, threads) {
		return t
	}
	order := orderOf(&t.IDs)
	out := &record.Table{Name: t.Name, Sector: t.Sector, OwnIDs: t.OwnIDs, Files: t.Files, IDs: t.IDs.Pick(order)}
	if len(t.File) == len(order) {
		out.File, out.Line = make([]uint32, len(order)), make([]uint32, len(order))
	}
	for i, row := range order {
		if out.File != nil {
			out.File[i], out.Line[i] = t.File[row], t.Line[row]
		}
	}
	out.Columns = make([]*record.Column, len(t.Columns))
	var g errgroup.Group
	g.SetLimit(max(1, threads))
	for i, c := range t.Columns {
		g.Go(func() error {
			out.Columns[i] = reordered(c, order)
			return nil
		})
	}
	_ = g.Wait() // nothing in it fails
	return out
}

// orderOf returns the rows in the order of their ids.
func orderOf(ids *record.Texts) []uint32 {
	type entry struct {
		head uint64 // the id's first eight bytes, which sort as it does
		row  uint32
	}
	entries := make([]entry, ids.Len())
	for row, id := range ids.All() {
		var b [8]byte
		copy(b[:], id)
		entries[row] = entry{binary.BigEndian.Uint64(b[:]), row}
	}
	slices.SortFunc(entries, func(a, b entry) int {
		if a.head != b.head {
			return cmp.Compare(a.head, b.head)
		}
		return cmp.Or(cmp.Compare(ids.At(a.row), ids.At(b.row)), cmp.Compare(a.row, b.row))
	})
	order := make([]uint32, ids.Len())
	for i, e := range entries {
		order[i] = e.row
	}
	return order
}

// inOrder reports whether all columns' values are numbered in the order of the rows.
func inOrder(columns []*record.Column, threads int) bool {
	var g errgroup.Group
	g.SetLimit(max(1, threads))
	var out atomic.Bool
	for _, c := range columns {
		g.Go(func() error {
			if !out.Load() && outOfOrder(c) {
				out.Store(true)
			}
			return nil
		})
	}
	_ = g.Wait() // nothing in it fails
	return !out.Load()
}

// outOfOrder reports whether a column's values are not numbered in the order of the rows.
func outOfOrder(c *record.Column) bool {
	next := uint32(1)
	for _, code := range c.Codes {
		if code > next {
			return true
		}
		if code == next {
			next++
		}
	}
	return int(next) != c.Dict.Len()
}

// reordered returns a column with its rows in another order, its values numbered in the order of the rows; the blank one stays 0.
func reordered(c *record.Column, order []uint32) *record.Column {
	n := &record.Column{Field: c.Field, Header: c.Header, Kind: c.Kind, Words: c.Words, Codes: make([]uint32, len(order))}
	kept := append(make([]uint32, 0, c.Dict.Len()), 0)
	to := make([]uint32, c.Dict.Len())
	for i, row := range order {
		code := c.Codes[row]
		if code != 0 && to[code] == 0 {
			to[code] = uint32(len(kept))
			kept = append(kept, code)
		}
		n.Codes[i] = to[code]
	}
	n.Dict = c.Dict.Pick(kept)
	return n
}
