package job

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/doisanh/doisanh/record"
)

func TestCheckKeysNamesEveryUnknownKeyWithItsLine(t *testing.T) {
	text := "name: x\npopulaton: {sector: dan_cu, path: a.csv}\ndatasets:\n  - {sector: bhxh, pth: b.csv}\n"
	_, problems, err := checkKeys("job.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range problems {
		got = append(got, fmt.Sprintf("%s:%d: %s: %v of %v", p.File, p.Row, p.Column, p.Args[0], p.Args[1]))
	}
	want := "job.yaml:2: populaton: population of name, as_of, population, datasets, output, model, decisions, waivers, threads, match_threshold, review_threshold, " +
		"age_groups, cohorts, reports, formats, output_sql\njob.yaml:4: pth: path of name, sector, path, profile, columns, encodings, table, query, sql"
	if s := strings.Join(got, "\n"); s != want {
		t.Errorf("got\n%s\nwant\n%s", s, want)
	}
}

func TestReadFileRefusesWhatIsNotYAML(t *testing.T) {
	path := filepath.Join(t.TempDir(), "job.yaml")
	for _, text := range []string{"", "name: [", "datasets: 3\n", "\x00\x01"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadFile(path); err == nil {
			t.Errorf("%q: no error", text)
		}
	}
}

// Notepad begins a file with a byte order mark, and "Unicode" is UTF-16 there.
func TestReadFileTakesWhatNotepadSaves(t *testing.T) {
	const text = "name: Hà Tĩnh\npopulation: {path: a.csv}\n"
	path := filepath.Join(t.TempDir(), "job.yaml")
	for name, bom := range map[string][]byte{"UTF-8": []byte("\ufeff" + text), "UTF-16LE": utf16Text(binary.LittleEndian, text), "UTF-16BE": utf16Text(binary.BigEndian, text)} {
		if err := os.WriteFile(path, bom, 0o600); err != nil {
			t.Fatal(err)
		}
		if f, err := ReadFile(path); err != nil || len(f.unknown) > 0 || f.Name != "Hà Tĩnh" {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
	}
}

func utf16Text(order binary.AppendByteOrder, text string) []byte {
	out := order.AppendUint16(nil, 0xfeff)
	for _, u := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, u)
	}
	return out
}

func TestThresholds(t *testing.T) {
	s := &Summary{
		Rejected: 3,
		Findings: map[string]map[string]int{"dung": {"id_structure": 5, "field_mismatch": 2}},
		Datasets: map[string]*DatasetFigures{"bhxh": {Rejected: 1}},
	}
	for expr, fails := range map[string]bool{
		"findings.dung.id_structure>0":  true,
		"findings.dung.id_structure>5":  false,
		"findings.dung.id_structure>=5": true,
		"findings.dung > 6":             true,
		"findings.dung.impossible>0":    false,
		"datasets.bhxh.rejected==1":     true,
		"rejected<3":                    false,
		"rejected!=3":                   false,
	} {
		th, err := ParseThreshold(expr)
		if err != nil {
			t.Errorf("%s: %v", expr, err)
			continue
		}
		if got := th.Check(s) != nil; got != fails {
			t.Errorf("%s: fails = %v, want %v", expr, got, fails)
		}
	}
	for _, expr := range []string{"", "findings", "findings>", ">3", "finding.dung>0", "findings.dung>x"} {
		if _, err := ParseThreshold(expr); err == nil {
			t.Errorf("%q: no error", expr)
		}
	}
}

func TestMaxRejects(t *testing.T) {
	for in, want := range map[string]int{"": 2000, "0": 0, "7": 7, "0.5%": 10, "100%": 2000} {
		limit, err := ParseMaxRejects(in)
		if err != nil || limit(2000) != want {
			t.Errorf("%q: %v, want %d", in, err, want)
		}
	}
	for _, in := range []string{"x", "-1", "101%", "%"} {
		if _, err := ParseMaxRejects(in); err == nil {
			t.Errorf("%q: no error", in)
		}
	}
}

func TestWithLinkedPairsRecordsOfOnePerson(t *testing.T) {
	match := func(person int, p float64) record.Link {
		return record.Link{Person: person, Decision: record.DecideMatch, Probability: p}
	}
	links := []record.Link{match(7, 1), match(8, 1), match(7, 0.99), {Person: 7, Decision: record.DecideReview, Probability: 0.5}, match(8, 0.98)}
	scored := []record.Scored{{Pair: record.Pair{Left: 0, Right: 2}, Probability: 0.3}}
	got := withLinked(scored, linkedPairs(links), links)
	if len(got) != 2 || got[0].Probability != 0.99 || got[1].Left != 1 || got[1].Right != 4 || got[1].Probability != 0.98 {
		t.Errorf("got %+v", got)
	}
}
