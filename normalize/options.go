package normalize

import (
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// Options says how a table is normalized. The zero value works: no as-of day means nothing is judged by it.
type Options struct {
	AsOf     record.Date        // the day data are judged on: two-digit years, birth years in the future, units in force
	Threads  int                // goroutines; below 1 means one
	Province uint16             // the job's own province, code of either map; 0 = the majority of the table's own addresses
	Units    *refdata.UnitTable // nil = refdata.Units()
	// Encodings names, by field, the legacy encoding a column is written in, where the user knows it: utf-8, tcvn3, vni, vps,
	// viscii, tcvn5712, cp1258, viqr, mojibake, mojibake2. The others are told by Table.
	Encodings map[record.Field]string
	// Places reads the addresses; nil = a new one for Units and AsOf. Building one costs some 30 ms, so a job that normalizes
	// several tables makes one and shares it. Its own province is replaced by Province or by the one worked out.
	Places *PlaceParser
}

// Report says what normalization met in a table. It holds counts only, never a value.
type Report struct {
	Columns  []ColumnReport // in the order of the table's columns
	Province uint16         // the province addresses were read with: Options.Province, or the one worked out, 0 = none
}

// ColumnReport says what was met in one column.
type ColumnReport struct {
	Field      record.Field
	Header     string
	Kind       record.Kind
	Rows       int          // rows of the table
	Missing    int          // rows whose cell is blank or only says so
	Unreadable int          // rows whose cell is not missing, but nothing could be made of it
	Distinct   int          // distinct values as read, the blank one not counted
	Canonical  int          // distinct canonical values
	Order      DateOrder    // KindDate: the order of day and month found
	Faults     []FaultCount // rows per fault, in the order of the faults; faults never met are left out
	// The legacy encoding the column was decoded from, empty for none; how sure that is, the counts it rests on, and whether
	// only some of its values were in it. The rows decoded are counted under record.RepairedCode.
	Encoding   string
	Confidence float64
	Evidence   string
	Mixed      bool
}

// FaultCount is the number of rows whose value carries a fault.
type FaultCount struct {
	Fault record.Fault // exactly one
	Rows  int
}
