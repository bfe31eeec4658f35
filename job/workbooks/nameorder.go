package workbooks

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"github.com/doisanh/doisanh/record"
)

// nameOrder puts persons in the order of Vietnamese lists: by given name, then surname, then what stands between; letters as in
// the alphabet (a ă â b c d đ e ê …), and of one syllable the tones ngang, huyền, hỏi, ngã, sắc, nặng. Each distinct syllable is
// held against the others once (golang.org/x/text/collate, the Unicode rules for Vietnamese); names then compare as numbers.
type nameOrder struct {
	rank map[string]uint16
}

// newNameOrder makes the order of all syllables of the names.
func newNameOrder(names []*record.Values[record.Name]) *nameOrder {
	o := &nameOrder{rank: map[string]uint16{}}
	for _, v := range names {
		if v == nil {
			continue
		}
		for i := range v.Canon {
			for s := range strings.FieldsSeq(v.Of(uint32(i)).Full) {
				if _, met := o.rank[s]; !met {
					o.rank[s] = 0
				}
			}
		}
	}
	all := make([]string, 0, len(o.rank))
	for s := range o.rank {
		all = append(all, s)
	}
	slices.Sort(all) // the collator holds some different texts for equal
	collate.New(language.Vietnamese, collate.IgnoreCase).SortStrings(all)
	const most = 1<<16 - 1
	for i, s := range all {
		n := i + 1
		if len(all) > most { // more syllables than there are numbers: neighbours share one
			n = 1 + i*(most-1)/len(all)
		}
		o.rank[s] = uint16(n)
	}
	return o
}

// key returns a number that orders a name by its given name, its surname and the first two syllables between them. The empty
// name comes last.
func (o *nameOrder) key(n record.Name) uint64 {
	if n.Full == "" {
		return 1<<64 - 1
	}
	given := n.Given()
	if i := strings.LastIndexByte(given, ' '); i >= 0 {
		given = given[i+1:]
	}
	surname, _, _ := strings.Cut(n.Surname(), " ")
	first, rest, _ := strings.Cut(n.Middle(), " ")
	second, _, _ := strings.Cut(rest, " ")
	return uint64(o.rank[given])<<48 | uint64(o.rank[surname])<<32 | uint64(o.rank[first])<<16 | uint64(o.rank[second])
}

// keys returns the number of every distinct name of a column.
func (o *nameOrder) keys(v *record.Values[record.Name]) []uint64 {
	if v == nil {
		return nil
	}
	keys := make([]uint64, len(v.Canon))
	for i := range v.Canon {
		keys[i] = o.key(v.Of(uint32(i)))
	}
	return keys
}

// communeOrder ranks communes by their names in the Vietnamese alphabet, the word for their kind left aside; code 0, the unknown,
// comes last.
func communeOrder(names map[uint32]string) map[uint32]uint32 {
	c := collate.New(language.Vietnamese, collate.IgnoreCase)
	type unit struct {
		code uint32
		name string
	}
	var all []unit
	for code, name := range names {
		all = append(all, unit{code, name})
	}
	bare := func(s string) string {
		for _, kind := range []string{"Xã ", "Phường ", "Thị trấn ", "Đặc khu "} {
			if rest, ok := strings.CutPrefix(s, kind); ok {
				return rest
			}
		}
		return s
	}
	slices.SortFunc(all, func(a, b unit) int {
		return cmp.Or(cmp.Compare(btoi(a.code == 0), btoi(b.code == 0)), c.CompareString(bare(a.name), bare(b.name)), cmp.Compare(a.name, b.name), cmp.Compare(a.code, b.code))
	})
	rank := make(map[uint32]uint32, len(all))
	for i, u := range all {
		rank[u.code] = uint32(i)
	}
	return rank
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
