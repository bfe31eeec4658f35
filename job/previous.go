package job

import (
	"bufio"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/doisanh/doisanh/record"
)

// The states of a finding.
const (
	stateNew      = "new"
	stateOpen     = "open"
	stateResolved = "resolved"
	stateWaived   = "waived"
)

// previousRun is what a run remembers of the one before it (protocol rule E4).
type previousRun struct {
	manifestSHA string
	asOf        string
	path        string // its findings.csv
	findings    []pastFinding
	at          map[uint64]uint32 // finding id → place in findings
	days        []string          // the days findings were first seen, each once
}

// pastFinding is a finding of the previous run. Its row is read again where it has to be written again.
type pastFinding struct {
	id       uint64
	offset   int64 // of its row in the file
	first    uint32
	resolved bool
	now      bool // this run has it too
}

// readPrevious reads the run that <output>/latest points to; nil where there is none. A folder that cannot be read as a run is an error: going
// on silently would turn every open finding into a new one.
func readPrevious(output string) (*previousRun, error) {
	dir := latestRun(output)
	if dir == "" {
		return nil, nil
	}
	problem := func(file string, err error) error {
		return &record.Problem{ID: record.ProblemRun, File: dir, Args: []any{file}, Err: err}
	}
	manifest, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, problem("manifest.json", err)
	}
	var m struct {
		AsOf string `json:"as_of"`
	}
	if err := json.Unmarshal(manifest, &m); err != nil {
		return nil, problem("manifest.json", err)
	}
	sum := sha256.Sum256(manifest)
	p := &previousRun{manifestSHA: hex.EncodeToString(sum[:]), asOf: m.AsOf, path: filepath.Join(dir, "findings.csv")}
	f, err := os.Open(p.path)
	if err != nil {
		return nil, problem("findings.csv", err)
	}
	defer f.Close()
	if err := p.read(f); err != nil {
		return nil, problem("findings.csv", err)
	}
	return p, nil
}

var errFindings = errors.New("not a list of findings")

// read takes in a findings.csv.
func (p *previousRun) read(r io.Reader) error {
	in := csv.NewReader(bufio.NewReaderSize(r, 1<<20))
	in.ReuseRecord = true
	in.FieldsPerRecord = len(findingColumns)
	if _, err := in.Read(); err != nil {
		return err
	}
	p.at = map[uint64]uint32{}
	days := map[string]uint32{}
	for {
		offset := in.InputOffset()
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		id, err := strconv.ParseUint(row[0], 16, 64)
		if err != nil {
			return errFindings
		}
		day, ok := days[row[colFirstSeen]]
		if !ok {
			day = uint32(len(p.days))
			p.days = append(p.days, strings.Clone(row[colFirstSeen]))
			days[p.days[day]] = day
		}
		p.at[id] = uint32(len(p.findings))
		p.findings = append(p.findings, pastFinding{id: id, offset: offset, first: day, resolved: row[colState] == stateResolved})
	}
}

// meet tells of a finding of this run when it was first seen and whether it is open, and notes that it is still there.
//
// A finding is new on the day (as_of) it is first seen and open after; so a run repeated on the same day over the same
// input writes the same bytes.
func (p *previousRun) meet(id uint64, asOf string) (first string, open bool) {
	if p == nil {
		return asOf, false
	}
	i, ok := p.at[id]
	if !ok {
		return asOf, false
	}
	f := &p.findings[i]
	f.now = true
	if day := p.days[f.first]; !f.resolved && day < asOf {
		return day, true
	}
	return asOf, false
}

// resolved returns the rows of the findings that are gone, written once more as resolved; one resolved on this same day stays
// so in a repeated run.
func (p *previousRun) resolved(asOf string) ([][]string, error) {
	if p == nil {
		return nil, nil
	}
	var f *os.File
	var rows [][]string
	for i := range p.findings {
		past := &p.findings[i]
		if past.now || past.resolved && p.asOf != asOf {
			continue
		}
		if f == nil {
			var err error
			if f, err = os.Open(p.path); err != nil {
				return nil, &record.Problem{ID: record.ProblemRun, File: filepath.Dir(p.path), Args: []any{"findings.csv"}, Err: err}
			}
			defer f.Close()
		}
		row, err := csv.NewReader(io.NewSectionReader(f, past.offset, 1<<40)).Read()
		if err != nil || len(row) != len(findingColumns) {
			return nil, &record.Problem{ID: record.ProblemRun, File: filepath.Dir(p.path), Args: []any{"findings.csv"}, Err: err}
		}
		for i := range row {
			row[i] = record.Unguard(row[i])
		}
		row[colState] = stateResolved
		rows = append(rows, row)
	}
	return rows, nil
}
