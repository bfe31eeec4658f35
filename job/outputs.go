package job

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/internal/pattern"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
	"github.com/doisanh/doisanh/report/arrowfile"
	"github.com/doisanh/doisanh/report/database"
)

// Reports says which reports for people a run writes beside its tables.
type Reports struct {
	XLSX bool // dung.xlsx, du.xlsx, sach.xlsx, song.xlsx
	All  bool // XLSX with every list, however long
	HTML bool // report.html
}

// The words of the job's key `reports` and of --reports.
const (
	reportXLSX = "xlsx"
	reportAll  = "xlsx_all"
	reportHTML = "html"
	reportNone = "none"
)

// ParseWords reads the words of --reports and --formats, with commas between them.
func ParseWords(s string) []string {
	words := []string{}
	for w := range strings.SplitSeq(s, ",") {
		if w = strings.TrimSpace(w); w != "" {
			words = append(words, w)
		}
	}
	return words
}

// reports resolves the key `reports`: all of them where it is not given.
func (r *resolver) reports(words []string) Reports {
	if words == nil {
		return Reports{XLSX: true, HTML: true}
	}
	var out Reports
	known := []string{reportXLSX, reportAll, reportHTML, reportNone}
	for _, w := range words {
		if !slices.Contains(known, w) {
			r.invalid("reports", fmt.Sprintf("is one of %s, not %q", strings.Join(known, ", "), w))
		}
		out.XLSX = out.XLSX || w == reportXLSX || w == reportAll
		out.All = out.All || w == reportAll
		out.HTML = out.HTML || w == reportHTML
	}
	return out
}

// Formats says in which forms a run writes its tables beside CSV and Parquet.
type Formats struct {
	Arrow  bool // an Arrow IPC file of each table
	SQLite bool // run.sqlite
}

// sqliteFile is the SQLite database of a run folder.
const sqliteFile = "run.sqlite"

// formats resolves the key `formats`. CSV and Parquet may be named, and are written in any case: the next run reads the findings from
// there.
func (r *resolver) formats(words []string) Formats {
	known := []string{"csv", "parquet", "arrow", "sqlite"}
	for _, w := range words {
		if !slices.Contains(known, w) {
			r.invalid("formats", fmt.Sprintf("is one of %s, not %q", strings.Join(known, ", "), w))
		}
	}
	return Formats{Arrow: slices.Contains(words, "arrow"), SQLite: slices.Contains(words, "sqlite")}
}

// OutputSQL is the PostgreSQL database a run's tables are also written into, as authored.
type OutputSQL struct {
	DSNEnv string `yaml:"dsn_env" json:"dsn_env,omitempty"` // the environment variable that holds the DSN
	Schema string `yaml:"schema" json:"schema,omitempty"`   // what the runs' schemas begin with; doisanh if left out
}

// defaultSchema is the schema of the views on the newest run.
const defaultSchema = "doisanh"

var schemaForm = pattern.Of(`^[a-z_][a-z0-9_]{0,30}$`)

// outputSQL resolves the key `output_sql`.
func (r *resolver) outputSQL(o *OutputSQL) *OutputSQL {
	if o == nil {
		return nil
	}
	out := *o
	if out.DSNEnv == "" {
		r.missing("output_sql.dsn_env")
	}
	if out.Schema == "" {
		out.Schema = defaultSchema
	}
	if !schemaForm().MatchString(out.Schema) {
		r.invalid("output_sql.schema", "is at most 31 small letters, digits and _, and begins with no digit")
	}
	return &out
}

// checkDatabase refuses a run whose database is not told, or cannot be written, before any work.
func (r *run) checkDatabase(ctx context.Context) error {
	o := r.plan.OutputSQL
	if o == nil {
		return nil
	}
	if r.plan.outputDSN == "" {
		return &record.Problem{ID: record.ProblemSQLEnv, Column: o.DSNEnv}
	}
	return r.databaseProblem(ctx, database.Check(ctx, r.plan.outputDSN))
}

// writeFormats writes the tables in the forms asked for beside CSV and Parquet.
func (r *run) writeFormats(ctx context.Context, dir string, sheets []report.Sheet) (files []report.File, err error) {
	if r.plan.Formats.Arrow {
		for _, s := range sheets {
			f, err := report.WriteFile(ctx, dir, s.Name+".arrow", func(w io.Writer) error { return arrowfile.Write(ctx, w, s) })
			if err != nil {
				return nil, err
			}
			f.Rows = s.Rows
			files = append(files, f)
		}
	}
	if r.plan.Formats.SQLite {
		f, err := database.WriteSQLite(ctx, dir, sqliteFile, sheets)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

// loadDatabase copies the tables into the run's database, where nobody sees them before the run has succeeded.
func (r *run) loadDatabase(ctx context.Context, id string, sheets []report.Sheet) (err error) {
	o := r.plan.OutputSQL
	if o == nil {
		return nil
	}
	r.database, err = database.Load(ctx, r.plan.outputDSN, o.Schema, id, sheets)
	return r.databaseProblem(ctx, err)
}

// publishDatabase shows the tables in the run's database.
func (r *run) publishDatabase(ctx context.Context) error {
	if r.database == nil {
		return nil
	}
	return r.databaseProblem(ctx, r.database.Publish(ctx))
}

func (r *run) databaseProblem(ctx context.Context, err error) error {
	if err == nil || ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return err
	}
	return &record.Problem{ID: record.ProblemOutputSQL, Column: r.plan.OutputSQL.DSNEnv, Err: err}
}
