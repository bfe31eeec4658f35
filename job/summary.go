package job

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/doisanh/doisanh/internal/pattern"
	"github.com/doisanh/doisanh/job/findings"
	"github.com/doisanh/doisanh/job/officers"
	"github.com/doisanh/doisanh/normalize"
	"github.com/doisanh/doisanh/reconcile"
	"github.com/doisanh/doisanh/record"
)

// Summary is summary.json: the figures a CI job reads. Counts by code have every criterion, and in it the codes met.
type Summary struct {
	Schema int    `json:"schema"`
	Name   string `json:"name"`
	AsOf   string `json:"as_of"`
	// PreviousAsOf is the day the run before was judged on, where that is later than this one's; else empty.
	PreviousAsOf string `json:"previous_as_of,omitempty"`

	RowsIn   int                        `json:"rows_in"`
	Loaded   int                        `json:"loaded"`
	Rejected int                        `json:"rejected"`
	Links    map[string]int             `json:"links"`
	Outcomes map[string]int             `json:"outcomes"`
	Findings map[string]map[string]int  `json:"findings"`
	Clusters int                        `json:"clusters"`
	Quality  *QualityFigures            `json:"quality,omitempty"` // of all links
	Datasets map[string]*DatasetFigures `json:"datasets"`
	Order    []string                   `json:"dataset_order"`
	// Decisions counts the rows of the decisions files by what became of them, Waivers those of the waivers' files; nil
	// where the job has none.
	Decisions map[string]int `json:"decisions,omitempty"`
	// Refusals are the rows of the decisions files that are refused; decisions.csv has them for good.
	Refusals []officers.Refusal `json:"-"`
	// KeptOpen counts the findings of runs before that stand in findings.csv beside those of Findings: of datasets that may not be whole.
	KeptOpen map[string]map[string]int `json:"kept_open,omitempty"`
	Waivers  map[string]int            `json:"waivers,omitempty"`
}

// earlierThan notes that the run before was judged on a later day.
func (s *Summary) earlierThan(previous string) {
	if s.AsOf < previous {
		s.PreviousAsOf = previous
	}
}

// DatasetFigures is one dataset's part of the Summary. Links and Outcomes are empty for the population.
type DatasetFigures struct {
	Sector         string                    `json:"sector"`
	RowsIn         int                       `json:"rows_in"`
	Loaded         int                       `json:"loaded"`
	Rejected       int                       `json:"rejected"`
	Links          map[string]int            `json:"links,omitempty"`
	Outcomes       map[string]int            `json:"outcomes,omitempty"`
	Clusters       int                       `json:"clusters"`
	Quality        *QualityFigures           `json:"quality,omitempty"`
	Duplicates     int                       `json:"duplicates"` // records that repeat their cluster's survivor
	Metrics        *ClusterMetrics           `json:"cluster_metrics,omitempty"`
	Findings       map[string]map[string]int `json:"findings"`
	KeptOpen       map[string]map[string]int `json:"kept_open,omitempty"`     // as in Summary
	Fewer          *FewerFigures             `json:"fewer_records,omitempty"` // nil where the dataset is not in doubt
	OwnIDs         bool                      `json:"own_record_ids"`          // false: record ids are <file>:<row>
	Ignored        []string                  `json:"ignored_columns,omitempty"`
	MissingColumns []record.Field            `json:"missing_columns,omitempty"`
	Notes          []NoteFigure              `json:"notes,omitempty"`
	Columns        []ColumnFigures           `json:"columns"`
	Linking        *LinkingFigures           `json:"linking,omitempty"` // nil for the population
}

// FewerFigures are of a dataset that may not be whole: with far fewer records than in the run before, none, or cut short.
type FewerFigures struct {
	Before int `json:"before"` // records of the last run at which it was not in doubt
}

// LinkingFigures say by what a dataset was linked. The rates of error stand in model.json.
type LinkingFigures struct {
	Threshold float64 `json:"match_threshold"`
	Coverage  float64 `json:"coverage"` // estimated share of records whose person is in the register
	// Learned says that the rates of error were learned from the dataset itself; false where there were too few matches, or
	// where the model held them already.
	Learned bool `json:"learned"`
	// KeptPrior says that there were too few matches to learn from, and the model stood as it was.
	KeptPrior bool `json:"kept_prior,omitempty"`
}

// NoteFigure is something said of a dataset that is no fault: its ids repeat, title lines stand above its header.
type NoteFigure struct {
	ID   string `json:"id"`
	File string `json:"file,omitempty"`
	Args []any  `json:"args,omitempty"`
}

// ColumnFigures is how one column was read: the field its header was taken for, and the rows by what was met and mended in them.
type ColumnFigures struct {
	Field      record.Field   `json:"field"`
	Header     string         `json:"header"`
	Missing    int            `json:"missing"`
	Unreadable int            `json:"unreadable"`
	DateOrder  string         `json:"date_order,omitempty"`
	Encoding   string         `json:"encoding,omitempty"` // the legacy encoding its values were decoded from
	Confidence float64        `json:"confidence,omitempty"`
	Evidence   string         `json:"evidence,omitempty"`
	Faults     map[string]int `json:"faults,omitempty"`
}

// columnFigures tells what normalization met in a dataset's columns.
func columnFigures(r *normalize.Report) []ColumnFigures {
	columns := make([]ColumnFigures, len(r.Columns))
	for i, c := range r.Columns {
		columns[i] = ColumnFigures{Field: c.Field, Header: c.Header, Missing: c.Missing, Unreadable: c.Unreadable}
		if c.Kind == record.KindDate {
			columns[i].DateOrder = c.Order.String()
		}
		if c.Encoding != "" {
			columns[i].Encoding, columns[i].Confidence, columns[i].Evidence = c.Encoding, math.Round(c.Confidence*1e4)/1e4, c.Evidence
		}
		for _, f := range c.Faults {
			if columns[i].Faults == nil {
				columns[i].Faults = map[string]int{}
			}
			columns[i].Faults[f.Fault.String()] = f.Rows
		}
	}
	return columns
}

func (r *run) summary() *Summary {
	s := &Summary{
		Schema: 1, Name: r.plan.Name, AsOf: r.plan.AsOf.String(), Links: map[string]int{}, Outcomes: map[string]int{},
		Findings: noFindings(), Datasets: map[string]*DatasetFigures{},
	}
	for _, d := range record.Decisions() {
		s.Links[d.String()] = 0
	}
	for _, o := range record.Outcomes() {
		s.Outcomes[o.String()] = 0
	}
	for i, d := range r.all {
		f := r.datasetFigures(i)
		for word, n := range f.Links {
			s.Links[word] += n
		}
		for word, n := range f.Outcomes {
			s.Outcomes[word] += n
		}
		s.RowsIn, s.Loaded, s.Rejected, s.Clusters = s.RowsIn+f.RowsIn, s.Loaded+f.Loaded, s.Rejected+f.Rejected, s.Clusters+f.Clusters
		s.Datasets[d.table().Name] = f
		s.Order = append(s.Order, d.table().Name)
	}
	s.Decisions, s.Waivers = r.officerFigures()
	if r.rulings != nil {
		s.Refusals = r.rulings.Refusals()
	}
	s.Quality = r.qualityOf("")
	kinds := r.result.Kinds()
	for _, l := range r.result.Found {
		n := make([]int, len(kinds))
		for i := range l.Len() {
			n[l.KindOf(i)]++
		}
		for i, k := range kinds {
			if n[i] > 0 {
				s.Findings[string(k.Criterion)][k.Code] += n[i]
				s.Datasets[l.Dataset()].Findings[string(k.Criterion)][k.Code] += n[i]
			}
		}
	}
	return s
}

// datasetFigures are those of one dataset but for its findings, which are counted of all at once; the first is the population.
func (r *run) datasetFigures(i int) *DatasetFigures {
	d := r.all[i]
	f := &DatasetFigures{
		Sector: d.table().Sector.Code, RowsIn: d.loaded.RowsIn, Loaded: d.table().Rows(), Rejected: len(d.loaded.Rejects),
		Clusters: len(d.clusters), Findings: noFindings(), OwnIDs: d.table().OwnIDs,
		Ignored: d.loaded.Ignored, MissingColumns: d.loaded.MissingFields, Columns: columnFigures(d.report),
	}
	for _, n := range d.loaded.Notes {
		f.Notes = append(f.Notes, NoteFigure(n))
	}
	for _, c := range d.clusters {
		f.Duplicates += len(c.Rows) - 1
	}
	f.Metrics = clusterMetrics(d)
	if i > 0 {
		f.Links, f.Outcomes = map[string]int{}, map[string]int{}
		f.Linking = &LinkingFigures{Threshold: digits(d.linking.Threshold), Coverage: digits(d.linking.Coverage)}
		f.Linking.Learned = d.linking.Learned != nil && d.linking.Learned.M != nil
		f.Linking.KeptPrior = d.linking.Learned != nil && d.linking.Learned.M == nil
		var links [record.DecideMatch + 1]int
		var outcomes [record.OutcomeNoID + 1]int
		for row := range d.links {
			links[d.links[row].Decision]++
			outcomes[r.result.Outcomes[i-1][row]]++
		}
		for _, d := range record.Decisions() {
			add(f.Links, d.String(), links[d])
		}
		for _, o := range record.Outcomes() {
			add(f.Outcomes, o.String(), outcomes[o])
		}
		f.Quality = r.qualityOf(d.table().Name)
	}
	return f
}

func noFindings() map[string]map[string]int {
	return map[string]map[string]int{
		string(record.Dung): {}, string(record.Du): {}, string(record.Sach): {}, string(record.Song): {},
	}
}

// add counts n more of a word. One that is counted nowhere is not told.
func add(counts map[string]int, word string, n int) {
	if n > 0 {
		counts[word] += n
	}
}

// Threshold is a condition a CI job fails on, over the figures of summary.json: `findings.dung.id_structure>0`.
type Threshold struct {
	text, path, op string
	limit          float64
}

var thresholdForm = pattern.Of(`^\s*([\p{L}\p{M}\p{N}_.\-]+)\s*(>=|<=|==|!=|>|<|=)\s*([0-9]+(?:\.[0-9]+)?)\s*$`)

// ParseThreshold reads a condition: a dotted path into summary.json, a comparison and a number.
func ParseThreshold(s string) (Threshold, error) {
	m := thresholdForm().FindStringSubmatch(s)
	if m == nil {
		return Threshold{}, &record.Problem{ID: record.ProblemExpression, Column: s}
	}
	limit, err := strconv.ParseFloat(m[3], 64)
	if err != nil {
		return Threshold{}, &record.Problem{ID: record.ProblemExpression, Column: s}
	}
	if !knownFigure(m[1]) {
		return Threshold{}, &record.Problem{ID: record.ProblemExpression, Column: s}
	}
	return Threshold{text: s, path: m[1], op: m[2], limit: limit}, nil
}

// knownFigure says whether a path leads to a figure of the summary, or to a group of them; one misspelt would never be met.
// Datasets are held against the plan by In.
func knownFigure(path string) bool {
	t, in := reflect.TypeFor[Summary](), ""
	parts := strings.Split(path, ".")
	for i, part := range parts {
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		switch t.Kind() {
		case reflect.Struct:
			f, ok := t.FieldByNameFunc(func(name string) bool {
				f, _ := t.FieldByName(name)
				tag, _, _ := strings.Cut(f.Tag.Get("json"), ",")
				return tag == part
			})
			if !ok {
				return false
			}
			t, in = f.Type, part
		case reflect.Map:
			if !knownWord(in, parts[i-1], part) {
				return false
			}
			t = t.Elem()
		default:
			return false
		}
	}
	if t.Kind() == reflect.Map { // a group, whose sum is taken
		t = t.Elem()
	}
	return t.Kind() == reflect.Int || t.Kind() == reflect.Float64 || t.Kind() == reflect.Map
}

// knownWord says whether a group of figures may have one of that word. before is the word it stands below: for a finding's code, its criterion.
func knownWord(group, before, word string) bool {
	switch group {
	case "links":
		_, known := record.ParseDecision(word)
		return known
	case "outcomes":
		_, known := record.ParseOutcome(word)
		return known
	case "findings", "kept_open":
		return slices.ContainsFunc(reconcile.Rules(), func(r reconcile.Rule) bool {
			return before == group && string(r.Criterion) == word || string(r.Criterion) == before && r.Code == word
		})
	case "decisions":
		return slices.Contains([]string{officers.Applied, officers.Overridden, officers.Conflicted, officers.Refused, officers.NoteNumbers}, word)
	case "waivers":
		return slices.Contains([]string{officers.Applied, findings.Expired, findings.Unmatched, officers.Refused}, word)
	}
	return true
}

// In returns a Problem where the condition names a dataset that the plan does not have.
func (t Threshold) In(p *Plan) error {
	rest, ok := strings.CutPrefix(t.path, "datasets.")
	if !ok {
		return nil
	}
	name, _, _ := strings.Cut(rest, ".")
	return p.HasDataset(name)
}

// HasDataset returns a Problem where the plan has no dataset of that name.
func (p *Plan) HasDataset(name string) error {
	names := p.names()
	if slices.Contains(names, name) {
		return nil
	}
	return &record.Problem{ID: record.ProblemDatasetUnknown, Column: name, Args: []any{Nearest(name, names), strings.Join(names, ", ")}}
}

// Check returns a Problem where the condition is true of the summary, nil where it is not. A figure the summary does not
// hold is 0: a code nobody met has no count. The path may name a group (`findings.dung`): the group's sum is taken.
func (t Threshold) Check(s *Summary) error {
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		return err
	}
	for part := range strings.SplitSeq(t.path, ".") {
		m, _ := v.(map[string]any)
		v = m[part]
	}
	n := total(v)
	if !compare(n, t.op, t.limit) {
		return nil
	}
	return &record.Problem{ID: record.ProblemThreshold, Column: t.text, Args: []any{strconv.FormatFloat(n, 'f', -1, 64)}}
}

func total(v any) float64 {
	switch v := v.(type) {
	case float64:
		return v
	case map[string]any:
		sum := 0.0
		for _, w := range v {
			sum += total(w)
		}
		return sum
	}
	return 0
}

func compare(n float64, op string, limit float64) bool {
	switch op {
	case ">":
		return n > limit
	case "<":
		return n < limit
	case ">=":
		return n >= limit
	case "<=":
		return n <= limit
	case "!=":
		return n != limit
	}
	return n == limit
}

// ParseMaxRejects reads --max-rejects: a number of rows, or a share of the rows in such as "0.5%". Empty is no limit.
func ParseMaxRejects(s string) (func(rowsIn int) int, error) {
	if s == "" {
		return func(rowsIn int) int { return rowsIn }, nil
	}
	if share, ok := strings.CutSuffix(s, "%"); ok {
		p, err := strconv.ParseFloat(share, 64)
		if err != nil || !(p >= 0 && p <= 100) {
			return nil, NoMaxRejects(s)
		}
		return func(rowsIn int) int { return int(p / 100 * float64(rowsIn)) }, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return nil, NoMaxRejects(s)
	}
	return func(int) int { return n }, nil
}

// NoMaxRejects is the problem that --max-rejects says nothing of the kind.
func NoMaxRejects(s string) error {
	return &record.Problem{ID: record.ProblemUsage, Args: []any{fmt.Sprintf("--max-rejects is a number of rows or a percentage of them, not %q", s)}}
}

// digits keeps four decimal places.
func digits(v float64) float64 { return math.Round(v*1e4) / 1e4 }
