package job

import (
	"testing"

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
