package job

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

func TestCheckKeysNamesEveryUnknownKeyWithItsLine(t *testing.T) {
	text := "name: x\npopulaton: {sector: dan_cu, path: a.csv}\ndatasets:\n  - {sector: bhxh, pth: b.csv}\n"
	problems := checkKeys("job.yaml", []byte(text))
	var got []string
	for _, p := range problems {
		got = append(got, p.Error())
	}
	want := "job.yaml:2: populaton: job.key_unknown population\njob.yaml:4: pth: job.key_unknown path"
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

func TestFindingStatesFromNightToNight(t *testing.T) {
	name := func(uint32) string { return "Xã X" }
	a := record.Finding{Criterion: record.Dung, Code: "id_structure", Dataset: "bhxh", RecordID: "1", Field: "personal_id"}
	b := record.Finding{Criterion: record.Du, Code: "missing_field", Dataset: "bhxh", RecordID: "2", Field: "sex"}
	states := func(rows [][]string) string {
		var s []string
		for _, r := range rows {
			s = append(s, r[4]+":"+r[colFirstSeen]+":"+r[colState])
		}
		return strings.Join(s, " ")
	}
	remember := func(asOf string, rows [][]string) *previousRun {
		p := &previousRun{asOf: asOf, rows: map[string][]string{}}
		for _, r := range rows {
			p.rows[r[0]] = append([]string(nil), r...)
			p.order = append(p.order, r[0])
		}
		return p
	}
	first := findingRows([]record.Finding{a, b}, "2025-06-15", nil, name)
	if got := states(first); got != "1:2025-06-15:new 2:2025-06-15:new" {
		t.Errorf("first night: %s", got)
	}
	again := findingRows([]record.Finding{a, b}, "2025-06-15", remember("2025-06-15", first), name)
	if got := states(again); got != states(first) {
		t.Errorf("repeated on the same day: %s", got)
	}
	second := findingRows([]record.Finding{a}, "2025-06-16", remember("2025-06-15", first), name)
	if got := states(second); got != "1:2025-06-15:open 2:2025-06-15:resolved" {
		t.Errorf("second night: %s", got)
	}
	repeated := findingRows([]record.Finding{a}, "2025-06-16", remember("2025-06-16", second), name)
	if got := states(repeated); got != states(second) {
		t.Errorf("second night repeated: %s", got)
	}
	third := findingRows([]record.Finding{a}, "2025-06-17", remember("2025-06-16", second), name)
	if got := states(third); got != "1:2025-06-15:open" {
		t.Errorf("third night: %s", got)
	}
	back := findingRows([]record.Finding{a, b}, "2025-06-17", remember("2025-06-16", second), name)
	if got := states(back); got != "1:2025-06-15:open 2:2025-06-17:new" {
		t.Errorf("a resolved finding that comes back: %s", got)
	}
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
	got := withLinked(scored, links)
	if len(got) != 2 || got[0].Probability != 0.99 || got[1].Left != 1 || got[1].Right != 4 || got[1].Probability != 0.98 {
		t.Errorf("got %+v", got)
	}
}
