package job

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"path/filepath"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/job/findings"
	"github.com/doisanh/doisanh/job/inputs"
	"github.com/doisanh/doisanh/job/lastrun"
	"github.com/doisanh/doisanh/job/lists"
	"github.com/doisanh/doisanh/job/outdir"
	"github.com/doisanh/doisanh/job/stage"
	"github.com/doisanh/doisanh/job/workbooks"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
	"github.com/doisanh/doisanh/report"
	"github.com/doisanh/doisanh/report/dictionary"
)

// StageTime is how long a stage took on a dataset.
type StageTime struct {
	Stage   stage.Name `json:"stage"`
	Dataset string     `json:"dataset,omitempty"`
	Seconds float64    `json:"seconds"`
}

// Manifest is manifest.json: what the run was made from and what it made. All that differs between two runs over the same
// input stands here and nowhere else.
type Manifest struct {
	Schema     int           `json:"schema"`
	RunID      string        `json:"run_id"`
	Name       string        `json:"name"`
	AsOf       string        `json:"as_of"`
	Started    time.Time     `json:"started"`
	Finished   time.Time     `json:"finished"`
	Program    string        `json:"program"`
	Go         string        `json:"go"`
	Threads    int           `json:"threads"`
	Thresholds [2]float64    `json:"thresholds"` // match, review; 0 = the engine's default
	Model      string        `json:"model_sha256"`
	ModelFrom  string        `json:"model_from"` // "prior", or the model file's path
	Inputs     []inputs.File `json:"inputs"`
	// Job is the job as authored and JobDir the folder its relative paths are taken from: what `explain` makes the plan of again.
	Job    json.RawMessage `json:"job,omitempty"`
	JobDir string          `json:"job_dir,omitempty"`
	// Officers are the files of officers' decisions and waivers; File.Dataset says which.
	Officers     []inputs.File `json:"officers,omitempty"`
	Smaller      []string      `json:"accepted_smaller,omitempty"` // datasets that may have become far smaller
	Outputs      []report.File `json:"outputs"`
	Stages       []StageTime   `json:"stages"`
	Spilled      int64         `json:"spilled_bytes,omitempty"` // put on disk for the while, as memory was short
	PreviousHash string        `json:"previous_manifest_sha256,omitempty"`
}

// write writes the whole run folder and returns its summary.
func (r *run) write(ctx context.Context, folder *outdir.Run) (*Summary, error) {
	start := r.env.Now()
	r.env.Progress.Start(stage.Write, "", 0)
	defer r.env.Progress.Done()
	previous, err := lastrun.ReadFindings(r.plan.Output, r.plan.Threads)
	if err != nil {
		return nil, err
	}
	r.doubt = r.inDoubt(previous)
	threads := r.plan.Threads
	if r.store.Short() { // one thing after the other, and one stretch of a table at a time
		threads = 1
	}
	w, err := r.prepareWriting(ctx, previous, threads)
	if err != nil {
		return nil, err
	}
	tables, reports, err := r.writeTables(ctx, folder.Tmp, w, threads)
	if err != nil {
		return nil, err
	}
	if err := r.loadDatabase(ctx, folder.ID, w.sheets); err != nil { // which holds on to its context until it is published
		return nil, err
	}
	var model bytes.Buffer
	if err := r.model.Write(&model); err != nil {
		return nil, err
	}
	outputs := append(tables, reports...)
	for _, f := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{"summary.json", func(to io.Writer) error { return report.WriteJSON(to, w.summary) }},
		{"model.json", func(to io.Writer) error { _, err := to.Write(model.Bytes()); return err }},
	} {
		file, err := report.WriteFile(ctx, folder.Tmp, f.name, f.write)
		if err != nil {
			return nil, err
		}
		outputs = append(outputs, file)
	}
	if err := r.hashed.Wait(); err != nil {
		return nil, err
	}
	r.times = append(r.times, StageTime{Stage: stage.Write, Seconds: r.env.Now().Sub(start).Seconds()})
	m, err := r.manifest(folder.ID, sha256.Sum256(model.Bytes()), outputs, previous)
	if err != nil {
		return nil, err
	}
	_, err = report.WriteFile(ctx, folder.Tmp, "manifest.json", func(to io.Writer) error { return report.WriteJSON(to, m) })
	return w.summary, err
}

// writing is what a run writes, before it is in any file.
type writing struct {
	sheets      []report.Sheet
	findings    *findings.Table
	summary     *Summary
	communeName func(unit uint32) string
}

// prepareWriting makes the tables and the summary, beside each other.
func (r *run) prepareWriting(ctx context.Context, previous *lastrun.Findings, threads int) (*writing, error) {
	units := refdata.Units()
	w := &writing{communeName: func(u uint32) string { return units.UnitName(u, r.plan.AsOf) }}
	var refs []clusterRef
	var links, clusters, found report.Sheet
	var history []lastrun.Event
	var beside []report.Sheet
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(max(1, threads))
	g.Go(func() (err error) {
		if w.findings, err = findings.New(gctx, r.result, r.plan.AsOf, r.stays(), previous, r.waivers, r.plan.Threads); err == nil {
			found, w.summary = w.findings.Sheet(w.communeName), r.summary() // which counts the waivers that were met
			r.keptOpen(w.summary, w.findings.Kept())
			if previous != nil {
				shifted(w.summary, w.findings.Turnover())
				w.summary.earlierThan(previous.AsOf)
			}
		}
		return err
	})
	g.Go(func() (err error) {
		var past *lastrun.Clusters
		if previous != nil {
			if past, err = lastrun.ReadClusters(filepath.Dir(previous.Path), r.plan.names()); err != nil {
				return err
			}
		}
		refs, history = r.clusterRefs(past)
		clusters = r.clusterSheet(refs)
		return nil
	})
	g.Go(func() error {
		links = r.linkSheet()
		return nil
	})
	g.Go(func() error {
		beside = lists.Sheets(r.result, r.tables(), w.communeName)
		return nil
	})
	if err := g.Wait(); err != nil {
		return nil, err
	}
	w.sheets = []report.Sheet{
		links, clusters, found, r.goldenSheet(refs), r.rejectSheet(), r.countSheet(w.communeName), r.figureSheet(units), r.qualitySheet(),
		lastrun.HistorySheet(history), clusterMetricSheet(refs), goldenReasonSheet(refs),
	}
	w.sheets = append(append(w.sheets, r.officerSheets()...), beside...)
	w.sheets = append(w.sheets, dictionary.Sheet(w.sheets))
	return w, nil
}

// writeTables writes the tables in every form asked for, and the reports for officers. Sorting the officers' lists goes on beside writing the tables, whose
// last part is the disk's.
func (r *run) writeTables(ctx context.Context, dir string, w *writing, threads int) (tables, reports []report.File, err error) {
	g, gctx := errgroup.WithContext(ctx)
	if r.store.Short() {
		g.SetLimit(1)
	}
	g.Go(func() (err error) {
		if tables, err = report.WriteFiles(gctx, dir, w.sheets, nil, threads); err != nil {
			return err
		}
		others, err := r.writeFormats(gctx, dir, w.sheets)
		tables = append(tables, others...)
		return err
	})
	g.Go(func() (err error) {
		reports, err = r.writeReports(gctx, dir, w.findings, w.summary, w.communeName)
		return err
	})
	err = g.Wait()
	return tables, reports, err
}

// tables are those of all datasets, the register first.
func (r *run) tables() []*record.Table {
	all := make([]*record.Table, len(r.all))
	for i, d := range r.all {
		all[i] = d.table()
	}
	return all
}

// books is what the officers' workbooks are made of.
func (r *run) books(t *findings.Table, communeName func(uint32) string) workbooks.Input {
	of := workbooks.Input{
		Name: r.plan.Name, AsOf: r.plan.AsOf, Findings: t, CommuneName: communeName, All: r.plan.Reports.All, Threads: r.plan.Threads,
	}
	for i, d := range r.all {
		set := workbooks.Dataset{Table: d.table(), Shown: d.shown, Clusters: d.clusters}
		if i > 0 {
			set.Outcomes = r.result.Outcomes[i-1]
		}
		of.Sets = append(of.Sets, set)
	}
	return of
}

// manifest says what the run was made from and what it made.
func (r *run) manifest(id string, model [sha256.Size]byte, outputs []report.File, previous *lastrun.Findings) (*Manifest, error) {
	m := &Manifest{
		Schema: 1, RunID: id, Name: r.plan.Name, AsOf: r.plan.AsOf.String(), Started: r.started.UTC(),
		Smaller: r.plan.Smaller, Finished: r.env.Now().UTC(), Program: r.env.Version, Go: runtime.Version(), Threads: r.plan.Threads,
		Thresholds: [2]float64{r.plan.MatchThreshold, r.plan.ReviewThreshold}, Model: hex.EncodeToString(model[:]),
		ModelFrom: r.plan.Model, Inputs: r.hashed.Files, Officers: r.hashed.Officers, Outputs: outputs, Stages: r.times, Spilled: r.store.Spilled(),
	}
	if r.prior {
		m.ModelFrom = "prior"
	}
	if previous != nil {
		m.PreviousHash = previous.ManifestSHA
	}
	var err error
	m.Job, m.JobDir, err = r.plan.again()
	return m, err
}

// writeReports writes what the plan wants of the reports for officers.
func (r *run) writeReports(ctx context.Context, dir string, t *findings.Table, s *Summary, communeName func(uint32) string) (files []report.File, err error) {
	if r.plan.Reports.XLSX {
		if files, err = workbooks.Write(ctx, dir, r.books(t, communeName)); err != nil {
			return nil, err
		}
	}
	if r.plan.Reports.HTML {
		page, err := r.writePage(ctx, dir, s, communeName)
		if err != nil {
			return nil, err
		}
		files = append(files, page)
	}
	return files, nil
}

func (r *run) hashInputs(ctx context.Context) *inputs.Hashes {
	return inputs.HashBeside(func() ([]inputs.File, []inputs.File, error) {
		files, err := r.inputs(ctx)
		if err != nil {
			return nil, nil, err
		}
		officers, err := r.officerInputs(ctx)
		return files, officers, err
	})
}

// hash hashes files, which have to be as they were when the run began.
func (r *run) hash(ctx context.Context, name string, paths []string) ([]inputs.File, error) {
	files, err := inputs.HashFiles(ctx, name, paths)
	if r.seen != nil && ctx.Err() == nil {
		err = cmp.Or(r.seen.Unchanged(paths), err)
	}
	return files, err
}

// inputs hashes every file the run read.
func (r *run) inputs(ctx context.Context) ([]inputs.File, error) {
	var files []inputs.File
	sources := append(r.plan.Datasets[:0:0], r.plan.Population)
	for _, src := range append(sources, r.plan.Datasets...) {
		if q := src.SQL; q != nil {
			sum := sha256.Sum256([]byte(q.Query))
			files = append(files, inputs.File{Dataset: src.Name, Path: "sql:" + q.Env, SHA256: hex.EncodeToString(sum[:])})
		}
		hashed, err := r.hash(ctx, src.Name, dataset.WithMemos(src.Files))
		if err != nil {
			return nil, err
		}
		files = append(files, hashed...)
	}
	return files, nil
}
