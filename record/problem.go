package record

import (
	"fmt"
	"strings"
)

// Problem is something the user can mend: a missing file, a header nobody knows, a key misspelt in the job. ID names its
// two sentences (what is wrong, what to do) in the message catalogue; Args fill them in. File, Row and Column say where,
// as far as they are known. No Problem carries a person's name, number or birth date.
type Problem struct {
	ID     string
	File   string
	Row    int    // 0 = not about one row
	Column string // header or field or key
	Args   []any
	Err    error // the cause, may be nil
}

// Error writes the problem in a form for logs and tests: "file:row: column: id: cause".
func (p *Problem) Error() string {
	var b strings.Builder
	if p.File != "" {
		b.WriteString(p.File)
		if p.Row > 0 {
			fmt.Fprintf(&b, ":%d", p.Row)
		}
		b.WriteString(": ")
	}
	if p.Column != "" {
		b.WriteString(p.Column + ": ")
	}
	b.WriteString(p.ID)
	for _, a := range p.Args {
		fmt.Fprintf(&b, " %v", a)
	}
	if p.Err != nil {
		b.WriteString(": " + p.Err.Error())
	}
	return b.String()
}

// Unwrap returns the cause.
func (p *Problem) Unwrap() error { return p.Err }

// Problem IDs. Args in brackets.
const (
	ProblemFileMissing    = "file.missing"      // File
	ProblemFileUnreadable = "file.unreadable"   // File; Err
	ProblemFileFolder     = "file.folder"       // File: a folder where one file is wanted
	ProblemFileStream     = "file.stream"       // File: a pipe or a device, which cannot be read twice
	ProblemFileEmpty      = "file.empty"        // File
	ProblemFileBinary     = "file.binary"       // File: not text, or a kind that is not read
	ProblemFileDamaged    = "file.damaged"      // File; Err: broken or cut off
	ProblemFileChanged    = "file.changed"      // File; Err: it changed while it was read
	ProblemFileLimit      = "file.limit"        // File; Err: larger than is read, or grows beyond measure when unpacked
	ProblemFileLocked     = "file.locked"       // File: needs a password
	ProblemTableUnknown   = "table.unknown"     // File, Column: the sheet or table named [nearest or "", all joined]
	ProblemColumnNested   = "column.nested"     // File, Column: header [type]: holds lists or records, not single values
	ProblemSQLEnv         = "sql.env"           // File: the job, Column: the environment variable that is not set
	ProblemSQLDSN         = "sql.dsn"           // File, Column: the environment variable that holds no connection string
	ProblemSQLSilent      = "sql.silent"        // File, Column: the environment variable: no server answers
	ProblemSQLConnect     = "sql.connect"       // File, Column: the environment variable [what]
	ProblemSQLQuery       = "sql.query"         // File [what]
	ProblemRegisterEmpty  = "register.empty"    // File: the register's name [rows in it, none of which could be loaded]
	ProblemGlobEmpty      = "glob.empty"        // File: the pattern
	ProblemHeaderUnknown  = "header.unknown"    // File [headers found, joined; a number where the first row is somebody's: of its cells]
	ProblemHeaderBroken   = "header.broken"     // File: the first lines cannot be cut into cells
	ProblemNoColumn       = "column.none"       // File
	ProblemIDRepeats      = "id.repeats"        // File, Column
	ProblemHeaderTwice    = "header.twice"      // File, Column: the field [the two headers]
	ProblemHeaderMissing  = "header.missing"    // File, Column: the field needed [headers found, joined]
	ProblemColumnMissing  = "column.missing"    // File, Column: the one needed of an officers' file [headers found, joined]
	ProblemColumnUnknown  = "column.unknown"    // File, Column: header named in `columns` that the file lacks [nearest or ""]
	ProblemColumnKind     = "column.kind"       // File, Column: header [the kind wanted, percent unreadable]
	ProblemRuleUnknown    = "rule.unknown"      // Column: the word [nearest or ""]
	ProblemSectorUnknown  = "sector.unknown"    // File: the job, Column: the word [nearest or "", all joined]
	ProblemDatasetUnknown = "dataset.unknown"   // Column: the word [nearest or "", the datasets joined]
	ProblemFlagMissing    = "flag.missing"      // Column: the flag that has to be given
	ProblemFieldUnknown   = "field.unknown"     // File, Column: the word [nearest or "", those of the sector]
	ProblemProfileInvalid = "profile.invalid"   // File, Row [what]; Err
	ProblemJobInvalid     = "job.invalid"       // File, Row [what]; Err
	ProblemJobKeyUnknown  = "job.key_unknown"   // File, Row, Column: the key [nearest or "", the keys that may stand there, joined]
	ProblemJobKeyMissing  = "job.key_missing"   // File, Column: the key
	ProblemDateInvalid    = "date.invalid"      // Column: flag or key [the word]
	ProblemOutput         = "output.unwritable" // File: the folder; Err
	ProblemRejects        = "rejects.too_many"  // [rejected, allowed]
	ProblemMemory         = "memory.short"      // File: what brought it there [needed, budget: MiB]
	ProblemSpill          = "spill.failed"      // File: the folder; Err: it cannot be written to or read from
	ProblemThreshold      = "threshold.failed"  // Column: the expression [value]
	ProblemExpression     = "threshold.invalid" // Column: the expression [what]
	ProblemTruth          = "truth.invalid"     // File [what]
	ProblemSample         = "sample.invalid"    // File, Row, Column
	ProblemSampleRecord   = "sample.record"     // File, Row, Column: a record the run does not have
	ProblemSampleTwice    = "sample.twice"      // File, Row, Column [the row it stood in before]
	ProblemSampleSize     = "sample.size"       // File, Row, Column [a row of the stratum that says otherwise]
	ProblemSampleRight    = "sample.right"      // File, Row, Column: a record the register does not have
	ProblemOutputExists   = "output.exists"     // File
	ProblemOutputChanged  = "output.changed"    // File: one of an earlier result
	ProblemOutputIsInput  = "output.is_input"   // File: what would be overwritten
	ProblemOutputForeign  = "output.foreign"    // File: the output, which is there and is not this command's
	ProblemOutputTaken    = "output.taken"      // File: one in the folder that is not this command's
	ProblemRun            = "run.invalid"       // File: not a run folder [what]
	ProblemRunSize        = "run.size"          // File: a table of the run before [the command that writes it anew, bytes, bytes as written]
	ProblemRunChanged     = "run.changed"       // File: a table of the run before, no longer what that run wrote [the command that writes it anew]
	ProblemInputChanged   = "input.changed"     // File: an input of a result, or its model, that is no longer as it was
	ProblemRecord         = "record.unknown"    // File: the dataset, Column: the record id [rows loaded, of link and dedupe: left, right or dedupe]
	ProblemModel          = "model.invalid"     // File [what]; Err
	ProblemUsage          = "usage"             // [what cobra said]
	ProblemOutputSQL      = "output.sql"        // Column: the environment variable; Err
	ProblemInterrupted    = "interrupted"       //
	ProblemDatasetTwice   = "dataset.twice"     // File, Column: name
	ProblemSynthConfig    = "synth.invalid"     // File [what]; Err
)

// Problems is several faults found at once, as in a plan, reported together.
type Problems []*Problem

// Error joins the problems, one a line.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, q := range p {
		lines[i] = q.Error()
	}
	return strings.Join(lines, "\n")
}
