package record

import "iter"

// Column is a dictionary-coded vector of the values as read. Code 0 always stands for the empty cell, Dict.At(0) == "".
// Dict holds each distinct value once, trimmed of surrounding blanks and otherwise as it stood in the file.
type Column struct {
	Field  Field
	Header string // the header it was recognised by
	Kind   Kind
	Role   Role              // tables of any kind: what the column is
	Shared bool              // tables of any kind: its words stand in another column too, or it holds what others left over of it
	Birth  bool              // tables of any kind: it tells when somebody was born
	Words  map[string]string // KindCode: folded word → code, from the sector's profile
	Codes  []uint32          // one per row
	Dict   Texts             // one per distinct value
}

// At returns the value of a row as read.
func (c *Column) At(row int) string {
	if c == nil {
		return ""
	}
	return c.Dict.At(c.Codes[row])
}

// Counts returns how many rows hold each distinct value.
func (c *Column) Counts() []uint32 {
	rows := make([]uint32, c.Dict.Len())
	for _, code := range c.Codes {
		rows[code]++
	}
	return rows
}

// Distinct yields each distinct value with how many rows hold it, which may be none.
func (c *Column) Distinct() iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		rows := c.Counts()
		for code, s := range c.Dict.All() {
			if !yield(s, int(rows[code])) {
				return
			}
		}
	}
}

// Table is one dataset, loaded. Rows are numbered from 0 in the order of the files.
type Table struct {
	Name    string  // dataset name in outputs; the sector's code unless the job names two of one sector
	Sector  *Sector // what its rows are
	Columns []*Column
	IDs     Texts    // record id of each row: the dataset's own key, or "<file>:<row>"
	OwnIDs  bool     // false where the ids are "<file>:<row>" because the dataset's own are absent or many repeat
	Files   []string // base names of the files read
	File    []uint32 // per row, index into Files
	Line    []uint32 // per row, its number in the file, the header being row 1
}

// Rows returns the number of rows loaded.
func (t *Table) Rows() int { return t.IDs.Len() }

// Column returns the column of a field, or nil where the file has none.
func (t *Table) Column(f Field) *Column {
	for _, c := range t.Columns {
		if c.Field == f {
			return c
		}
	}
	return nil
}

// RowKind says what one row of a sector is, and so what a duplicate is in it.
type RowKind uint8

// The row kinds. Where a row is not a person, several rows a person are normal and a duplicate is the same fact twice.
const (
	RowPerson RowKind = iota // one row a person: a second one is a duplicate
	RowFact                  // a dose, contract, event, card, decision or case: duplicates agree on Sector.Fact too
)

// Sector describes a sector to the stages after loading. Dataset profiles fill it in.
type Sector struct {
	Code     string // "bhxh"
	TitleVI  string // "Bảo hiểm xã hội"
	TitleEN  string
	AgencyVI string  // who owns the data: "Bảo hiểm xã hội"
	Row      RowKind // what a row is
	Fact     []Field // RowFact: the fields that make the fact, beside the person
	Required []Field // fields rule missing_field wants, where the file has the column
	Numbers  []Field // the sector's own numbers of a person, which must not be shared
	// NeverTogether are fields of which no duplicate cluster holds two different values that can both be right, whatever else
	// speaks for it: the sector's hard rules.
	NeverTogether []Field
	OneToOne      bool // a person has one record here at most; the next best claimant goes to review
	Active        bool // its rows say that someone is counted, insured, served or paid now (rule active_after_death)

	StaleAfter int        // days after updated_at from which a row in force is stale, 0 = never (rule stale)
	Coverage   []Coverage // whom the sector must cover (rule not_covered, figures F8)
}

// Coverage says whom a sector's scheme must cover. The expressions are in the language of package reconcile's rules.
type Coverage struct {
	Name             string // the reason of the findings and the name of the figures: "bhyt_under_6"
	TitleVI, TitleEN string
	Who              string  // over the register's fields: who must be covered
	Counts           string  // over the sector's fields: which record in force covers; empty = any
	Field            Field   // the field of the findings; empty = the sector's first number, else its first fact field
	Least            float64 // share of those due that the dataset must hold before it is taken to be about them; 0 = the default
	FigureOnly       bool    // counted (F8), but no findings are raised
}

// Reject is an input row that could not be loaded.
type Reject struct {
	Dataset string
	File    string // base name
	Row     int    // number in the file, the header being row 1
	Reason  string // a fixed word: column_count, quote, encoding, blank, too_long, cut_short…
	Raw     string // the row's bytes as text
}
