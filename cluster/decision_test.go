package cluster

import (
	"reflect"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestDecisionsAreHonoured holds Group to officers' decisions: against the scores, against contradictions, and where rows
// in between would bring two together.
func TestDecisionsAreHonoured(t *testing.T) {
	an1 := person{id: "1", name: "Nguyễn Văn An", born: "1990-05-06", sex: record.SexMale, number: an}
	other := person{id: "2", name: "Trần Thị Hoa", born: "1971-01-30", sex: record.SexFemale, number: anOther}
	pair := func(a, b uint32) []record.Pair { return []record.Pair{{Left: a, Right: b}} }
	sure := []record.Scored{scored(0, 1, .99), scored(1, 2, .99), scored(0, 2, .99)}
	for name, c := range map[string]struct {
		rows  []person
		pairs []record.Scored
		opt   Options
		want  [][]uint32
	}{
		"same without a score":      {[]person{an1, an1}, nil, Options{Same: pair(1, 0)}, [][]uint32{{0, 1}}},
		"same against all evidence": {[]person{an1, other}, []record.Scored{scored(0, 1, .001)}, Options{Same: pair(0, 1)}, [][]uint32{{0, 1}}},
		"different against a score": {[]person{an1, an1}, []record.Scored{scored(0, 1, .9999)}, Options{Different: pair(1, 0)}, nil},
		"different at one remove":   {[]person{an1, an1, an1}, sure, Options{Different: pair(0, 2)}, [][]uint32{{0, 1}}},
		"same first":                {[]person{an1, an1, an1}, sure, Options{Same: pair(1, 2), Different: pair(0, 2)}, [][]uint32{{1, 2}}},
		"both":                      {[]person{an1, an1}, sure[:1], Options{Same: pair(0, 1), Different: pair(0, 1)}, nil},
		"a long chain of decisions": {[]person{an1, an1, other, other, other}, nil,
			Options{Same: []record.Pair{{Left: 0, Right: 1}, {Left: 1, Right: 2}, {Left: 2, Right: 3}, {Left: 3, Right: 4}}}, [][]uint32{{0, 1, 2, 3, 4}}},
	} {
		if got := groups(Group(people(c.rows...), c.pairs, c.opt)); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
