package dataset

import (
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
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
	l, err := recognise(&free, "x.csv", nil, []string{header}, nil, nil, nil)
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

var update = flag.Bool("update", false, "write the golden files")

// TestLayouts reads whole header rows, where columns compete for a field.
func TestLayouts(t *testing.T) {
	data, err := os.ReadFile("testdata/layouts.txt")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "|")
		p, err := Builtin(cells[0])
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(cells[0] + "\n")
		l, err := recognise(p, "x.csv", nil, cells[1:], nil, nil, nil)
		if err != nil {
			fmt.Fprintf(&b, "\t%v\n", err)
			continue
		}
		for i, h := range l.headers {
			read := string(l.field[i])
			for _, j := range l.joins {
				if k := slices.Index(j.columns, i); k >= 0 {
					read = fmt.Sprintf("%s, part %d", j.field, k+1)
				}
			}
			if k := slices.Index(l.ids, i); k >= 0 {
				read = fmt.Sprintf("record_id, choice %d", k+1)
			}
			if read == "" {
				read = "-"
			}
			fmt.Fprintf(&b, "\t%s: %s\n", h, read)
		}
	}
	const golden = "testdata/layouts.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != b.String() {
		t.Errorf("%s differs; run with -update and look at the change:\n%s", golden, b.String())
	}
}
