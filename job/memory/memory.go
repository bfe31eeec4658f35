// Package memory forecasts what the work on tables takes (Need…), holds it against what it may take (Budget), and puts tables away on disk where
// that is short (Store).
package memory

import (
	"unsafe"

	"github.com/doisanh/doisanh/record"
)

// What a run holds at its peak beside the tables, by measurement (docs/performance.md): candidates, blocking keys, the register made ready,
// links and findings, for each row of all tables; then what the garbage collector needs to keep up, and the program itself.
const (
	workPerRow = 280  // bytes
	headroom   = 1.12 // of all
	// Of those bytes a row: what a register takes once it has been made ready, a dataset held against it, and a row of any when all is linked.
	readyPerRow  = 195
	linkedPerRow = 250
	sectorPerRow = 300 // of a run, which learns of it and groups it too
	judgedPerRow = 131
	acrossPerRow = 65 // more, where sectors are held against each other
	// What a run keeps of the one before it while it writes: a finding while they are read, and one that is gone, whose row is written once more,
	// into a workbook too.
	pastPerFinding = 70
	pastPerGone    = 220
	// Where tables are written by several threads at once, what is under way of so many rows at the most.
	underWay       = 1 << 18
	underWayPerRow = 300
	// What a table of persons held against itself takes once it has been made ready: a row, and each distinct name.
	matrixPerRow = 75
	perName      = 240
)

// Program is what the program itself takes, in bytes.
const Program = 64 << 20

// perPlace is what a row takes to tell its file and its number there.
const perPlace = int64(unsafe.Sizeof(record.Table{}.File[0]) + unsafe.Sizeof(record.Table{}.Line[0]))

// tableBytes is what a loaded table takes: a code a row and column, and each distinct value once.
func tableBytes(t *record.Table) int64 {
	n := int64(t.Rows()) * perPlace
	for _, c := range t.Columns {
		n += int64(len(c.Codes))*4 + c.Dict.Bytes()
	}
	return n
}

// normalizedBytes is what normalization adds to it: each distinct value's canonical form and number. unasked is the part that is not asked
// for any more once the keys have been made: the personal IDs, which the rows hold as numbers, and the names of the rows.
func normalizedBytes(t *record.Table) (n, unasked int64) {
	const folded = 24 // of a place, on the average
	const forms = 40  // of a name's two
	n = int64(t.Rows()) * 20
	for _, c := range t.Columns {
		size := uintptr(0)
		switch c.Kind {
		case record.KindName:
			size = record.NameBytes + forms
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
		bytes := int64(c.Dict.Len()) * int64(size+4)
		n += bytes
		if c.Kind == record.KindPersonalID || c.Field == record.RecordID {
			unasked += bytes
		}
	}
	return n, unasked
}

// Size is what a table weighs in a forecast, in bytes but for its rows.
type Size struct {
	rows       int64
	read       int64 // as it was read
	texts      int64 // of that, the values that are gone once they are normalized and only the ids are written
	kept       int64 // of that, what stays in memory whatever is put away: ids, and where the rows stood
	normalized int64 // what normalizing adds
	unasked    int64 // of that, what comparing does not ask for
	ready      int64 // what making it ready to be held against itself adds
}

// SizeOf weighs a table that has just been read.
func SizeOf(t *record.Table) Size {
	s := Size{rows: int64(t.Rows()), read: tableBytes(t), kept: t.IDs.Bytes() + int64(t.Rows())*perPlace}
	s.normalized, s.unasked = normalizedBytes(t)
	s.ready = matrixPerRow * s.rows
	for _, c := range t.Columns {
		s.texts += c.Dict.Bytes()
		if c.Kind == record.KindName {
			s.ready += perName * int64(c.Dict.Len())
		}
	}
	s.texts = max(0, s.texts-t.IDs.Bytes())
	return s
}

// Peak forecasts the memory that work on tables takes, the program's own included.
type Peak func(tables []Size) int64

// Need forecasts a run with all in memory.
func Need(tables []Size) int64 {
	n := int64(0)
	for _, t := range tables {
		n += t.read + t.normalized + workPerRow*t.rows
	}
	return withRoom(n)
}

// NeedLinked forecasts linking, where nothing that was read is written again but the ids.
func NeedLinked(tables []Size) int64 {
	n := int64(0)
	for _, t := range tables {
		n += t.read - t.texts + t.normalized + workPerRow*t.rows
	}
	return withRoom(n)
}

// NeedDeduped forecasts finding the duplicates of one table of persons.
func NeedDeduped(tables []Size) int64 {
	t := tables[0]
	return withRoom(t.read - t.texts + t.normalized + t.ready)
}

// NeedDedupedSpilled is NeedDeduped with the table put away: it being read, then normalized, which is done twice, and then made ready.
func NeedDedupedSpilled(tables []Size) int64 {
	t := tables[0]
	return withRoom(max(t.read*2, t.read+t.normalized, t.read-t.texts+t.normalized-t.unasked+t.ready))
}

// NeedSpilled forecasts a run with tables put away: in turn the register and one dataset after the other, and at the end all of them
// without what finding pairs took.
func NeedSpilled(tables []Size) int64 {
	return withRoom(max(needPutAway(tables, 0, sectorPerRow), needJudged(tables)))
}

// needJudged is what a run holds at its end.
func needJudged(tables []Size) (n int64) {
	perRow := int64(judgedPerRow)
	if len(tables) > 2 {
		perRow += acrossPerRow
	}
	for _, t := range tables {
		n += t.read + t.normalized + perRow*t.rows
	}
	return n
}

// After makes of Need and NeedSpilled the forecasts of a run that holds its findings, at its end, against those of the one before it: so many, of which
// so many are gone. What finding pairs took has been let go by then only where tables are put away.
func After(findings, gone int) (whole, spilled Peak) {
	past := pastPerFinding*int64(findings) + pastPerGone*int64(gone)
	whole = func(tables []Size) int64 {
		return Need(tables) + int64(headroom*float64(past+underWayPerRow*int64(min(gone, underWay))))
	}
	spilled = func(tables []Size) int64 { return max(NeedSpilled(tables), withRoom(needJudged(tables)+past)) }
	return whole, spilled
}

// NeedLinkedSpilled is NeedLinked with tables put away. The larger one is the register.
func NeedLinkedSpilled(tables []Size) int64 {
	register := 0
	for i, t := range tables {
		if t.rows > tables[register].rows {
			register = i
		}
	}
	return withRoom(needPutAway(tables, register, linkedPerRow))
}

// needPutAway is what finding pairs takes with tables put away: the register being made ready, and then each dataset beside it.
func needPutAway(tables []Size, register int, perRow int64) (most int64) {
	kept := int64(0)
	for _, t := range tables {
		kept += t.kept
		most = max(most, t.read*2)
	}
	for i, t := range tables {
		n := t.read - t.texts + t.normalized + readyPerRow*tables[register].rows
		if i != register {
			n += perRow * t.rows
		}
		most = max(most, n)
	}
	return kept + most
}

func withRoom(n int64) int64 { return int64(headroom*float64(n)) + Program }

// Least is what reading files of that many bytes of text takes at the least, whatever they hold: their values are kept, each once.
func Least(bytes int64) int64 { return bytes/4 + Program }

// Budget is the memory a run may take, 0 for no limit.
type Budget int64

// Fits returns a Problem where a forecast is beyond the budget. file names what brought it there; part is the share of the inputs' bytes the forecast is
// made from: what is told is the need of all.
func (b Budget) Fits(file string, need int64, part float64) error {
	if b <= 0 || need <= int64(b) {
		return nil
	}
	const mib = 1 << 20
	all := Program + int64(float64(need-Program)/part)
	return &record.Problem{ID: record.ProblemMemory, File: file, Args: []any{(all + mib - 1) / mib, int64(b) / mib}}
}
