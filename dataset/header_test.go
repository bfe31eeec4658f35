package dataset

import (
	"encoding/csv"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// fieldOf returns the field a header is read as when it stands alone.
func fieldOf(t *testing.T, p *Profile, header string) record.Field {
	t.Helper()
	free := *p
	free.Needed = nil
	l, err := recognise(&free, "x.csv", []string{header}, nil, nil)
	var problem *record.Problem
	switch {
	case err == nil:
	case errors.As(err, &problem) && problem.ID == record.ProblemHeaderUnknown:
		w := &recognition{p: p, headers: []string{header}, cands: [][]candidate{p.headers.candidates(header)}, field: make([]record.Field, 1), by: map[record.Field]int{}, idRank: map[int]int{}, joined: map[int]bool{}}
		if err := w.claimStrong(); err != nil {
			t.Fatal(err)
		}
		w.claimRest(fuzzy)
		if len(w.ids) > 0 {
			return record.RecordID
		}
		return ""
	default:
		t.Fatal(err)
	}
	if len(l.ids) > 0 {
		return record.RecordID
	}
	return l.field[0]
}

func TestHeaders(t *testing.T) {
	f, err := os.Open("testdata/headers.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < 300 {
		t.Errorf("only %d headers", len(rows))
	}
	for _, row := range rows[1:] {
		p, err := Builtin(row[0])
		if err != nil {
			t.Fatal(err)
		}
		if got := fieldOf(t, p, row[1]); got != record.Field(row[2]) {
			t.Errorf("%s: %q is read as %q, want %q", row[0], row[1], got, row[2])
		}
	}
}

var _ = slices.Contains[[]string]
var _ = strings.Contains
