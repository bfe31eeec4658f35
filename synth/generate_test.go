package synth

import (
	"context"
	"encoding/csv"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/doisanh/doisanh/record"
)

// generated returns the files a configuration gives, by path below the folder.
func generated(t *testing.T, cfg Config) map[string]string {
	t.Helper()
	dir := t.TempDir()
	rows := int64(0)
	sum, err := Generate(context.Background(), cfg, dir, func(n int64) { rows += n })
	if err != nil {
		t.Fatal(err)
	}
	want := int64(0)
	for _, d := range sum.Datasets {
		want += int64(d.Rows)
	}
	if rows != want {
		t.Errorf("progress told of %d rows, the summary of %d", rows, want)
	}
	return filesIn(t, dir)
}

// filesIn returns the files of a province's folder, by path below it.
func filesIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, pattern := range []string{"*.*", "truth/*"} {
		names, _ := filepath.Glob(filepath.Join(dir, pattern))
		for _, n := range names {
			b, err := os.ReadFile(n)
			if err != nil {
				t.Fatal(err)
			}
			rel, _ := filepath.Rel(dir, n)
			out[filepath.ToSlash(rel)] = string(b)
		}
	}
	return out
}

func config(t *testing.T, text string) Config {
	t.Helper()
	c, err := ReadConfig(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// table reads a generated file.
func table(t *testing.T, text string, delim rune) [][]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	r.Comma = delim
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestSameBytesWhateverTheThreads(t *testing.T) {
	cfg := config(t, "people: 3000")
	cfg.Threads = 1
	one := generated(t, cfg)
	cfg.Threads = 5
	five := generated(t, cfg)
	if len(one) != len(five) || len(one) != len(sectors)+5 {
		t.Fatalf("%d and %d files", len(one), len(five))
	}
	for name, text := range one {
		if text != five[name] {
			t.Errorf("%s differs between 1 and 5 threads", name)
		}
	}
	cfg.Seed++
	if other := generated(t, cfg); other["dan_cu.csv"] == one["dan_cu.csv"] {
		t.Error("another seed gave the same register")
	}
}

// TestTruthIsAboutTheFiles checks that every line of the truth names a record that exists, that every sector record has a
// link, and that all sectors, faults and findings occur.
func TestTruthIsAboutTheFiles(t *testing.T) {
	cfg := config(t, "people: 20000\nseed: 3")
	files := generated(t, cfg)
	records := map[string]bool{}
	perDataset := map[string]int{}
	for _, s := range sectors {
		code := s.code
		form := cfg.Files[code]
		delim := ','
		if form.Delimiter != "" {
			delim = rune(form.Delimiter[0])
		}
		ext := "csv"
		if form.Extension != "" {
			ext = form.Extension
		}
		rows := table(t, files[code+"."+ext], delim)
		spec, _ := sectorNamed(code)
		for i, r := range rows[1:] {
			if len(r) != len(spec.columns) {
				t.Fatalf("%s row %d has %d columns", code, i+2, len(r))
			}
			if records[code+","+r[0]] {
				t.Fatalf("%s: record id %s twice", code, r[0])
			}
			records[code+","+r[0]] = true
		}
		perDataset[code] = len(rows) - 1
		if len(rows) < 20 {
			t.Errorf("%s has %d rows", code, len(rows)-1)
		}
	}
	linked := map[string]bool{}
	for _, r := range table(t, files["truth/links.csv"], ',')[1:] {
		linked[r[0]+","+r[1]] = true
		if !records[r[0]+","+r[1]] || r[2] != "" && !records["dan_cu,"+r[2]] {
			t.Fatalf("link of no record: %v", r)
		}
	}
	total := 0
	for code, n := range perDataset {
		if code != "dan_cu" {
			total += n
		}
	}
	if len(linked) != total {
		t.Errorf("%d of %d sector records have a link", len(linked), total)
	}
	clusters := map[string]int{}
	for _, r := range table(t, files["truth/clusters.csv"], ',')[1:] {
		clusters[r[0]+","+r[1]]++
		if !records[r[0]+","+r[2]] {
			t.Fatalf("cluster of no record: %v", r)
		}
	}
	for c, n := range clusters {
		if n < 2 {
			t.Errorf("cluster %s has %d records", c, n)
		}
	}
	checkFindings(t, table(t, files["truth/findings.csv"], ',')[1:], records)
	checkFaults(t, cfg, table(t, files["truth/faults.csv"], ',')[1:], records)
}

func checkFindings(t *testing.T, rows [][]string, records map[string]bool) {
	t.Helper()
	codes := map[string]int{}
	seen := map[string]bool{}
	for _, r := range rows {
		codes[r[1]]++
		if reason := r[5]; reason != "" {
			codes[r[1]+" "+reason]++
		}
		if r[1] != "count_low" && r[1] != "count_high" && !records[r[2]+","+r[3]] {
			t.Fatalf("finding on no record: %v", r)
		}
		if key := strings.Join(r[:5], ","); seen[key] {
			t.Fatalf("finding twice: %v", r)
		} else {
			seen[key] = true
		}
	}
	for _, want := range strings.Split(`field_mismatch different,field_mismatch less_precise,field_mismatch diacritics,field_mismatch abbreviated,
field_mismatch swapped_day_month,field_mismatch transposed_digits,field_mismatch old_id,id_structure length,id_structure characters,id_structure province,
id_structure century_sex,id_structure birth_year,id_of_another,number_structure length,number_structure check_digit,number_structure prefix,impossible future,
impossible marriage_under_age,not_citizen foreign,not_citizen stateless,not_citizen undetermined,nationality_lost case_1,nationality_lost case_2,
nationality_lost case_3,special_resident 1,special_resident 2,special_resident 3,special_resident 4,special_resident 5,missing_field,not_in_population,
not_collected form_1,not_collected form_2,not_collected form_3,double_residence,count_low,duplicate same_person,duplicate same_fact,shared_number,verify,
surplus duplicate,surplus moved_away,surplus dead_or_missing,surplus temporary,surplus unexplained,count_high,death_not_recorded,birth_not_collected,
marriage_not_recorded,divorce_not_recorded,correction_not_applied,parent_not_recorded,move_not_recorded,active_after_death,old_id_in_use,old_unit_in_use,not_covered bhyt_under_6,not_covered vaccine_5_11,stale`, ",") {
		if codes[strings.TrimSpace(want)] == 0 {
			t.Errorf("no finding %q among 20,000 people", strings.TrimSpace(want))
		}
	}
}

// checkFaults checks that every kind of fault occurs, about as often as it is asked for.
func checkFaults(t *testing.T, cfg Config, rows [][]string, records map[string]bool) {
	t.Helper()
	kinds := map[string]int{}
	faulty, sectorRows := 0, 0
	for k := range records {
		if !strings.HasPrefix(k, "dan_cu,") {
			sectorRows++
		}
	}
	for _, r := range rows {
		kinds[r[3]]++
		if !records[r[0]+","+r[1]] {
			t.Fatalf("fault of no record: %v", r)
		}
		if r[0] != "dan_cu" && !strings.HasPrefix(r[3], "form_") {
			faulty++
		}
	}
	for _, k := range faultKeys {
		if kinds[k] == 0 {
			t.Errorf("no fault %s among 20,000 people", k)
		}
	}
	if share := float64(faulty) / float64(sectorRows); share < 0.1 || share > 0.9 {
		t.Errorf("%.2f real errors a sector record", share)
	}
	for kind, most := range map[string]float64{"name_wrong_mark": cfg.Errors["name_wrong_mark"], "id_missing": 0.1, "sex_wrong": cfg.Errors["sex_wrong"]} {
		got := float64(kinds[kind]) / float64(sectorRows)
		if got < most/4 || got > most*1.3 {
			t.Errorf("%s on %.4f of the rows, at most %.4f asked for", kind, got, most)
		}
	}
}

// TestWritingsAreNoFindings writes everything in as many ways as there are, with no error at all: nothing may be found
// wrong with any value.
func TestWritingsAreNoFindings(t *testing.T) {
	cfg := config(t, "people: 3000")
	cfg.SectorErrors = nil
	for k := range cfg.Errors {
		cfg.Errors[k], cfg.RegisterErrors[k] = 0, 0
		if strings.HasPrefix(k, "form_") {
			cfg.Errors[k] = 0.2
		}
	}
	files := generated(t, cfg)
	for _, r := range table(t, files["truth/findings.csv"], ',')[1:] {
		switch r[1] {
		case "id_structure", "id_of_another", "number_structure", "shared_number":
			t.Errorf("%v without an error", r)
		case "field_mismatch":
			switch record.Field(r[4]) {
			case record.FullName, record.BirthDate, record.Sex, record.PersonalIDNo, record.OldID, record.HomeTown, record.BirthPlace, record.Ethnicity, record.FatherName, record.MotherName:
				t.Errorf("%v without an error", r)
			}
		}
	}
}

func TestUnwritableFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Generate(context.Background(), config(t, "people: 200"), filepath.Join(file, "sub"), nil)
	var p *record.Problem
	if !errors.As(err, &p) || p.ID != record.ProblemOutput {
		t.Errorf("%v", err)
	}
}

func TestJobNamesEveryFile(t *testing.T) {
	files := generated(t, config(t, "people: 300\nsectors: [giao_duc, thue]\nseed: 5\nas_of: 2025-03-01"))
	want := `# Tỉnh Hà Tĩnh, made up with seed 5. No row is a real person.
name: synth-5
as_of: 2025-03-01
population: {sector: dan_cu, path: dan_cu.csv}
datasets:
  - {sector: giao_duc, path: giao_duc.tsv}
  - {sector: thue, path: thue.csv}
output: out
`
	if files["job.yaml"] != want {
		t.Errorf("%s", files["job.yaml"])
	}
}

// Where it is stopped, or a file cannot be written, the folder is as it was.
func TestGenerateWritesAllOrNothing(t *testing.T) {
	cfg := config(t, "people: 200\nsectors: [bhxh, thue]\n")
	ctx, stop := context.WithCancel(context.Background())
	half := func(int64) { stop() } // in the midst of it
	parent := t.TempDir()
	made := filepath.Join(parent, "made")
	if _, err := Generate(ctx, cfg, made, half); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if _, err := os.Stat(made); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder is there: %v", err)
	}
	if _, err := Generate(context.Background(), cfg, made, nil); err != nil {
		t.Fatal(err)
	}
	before := filesIn(t, made)
	cfg.Seed++
	if _, err := Generate(ctx, cfg, made, nil); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if !maps.Equal(before, filesIn(t, made)) {
		t.Error("a province was touched")
	}
}

// An office's own lists are called by their sectors too: what is no earlier province's, or has been changed since, is not replaced.
func TestGenerateKeepsOthersFiles(t *testing.T) {
	cfg := config(t, "people: 200\nsectors: [bhxh]\n")
	for _, name := range []string{"bhxh.csv", "dan_cu.tsv", "job.yaml", "truth/links.csv"} {
		dir := t.TempDir()
		mine := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(mine), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(mine, []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Generate(context.Background(), cfg, dir, nil)
		var p *record.Problem
		if !errors.As(err, &p) || p.ID != record.ProblemOutputForeign || p.File != mine {
			t.Errorf("%s: %v", name, err)
		}
		if left := filesIn(t, dir); len(left) != 1 || left[name] != "mine" {
			t.Errorf("%s: %d files are left", name, len(left))
		}
	}

	dir := t.TempDir()
	for range 2 { // an earlier province is replaced
		if _, err := Generate(context.Background(), cfg, dir, nil); err != nil {
			t.Fatal(err)
		}
	}
	mine, later := filepath.Join(dir, "bhxh.csv"), time.Now().Add(time.Hour)
	if err := os.Chtimes(mine, later, later); err != nil {
		t.Fatal(err)
	}
	_, err := Generate(context.Background(), cfg, dir, nil)
	var p *record.Problem
	if !errors.As(err, &p) || p.ID != record.ProblemOutputChanged || p.File != mine {
		t.Errorf("changed since: %v", err)
	}
}
