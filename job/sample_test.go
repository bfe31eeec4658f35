package job_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/doisanh/doisanh/evaluate"
	"github.com/doisanh/doisanh/job"
	"github.com/doisanh/doisanh/record"
)

// answered draws a sample of a run, answers it as somebody would who knows the truth, in Vietnamese, and returns its path.
func answered(t *testing.T, run, truthDir string, n int, seed uint64) string {
	t.Helper()
	plan, err := job.ReadRun(run)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "sample.csv")
	rows, err := job.Sample(context.Background(), plan, job.Env{Now: time.Now}, n, seed, path)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\uFEFF")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(sheet) != rows+1 || rows < n {
		t.Fatalf("%d rows written, %d told, %d wanted", len(sheet)-1, rows, n)
	}
	f, err := os.Open(filepath.Join(truthDir, "links.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	links, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	truth := map[[2]string][]string{}
	for _, r := range links[1:] {
		if r[2] != "" {
			truth[[2]string{r[0], r[1]}] = append(truth[[2]string{r[0], r[1]}], r[2])
		}
	}
	seen := map[[2]string]bool{}
	for _, r := range sheet[1:] {
		k := [2]string{r[0], r[1]}
		if seen[k] {
			t.Errorf("%v is drawn twice", k)
		}
		seen[k] = true
		switch persons := truth[k]; {
		case slices.Contains(persons, r[3]):
			r[4] = "cùng người"
		case len(persons) > 0:
			r[4], r[8] = "khác người", persons[0]
		default:
			r[4] = "different"
		}
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = ';' // as a Vietnamese spreadsheet saves it
	if err := w.WriteAll(sheet); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestSampleAnsweredByTheTruthTellsTheTruth draws samples of a hard province, answers them, and holds the estimates against the counts
// over all records.
func TestSampleAnsweredByTheTruthTellsTheTruth(t *testing.T) {
	plan, dir := province(t, 1500, 31, []string{"bhyt", "tiem_chung", "evn"}, 2)
	result, err := job.Run(context.Background(), plan, job.Env{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	truthDir := filepath.Join(dir, "truth")
	whole, err := evaluate.Judge(result.Dir, truthDir, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{300, 100_000} {
		path := answered(t, result.Dir, truthDir, min(n, whole.AllLinks.Rows), 7)
		read, err := job.ReadAnswers(context.Background(), path)
		if err != nil {
			t.Fatal(err)
		}
		var answers []evaluate.Answer
		for _, a := range read {
			answers = append(answers, evaluate.Answer(a))
		}
		s, err := evaluate.FromSample(result.Dir, path, job.AnswerGroups(), answers)
		if err != nil {
			t.Fatal(err)
		}
		for name, v := range map[string]struct {
			got  evaluate.SampleRate
			want float64
		}{
			"precision": {s.All.Precision, whole.AllLinks.Precision.Value}, "recall": {s.All.Recall, whole.AllLinks.Recall.Value},
			"F1": {s.All.F1, whole.AllLinks.F1.Value},
		} {
			if v.got.Low > v.want+1e-12 || v.want > v.got.High+1e-12 {
				t.Errorf("n %d: %s %+v, truth %.6f", n, name, v.got, v.want)
			}
		}
		if n > 1000 && s.All.Recall.Value != whole.AllLinks.Recall.Value {
			t.Errorf("everybody asked: recall %.9f, truth %.9f", s.All.Recall.Value, whole.AllLinks.Recall.Value)
		}
		// What was answered are decisions, and the next run honours them.
		plan.Decisions = []string{path}
		again, err := job.Run(context.Background(), plan, job.Env{Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		if again.Summary.Decisions == nil {
			t.Error("the answered sample is no file of decisions")
		}
	}
}

func TestSampleIsTheSameForASeed(t *testing.T) {
	plan, _ := province(t, 300, 2, []string{"bhxh"}, 1)
	result, err := job.Run(context.Background(), plan, job.Env{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	again, err := job.ReadRun(result.Dir)
	if err != nil {
		t.Fatal(err)
	}
	draw := func(seed uint64) string {
		path := filepath.Join(t.TempDir(), "s.csv")
		if _, err := job.Sample(context.Background(), again, job.Env{Now: time.Now}, 40, seed, path); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("mode %v, error %v", info.Mode(), err)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	one := draw(1)
	if draw(1) != one {
		t.Error("one seed, two samples")
	}
	if draw(2) == one {
		t.Error("two seeds, one sample")
	}
}

// TestReadAnswersTellsRecordsAndStrataApart: one id of two datasets is two records, and one stratum's number in two datasets two strata.
func TestReadAnswersTellsRecordsAndStrataApart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.csv")
	text := "dataset_a,record_a,decision,right_record,stratum,stratum_size\nbhxh,1,same,,1,9\nevn,1,different,p7,1,8\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := job.ReadAnswers(context.Background(), path)
	if err != nil || len(got) != 2 || got[0].Row != 2 || got[1].Row != 3 || got[1].Right != "p7" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestReadAnswersNamesWhatItCannotRead(t *testing.T) {
	const head = "dataset_a,record_a,decision,stratum,stratum_size\n"
	for text, want := range map[string]string{
		"dataset_a,record_a,decision,stratum\nbhxh,1,same,1\n":   record.ProblemColumnMissing,
		head + "bhxh,1,perhaps,1,9\n":                            record.ProblemSample,
		head + "bhxh,1,same,1,many\n":                            record.ProblemSample,
		head + "bhxh,1,same,1,0\n":                               record.ProblemSample,
		head + "bhxh,1,same,1,9\nbhxh,2,,1,9\nbhxh,1,same,1,9\n": record.ProblemSampleTwice,
		head + "bhxh,1,same,1,9\nbhxh,2,same,1,8\n":              record.ProblemSampleSize,
	} {
		path := filepath.Join(t.TempDir(), "s.csv")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := job.ReadAnswers(context.Background(), path)
		var p *record.Problem
		if !errors.As(err, &p) || p.ID != want {
			t.Errorf("%q: %v, want %s", strings.TrimPrefix(text, head), err, want)
		}
	}
}
