// Package lastrun holds what a run remembers of the one before it: its findings, so that one that stays keeps the day it was first seen and one that is
// gone is told (Findings), and its clusters, so that they keep their ids (Clusters).
package lastrun

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"math"
	"math/bits"
	"os"
	"path/filepath"
	"strconv"
	"sync"

	"github.com/doisanh/doisanh/internal/parallel"
	"github.com/doisanh/doisanh/job/outdir"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
)

// The states of a finding.
const (
	New      = "new"
	Open     = "open"
	Resolved = "resolved"
	Waived   = "waived"
)

// FindingColumns are the columns of findings.csv, which one run writes and the next one reads.
var FindingColumns = []string{
	"finding_id", "criterion", "code", "dataset", "record_id", "population_id", "field", "dataset_value", "population_value",
	"reason", "action", "recipient", "commune_code", "commune_name", "severity", "first_seen", "state",
}

// Places of columns in FindingColumns.
const (
	Code      = 2
	Dataset   = 3
	RecordID  = 4
	Reason    = 9
	FirstSeen = 15
	State     = 16
)

// Findings are those of the run before (protocol rule E4).
type Findings struct {
	ManifestSHA string // the hash of its manifest
	AsOf        string // the day it was judged on
	Path        string // its findings.csv
	findings    []pastFinding
	places      []uint32 // a table of hashes: a finding's place in findings and 1, by its id
	Days        []string // the days findings were first seen, each once

	// Records are, by dataset, the records of the run before, or of the last one at which the dataset was not in doubt. A dataset that is not among
	// them had none.
	Records map[string]int
}

// pastFinding is a finding of the previous run. Its row is read again where it has to be written again.
type pastFinding struct {
	id       uint64
	offset   int64 // of its row in the file
	length   int32
	first    uint16 // place in days
	resolved bool
	now      bool // this run has it too
}

// ReadFindings reads the run that <output>/latest points to; nil where there is none. A folder that cannot be read as a run is an error: going
// on silently would turn every open finding into a new one.
func ReadFindings(output string, threads int) (*Findings, error) {
	dir := outdir.Latest(output)
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
	files, err := filesOf(manifest)
	if err != nil {
		return nil, problem("manifest.json", err)
	}
	sum := sha256.Sum256(manifest)
	p := &Findings{ManifestSHA: hex.EncodeToString(sum[:]), AsOf: m.AsOf, Path: filepath.Join(dir, "findings.csv")}
	f, err := os.Open(p.Path)
	if err != nil {
		return nil, cmp.Or(files.checkSize(dir, "findings.csv"), problem("findings.csv", err))
	}
	defer f.Close()
	read := sha256.New()
	err = p.read(io.TeeReader(f, read), threads, pieceBytes)
	if err := files.checkHash(dir, "findings.csv", read, f); err != nil {
		return nil, err
	}
	if err != nil {
		return nil, problem("findings.csv", err)
	}
	if p.Records, err = readRecords(dir); err != nil {
		return nil, problem("summary.json", err)
	}
	return p, nil
}

// readRecords reads how many records a run had of each dataset.
func readRecords(dir string) (map[string]int, error) {
	text, err := os.ReadFile(filepath.Join(dir, "summary.json"))
	if err != nil {
		return nil, err
	}
	var summary struct {
		Datasets map[string]struct {
			Loaded int                   `json:"loaded"`
			Fewer  *struct{ Before int } `json:"fewer_records"`
		} `json:"datasets"`
	}
	if err := json.Unmarshal(text, &summary); err != nil {
		return nil, err
	}
	records := make(map[string]int, len(summary.Datasets))
	for name, d := range summary.Datasets {
		records[name] = d.Loaded
		if d.Fewer != nil {
			records[name] = d.Fewer.Before
		}
	}
	return records, nil
}

// leaving is the share of a list that may leave it from one run to the next: of a population a few in a hundred die or move away in a year, of those insured
// at work about a quarter leave, so that even a month between two runs is well below it. An export that breaks off anywhere loses more nine times in ten.
const leaving = 0.1

// FarFewer reports whether a list has so many records fewer than before that it may not be whole: more than a tenth, and more than three standard
// deviations above that, which is what chance may add in a short list.
func FarFewer(before, now int) bool {
	n := float64(before)
	return float64(before-now) > leaving*n+3*math.Sqrt(leaving*(1-leaving)*n)
}

// Count tells of the run that <output>/latest points to, without reading its tables, how many findings it has and how many of them are gone at the least:
// those of datasets that are not among the named. Both are 0 where there is no such run; whatever is wrong with it is told where it is read.
func Count(output string, datasets []string) (findings, gone int) {
	dir := outdir.Latest(output)
	if dir == "" {
		return 0, 0
	}
	var manifest struct {
		Outputs []report.File `json:"outputs"`
	}
	var summary struct {
		Datasets map[string]struct {
			Findings map[string]map[string]int `json:"findings"`
			KeptOpen map[string]map[string]int `json:"kept_open"`
		} `json:"datasets"`
	}
	for name, to := range map[string]any{"manifest.json": &manifest, "summary.json": &summary} {
		if text, err := os.ReadFile(filepath.Join(dir, name)); err != nil || json.Unmarshal(text, to) != nil {
			return 0, 0
		}
	}
	for _, f := range manifest.Outputs {
		if f.Name == "findings.csv" {
			findings = f.Rows
		}
	}
	gone = findings // resolved ones among them are counted in no dataset
	for _, name := range datasets {
		d := summary.Datasets[name]
		for _, counted := range []map[string]map[string]int{d.Findings, d.KeptOpen} {
			for _, codes := range counted {
				for _, n := range codes {
					gone -= n
				}
			}
		}
	}
	return findings, max(0, gone)
}

var errFindings = errors.New("not a list of findings")

// pieceBytes is how much of a findings.csv one goroutine takes in at once.
const pieceBytes = 1 << 20

// read takes in a findings.csv, so many bytes at once on each of the goroutines.
func (p *Findings) read(r io.Reader, threads, piece int) error {
	in := &findingReader{r: r}
	threads = max(1, threads)
	parallel.Each(threads, threads, func(int) {
		buf := make([]byte, piece)
		for {
			piece, text := in.next(&buf)
			if piece == nil {
				return
			}
			if err := piece.read(text); err != nil {
				in.fail(err)
			}
		}
	})
	if in.err != nil {
		return in.err
	}
	if in.pieces[0].headed { // no row at all
		return errFindings
	}
	return p.join(in.pieces)
}

// findingReader cuts a findings.csv into pieces where rows end, for several goroutines.
type findingReader struct {
	mu     sync.Mutex
	r      io.Reader
	rest   []byte // read, and not in a piece yet: less than a row
	offset int64  // of rest in the file
	ended  bool
	err    error
	pieces []*findingPiece
}

func (f *findingReader) fail(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.err, f.ended = cmp.Or(f.err, err), true
}

// next returns the next piece and its text, which lies in the buffer; nil where there is none. The buffer grows where a row needs it.
func (f *findingReader) next(buffer *[]byte) (*findingPiece, []byte) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.ended {
		return nil, nil
	}
	buf := *buffer
	filled, end := 0, 0
	for end == 0 {
		if len(buf) <= max(filled, len(f.rest)) {
			buf = append(buf, make([]byte, len(buf)+len(f.rest))...)
			*buffer = buf
		}
		if filled == 0 {
			filled = copy(buf, f.rest)
		}
		n, err := io.ReadFull(f.r, buf[filled:])
		filled += n
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			f.ended, end = true, filled
			break
		}
		if err != nil {
			f.err, f.ended = err, true
			return nil, nil
		}
		end = endOfRows(buf[:filled])
	}
	piece := &findingPiece{offset: f.offset, headed: len(f.pieces) == 0, dayAt: map[string]uint16{}}
	f.pieces = append(f.pieces, piece)
	f.rest, f.offset = append(f.rest[:0], buf[end:filled]...), f.offset+int64(end)
	return piece, buf[:end]
}

// endOfRows returns where the last whole row of a text ends that begins with a row; 0 where none does. A line within quotes ends no row.
func endOfRows(text []byte) int {
	inside := bytes.Count(text, quote)%2 == 1 // of quotes, at the end
	for end := len(text); ; {
		at := bytes.LastIndexByte(text[:end], '\n')
		if at < 0 {
			return 0
		}
		if inside = inside != (bytes.Count(text[at:end], quote)%2 == 1); !inside {
			return at + 1
		}
		end = at
	}
}

var quote, comma = []byte{'"'}, []byte{','}

// findingPiece is a stretch of rows of a findings.csv.
type findingPiece struct {
	offset   int64 // in the file
	headed   bool  // it begins with the column names
	findings []pastFinding
	days     []string
	dayAt    map[string]uint16
}

func (p *findingPiece) read(text []byte) error {
	p.findings = make([]pastFinding, 0, len(text)/160)
	for at := 0; at < len(text); {
		end := at + 1 + bytes.IndexByte(text[at:], '\n')
		for end > at && bytes.Count(text[at:end], quote)%2 == 1 { // the line ends within quotes
			if next := bytes.IndexByte(text[end:], '\n'); next >= 0 {
				end += next + 1
			} else {
				end = at
			}
		}
		if end <= at { // the last row without a line's end
			end = len(text)
		}
		if err := p.row(bytes.TrimRight(text[at:end], "\r\n"), p.offset+int64(at), end-at); err != nil {
			return err
		}
		at = end
	}
	return nil
}

func (p *findingPiece) row(row []byte, offset int64, length int) error {
	if len(row) == 0 {
		return nil
	}
	if cells(row) != len(FindingColumns) {
		return errFindings
	}
	if p.headed {
		p.headed = false
		return nil
	}
	id, rest, _ := bytes.Cut(row, comma)
	state := bytes.LastIndexByte(rest, ',')
	day := bytes.LastIndexByte(rest[:state], ',')
	number, err := strconv.ParseUint(string(bytes.Trim(id, `"`)), 16, 64)
	if err != nil {
		return errFindings
	}
	place, ok := p.day(bytes.Trim(rest[day+1:state], `"`))
	if !ok {
		return errFindings
	}
	p.findings = append(p.findings, pastFinding{
		id: number, offset: offset, length: int32(length), first: place, resolved: string(bytes.Trim(rest[state+1:], `"`)) == Resolved,
	})
	return nil
}

// cells counts the cells of a row.
func cells(row []byte) int {
	if bytes.IndexByte(row, '"') < 0 {
		return bytes.Count(row, comma) + 1
	}
	n, inside := 1, false
	for _, c := range row {
		if c == '"' {
			inside = !inside
		} else if c == ',' && !inside {
			n++
		}
	}
	return n
}

// day returns a day's place among the days seen; false where there are too many to be days.
func (p *findingPiece) day(day []byte) (uint16, bool) {
	at, ok := p.dayAt[string(day)]
	if !ok {
		at = uint16(len(p.days))
		p.days = append(p.days, string(day))
		p.dayAt[p.days[at]] = at
	}
	return at, len(p.days) <= math.MaxUint16
}

// join puts the pieces together.
func (p *Findings) join(pieces []*findingPiece) error {
	n := 0
	for _, piece := range pieces {
		n += len(piece.findings)
	}
	p.findings = make([]pastFinding, 0, n)
	p.places = make([]uint32, 2<<bits.Len(uint(n)))
	all := findingPiece{dayAt: map[string]uint16{}}
	for _, piece := range pieces {
		days := make([]uint16, len(piece.days))
		for i, day := range piece.days {
			at, ok := all.day([]byte(day))
			if !ok {
				return errFindings
			}
			days[i] = at
		}
		for _, f := range piece.findings {
			f.first = days[f.first]
			p.findings = append(p.findings, f)
			at, _ := p.place(f.id)
			p.places[at] = uint32(len(p.findings))
		}
		piece.findings = nil
	}
	p.Days = all.days
	return nil
}

// place returns where in the table an id stands, or would stand, and the finding's place and 1 there. An id is part of a hash.
func (p *Findings) place(id uint64) (at, found uint32) {
	mask := uint32(len(p.places) - 1)
	for at = uint32(id) & mask; ; at = (at + 1) & mask {
		if found = p.places[at]; found == 0 || p.findings[found-1].id == id {
			return at, found
		}
	}
}

// Find returns a finding's place in findings and 1; 0 where the previous run has not got it.
func (p *Findings) Find(id uint64) uint32 {
	_, found := p.place(id)
	return found
}

// Meet tells of a finding of this run, by what Find returned, when it was first seen, as a place in Days, and whether it is open, and notes
// that it is there. One that comes back although the previous run had it as resolved is open since the day it was first seen: what took it away
// was a list that lacked its row for a night, or nothing that lasted.
//
// A finding is new on the day (as_of) it is first seen and open after; so a run repeated on the same day over the same
// input writes the same bytes.
func (p *Findings) Meet(found uint32, asOf string) (first uint16, open bool) {
	if found == 0 {
		return 0, false
	}
	f := &p.findings[found-1]
	f.now = true
	return f.first, p.Days[f.first] < asOf
}

// Gone returns the rows of the findings that are gone, written once more: as resolved, but as open where stays says so of their dataset, record, code and reason, for an
// export that went wrong has resolved nothing. One resolved on this same day stays so in a repeated run.
func (p *Findings) Gone(asOf string, stays func(dataset, record, code, reason string) bool) (*Rows, error) {
	if p == nil {
		return nil, nil
	}
	gone := func(f *pastFinding) bool { return !f.now && (!f.resolved || p.AsOf == asOf) }
	n := 0
	for i := range p.findings {
		if gone(&p.findings[i]) {
			n++
		}
	}
	if n == 0 {
		return nil, nil
	}
	problem := func(err error) error {
		return &record.Problem{ID: record.ProblemRun, File: filepath.Dir(p.Path), Args: []any{"findings.csv"}, Err: err}
	}
	f, err := os.Open(p.Path)
	if err != nil {
		return nil, problem(err)
	}
	defer f.Close()
	in := csv.NewReader(&rowReader{f: f, rows: p.findings, wanted: gone})
	in.FieldsPerRecord, in.ReuseRecord = len(FindingColumns), true
	rows := newRows(n)
	for range n {
		row, err := in.Read()
		if err != nil {
			return nil, problem(err)
		}
		for i := range row {
			row[i] = record.Unguard(row[i])
		}
		switch {
		case !stays(row[Dataset], row[RecordID], row[Code], row[Reason]):
			row[State] = Resolved
		case row[State] == Resolved, row[State] == Open:
		case row[FirstSeen] < asOf:
			row[State] = Open
		default: // one that was waived is, where this run's waivers have it
			row[State] = New
		}
		id, err := strconv.ParseUint(row[0], 16, 64)
		if err != nil {
			return nil, problem(err)
		}
		rows.add(id, row)
	}
	for i := range rows.columns {
		rows.columns[i].places = nil
	}
	return rows, nil
}

// LetGo lets go of the findings, once they have been met and those that are gone read.
func (p *Findings) LetGo() { p.findings, p.places = nil, nil }

// rowReader reads the wanted rows of a file one after the other, those that follow one another at once.
type rowReader struct {
	f      io.ReaderAt
	rows   []pastFinding // in the order of the file
	wanted func(*pastFinding) bool
	at, to int64 // the stretch of the file that is being read
}

func (r *rowReader) Read(b []byte) (n int, err error) {
	for n < len(b) {
		if r.at == r.to && !r.next() {
			return n, io.EOF
		}
		want := min(int64(len(b)-n), r.to-r.at)
		k, err := r.f.ReadAt(b[n:n+int(want)], r.at)
		n, r.at = n+k, r.at+int64(k)
		if int64(k) < want {
			return n, cmp.Or(err, io.ErrUnexpectedEOF)
		}
	}
	return n, nil
}

// next goes to the next stretch of wanted rows; false where there is none.
func (r *rowReader) next() bool {
	found := false
	for len(r.rows) > 0 {
		row := &r.rows[0]
		switch wanted := r.wanted(row); {
		case found && (!wanted || row.offset != r.to):
			return true
		case wanted && !found:
			r.at, found = row.offset, true
		}
		if found {
			r.to = row.offset + int64(row.length)
		}
		r.rows = r.rows[1:]
	}
	return found
}
