package job

import (
	"unsafe"

	"github.com/doisanh/doisanh/record"
)

// What a run holds at its peak beside the tables, by measurement (docs/performance.md): candidates, blocking keys, the register made ready,
// links and findings, for each row of all tables; then what the collector of garbage needs to keep up, and the program itself.
const (
	workPerRow   = 280  // bytes
	headroom     = 1.12 // of all
	programBytes = 64 << 20
)

// tableBytes is what a loaded table takes: a code a row and column, and each distinct value once.
func tableBytes(t *record.Table) int64 {
	n := int64(t.Rows()) * 6 // the row's number and file
	for _, c := range t.Columns {
		n += int64(len(c.Codes))*4 + c.Dict.Bytes()
	}
	return n
}

// normalizedBytes is what normalization adds to it: each distinct value's canonical form and number.
func normalizedBytes(t *record.Table) int64 {
	const folded = 24 // of a name or a place, on the average
	n := int64(t.Rows()) * 20
	for _, c := range t.Columns {
		size := uintptr(0)
		switch c.Kind {
		case record.KindName:
			size = unsafe.Sizeof(record.Name{}) + folded
		case record.KindDate:
			size = unsafe.Sizeof(record.DateValue{})
		case record.KindPersonalID:
			size = unsafe.Sizeof(record.PersonalID{})
		case record.KindPlace, record.KindCommune:
			size = unsafe.Sizeof(record.Place{}) + folded
		case record.KindTaxCode, record.KindBHXH, record.KindBHYT, record.KindEVN:
			size = unsafe.Sizeof(record.Number{})
		default:
			size = unsafe.Sizeof(record.Coded{})
		}
		n += int64(c.Dict.Len()) * int64(size+4)
	}
	return n
}

// need forecasts the memory of matching tables, in bytes, the program's own included.
func need(tables ...*record.Table) int64 {
	n := int64(0)
	for _, t := range tables {
		n += tableBytes(t) + normalizedBytes(t) + workPerRow*int64(t.Rows())
	}
	return int64(headroom*float64(n)) + programBytes
}

// needLinked is need where nothing that was read is written again but the ids: once a table is normalized, what it read goes, save the
// texts of names, which their canonical forms mostly share.
func needLinked(tables ...*record.Table) int64 {
	n := need(tables...)
	for _, t := range tables {
		gone := int64(0)
		for _, c := range t.Columns {
			if c.Kind != record.KindName {
				gone += c.Dict.Bytes()
			}
		}
		gone -= t.IDs.Bytes()
		n -= int64(headroom * float64(max(gone, 0)))
	}
	return n
}

// leastNeed is what reading files of that many bytes of text takes at the least, whatever they hold: their values are kept, each once.
func leastNeed(bytes int64) int64 { return bytes/4 + programBytes }

// budget is the memory a run may take, 0 for no limit.
type budget int64

// fits returns a Problem where a forecast is beyond the budget. file names what brought it there.
func (b budget) fits(file string, need int64) error {
	if b <= 0 || need <= int64(b) {
		return nil
	}
	const mib = 1 << 20
	return &record.Problem{ID: record.ProblemMemory, File: file, Args: []any{(need + mib - 1) / mib, int64(b) / mib}}
}
