package workbooks

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/doisanh/doisanh/job/findings"
	"github.com/doisanh/doisanh/reconcile"
	"github.com/doisanh/doisanh/record"
)

// TestSheetTitles: every code has a name a sheet can have, and no two the same.
func TestSheetTitles(t *testing.T) {
	seen := map[string]bool{communeSheetName: true, settledSheet: true, coverSheet: true}
	for _, rule := range reconcile.Rules() {
		name := sheetTitles()[rule.Code]
		if name == "" || seen[name] || utf8.RuneCountInString(name) > 31 || strings.ContainsAny(name, `[]:*?/\'`) {
			t.Errorf("%s: sheet name %q", rule.Code, name)
		}
		seen[name] = true
	}
	if len(stateWords()) != len(findings.States()) {
		t.Error("not every state has a word")
	}
}

// TestNameOrder: given name, then surname, then the middle; the tones in their order; a name without marks among the others.
func TestNameOrder(t *testing.T) {
	name := func(full string, surname, given int) record.Name {
		return record.Name{Full: full, FullSurname: uint8(surname), FullGiven: uint8(given)}
	}
	var want []record.Name
	for _, s := range []string{"Lê An", "Nguyễn An", "Nguyễn Thị An", "Nguyễn Văn An", "Đỗ Ảnh", "Bùi Ánh", "Lê Ân", "Lê Dung", "Đinh Đào", "Lê Hoa", "Lê Hoà", "Lê Hòa", "Lê Ý"} {
		w := strings.Fields(s)
		want = append(want, name(s, len(w[0]), len(s)-len(w[len(w)-1])))
	}
	want = append(want, record.Name{})
	v := &record.Values[record.Name]{Dict: slices.Clone(want), Canon: make([]uint32, len(want))}
	slices.Reverse(v.Dict)
	o := newNameOrder([]*record.Values[record.Name]{v, nil})
	slices.SortStableFunc(v.Dict, func(a, b record.Name) int {
		if x, y := o.key(a), o.key(b); x < y {
			return -1
		} else if x > y {
			return 1
		}
		return 0
	})
	for i := range want {
		if v.Dict[i].Full != want[i].Full {
			t.Errorf("place %d: %q, want %q", i, v.Dict[i].Full, want[i].Full)
		}
	}
	ranks := communeOrder(map[uint32]string{0: unknownCommune, 1: "Xã Ân Phú", 2: "Phường An Bình", 3: "Xã Đức Thọ", 4: "Phường Diễn"})
	for code, want := range map[uint32]uint32{2: 0, 1: 1, 4: 2, 3: 3, 0: 4} {
		if ranks[code] != want {
			t.Errorf("commune %d has place %d, want %d", code, ranks[code], want)
		}
	}
}

// TestLeftOut: only in a run of many findings, only long lists, and not where all are asked for.
func TestLeftOut(t *testing.T) {
	maker := func(rows int, all bool) *maker {
		return &maker{t: &findings.Table{Refs: make([]findings.Ref, rows)}, Input: Input{All: all}}
	}
	for _, c := range []struct {
		findings, list int
		all, want      bool
	}{
		{manyFindings, manyFindings, false, false},
		{manyFindings + 1, longList, false, false},
		{manyFindings + 1, longList + 1, false, true},
		{manyFindings + 1, longList + 1, true, false},
	} {
		if got := maker(c.findings, c.all).leftOut(c.list); got != c.want {
			t.Errorf("a list of %d in a run of %d (all: %v): left out %v", c.list, c.findings, c.all, got)
		}
	}
}
