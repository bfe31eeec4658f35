package job

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"

	"github.com/doisanh/doisanh/job/inputs"
	"github.com/doisanh/doisanh/normalize"
	"github.com/doisanh/doisanh/record"
)

// again returns the authored job as JSON and the folder its paths are taken from, for the manifest.
func (p *Plan) again() (job json.RawMessage, dir string, err error) {
	if p.authored == nil {
		return nil, "", nil
	}
	if job, err = json.Marshal(p.authored); err != nil { // and not by way of YAML, whose library writes control characters so that they cannot be read
		return nil, "", err
	}
	dir, err = filepath.Abs(p.dir)
	return job, filepath.ToSlash(dir), err
}

// ReadRun makes the plan of a finished run again, from its manifest: the same datasets with their profiles, columns and
// decisions, the same day and thresholds, and the very model it used. It needs the input files where and as they were.
func ReadRun(dir string) (*Plan, error) {
	bad := func(what string, err error) error {
		return &record.Problem{ID: record.ProblemRun, File: dir, Args: []any{what}, Err: err}
	}
	b, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		return nil, bad("manifest.json", err)
	}
	var m Manifest
	if err := json.Unmarshal(b, &m); err != nil {
		return nil, bad("manifest.json", err)
	}
	asOf, err := normalize.ParseDay(m.AsOf)
	if err != nil {
		return nil, bad("as_of", err)
	}
	if len(m.Job) == 0 {
		return nil, bad("job", nil)
	}
	var f File
	if err := json.Unmarshal(m.Job, &f); err != nil {
		return nil, bad("job", err)
	}
	f.AsOf = m.AsOf
	p, err := f.Resolve(filepath.Join(dir, "manifest.json"), filepath.FromSlash(m.JobDir), asOf)
	if err != nil {
		return nil, err
	}
	p.run, p.inputs = dir, m.Inputs
	p.Threads, p.Model = m.Threads, filepath.Join(dir, "model.json")
	p.MatchThreshold, p.ReviewThreshold = m.Thresholds[0], m.Thresholds[1]
	return p, nil
}

// unchanged sees that the datasets a finished run is told of again are as they were: of others its results would be told wrongly.
func (r *run) unchanged(ctx context.Context) error {
	if r.plan.inputs == nil {
		return nil
	}
	now, err := r.inputs(ctx)
	if err != nil {
		return err
	}
	for _, f := range now {
		same := func(was inputs.File) bool { return was.Dataset == f.Dataset && was.SHA256 == f.SHA256 } // wherever it stands now
		if !slices.ContainsFunc(r.plan.inputs, same) {
			return &record.Problem{ID: record.ProblemInputChanged, File: f.Path}
		}
	}
	return nil
}

// officerInputs hashes the files of decisions and waivers.
func (r *run) officerInputs(ctx context.Context) ([]inputs.File, error) {
	decisions, err := r.hash(ctx, "decisions", r.plan.Decisions)
	if err != nil {
		return nil, err
	}
	waivers, err := r.hash(ctx, "waivers", r.plan.Waivers)
	return append(decisions, waivers...), err
}
