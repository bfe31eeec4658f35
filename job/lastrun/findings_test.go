package lastrun

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// pastByCSV is what Findings.read has to find: id, day, resolved, and the row written as CSV.
func pastByCSV(text string) (list []string, err error) {
	in := csv.NewReader(strings.NewReader(text))
	in.FieldsPerRecord = len(FindingColumns)
	for n := 0; ; n++ {
		row, err := in.Read()
		if errors.Is(err, io.EOF) && n > 0 {
			return list, nil
		}
		if err != nil {
			return nil, err
		}
		if n == 0 {
			continue
		}
		id, err := strconv.ParseUint(row[0], 16, 64)
		if err != nil {
			return nil, err
		}
		list = append(list, fmt.Sprint(id, row[FirstSeen], row[State] == Resolved, strings.Join(row, "|")))
	}
}

func pastByPieces(text string, threads, piece int) (list []string, err error) {
	p := &Findings{}
	if err := p.read(strings.NewReader(text), threads, piece); err != nil {
		return nil, err
	}
	for i := range p.findings {
		f := &p.findings[i]
		if found := p.Find(f.id); found == 0 || p.findings[found-1].id != f.id {
			return nil, fmt.Errorf("%x is not found", f.id)
		}
		one := func(other *pastFinding) bool { return other == f }
		row, err := csv.NewReader(&rowReader{f: strings.NewReader(text), rows: p.findings, wanted: one}).Read()
		if err != nil {
			return nil, err
		}
		list = append(list, fmt.Sprint(f.id, p.Days[f.first], f.resolved, strings.Join(row, "|")))
	}
	return list, nil
}

// without is a night on which the dataset of the findings has no record.
const without = "2025-07-01"

// night is one run as far as findings.csv goes: it holds the ids against the night before and writes what comes of it.
func night(t *testing.T, asOf string, before *Findings, ids ...uint64) (*Findings, string) {
	t.Helper()
	row := func(id, first, state string) []string {
		row := make([]string, len(FindingColumns))
		row[0], row[FirstSeen], row[State] = id, first, state
		row[4] = "a, \"b\"\nc" // quoted, and over two lines
		return row
	}
	rows := [][]string{FindingColumns}
	for _, id := range ids {
		first, state := asOf, New
		if before != nil {
			if day, open := before.Meet(before.Find(id), asOf); open {
				first, state = before.Days[day], Open
			}
		}
		rows = append(rows, row(fmt.Sprintf("%016x", id), first, state))
	}
	gone, err := before.Gone(asOf, func(string, string, string, string) bool { return asOf == without })
	if err != nil {
		t.Fatal(err)
	}
	for i := range gone.Len() {
		row := []string{fmt.Sprintf("%016x", gone.ID(uint32(i)))}
		for column := 1; column < len(FindingColumns); column++ {
			row = append(row, gone.At(uint32(i), column))
		}
		rows = append(rows, row)
	}
	p := &Findings{AsOf: asOf, Path: filepath.Join(t.TempDir(), "findings.csv")}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(p.Path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := p.read(&b, 2, pieceBytes); err != nil {
		t.Fatal(err)
	}
	var states []string
	for _, r := range rows[1:] {
		states = append(states, strings.TrimLeft(r[0], "0")+":"+r[FirstSeen]+":"+r[State])
	}
	return p, strings.Join(states, " ")
}

func TestFindingStatesFromNightToNight(t *testing.T) {
	const a, b = 1, 2
	want := func(got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	first, s := night(t, "2025-06-15", nil, a, b)
	want(s, "1:2025-06-15:new 2:2025-06-15:new")
	_, s = night(t, "2025-06-15", first, a, b) // repeated on the same day
	want(s, "1:2025-06-15:new 2:2025-06-15:new")
	first, _ = night(t, "2025-06-15", nil, a, b)
	second, s := night(t, "2025-06-16", first, a)
	want(s, "1:2025-06-15:open 2:2025-06-15:resolved")
	_, s = night(t, "2025-06-16", second, a) // repeated
	want(s, "1:2025-06-15:open 2:2025-06-15:resolved")
	second, _ = night(t, "2025-06-16", first, a)
	_, s = night(t, "2025-06-17", second, a)
	want(s, "1:2025-06-15:open")
	third, s := night(t, "2025-06-17", second, a, b) // a resolved finding comes back
	want(s, "1:2025-06-15:open 2:2025-06-15:open")
	_, s = night(t, "2025-06-18", third, a)
	want(s, "1:2025-06-15:open 2:2025-06-15:resolved")
	second, _ = night(t, "2025-06-16", first, a)
	_, s = night(t, "2025-06-16", second, a, b) // the list is mended the same day, and the run repeated
	want(s, "1:2025-06-15:open 2:2025-06-15:open")

	// Of a dataset without a record nothing is known to be resolved.
	first, _ = night(t, "2025-06-15", nil, a, b)
	away, s := night(t, without, first)
	want(s, "1:2025-06-15:open 2:2025-06-15:open")
	_, s = night(t, "2025-07-02", away, a)
	want(s, "1:2025-06-15:open 2:2025-06-15:resolved")
}

// TestPreviousFindings holds the reading of a findings.csv in pieces against encoding/csv.
func TestPreviousFindings(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	values := []string{"", "a", "x, y", "\"", "two\nlines", "\r\n\"\n,\"", "Thôn 3, Xã Sơn Hồng", strings.Repeat("long,\n", 40)}
	for round := range 200 {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.UseCRLF = round%5 == 4
		_ = w.Write(FindingColumns)
		for range rng.IntN(60) {
			row := make([]string, len(FindingColumns))
			for i := range row {
				row[i] = values[rng.IntN(len(values))]
			}
			row[0], row[FirstSeen] = fmt.Sprintf("%016x", rng.Uint64()), fmt.Sprintf("2025-06-%02d", 1+rng.IntN(20))
			row[State] = []string{New, Open, Resolved, Waived}[rng.IntN(4)]
			_ = w.Write(row)
		}
		w.Flush()
		text := b.String()
		if round%3 == 0 {
			text = strings.TrimRight(text, "\r\n")
		}
		want, err := pastByCSV(text)
		if err != nil {
			t.Fatal(err)
		}
		got, err := pastByPieces(text, 1+rng.IntN(4), 1+rng.IntN(600))
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("round %d: got %q, want %q", round, got, want)
		}
	}
	for _, text := range []string{"", "a,b\n", strings.Join(FindingColumns, ",") + "\nzz" + strings.Repeat(",", 16) + "\n", strings.Join(FindingColumns, ",") + "\n00,\"" + strings.Repeat(",", 16) + "\n"} {
		if _, err := pastByPieces(text, 2, 16); err == nil {
			t.Errorf("%q: no error", text)
		}
	}
}

// FuzzPreviousFindings: whatever a file holds, reading it ends, and what is read of rows that encoding/csv takes is what it takes.
func FuzzPreviousFindings(f *testing.F) {
	head := strings.Join(FindingColumns, ",") + "\n"
	f.Add(head+"0a"+strings.Repeat(",", 14)+",2025-06-01,new\n", 7)
	f.Add(head+"0a"+strings.Repeat(",", 13)+",\"x\n\",2025-06-01,new\r\n\n", 1)
	f.Fuzz(func(t *testing.T, text string, piece int) {
		got, err := pastByPieces(text, 2, 1+max(0, piece)%1000)
		want, bad := pastByCSV(text)
		if bad == nil && err == nil && len(got) != len(want) {
			t.Errorf("%d findings, encoding/csv has %d", len(got), len(want))
		}
	})
}

// TestRows holds rows by columns against the rows as they were added, in their order and sorted.
func TestRows(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	const n = 300
	rows := newRows(n)
	var want [][]string
	for i := range n {
		row := make([]string, len(FindingColumns))
		for c := range row {
			row[c] = fmt.Sprint(FindingColumns[c], rng.IntN(5)) // many columns' texts repeat too
		}
		row[4] = strings.Repeat("long ", rng.IntN(9)) + strconv.Itoa(rng.IntN(50))
		row[0] = fmt.Sprintf("%016x", i)
		want = append(want, slices.Clone(row))
		rows.add(uint64(i), row)
		row[2], row[5] = "overwritten", "overwritten" // as the reader does with the next row
	}
	same := func() {
		t.Helper()
		if rows.Len() != len(want) {
			t.Fatalf("%d rows, want %d", rows.Len(), len(want))
		}
		asked := 0
		number := rows.Numbers(2, func(text string) uint32 { asked++; return uint32(text[len(text)-1] - '0') })
		if asked != 5 {
			t.Errorf("asked for %d texts, want 5", asked)
		}
		for i, row := range want {
			at := uint32(i)
			if got := fmt.Sprintf("%016x", rows.ID(at)); got != row[0] {
				t.Fatalf("row %d: id %s, want %s", i, got, row[0])
			}
			for c := 1; c < len(row); c++ {
				if got := rows.At(at, c); got != row[c] {
					t.Fatalf("row %d: %s %q, want %q", i, FindingColumns[c], got, row[c])
				}
			}
			if got := number(at); got != uint32(row[2][len(row[2])-1]-'0') {
				t.Fatalf("row %d: number %d of %s", i, got, row[2])
			}
			if (rows.Code(at, 2) == rows.Code(0, 2)) != (row[2] == want[0][2]) {
				t.Fatalf("row %d: %s has the code of %s", i, row[2], want[0][2])
			}
		}
	}
	same()
	slices.SortFunc(want, func(a, b []string) int { return cmp.Or(cmp.Compare(a[4], b[4]), cmp.Compare(a[0], b[0])) })
	rows.Sort(func(a, b uint32) int {
		return cmp.Or(cmp.Compare(rows.At(a, 4), rows.At(b, 4)), cmp.Compare(rows.ID(a), rows.ID(b)))
	})
	same()
	var none *Rows
	none.Sort(nil)
	if none.Len() != 0 || none.Numbers(2, nil) != nil {
		t.Error("a nil *Rows has rows")
	}
}

// A list is far smaller where neither what leaves a list nor chance in a short one explains it.
func TestFarFewer(t *testing.T) {
	for _, c := range []struct {
		before, now int
		want        bool
	}{
		{0, 0, false}, {0, 5, false}, {1, 1, false}, {1, 2, false}, {2, 1, false}, {3, 1, true}, {9, 6, false}, {9, 5, true}, {100, 81, false}, {100, 80, true},
		{1000, 872, false}, {1000, 871, true}, {1_000_000, 900_000, false}, {1_000_000, 899_000, true}, {1_000_000, 2_000_000, false},
	} {
		if got := FarFewer(c.before, c.now); got != c.want {
			t.Errorf("%d after %d: %v", c.now, c.before, got)
		}
	}
}

// A run whose summary is gone or broken is told before the next one has done its work.
func TestCheckSummary(t *testing.T) {
	output := t.TempDir()
	dir := filepath.Join(output, "run")
	put := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	put(filepath.Join(output, "latest"), "run\n")
	put(filepath.Join(dir, "manifest.json"), "{}")
	for _, text := range []string{"", "{", `{"datasets": {"bhxh": {"loaded": 3}}}`} {
		if text != "" {
			put(filepath.Join(dir, "summary.json"), text)
		}
		if err := Check(output); (err == nil) != (len(text) > 1) {
			t.Errorf("%q: %v", text, err)
		}
	}
}
