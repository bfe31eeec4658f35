package job

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/doisanh/doisanh/record"
)

// The states of a finding.
const (
	stateNew      = "new"
	stateOpen     = "open"
	stateResolved = "resolved"
)

// previousRun is what a run remembers of the one before it (protocol rule E4).
type previousRun struct {
	manifestSHA string
	asOf        string
	rows        map[string][]string // finding id → its row in findings.csv
	order       []string            // finding ids in file order
}

// readPrevious reads the run that <output>/latest points to; nil where there is none. A folder that cannot be read as a run is an error: going
// on silently would turn every open finding into a new one.
func readPrevious(output string) (*previousRun, error) {
	dir := latestRun(output)
	if dir == "" {
		return nil, nil
	}
	manifest, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, &record.Problem{ID: record.ProblemRun, File: dir, Args: []any{"manifest.json"}, Err: err}
	}
	var m struct {
		AsOf string `json:"as_of"`
	}
	if err := json.Unmarshal(manifest, &m); err != nil {
		return nil, &record.Problem{ID: record.ProblemRun, File: dir, Args: []any{"manifest.json"}, Err: err}
	}
	sum := sha256.Sum256(manifest)
	p := &previousRun{manifestSHA: hex.EncodeToString(sum[:]), asOf: m.AsOf, rows: map[string][]string{}}
	f, err := os.Open(filepath.Join(dir, "findings.csv"))
	if err != nil {
		return nil, &record.Problem{ID: record.ProblemRun, File: dir, Args: []any{"findings.csv"}, Err: err}
	}
	defer f.Close()
	in := csv.NewReader(f)
	if _, err := in.Read(); err != nil {
		return nil, &record.Problem{ID: record.ProblemRun, File: dir, Args: []any{"findings.csv"}, Err: err}
	}
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return p, nil
		}
		if err != nil || len(row) != len(findingColumns) {
			return nil, &record.Problem{ID: record.ProblemRun, File: dir, Args: []any{"findings.csv"}, Err: err}
		}
		p.rows[row[0]] = row
		p.order = append(p.order, row[0])
	}
}

// findingRows turns the run's findings into rows of findings.csv, with the day each was first seen and its state.
//
// A finding is new on the day (as_of) it is first seen and open after; so a run repeated on the same day over the same
// input writes the same bytes. A finding of the previous run that is gone is written once more, as resolved; one resolved
// on this same day stays so in a repeated run.
func findingRows(findings []record.Finding, asOf string, previous *previousRun, communeName func(uint32) string) [][]string {
	rows := make([][]string, 0, len(findings))
	now := make(map[string]bool, len(findings))
	for i := range findings {
		f := &findings[i]
		id := findingID(f)
		now[id] = true
		first, state := asOf, stateNew
		if previous != nil {
			if row := previous.rows[id]; row != nil && row[colState] != stateResolved {
				if row[colFirstSeen] < asOf {
					first, state = row[colFirstSeen], stateOpen
				}
			}
		}
		commune, name := "", ""
		if f.Commune != 0 {
			commune, name = unitCode(f.Commune), communeName(f.Commune)
		}
		rows = append(rows, []string{
			id, string(f.Criterion), f.Code, f.Dataset, f.RecordID, f.PopulationID, string(f.Field), f.DatasetValue,
			f.PopulationValue, f.Reason, f.Action, f.Recipient, commune, name, f.Severity, first, state,
		})
	}
	if previous != nil {
		for _, id := range previous.order {
			row := previous.rows[id]
			if now[id] || (row[colState] == stateResolved && previous.asOf != asOf) {
				continue
			}
			row[colState] = stateResolved
			rows = append(rows, row)
		}
	}
	return rows
}

// findingID is the first 16 hexadecimal digits of SHA-256 over dataset, record, code and field.
func findingID(f *record.Finding) string {
	h := sha256.New()
	for _, s := range []string{f.Dataset, f.RecordID, f.Code, string(f.Field)} {
		_, _ = io.WriteString(h, s)
		_, _ = h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
