package dataset

import (
	"github.com/doisanh/doisanh/record"
)

// Source is one dataset of a job.
type Source struct {
	Name    string // name in outputs; the sector's code where it is blank
	Profile *Profile
	Files   []string // paths, as Expand returns them
	// Passed are the names of what stands beside the files and is no list, as Sift returns them, to be told.
	Passed []string

	// Columns settles which header holds a field, over what recognition would say. Headers are compared as
	// written, then without case, marks and punctuation.
	Columns map[record.Field]string

	// Table names the sheet of a workbook or the table of a database to read. Where it is blank, the one with the best header is
	// read, and those with the same header below it.
	Table string

	// Query is a select on a SQLite file, read in place of its tables.
	Query string

	// SQL is a query on a server, read in place of files.
	SQL *Query
}

// Options are the knobs of Load. The zero value works.
type Options struct {
	Threads int // goroutines that parse; below 1 means one

	// Progress is told how many more bytes have been read. It is called from several goroutines at once.
	Progress func(bytes int64)

	// Seen is how the files were when the work of which reading is a part began; nil where it begins with reading.
	Seen *Seen
}

// Loaded is a dataset as read.
type Loaded struct {
	Table   *record.Table
	Rejects []record.Reject // in the order of the files
	RowsIn  int             // rows met below the headers: Table.Rows() + len(Rejects)

	// Headers tells how each column was understood, in the order of the files and of the columns in them.
	Headers []HeaderUse

	// Ignored lists the headers that were not recognised, and those left aside for a better column of the same field.
	Ignored []string

	// MissingFields lists the sector's required fields that no file has a column for.
	MissingFields []record.Field

	Bytes int64 // size of the files
	Notes []Note
}

// Lost returns how many rejected rows may be somebody's: none that heads, sums up or closes a list, repeats its header, or holds nothing.
func (out *Loaded) Lost() (n int) {
	for _, r := range out.Rejects {
		switch r.Reason {
		case reasonFooter, reasonHeader, reasonHeading, reasonBlank:
		default:
			n++
		}
	}
	return n
}

// HeaderUse is one column of one file and the field it was read as.
type HeaderUse struct {
	File   string // base name
	Header string // as written
	Field  record.Field
}

// Note is something the run should say about a dataset that is no fault. ID names its sentence in the message
// catalogue, as a Problem's does; Args fill it in.
type Note struct {
	ID   string
	File string // base name, blank where it is about the whole dataset
	Args []any
}

// The notes. Args in brackets.
const (
	NoteIDsAbsent     = "ids.absent"     // no column holds a record id: rows are named <file>:<row>
	NoteIDsTaken      = "ids.taken"      // File [header] no header names a record id; this column differs on every row and was taken
	NoteIDsRepeat     = "ids.repeat"     // [header, rows that share their id, two of them] record ids repeat: rows are named <file>:<row>
	NoteIDsShared     = "ids.shared"     // [header, rows that share their id, two of them] these few rows are named <file>:<row>
	NoteIDsBlank      = "ids.blank"      // [header, rows] rows without a record id are named <file>:<row>
	NoteHeaderBelow   = "header.below"   // File [row] title lines stand above the header and were passed over
	NoteColumnJoined  = "column.joined"  // File [field, headers joined by +] several columns were read as one field
	NoteColumnImplied = "column.implied" // File [field, word] no column holds a needed field; what the headers say holds for every row
	NoteEncoding      = "file.encoding"  // File [encoding] the file is not UTF-8 and was read in a legacy encoding
	NoteFileNoRows    = "file.no_rows"   // File: a header and nothing below it

	NoteKind            = "file.kind"        // File [what its name promises, what it is]
	NoteHeaderLines     = "header.lines"     // File [rows] the header is written in several rows
	NoteHeaderNumbers   = "header.numbers"   // File: the row of the columns' numbers was passed over
	NoteHeaderEncoding  = "header.encoding"  // File [encoding] the headers are written in a legacy encoding
	NoteTableChosen     = "table.chosen"     // File [name] of several sheets or tables this one was read
	NoteTablesStacked   = "table.stacked"    // File [names] sheets or tables with the same header were read, one below the other
	NoteTablesPassed    = "table.passed"     // File [names] sheets or tables that were not read
	NoteTablesHidden    = "table.hidden"     // File [names] hidden sheets with the same header, not read
	NoteRowsFooter      = "rows.footer"      // File [rows] lines below the list (totals, signatures) were left out
	NoteRowsHeader      = "rows.header"      // File [rows] rows that repeat the header were left out
	NoteRowsHeading     = "rows.heading"     // File [rows] rows that head a part of the list or sum it up, and page numbers, were left out
	NoteRowsNone        = "rows.none"        // File [rows, how many for it, the most frequent reason] every row was rejected
	NoteMembersPassed   = "member.passed"    // File [names] members of an archive that are no tables
	NoteRowsCut         = "rows.cut"         // File: the text ends within its last row, so that more may be lacking
	NoteFilesPassed     = "file.passed"      // [names] files of a folder or pattern that are no lists
	NoteOtherSector     = "sector.other"     // [sector, its own columns in the file] the columns are plainly of another sector than the job's
	NoteSwapped         = "sector.swapped"   // [dataset] the files of the register and of this dataset have plainly been swapped
	NoteSameFiles       = "file.same"        // [dataset] the job names the same files for that dataset
	NoteRowsDeleted     = "rows.deleted"     // File [rows] records marked as deleted were left out
	NoteMemoMissing     = "memo.missing"     // File: the table's memo file is not beside it, memo fields were read as empty
	NoteRowsHidden      = "rows.hidden"      // File [rows] hidden rows were read like the others
	NoteCellsMerged     = "cells.merged"     // File [cells] merged cells got the value of the first of them
	NoteRowsSlipped     = "rows.slipped"     // File [rows] rows whose cells stood in the columns beside were read as they belong
	NoteCellsDitto      = "cells.ditto"      // File [cells] cells that say "nt" or "như trên" got the value above them
	NoteCellsFailed     = "cells.failed"     // File [cells] formulas that failed were read as empty
	NoteCellsUncomputed = "cells.uncomputed" // File [cells] formulas without a value were read as empty
	NoteYearsAsDates    = "cells.years"      // File [cells] years that stand in cells shown as dates were read as years
)
