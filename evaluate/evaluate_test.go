package evaluate

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/doisanh/doisanh/record"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// folder writes files into a new folder.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// runFiles and truthFiles: of bhxh's eight records, 1 and 2 are linked right (2 to the other record of a person the register
// holds twice), 3 is linked to the wrong person, 4 is in review with the right one, 5 is not linked and is someone,
// 6 is linked and is no one, 7 is not linked and is no one, 8 is unknown to the truth; 9 was not read and is someone.
func runFiles() map[string]string {
	return map[string]string{
		"links.csv": "dataset,record_id,population_id,decision,outcome,probability\n" +
			"bhxh,1,p1,match,correct,1\nbhxh,2,p2b,match,wrong,1\nbhxh,3,p9,match,wrong,1\nbhxh,4,p4,review,unverified,0.6\n" +
			"bhxh,5,,none,unverified,0\nbhxh,6,p6,match,correct,1\nbhxh,7,,none,no_id,0\nbhxh,8,p8,match,correct,1\nevn,1,p1,match,correct,1\n",
		"clusters.csv": "dataset,cluster_id,record_id,survivor,action,probability\n" +
			"bhxh,a,1,true,keep,1\nbhxh,a,2,false,cancel,1\nbhxh,a,3,false,cancel,1\nbhxh,d,4,true,keep,1\nbhxh,d,5,false,cancel,1\n",
		"findings.csv": "finding_id,criterion,code,dataset,record_id,population_id,field,reason,state\n" +
			"f1,dung,field_mismatch,bhxh,1,p1,full_name,diacritics,new\n" + // right, reason too
			"f2,dung,field_mismatch,bhxh,2,p2,birth_date,different,open\n" + // right, other reason
			"f3,dung,field_mismatch,bhxh,3,p9,full_name,different,new\n" + // false alarm
			"f4,dung,field_mismatch,bhxh,6,p6,full_name,different,resolved\n" + // gone
			"f5,du,not_in_population,bhxh,5,,,,new\n" + // right
			"f6,sach,duplicate,dan_cu,p2b,p2b,,,new\n" + // right, the register's own
			"f7,sach,count_high,cu_tru,18409,,,,new\n", // nothing the truth speaks of
	}
}

func truthFiles() map[string]string {
	return map[string]string{
		"links.csv": "dataset,record_id,population_id\n" +
			"bhxh,1,p1\nbhxh,2,p2\nbhxh,2,p2b\nbhxh,3,p3\nbhxh,4,p4\nbhxh,5,p5\nbhxh,6,\nbhxh,7,\nbhxh,9,p9\nevn,1,p1\n",
		"clusters.csv": "\uFEFFdataset,person,record_id\nbhxh,x,1\nbhxh,x,2\nbhxh,y,3\nbhxh,y,6\n",
		"findings.csv": "criterion,code,dataset,record_id,field,reason\n" +
			"dung,field_mismatch,bhxh,1,full_name,diacritics\n" +
			"dung,field_mismatch,bhxh,2,birth_date,swapped_day_month\n" +
			"dung,field_mismatch,bhxh,4,sex,\n" + // in review: missed
			"du,not_in_population,bhxh,5,,\n" +
			"sach,duplicate,dan_cu,p2b,,\n" +
			"song,stale,evn,1,updated_at,\n", // missed though linked
	}
}

func TestJudge(t *testing.T) {
	r, err := Judge(folder(t, runFiles()), folder(t, truthFiles()), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Links) != 2 || r.Links[0].Dataset != "bhxh" || r.Links[1].Dataset != "evn" {
		t.Fatalf("links of %+v", r.Links)
	}
	l := r.Links[0]
	checkInt(t, "rows", l.Rows, 7)
	checkInt(t, "unknown", l.Unknown, 1)
	checkInt(t, "not read", l.NotRead, 1)
	checkInt(t, "true positives", l.TruePositive, 2)   // 1, 2
	checkInt(t, "false positives", l.FalsePositive, 2) // 3, 6
	checkInt(t, "false negatives", l.FalseNegative, 4) // 3, 4, 5, 9
	check(t, "precision", l.Precision.Value, 0.5)
	check(t, "recall", l.Recall.Value, 1.0/3)
	check(t, "F1", l.F1.Value, 2*0.5/3/(0.5+1.0/3))
	check(t, "review", l.Review.Value, 1.0/7)
	check(t, "review right", l.ReviewRight.Value, 1)
	checkInt(t, "all true positives", r.AllLinks.TruePositive, 3)

	// Run {1,2,3} {4,5}, truth {1,2} {3,6}: 4 pairs in the run, 2 in the truth, {1,2} in both.
	c := r.Clusters[0]
	checkInt(t, "pairs right", c.Pairs.TruePositive, 1)
	checkInt(t, "pairs wrong", c.Pairs.FalsePositive, 3)
	checkInt(t, "pairs missed", c.Pairs.FalseNegative, 1)
	checkInt(t, "records", c.BCubed.Records, 6)
	// Precision: 1 and 2 2/3 each, 3 1/3, 4 and 5 1/2 each, 6 1. Recall: 1, 2, 4, 5 1 each, 3 and 6 1/2 each.
	p, q := (2.0/3+2.0/3+1.0/3+0.5+0.5+1)/6, 5.0/6
	check(t, "B³ precision", c.BCubed.Precision, p)
	check(t, "B³ recall", c.BCubed.Recall, q)
	check(t, "B³ F1", c.BCubed.F1, 2*p*q/(p+q))

	codes := map[string]Code{}
	for _, c := range r.Findings {
		codes[c.Code] = c
	}
	m := codes["field_mismatch"]
	checkRate(t, "field_mismatch recall", m.Recall, 2, 3)
	checkRate(t, "field_mismatch recall if linked", m.RecallLinked, 2, 2)
	checkRate(t, "field_mismatch precision", m.Precision, 2, 3)
	checkRate(t, "field_mismatch reason", m.ReasonRight, 1, 2)
	checkRate(t, "not_in_population recall", codes["not_in_population"].Recall, 1, 1)
	checkRate(t, "not_in_population recall if linked", codes["not_in_population"].RecallLinked, 0, 0)
	checkRate(t, "duplicate recall if linked", codes["duplicate"].RecallLinked, 1, 1)
	checkRate(t, "stale recall if linked", codes["stale"].RecallLinked, 0, 1)
	checkRate(t, "count_high recall", codes["count_high"].Recall, 0, 0)
	checkRate(t, "count_high precision", codes["count_high"].Precision, 0, 1)

	// Nine rows, one with a fault of the name; of the rest, record 3 is raised.
	checkRate(t, "alarms on full_name", r.FalseAlarms[0].Rows, 1, 8)
	checkRate(t, "alarms on full_name, linked", r.FalseAlarms[0].Linked, 1, 5)
	checkRate(t, "alarms on birth_date", r.FalseAlarms[1].Rows, 0, 8)
	checkRate(t, "alarms on sex", r.FalseAlarms[2].Rows, 0, 8)
}

func checkInt(t *testing.T, what string, got, want int) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %d, want %d", what, got, want)
	}
}

func check(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-12 {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func checkRate(t *testing.T, what string, r Rate, hits, total int) {
	t.Helper()
	if r.Hits != hits || r.Total != total {
		t.Errorf("%s: %d of %d, want %d of %d", what, r.Hits, r.Total, hits, total)
	}
}

// TestRate checks Wilson's interval against values worked out by hand (and in Newcombe 1998, table I, rounded).
func TestRate(t *testing.T) {
	for _, c := range []struct {
		hits, total int
		low, high   float64
	}{
		{81, 263, 0.2553, 0.3662},
		{15, 148, 0.0624, 0.1605},
		{0, 20, 0, 0.1611},
		{29, 29, 0.8830, 1},
	} {
		r := rate(c.hits, c.total)
		if math.Abs(r.Low-c.low) > 5e-5 || math.Abs(r.High-c.high) > 5e-5 {
			t.Errorf("%d of %d: %.4f to %.4f, want %.4f to %.4f", c.hits, c.total, r.Low, r.High, c.low, c.high)
		}
	}
}

// TestF1Interval draws many samples and looks how often the interval holds the true F1: about 95 times in 100.
func TestF1Interval(t *testing.T) {
	const seed, n, draws = 7, 400, 4000
	rng := rand.New(rand.NewPCG(seed, seed))
	pTP, pFP := 0.90, 0.04 // the rest are missed
	want := 2 * pTP / (1 + pTP)
	held := 0
	for range draws {
		tp, fp := 0, 0
		for range n {
			switch u := rng.Float64(); {
			case u < pTP:
				tp++
			case u < pTP+pFP:
				fp++
			}
		}
		if s := score(tp, fp, n-tp-fp); s.F1.Low <= want && want <= s.F1.High {
			held++
		}
	}
	if share := float64(held) / draws; share < 0.93 || share > 0.97 {
		t.Errorf("seed %d: the 95%% interval holds the true F1 in %.3f of the draws", seed, share)
	}
}

// TestClustersOracle compares the counts over the table of group sizes with a look at every pair of records.
func TestClustersOracle(t *testing.T) {
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 1))
		n := 1 + rng.IntN(12)
		run, truth := map[ref]string{}, map[ref]string{}
		all := map[ref]bool{}
		for i := range n {
			k := ref{"d", strconv.Itoa(i)}
			if rng.IntN(4) > 0 {
				run[k] = strconv.Itoa(rng.IntN(4))
				all[k] = true
			}
			if rng.IntN(4) > 0 {
				truth[k] = strconv.Itoa(rng.IntN(4))
				all[k] = true
			}
		}
		together := func(m map[ref]string, a, b ref) bool {
			x, okx := m[a]
			y, oky := m[b]
			return a == b || okx && oky && x == y
		}
		tp, fp, fn := 0, 0, 0
		p, r := 0.0, 0.0
		for a := range all {
			both, inRun, inTruth := 0, 0, 0
			for b := range all {
				u, v := together(run, a, b), together(truth, a, b)
				if u {
					inRun++
				}
				if v {
					inTruth++
				}
				if u && v {
					both++
				}
				if a.record < b.record {
					switch {
					case u && v:
						tp++
					case u:
						fp++
					case v:
						fn++
					}
				}
			}
			p += float64(both) / float64(inRun)
			r += float64(both) / float64(inTruth)
		}
		_, got := compareClusters(run, truth)
		if got.Pairs.TruePositive != tp || got.Pairs.FalsePositive != fp || got.Pairs.FalseNegative != fn {
			t.Fatalf("seed %d: pairs %+v, want %d %d %d", seed, got.Pairs, tp, fp, fn)
		}
		if len(all) == 0 {
			continue
		}
		check(t, "B³ precision", got.BCubed.Precision, p/float64(len(all)))
		check(t, "B³ recall", got.BCubed.Recall, r/float64(len(all)))
	}
}

func TestPerfect(t *testing.T) {
	truth := truthFiles()
	links := strings.Replace(truth["links.csv"], "population_id", "population_id,decision", 1)
	lines := strings.Split(strings.TrimSpace(links), "\n")
	out := lines[:1]
	for _, l := range lines[1:] {
		switch {
		case l == "bhxh,2,p2b":
		case strings.HasSuffix(l, ","):
			out = append(out, l+",none")
		default:
			out = append(out, l+",match")
		}
	}
	run := map[string]string{
		"links.csv":    strings.Join(out, "\n") + "\n",
		"clusters.csv": strings.Replace(truth["clusters.csv"], "person", "cluster_id", 1),
		"findings.csv": strings.ReplaceAll(strings.Replace(truth["findings.csv"], "reason", "reason,state", 1), "\n", ",new\n"),
	}
	run["findings.csv"] = strings.Replace(run["findings.csv"], "state,new", "state", 1)
	r, err := Judge(folder(t, run), folder(t, truth), nil)
	if err != nil {
		t.Fatal(err)
	}
	check(t, "F1", r.AllLinks.F1.Value, 1)
	check(t, "pairs", r.AllClusters.Pairs.F1.Value, 1)
	check(t, "B³", r.AllClusters.BCubed.F1, 1)
	for _, c := range r.Findings {
		check(t, c.Code+" recall", c.Recall.Value, 1)
		check(t, c.Code+" precision", c.Precision.Value, 1)
	}
}

func TestProblems(t *testing.T) {
	with := func(files map[string]string, name, text string) map[string]string {
		if text == "" {
			delete(files, name)
		} else {
			files[name] = text
		}
		return files
	}
	for _, c := range []struct {
		name       string
		run, truth map[string]string
		id, file   string
	}{
		{"no run", map[string]string{}, truthFiles(), record.ProblemRun, "links.csv"},
		{"no clusters in the run", with(runFiles(), "clusters.csv", ""), truthFiles(), record.ProblemRun, "clusters.csv"},
		{"a column short", with(runFiles(), "findings.csv", "dataset,record_id\n"), truthFiles(), record.ProblemRun, "findings.csv"},
		{"an empty file", runFiles(), with(truthFiles(), "links.csv", "\n"), record.ProblemTruth, "links.csv"},
		{"not CSV", runFiles(), with(truthFiles(), "clusters.csv", "dataset,person,record_id\na,b\n"), record.ProblemTruth, "clusters.csv"},
		{"no truth", runFiles(), map[string]string{}, record.ProblemTruth, ""},
		{"truth of other data", runFiles(), with(truthFiles(), "links.csv", "dataset,record_id,population_id\nthue,7,p1\n"), record.ProblemTruth, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			run, truth := folder(t, c.run), folder(t, c.truth)
			_, err := Judge(run, truth, nil)
			var p *record.Problem
			if !errors.As(err, &p) || p.ID != c.id {
				t.Fatalf("error %v, want %s", err, c.id)
			}
			dir := truth
			if c.id == record.ProblemRun {
				dir = run
			}
			if p.File != filepath.Join(dir, c.file) {
				t.Errorf("about %s, want %s", p.File, filepath.Join(dir, c.file))
			}
		})
	}
}

// TestTruthParts: a truth folder with findings alone tells of findings alone.
func TestTruthParts(t *testing.T) {
	truth := truthFiles()
	delete(truth, "links.csv")
	delete(truth, "clusters.csv")
	r, err := Judge(folder(t, runFiles()), folder(t, truth), nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.Links != nil || r.Clusters != nil || len(r.Findings) == 0 {
		t.Errorf("%d links, %d clusters, %d codes", len(r.Links), len(r.Clusters), len(r.Findings))
	}
}

func TestWriteText(t *testing.T) {
	r, err := Judge(folder(t, runFiles()), folder(t, truthFiles()), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"vi", "en"} {
		var b bytes.Buffer
		if err := r.WriteText(&b, lang); err != nil {
			t.Fatal(err)
		}
		golden(t, "report."+lang+".txt", b.Bytes())
		for _, line := range strings.Split(b.String(), "\n") {
			if n := utf8.RuneCountInString(line); n > 130 {
				t.Errorf("%s: a line of %d characters: %s", lang, n, line)
			}
		}
	}
	j, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "report.json", append(j, '\n'))
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs (run with -update to rewrite):\n%s", name, got)
	}
}
