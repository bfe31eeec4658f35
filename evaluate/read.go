package evaluate

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/doisanh/doisanh/record"
)

// ref names a record.
type ref struct{ dataset, record string }

// link is the run's decision on a record.
type link struct {
	person      string
	decision    record.Decision
	method      record.Method
	probability float64
}

// fault names an injected fault or a finding. The truth may leave field blank: any field is then meant.
type fault struct {
	ref
	code, field string
}

// runTables is what is read of a run folder.
type runTables struct {
	links    map[ref]link
	clusters map[ref]string     // record → cluster
	chance   map[ref]float64    // record in a cluster → its probability
	findings map[fault]string   // finding → reason
	onRecord map[fault][]string // the same with the field left blank → the reasons
}

// truthTables is what is read of a truth folder; a nil map stands for a file that is not there.
type truthTables struct {
	links    map[ref][]string          // record → the register's records of its person; empty where it has none
	clusters map[ref]string            // record → person
	findings map[fault]map[string]bool // fault → its reasons, "" where the truth gives none
}

// problem makes the error for a folder that is not what it should be.
type problem struct{ id string }

func (p problem) at(file, format string, args ...any) error {
	return &record.Problem{ID: p.id, File: file, Args: []any{fmt.Sprintf(format, args...)}}
}

func readRun(dir string) (*runTables, error) {
	p := problem{record.ProblemRun}
	t := &runTables{
		links: map[ref]link{}, clusters: map[ref]string{}, chance: map[ref]float64{}, findings: map[fault]string{}, onRecord: map[fault][]string{},
	}
	err := readTable(p, filepath.Join(dir, "links.csv"), []string{"dataset", "record_id", "population_id", "decision", "?method", "?probability"},
		func(c []string) {
			l := link{person: c[2], probability: share(c[5])}
			l.decision, _ = record.ParseDecision(c[3])
			l.method, _ = record.ParseMethod(c[4])
			t.links[ref{c[0], c[1]}] = l
		})
	if err != nil {
		return nil, err
	}
	err = readTable(p, filepath.Join(dir, "clusters.csv"), []string{"dataset", "record_id", "cluster_id", "?probability"},
		func(c []string) { t.clusters[ref{c[0], c[1]}], t.chance[ref{c[0], c[1]}] = c[2], share(c[3]) })
	if err != nil {
		return nil, err
	}
	err = readTable(p, filepath.Join(dir, "findings.csv"), []string{"dataset", "record_id", "code", "field", "reason", "state"},
		func(c []string) {
			if c[5] == "resolved" { // was there in the run before, is gone now
				return
			}
			f := fault{ref{c[0], c[1]}, c[2], c[3]}
			t.findings[f] = c[4]
			f.field = ""
			t.onRecord[f] = append(t.onRecord[f], c[4])
		})
	if err != nil {
		return nil, err
	}
	return t, nil
}

func readTruth(dir string) (*truthTables, error) {
	p := problem{record.ProblemTruth}
	t := &truthTables{links: map[ref][]string{}, clusters: map[ref]string{}, findings: map[fault]map[string]bool{}}
	read := func(name string, columns []string, row func([]string)) (there bool, err error) {
		if err = readTable(p, filepath.Join(dir, name), columns, row); errors.Is(err, fs.ErrNotExist) {
			return false, nil
		}
		return true, err
	}
	there, err := read("links.csv", []string{"dataset", "record_id", "population_id"}, func(c []string) {
		k := ref{c[0], c[1]}
		persons := t.links[k]
		if c[2] != "" {
			persons = append(persons, c[2])
		}
		t.links[k] = persons
	})
	if err != nil {
		return nil, err
	}
	if !there {
		t.links = nil
	}
	there, err = read("clusters.csv", []string{"dataset", "record_id", "person"}, func(c []string) { t.clusters[ref{c[0], c[1]}] = c[2] })
	if err != nil {
		return nil, err
	}
	if !there {
		t.clusters = nil
	}
	there, err = read("findings.csv", []string{"dataset", "record_id", "code", "field", "reason"}, func(c []string) {
		f := fault{ref{c[0], c[1]}, c[2], c[3]}
		if t.findings[f] == nil {
			t.findings[f] = map[string]bool{}
		}
		t.findings[f][c[4]] = true
	})
	if err != nil {
		return nil, err
	}
	if !there {
		t.findings = nil
	}
	if t.links == nil && t.clusters == nil && t.findings == nil {
		return nil, p.at(dir, "none of links.csv, clusters.csv, findings.csv")
	}
	return t, nil
}

// share reads a probability, 0 where there is none.
func share(cell string) float64 {
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		return 0
	}
	return v
}

// readTable hands the named columns of each row of a CSV file to row, in the order named; one with a ? before its name may be
// lacking, and is blank then. The slice is reused.
func readTable(p problem, path string, columns []string, row func([]string)) error {
	f, err := os.Open(path)
	if err != nil {
		return &record.Problem{ID: p.id, File: path, Args: []any{"cannot be opened"}, Err: err}
	}
	defer f.Close() // only read
	r := csv.NewReader(f)
	r.ReuseRecord = true
	header, err := r.Read()
	if errors.Is(err, io.EOF) {
		return p.at(path, "no header row")
	}
	if err != nil {
		return &record.Problem{ID: p.id, File: path, Args: []any{"not CSV"}, Err: err}
	}
	at := make([]int, len(columns))
	for i, name := range columns {
		name, optional := strings.CutPrefix(name, "?")
		at[i] = -1
		for k, h := range header {
			if strings.TrimPrefix(h, "\uFEFF") == name {
				at[i] = k
			}
		}
		if at[i] < 0 && !optional {
			return p.at(path, "no column %s", name)
		}
	}
	cells := make([]string, len(columns))
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return &record.Problem{ID: p.id, File: path, Args: []any{"not CSV"}, Err: err}
		}
		for i, k := range at {
			if k >= 0 {
				cells[i] = record.Unguard(rec[k])
			}
		}
		row(cells)
	}
}

// sameData refuses a truth folder of other data: one that names no record of the run. Comparing the two would give
// figures, all of them 0, and no hint why.
func sameData(run *runTables, truth *truthTables, dir string) error {
	if len(truth.links) == 0 || len(run.links) == 0 {
		return nil
	}
	for k := range truth.links {
		if _, ok := run.links[k]; ok {
			return nil
		}
	}
	return problem{record.ProblemTruth}.at(dir, "names no record of the run")
}
