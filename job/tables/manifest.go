package tables

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/job/inputs"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
)

// Manifest is manifest.json of `link` and `dedupe`: what the result was made of, and what `explain` needs to look at it again. It is
// the one file that differs where the inputs lie elsewhere or their rows stand in another order.
type Manifest struct {
	Schema  int      `json:"schema"`
	Command string   `json:"command"` // link, dedupe
	Engine  string   `json:"engine"`  // as Summary.Engine
	AsOf    string   `json:"as_of"`   // the day addresses of persons are judged on
	Files   []string `json:"files"`   // the left table and the right one, or the one: a file, folder or pattern each
	ID      string   `json:"id"`
	Ignore  []string `json:"ignore,omitempty"`
	// MinProbability is the least of a pair in pairs.csv.
	MinProbability float64       `json:"min_probability"`
	Prior          float64       `json:"prior"` // log2 odds of a pair before any evidence
	Model          string        `json:"model_sha256"`
	ModelFrom      string        `json:"model_from"`         // "data", "prior" of persons, or the model file's path
	Labels         int           `json:"labels,omitempty"`   // as Summary.Labels
	Inputs         []inputs.File `json:"inputs"`             // File.Dataset is left or right
	Officers       []inputs.File `json:"officers,omitempty"` // the files of officers' decisions
}

// manifest describes a run that is about to be written.
func (r *run) manifest() (*Manifest, error) {
	if err := r.hashed.Wait(); err != nil {
		return nil, err
	}
	m := &Manifest{
		Schema: 1, Command: "link", Engine: r.sum.Engine, AsOf: r.opt.AsOf.String(), ID: r.opt.ID, Ignore: r.opt.Ignore,
		MinProbability: r.opt.MinProbability, Prior: report.Rounded(r.prior), ModelFrom: r.opt.Model, Labels: r.sum.Labels,
	}
	if r.one() {
		m.Command = "dedupe"
	}
	switch {
	case m.ModelFrom != "":
	case r.person != nil && r.person.Training == nil:
		m.ModelFrom = "prior"
	default:
		m.ModelFrom = "data"
	}
	var model bytes.Buffer
	if err := r.writeModel(&model); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(model.Bytes())
	m.Model = hex.EncodeToString(sum[:])
	m.Inputs, m.Officers = r.hashed.Files, r.hashed.Officers
	var err error
	m.Files, err = r.paths()
	return m, err
}

// paths are the tables' files, folders or patterns from the root of the file system on, with slashes.
func (r *run) paths() (all []string, err error) {
	for _, file := range r.files {
		path, err := filepath.Abs(file)
		if err != nil {
			return nil, err
		}
		all = append(all, filepath.ToSlash(path))
	}
	return all, nil
}

// inputs hashes every file the result is made of.
func (r *run) inputs(ctx context.Context) (tables, officers []inputs.File, err error) {
	if officers, err = inputs.HashFiles(ctx, "decisions", r.opt.decisions); err != nil {
		return nil, nil, err
	}
	paths, err := r.paths()
	if err != nil {
		return nil, nil, err
	}
	if tables, err = hashTables(ctx, paths); err != nil {
		return nil, nil, err
	}
	var hashed []string
	for _, f := range slices.Concat(officers, tables) {
		hashed = append(hashed, filepath.FromSlash(f.Path))
	}
	return tables, officers, r.seen.Unchanged(hashed)
}

// hashTables hashes the files of one or two tables.
func hashTables(ctx context.Context, tables []string) (out []inputs.File, err error) {
	for i, name := range []string{"left", "right"}[:len(tables)] {
		paths, err := dataset.Expand(filepath.FromSlash(tables[i]))
		if err != nil {
			return nil, err
		}
		files, err := inputs.HashFiles(ctx, name, dataset.WithMemos(paths))
		if err != nil {
			return nil, err
		}
		out = append(out, files...)
	}
	return out, nil
}

// IsResult says whether a folder holds what `link` or `dedupe` wrote.
func IsResult(dir string) bool {
	var sum Summary
	text, err := os.ReadFile(filepath.Join(dir, "summary.json"))
	return err == nil && json.Unmarshal(text, &sum) == nil && sum.Engine != ""
}

// readManifest reads a result's manifest and sees that its inputs and its model are as they were: of others nothing could be explained.
func readManifest(ctx context.Context, dir string) (*Manifest, error) {
	bad := func(what string, err error) error {
		return &record.Problem{ID: record.ProblemRun, File: dir, Args: []any{what}, Err: err}
	}
	text, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		return nil, bad("manifest.json", err)
	}
	m := new(Manifest)
	if err := json.Unmarshal(text, m); err != nil || len(m.Files) == 0 || len(m.Files) > 2 {
		return nil, bad("manifest.json", err)
	}
	model, err := inputs.HashFile(ctx, filepath.Join(dir, "model.json"))
	if err != nil {
		return nil, bad("model.json", err)
	}
	if model.SHA256 != m.Model {
		return nil, &record.Problem{ID: record.ProblemInputChanged, File: model.Path}
	}
	now, err := hashTables(ctx, m.Files)
	if err != nil {
		return nil, err
	}
	for i, was := range m.Inputs {
		if i >= len(now) || now[i].Path != was.Path || now[i].SHA256 != was.SHA256 {
			return nil, &record.Problem{ID: record.ProblemInputChanged, File: was.Path}
		}
	}
	if len(now) > len(m.Inputs) {
		return nil, &record.Problem{ID: record.ProblemInputChanged, File: now[len(m.Inputs)].Path}
	}
	return m, nil
}
