package job

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/internal/yamltext"
	"github.com/doisanh/doisanh/job/inputs"
	"github.com/doisanh/doisanh/job/officers"
	"github.com/doisanh/doisanh/match"
	"github.com/doisanh/doisanh/normalize"
	"github.com/doisanh/doisanh/reconcile"
	"github.com/doisanh/doisanh/record"
)

// File is job.yaml as authored. See docs/en/contract.md, section 2.
type File struct {
	Name       string     `yaml:"name" json:"name,omitempty"`
	AsOf       string     `yaml:"as_of" json:"as_of,omitempty"`
	Population Input      `yaml:"population" json:"population,omitempty"`
	Datasets   []Input    `yaml:"datasets" json:"datasets,omitempty"`
	Output     string     `yaml:"output" json:"output,omitempty"`
	Model      string     `yaml:"model" json:"model,omitempty"`
	Decisions  string     `yaml:"decisions" json:"decisions,omitempty"`
	Waivers    string     `yaml:"waivers" json:"waivers,omitempty"`
	Threads    int        `yaml:"threads" json:"threads,omitempty"`
	Match      float64    `yaml:"match_threshold" json:"match_threshold,omitempty"`
	Review     float64    `yaml:"review_threshold" json:"review_threshold,omitempty"`
	AgeGroups  []string   `yaml:"age_groups" json:"age_groups,omitempty"`
	Cohorts    []int      `yaml:"cohorts" json:"cohorts,omitempty"`
	Reports    []string   `yaml:"reports" json:"reports,omitempty"`
	Formats    []string   `yaml:"formats" json:"formats,omitempty"`
	OutputSQL  *OutputSQL `yaml:"output_sql" json:"output_sql,omitempty"`

	unknown record.Problems // keys it does not have, which Resolve tells with all else
	keys    ast.Node        // the file's tree, for the lines its keys stand on; nil where the job is of no file
}

// Input is one dataset of the job as authored.
type Input struct {
	Name    string            `yaml:"name" json:"name,omitempty"`
	Sector  string            `yaml:"sector" json:"sector,omitempty"`
	Path    string            `yaml:"path" json:"path,omitempty"`
	Profile string            `yaml:"profile" json:"profile,omitempty"`
	Columns map[string]string `yaml:"columns" json:"columns,omitempty"`
	// Encodings names, by field, the legacy encoding of a column where the program should not find it out itself.
	Encodings map[string]string `yaml:"encodings" json:"encodings,omitempty"`
	// Table is the sheet of a workbook or the table of a database, where the program should not choose it itself.
	Table string `yaml:"table" json:"table,omitempty"`
	// Query is a select on a SQLite file, in place of its tables; SQL one on a PostgreSQL server.
	Query string `yaml:"query" json:"query,omitempty"`
	SQL   *struct {
		DSNEnv string `yaml:"dsn_env" json:"dsn_env,omitempty"`
		Query  string `yaml:"query" json:"query,omitempty"`
	} `yaml:"sql" json:"sql,omitempty"`
}

// Plan is a job resolved: paths absolute, globs expanded, profiles read, everything that can be known before the work
// checked.
type Plan struct {
	Name       string
	AsOf       record.Date
	Population dataset.Source
	Datasets   []dataset.Source
	Encodings  map[string]map[record.Field]string // by dataset
	Output     string
	Model      string     // path, empty = the shipped prior
	Without    match.Part // parts of the method to leave out, to measure what they bring
	Decisions  []string   // files of officers' decisions
	Waivers    []string   // files of findings officers have waived
	Threads    int
	Memory     int64 // bytes the run may take, 0 = no limit: what does not fit is refused
	// Smaller are datasets whose lists are right although they are far smaller than in the run before: what stood open of records they no longer have
	// is resolved.
	Smaller []string

	MatchThreshold  float64              // 0 = the engine's default
	ReviewThreshold float64              // 0 = the engine's default
	AgeGroups       []reconcile.AgeGroup // of the figures F1, nil = the default
	Cohorts         []int                // of the figures F7, nil = the default
	Reports         Reports
	Formats         Formats
	OutputSQL       *OutputSQL // nil = none

	authored *File  // what the plan was made from, for the manifest; nil where it was made otherwise
	dir      string // relative paths of authored are taken from here

	outputDSN string        // of OutputSQL, set by Connect
	run       string        // the folder of the finished run it was made from by ReadRun
	inputs    []inputs.File // what that run read
}

// place returns where a sector's dataset stands in Datasets. Of one that the job has not the problem says which it has.
func (p *Plan) place(name string) (int, error) {
	names := p.names()[1:]
	i := slices.Index(names, name)
	if i < 0 {
		return i, &record.Problem{ID: record.ProblemDatasetUnknown, Column: name, Args: []any{Nearest(name, names), strings.Join(names, ", ")}}
	}
	return i, nil
}

// names are those of all datasets, the register first.
func (p *Plan) names() []string {
	names := []string{p.Population.Name}
	for _, d := range p.Datasets {
		names = append(names, d.Name)
	}
	return names
}

// called returns what officers may call the datasets.
func (p *Plan) called() *officers.Names {
	n := officers.NewNames()
	for _, src := range append([]dataset.Source{p.Population}, p.Datasets...) {
		n.Add(src.Name, src.Profile.Sector, src.Files)
	}
	return n
}

// Reads returns the files the job reads beside its own: profiles, lists, the model, decisions and waivers.
func (p *Plan) Reads() []string {
	var files []string
	if f := p.authored; f != nil {
		r := resolver{dir: p.dir}
		for _, in := range append([]Input{f.Population}, f.Datasets...) {
			files = append(files, r.abs(in.Profile))
		}
	}
	for _, src := range append([]dataset.Source{p.Population}, p.Datasets...) {
		files = append(files, src.Files...)
	}
	files = append(files, p.Model)
	files = append(append(files, p.Decisions...), p.Waivers...)
	return slices.DeleteFunc(files, func(path string) bool { return path == "" })
}

// ReadFile reads a job file. Where it cannot be read as one, being no YAML or with values of other kinds, it returns a record.Problems error; keys that no
// job has are told by Resolve, with whatever else is wrong.
func ReadFile(path string) (*File, error) {
	text, err := dataset.ReadText(path)
	if err != nil {
		return nil, err
	}
	root, unknown, err := checkKeys(path, text)
	if err != nil {
		return nil, err
	}
	if problems := checkSchema(path, string(text), root); len(problems) > 0 {
		return nil, append(unknown, problems...)
	}
	f := File{unknown: unknown, keys: root}
	strict := []yaml.DecodeOption{yaml.Strict()}
	if len(unknown) > 0 {
		strict = nil // which would stop at them
	}
	if err := yamltext.Unmarshal(text, &f, strict...); err != nil {
		return nil, append(unknown, inputs.YAMLProblem(path, err, fileKeys()))
	}
	return &f, nil
}

// Resolve checks the authored job and turns it into a Plan. Relative paths are taken from dir; today is the as_of day
// where the job names none. All faults come back together as record.Problems.
func (f *File) Resolve(path, dir string, today record.Date) (*Plan, error) {
	r := resolver{path: path, dir: dir, keys: f.keys, problems: slices.Clone(f.unknown)}
	plan := &Plan{
		Name: f.Name, AsOf: today, Output: r.abs(f.Output), Threads: f.Threads,
		MatchThreshold: f.Match, ReviewThreshold: f.Review,
	}
	if f.Model != "" {
		plan.Model = r.abs(f.Model)
	}
	for _, files := range []struct {
		key, pattern string
		to           *[]string
	}{{"decisions", f.Decisions, &plan.Decisions}, {"waivers", f.Waivers, &plan.Waivers}} {
		if files.pattern == "" {
			continue
		}
		var err error
		if *files.to, err = dataset.Expand(r.abs(files.pattern)); err != nil {
			r.fail(files.key, err)
		}
	}
	if f.Output == "" {
		plan.Output = r.abs("out")
	}
	if f.AsOf != "" {
		d, err := normalize.ParseDay(f.AsOf)
		if err != nil {
			r.add("as_of", &record.Problem{ID: record.ProblemDateInvalid, Column: "as_of", Args: []any{f.AsOf}})
		}
		plan.AsOf = d
	}
	if f.Population.Sector == "" {
		f.Population.Sector = "dan_cu"
	}
	if f.Population.Path == "" && f.Population.SQL == nil {
		r.missing("population.path")
	} else {
		plan.Population = r.source("population", f.Population)
	}
	if len(f.Datasets) == 0 {
		r.missing("datasets")
	}
	seen := map[string]bool{plan.Population.Name: true}
	for i, in := range f.Datasets {
		key := fmt.Sprint("datasets.", i)
		src := r.source(key, in)
		if src.Name != "" && seen[src.Name] {
			r.add(key, &record.Problem{ID: record.ProblemDatasetTwice, Column: src.Name})
		}
		seen[src.Name] = true
		plan.Datasets = append(plan.Datasets, src)
	}
	r.checkCoverage(f.Datasets, plan.Datasets)
	r.thresholds(f, plan)
	r.figures(f, plan)
	plan.Reports, plan.Formats, plan.OutputSQL = r.reports(f.Reports), r.formats(f.Formats), r.outputSQL(f.OutputSQL)
	if len(r.problems) > 0 {
		return nil, r.problems
	}
	plan.Encodings = r.encodings
	plan.authored, plan.dir = f, dir
	return plan, nil
}

// thresholds checks the thresholds of linking against each other.
func (r *resolver) thresholds(f *File, plan *Plan) {
	if f.Match < 0 || f.Match > 1 {
		r.invalid("match_threshold", "lies between 0 and 1")
	}
	if f.Review < 0 || f.Review > 1 {
		r.invalid("review_threshold", "lies between 0 and 1")
	}
	switch {
	case f.Match == 0 || f.Match >= cmp.Or(f.Review, match.DefaultReview):
	case f.Review == 0: // nothing that is to be linked is too improbable to be looked at
		plan.ReviewThreshold = f.Match
	default:
		r.invalid("match_threshold", fmt.Sprintf("is %v, below the review_threshold of %v", f.Match, f.Review))
	}
}

// figures reads what the figures are to be counted by.
func (r *resolver) figures(f *File, plan *Plan) {
	for _, s := range f.AgeGroups {
		g, err := reconcile.ParseAgeGroup(s)
		if err != nil {
			r.invalid("age_groups", err.Error())
		}
		plan.AgeGroups = append(plan.AgeGroups, g)
	}
	for _, year := range f.Cohorts {
		if year < 1900 || year > plan.AsOf.Year() {
			r.invalid("cohorts", fmt.Sprintf("are years from 1900 to %d", plan.AsOf.Year()))
		}
	}
	plan.Cohorts = f.Cohorts
}

// checkCoverage holds a profile's coverage rules against the fields they may ask for. A register's columns beside the known ones
// are met in the run only.
func checkCoverage(p *dataset.Profile, sectors []string) error {
	if len(p.Sector.Coverage) == 0 {
		return nil
	}
	population, err := dataset.Builtin("dan_cu")
	if err != nil {
		return err
	}
	fields := func(p *dataset.Profile) (all []record.Field) {
		for _, f := range p.Fields {
			all = append(all, f.Field)
		}
		return all
	}
	return reconcile.CheckCoverage(&p.Sector, append(fields(p), record.ValidFrom, record.ValidTo), fields(population), sectors)
}

// checkCoverage checks every dataset's coverage rules, once all sectors of the job are known.
func (r *resolver) checkCoverage(inputs []Input, sources []dataset.Source) {
	sectors := slices.DeleteFunc(dataset.Sectors(), func(code string) bool { return code == "dan_cu" })
	for _, src := range sources {
		if src.Profile != nil && !slices.Contains(sectors, src.Profile.Sector.Code) {
			sectors = append(sectors, src.Profile.Sector.Code)
		}
	}
	for i, src := range sources {
		if src.Profile == nil {
			continue
		}
		if err := checkCoverage(src.Profile, sectors); err != nil {
			r.add(fmt.Sprint("datasets.", i, ".profile"), &record.Problem{ID: record.ProblemProfileInvalid, File: inputs[i].Profile, Args: []any{err.Error()}})
		}
	}
}

type resolver struct {
	path, dir string
	keys      ast.Node // the tree of the job file, nil where there is none
	problems  record.Problems
	encodings map[string]map[record.Field]string
}

// add notes a fault of the job's key, at the line where that stands unless it is another file's. Where there are keys that no job has, one that is missing is
// probably among them, misspelt.
func (r *resolver) add(key string, p *record.Problem) {
	if p.File == "" {
		p.File, p.Row = r.path, keyLine(r.keys, key)
	}
	if misspelt := p.ID == record.ProblemJobKeyMissing && slices.ContainsFunc(r.problems, func(q *record.Problem) bool { return q.ID == record.ProblemJobKeyUnknown }); !misspelt {
		r.problems = append(r.problems, p)
	}
}

// fail adds an error of another package, naming the job's key where it names none.
func (r *resolver) fail(key string, err error) {
	var p *record.Problem
	if !errors.As(err, &p) {
		p = &record.Problem{ID: record.ProblemJobInvalid, Err: err, Args: []any{""}}
	}
	if p.Column == "" {
		p.Column = shownKey(key)
	}
	r.add(key, p)
}

// missing notes a key that the job has to have.
func (r *resolver) missing(key string) {
	r.add(key, &record.Problem{ID: record.ProblemJobKeyMissing, Column: shownKey(key)})
}

// invalid notes what is wrong with the value of a key.
func (r *resolver) invalid(key, what string) {
	r.add(key, &record.Problem{ID: record.ProblemJobInvalid, Column: shownKey(key), Args: []any{what}})
}

// field notes a word under the key that is no field of the sector. Where the profile cannot be read nothing is known of its fields.
func (r *resolver) field(key, word string, p *dataset.Profile) {
	if f := record.Field(word); p != nil && p.Spec(f) == nil && f != record.RecordID {
		r.add(key+word, &record.Problem{ID: record.ProblemFieldUnknown, Column: word, Args: []any{Nearest(word, p.FieldNames()), strings.Join(p.FieldNames(), ", ")}})
	}
}

func (r *resolver) abs(path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(r.dir, path)
}

func (r *resolver) source(key string, in Input) dataset.Source {
	src := dataset.Source{Name: in.Name, Table: in.Table, Query: in.Query}
	if src.Name == "" {
		src.Name = in.Sector
	}
	var err error
	switch {
	case in.Sector == "":
		r.missing(key + ".sector")
	case in.Profile != "":
		src.Profile, err = dataset.ReadProfile(r.abs(in.Profile))
	default:
		src.Profile, err = dataset.Builtin(in.Sector)
	}
	if err != nil {
		if in.Profile != "" {
			r.fail(key+".profile", err)
		} else {
			r.fail(key+".sector", err)
		}
	}
	switch {
	case in.SQL != nil && in.Path != "":
		r.invalid(key, "has both path and sql, of which one is read")
	case in.SQL != nil:
		src.SQL = &dataset.Query{Env: in.SQL.DSNEnv, Query: in.SQL.Query}
	case in.Path == "":
		r.missing(key + ".path")
	default:
		if src.Files, src.Passed, err = dataset.Sift(r.abs(in.Path)); err != nil {
			r.fail(key+".path", err)
		}
	}
	if len(in.Encodings) > 0 {
		if r.encodings == nil {
			r.encodings = map[string]map[record.Field]string{}
		}
		of := map[record.Field]string{}
		for _, field := range slices.Sorted(maps.Keys(in.Encodings)) {
			f := record.Field(field)
			of[f] = in.Encodings[field]
			r.field(key+".encodings.", field, src.Profile)
		}
		r.encodings[src.Name] = of
	}
	if src.Profile != nil && len(in.Columns) > 0 {
		src.Columns = map[record.Field]string{}
		for _, field := range slices.Sorted(maps.Keys(in.Columns)) {
			src.Columns[record.Field(field)] = in.Columns[field]
			r.field(key+".columns.", field, src.Profile)
		}
	}
	return src
}
