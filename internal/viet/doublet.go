package viet

import "sync"

// doublets are the pairs of forms of one name that are common as names (refdata/data/name_doublets.csv), the northern one
// first. Rare pairs, and those of which either form is a frequent name of its own (An and Yên, Chu and Châu), are left out:
// they would merge more strangers than they find; so is Lĩnh and Lãnh, since Lanh is a name where the marks are gone.
const doubletPairs = "Hoàng Huỳnh Vũ Võ Phúc Phước Nhân Nhơn Cảnh Kiểng Bảo Bửu Nhật Nhựt Chính Chánh Sinh Sanh Tính Tánh Quý Quới Đảm Đởm"

type doubletTable struct{ marked, plain map[Sound]Sound }

var doublets = sync.OnceValue(func() *doubletTable {
	t := &doubletTable{map[Sound]Sound{}, map[Sound]Sound{}}
	var north Sound
	word, first := []rune{}, true
	put := func() {
		s, _ := ParseSound(string(word))
		if first {
			north = s
		} else {
			t.marked[s] = north
			t.plain[s.Plain()] = north.Plain()
		}
		first = !first
		word = word[:0]
	}
	for _, r := range doubletPairs {
		if r == ' ' {
			put()
			continue
		}
		word = append(word, r)
	}
	put()
	return t
})

// doublet returns the northern form of a name that has two.
func (s Sound) doublet(plain bool) Sound {
	if n, ok := doublets().marked[s]; ok {
		return n
	}
	if plain {
		if n, ok := doublets().plain[s.Plain()]; ok {
			return n
		}
	}
	return s
}
