package webpage

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
)

func example() *Page {
	return &Page{
		Name: `<script>alert("x")</script> & Co`, AsOf: "2025-10-01", RowsIn: 1234567, Loaded: 1234560, Rejected: 7, Findings: 42,
		Datasets: []Dataset{
			{Title: Text{"Dân cư", "Register"}, Name: "dan_cu", Register: true, Loaded: 10},
			{Title: Text{"Thuế", "Tax"}, Name: "thue", Loaded: 10, Outcomes: [4]int{5, 3, 1, 1}},
		},
		Criteria:  []Criterion{{ID: "dung", Title: Text{"Đúng", "Correct"}, Sum: 3, Codes: []Code{{Code: "id_structure", Title: Text{"Sai cấu trúc", "Structure"}, Count: 3, Severity: [3]int{1, 1, 1}}}}, {ID: "du", Title: Text{"Đủ", "Complete"}}},
		Communes:  []Commune{{Code: "18073", Name: "Phường Thành Sen", Residents: 5, Archive: 7, Findings: [4]int{1, 2, 0, 0}, Sum: 3}, {Residents: -1, Archive: -1, Sum: 1, Findings: [4]int{0, 0, 0, 1}}},
		Balance:   []Balance{{Title: Text{"Cả hai", "Both"}, Count: 5, Side: "matched"}, {Title: Text{"Chỉ dân cư", "Register only"}, Count: 1, Side: "register"}},
		Histogram: []Bin{{0, 0.5, 0, 0, 4}, {0.5, 0.9, 0, 3, 1}, {0.9, 1, 900, 2, 0}}, Match: 0.8, Review: 0.5,
		Model:     []Comparison{{Title: Text{"Tên", "Name"}, Levels: []Level{{Name: "same", M: 0.9, ByValue: true}, {Name: "other", M: 0.1, Bits: -3.3}}}},
		Estimates: []Estimate{{Title: Text{"Thuế", "Tax"}, Precision: Interval{0.999, 0.99, 1}, Recall: Interval{0.5, 0.4, 0.6}, F1: Interval{0.7, 0.6, 0.8}}},
		Books:     []Book{{File: "dung.xlsx", Title: Text{"Đúng", "Correct"}}},
	}
}

func render(t *testing.T, p *Page) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestSelfContained: nothing is fetched and nothing runs, whatever the run is called.
func TestSelfContained(t *testing.T) {
	page := render(t, example())
	for _, bad := range []string{"<script", "http:", "https:", "src=", "url(", "@import", "onload", "javascript:", "<iframe", "<link"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page has %s", bad)
		}
	}
	if !strings.Contains(page, "&lt;script&gt;") || !strings.Contains(page, "default-src 'none'") {
		t.Error("the name is not escaped, or there is no content policy")
	}
}

// TestForm: every tag is closed, no id stands twice, every link within the page leads somewhere, every table has a heading row.
func TestForm(t *testing.T) {
	page := render(t, example())
	void := map[string]bool{"meta": true, "input": true, "br": true, "rect": true, "line": true}
	var open []string
	for _, m := range regexp.MustCompile(`<(/?)([a-z0-9]+)(?:"[^"]*"|[^">])*?(/?)>`).FindAllStringSubmatch(page, -1) {
		name := m[2]
		switch {
		case m[3] == "/" || void[name] && m[1] == "" && !strings.Contains(m[0], "rect class=\"h-"):
		case m[1] == "":
			open = append(open, name)
		case len(open) == 0 || open[len(open)-1] != name:
			t.Fatalf("</%s> closes %v", name, open)
		default:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Errorf("not closed: %v", open)
	}
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if ids[m[1]] {
			t.Errorf("id %s stands twice", m[1])
		}
		ids[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`(?:href="#|for="|labelledby=")([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if !ids[m[1]] {
			t.Errorf("nothing has the id %s", m[1])
		}
	}
	if strings.Count(page, "<table") != strings.Count(page, "<thead") {
		t.Error("a table has no heading row")
	}
	if vi, en := strings.Count(page, `class="vi"`), strings.Count(page, `class="en"`); vi != en || vi < 60 {
		t.Errorf("%d texts in Vietnamese, %d in English", vi, en)
	}
	if render(t, example()) != page {
		t.Error("two renderings differ")
	}
}

func TestNumber(t *testing.T) {
	for n, want := range map[int]string{0: "0", 7: "7", 1000: "1 000", 1234567: "1 234 567", -13: "-13", -1234: "-1 234", -123: "-123"} {
		if got := strings.ReplaceAll(number(n), "\u202f", " "); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
	for v, want := range map[float64]string{1: "100.00 %", 0.99999: "99.99 %", 0.5: "50.00 %"} {
		if got := string(hundredths(v)); !strings.Contains(got, ">"+want+"<") {
			t.Errorf("%v: %s, want %s", v, got, want)
		}
	}
	if render(t, &Page{Name: "trống"}) == "" {
		t.Error("no page of a run without anything")
	}
}

// TestThresholds: the drawing shows from which probability records were linked, and where the sources differ from which to which.
func TestThresholds(t *testing.T) {
	p := example()
	p.Match, p.MatchTo = 0.6, 0.6
	if page := render(t, p); !strings.Contains(page, ">khớp ≥ 0,60<") || !strings.Contains(page, ">match ≥ 0.60<") || strings.Contains(page, "tùy nguồn") {
		t.Error("one threshold is not told")
	}
	p.MatchTo = 0.96
	if page := render(t, p); !strings.Contains(page, ">khớp ≥ 0,60, tùy nguồn<") || !strings.Contains(page, ">đến 0,96<") {
		t.Error("a range of thresholds is not told")
	}
}

// TestNoCommunes: a run without findings has no empty table of communes.
func TestNoCommunes(t *testing.T) {
	p := example()
	p.Communes = nil
	if page := render(t, p); strings.Contains(page, `<th scope="col"><span class="vi" lang="vi">Xã, phường`) || strings.Count(page, "Không có.") < 2 {
		t.Error("the table is there, with nothing in it")
	}
}
