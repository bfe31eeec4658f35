package job

import (
	"testing"

	"github.com/doisanh/doisanh/job/findings"
	"github.com/doisanh/doisanh/record"
)

// TestRowsByID finds the rows of ids in order and in none.
func TestRowsByID(t *testing.T) {
	for _, list := range [][]string{{}, {"a", "b", "c"}, {"x.csv:2", "x.csv:3", "x.csv:10", "x.csv:100"}, {"c", "a", "b"}} {
		ids := record.TextsOf(list...)
		row := rowsByID(&ids)
		for i, id := range list {
			if at, there := row(id); !there || at != uint32(i) {
				t.Errorf("%v: %s is row %d, %v", list, id, at, there)
			}
		}
		for _, id := range []string{"", "aa", "x.csv:1", "z"} {
			if at, there := row(id); there {
				t.Errorf("%v: %s is row %d", list, id, at)
			}
		}
	}
}

// TestShifted: that ids stand for other records is told of row numbers alone, and where most findings are others.
func TestShifted(t *testing.T) {
	for name, c := range map[string]struct {
		ownIDs bool
		of     findings.Turnover
		told   bool
	}{
		"most are others":        {of: findings.Turnover{Resolved: 90, Stayed: 10, New: 85}, told: true},
		"half are others":        {of: findings.Turnover{Resolved: 50, Stayed: 50, New: 50}},
		"most are mended":        {of: findings.Turnover{Resolved: 90, Stayed: 10, New: 5}},
		"many are new":           {of: findings.Turnover{Resolved: 10, Stayed: 90, New: 200}},
		"too few to tell":        {of: findings.Turnover{Resolved: 19, New: 19}},
		"just enough":            {of: findings.Turnover{Resolved: 20, New: 20}, told: true},
		"the list has ids":       {ownIDs: true, of: findings.Turnover{Resolved: 90, Stayed: 10, New: 85}},
		"nothing was found":      {of: findings.Turnover{New: 100}},
		"nothing is found again": {},
	} {
		s := &Summary{Order: []string{"bhxh"}, Datasets: map[string]*DatasetFigures{"bhxh": {OwnIDs: c.ownIDs}}}
		shifted(s, map[string]findings.Turnover{"bhxh": c.of})
		notes := s.Datasets["bhxh"].Notes
		if told := len(notes) == 1 && notes[0].ID == NoteIDsShifted; told != c.told || len(notes) > 1 {
			t.Errorf("%s: %v", name, notes)
		}
	}
}
