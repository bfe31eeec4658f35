// Package findings makes findings.csv of what the rules found: each finding's id, which stays the same from run to run, since when it has stood, what the run before
// found and this one does not, and what officers have waived.
package findings

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/doisanh/doisanh/internal/parallel"
	"github.com/doisanh/doisanh/job/lastrun"
	"github.com/doisanh/doisanh/reconcile"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
)

// Places of columns in lastrun.FindingColumns.
const (
	ColCriterion       = 1
	ColCode            = 2
	ColDataset         = 3
	ColRecord          = 4
	ColPopulation      = 5
	ColField           = 6
	ColValue           = 7
	ColPopulationValue = 8
	ColReason          = 9
	ColAction          = 10
	ColRecipient       = 11
	ColCommune         = 12
	ColName            = 13
	ColSeverity        = 14
)

// Ref names a row of findings.csv: a finding of the run, or one of the previous run that is gone.
type Ref struct {
	List  uint32 // place in Table.Lists, or Gone
	Index uint32
}

// Gone is Ref.List of a finding that is gone; Index is its place in Table.Gone.
const Gone = ^uint32(0)

// Table is what findings.csv is written from.
type Table struct {
	Lists  []*reconcile.Findings // in the order of the job
	Kinds  []reconcile.Kind
	Fields []string
	Gone   *lastrun.Rows // rows of the previous run: resolved ones, and those that stay open
	Refs   []Ref
	ids    [][]uint64              // per list, the finding ids
	Days   []string                // asOf, and the days findings of the previous run were first seen
	first  [][]uint16              // per list, the day first seen as a place in Days; nil where there is no previous run
	met    []int                   // per list, the findings that the previous run has too; nil where there is none
	waived [][]bool                // per list, the findings officers have waived; nil where none are
	gone   func(row uint32) uint32 // the state of a row of Gone as a place in States, waivers apart
	stayed []bool                  // rows of Gone that stay open, and that officers have waived; nil where none are
}

// New makes the table of findings.csv: ordered by dataset as in the job, record, criterion, code and field, those of the previous run that are gone
// among the others. stays says of one of a dataset, record, code and reason that is gone whether it stays open; previous and waived are nil where there are none.
func New(ctx context.Context, result *reconcile.Result, asOf record.Date, stays func(dataset, record, code, reason string) bool, previous *lastrun.Findings, waived *Waivers, threads int) (*Table, error) {
	t := &Table{Lists: result.Found, Kinds: result.Kinds(), Days: []string{asOf.String()}}
	for _, f := range result.Fields() {
		t.Fields = append(t.Fields, string(f))
	}
	if err := t.identify(ctx, threads); err != nil {
		return nil, err
	}
	if previous != nil {
		t.remember(previous, threads)
		var err error
		if t.Gone, err = previous.Gone(t.Days[0], stays); err != nil {
			return nil, err
		}
		t.gone = t.Gone.Numbers(lastrun.State, func(state string) uint32 { return uint32(slices.Index(States(), state)) })
		previous.LetGo()
	}
	t.merge()
	if waived != nil {
		waived.apply(t)
	}
	return t, nil
}

// identify works out the finding ids.
func (t *Table) identify(ctx context.Context, threads int) error {
	const part = 1 << 15
	t.ids = make([][]uint64, len(t.Lists))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(max(1, threads))
	for n, l := range t.Lists {
		t.ids[n] = make([]uint64, l.Len())
		for from := 0; from < l.Len(); from += part {
			g.Go(func() error {
				var buf []byte
				for i := from; i < min(from+part, l.Len()); i++ {
					t.ids[n][i], buf = findingID(buf, l.Dataset(), l.RecordID(i), t.Kinds[l.KindOf(i)].Code, t.Fields[l.FieldOf(i)])
				}
				return ctx.Err()
			})
		}
	}
	return g.Wait()
}

// findingID is the first eight bytes of SHA-256 over dataset, record, code and field, a zero byte behind each.
func findingID(buf []byte, dataset, record, code, field string) (uint64, []byte) {
	buf = append(append(buf[:0], dataset...), 0)
	buf = append(append(buf, record...), 0)
	buf = append(append(buf, code...), 0)
	buf = append(append(buf, field...), 0)
	sum := sha256.Sum256(buf)
	return binary.BigEndian.Uint64(sum[:]), buf
}

// remember holds the findings against the previous run's.
func (t *Table) remember(previous *lastrun.Findings, threads int) {
	const stretch = 1 << 14
	asOf := t.Days[0]
	t.Days = append(t.Days, previous.Days...)
	t.first, t.met = make([][]uint16, len(t.Lists)), make([]int, len(t.Lists))
	for n, ids := range t.ids {
		places := make([]uint32, len(ids))
		parallel.Stretches(len(ids), stretch, threads, func(from, to int) {
			for i := from; i < to; i++ {
				places[i] = previous.Find(ids[i])
			}
		})
		t.first[n] = make([]uint16, len(ids))
		for i, place := range places {
			if place != 0 {
				t.met[n]++
			}
			if day, open := previous.Meet(place, asOf); open {
				t.first[n][i] = 1 + day
			}
		}
	}
}

// merge puts the findings of the lists, which are in order, and the resolved ones into the order of the file.
func (t *Table) merge() {
	order := map[string]int{}
	n := t.Gone.Len()
	for i, l := range t.Lists {
		order[l.Dataset()] = i
		n += l.Len()
	}
	listOf := t.Gone.Numbers(ColDataset, func(dataset string) uint32 { return uint32(order[dataset]) })
	t.Gone.Sort(func(a, b uint32) int {
		if c := cmp.Compare(listOf(a), listOf(b)); c != 0 {
			return c
		}
		for _, column := range []int{ColRecord, ColCriterion, ColCode, ColField} {
			if c := cmp.Compare(t.Gone.At(a, column), t.Gone.At(b, column)); c != 0 {
				return c
			}
		}
		return cmp.Compare(t.Gone.ID(a), t.Gone.ID(b))
	})
	t.Refs = make([]Ref, 0, n)
	next := uint32(0)
	take := func(list int, before func(row uint32) bool) {
		for int(next) < t.Gone.Len() && listOf(next) == uint32(list) && before(next) {
			t.Refs = append(t.Refs, Ref{Gone, next})
			next++
		}
	}
	for list, l := range t.Lists {
		for i := range l.Len() {
			if int(next) < t.Gone.Len() {
				k := &t.Kinds[l.KindOf(i)]
				take(list, func(row uint32) bool {
					return cmp.Or(
						cmp.Compare(t.Gone.At(row, ColRecord), l.RecordID(i)), cmp.Compare(t.Gone.At(row, ColCriterion), string(k.Criterion)),
						cmp.Compare(t.Gone.At(row, ColCode), k.Code), cmp.Compare(t.Gone.At(row, ColField), t.Fields[l.FieldOf(i)]),
					) < 0
				})
			}
			t.Refs = append(t.Refs, Ref{uint32(list), uint32(i)})
		}
		take(list, func(uint32) bool { return true })
	}
}

// Sheet makes the table of columns.
func (t *Table) Sheet(communeName func(uint32) string) report.Sheet {
	s := report.Sheet{Name: "findings", Rows: len(t.Refs)}
	put := func(c report.Column) {
		c.Name = lastrun.FindingColumns[len(s.Columns)]
		s.Columns = append(s.Columns, c)
	}
	kind := func(of func(k *reconcile.Kind) string) {
		put(t.word(len(t.Kinds), func(i int) string { return of(&t.Kinds[i]) }, (*reconcile.Findings).AppendKinds, len(s.Columns)))
	}
	id := func(of func(l *reconcile.Findings, i int) string, all func(l *reconcile.Findings, b []string, from, to int) []string) {
		c := t.cell(of, len(s.Columns))
		c.Texts = func(b []string, from, to int) []string {
			t.runs(from, to,
				func(list, i, j int) { b = all(t.Lists[list], b, i, j) },
				func(row int) { b = append(b, c.Str(row)) })
			return b
		}
		put(c)
	}
	put(report.Column{Kind: report.Key, Append: t.appendID})
	kind(func(k *reconcile.Kind) string { return string(k.Criterion) })
	kind(func(k *reconcile.Kind) string { return k.Code })
	put(t.cell(func(l *reconcile.Findings, _ int) string { return l.Dataset() }, ColDataset))
	id((*reconcile.Findings).RecordID, (*reconcile.Findings).AppendRecordIDs)
	id((*reconcile.Findings).PopulationID, (*reconcile.Findings).AppendPopulationIDs)
	put(t.word(len(t.Fields), func(i int) string { return t.Fields[i] }, (*reconcile.Findings).AppendFields, ColField))
	put(t.value((*reconcile.Findings).DatasetValue, (*reconcile.Findings).AppendDatasetCells, (*reconcile.Findings).DatasetTexts, ColValue))
	put(t.value((*reconcile.Findings).PopulationValue, (*reconcile.Findings).AppendPopulationCells, (*reconcile.Findings).PopulationTexts, ColPopulationValue))
	kind(func(k *reconcile.Kind) string { return k.Reason })
	kind(func(k *reconcile.Kind) string { return k.Action })
	kind(func(k *reconcile.Kind) string { return k.Recipient })
	code, name := t.communes(communeName)
	put(code)
	put(name)
	kind(func(k *reconcile.Kind) string { return k.Severity })
	put(report.Column{Kind: report.Word, Words: t.Days, Code: func(row int) uint32 { return t.FirstSeen(t.Refs[row]) }})
	put(report.Column{Kind: report.Word, Words: States(), Code: func(row int) uint32 { return t.State(t.Refs[row]) }})
	return s
}

// Kept counts the findings of the previous run that are gone and not resolved, by dataset, criterion and code.
func (t *Table) Kept() map[string]map[string]map[string]int {
	kept := map[string]map[string]map[string]int{}
	for row := range uint32(t.Gone.Len()) {
		if t.gone(row) == IsResolved {
			continue
		}
		dataset, criterion, code := t.Gone.At(row, ColDataset), t.Gone.At(row, ColCriterion), t.Gone.At(row, ColCode)
		if kept[dataset] == nil {
			kept[dataset] = map[string]map[string]int{}
		}
		if kept[dataset][criterion] == nil {
			kept[dataset][criterion] = map[string]int{}
		}
		kept[dataset][criterion][code]++
	}
	return kept
}

// Turnover is how many findings of the run before are resolved and how many are still there, and how many it has not got.
type Turnover struct {
	Resolved, Stayed, New int
}

// Turnover counts, by dataset, what became of the findings of the run before, and those it has not got. What is there as it was on the same day before has stayed,
// though its state is new still.
func (t *Table) Turnover() map[string]Turnover {
	of := map[string]Turnover{}
	for list, l := range t.Lists {
		of[l.Dataset()] = Turnover{Stayed: t.met[list], New: l.Len() - t.met[list]}
	}
	for row := range uint32(t.Gone.Len()) {
		dataset := t.Gone.At(row, ColDataset)
		n := of[dataset]
		if t.gone(row) == IsResolved {
			n.Resolved++
		} else {
			n.Stayed++
		}
		of[dataset] = n
	}
	return of
}

// runs calls of for each stretch of findings of one list that follow one another in rows from…to−1, and past for each row that is resolved.
func (t *Table) runs(from, to int, of func(list, i, j int), past func(row int)) {
	for from < to {
		r := t.Refs[from]
		if r.List == Gone {
			past(from)
			from++
			continue
		}
		n := uint32(1)
		for from+int(n) < to && t.Refs[from+int(n)] == (Ref{r.List, r.Index + n}) {
			n++
		}
		of(int(r.List), int(r.Index), int(r.Index+n))
		from += int(n)
	}
}

// cell makes a column of texts, that of a resolved finding being what stood there.
func (t *Table) cell(of func(l *reconcile.Findings, i int) string, column int) report.Column {
	return report.Column{Str: func(row int) string {
		if r := t.Refs[row]; r.List != Gone {
			return of(t.Lists[r.List], int(r.Index))
		}
		return t.Gone.At(t.Refs[row].Index, column)
	}}
}

// value makes a column of values as read, told by their cells.
func (t *Table) value(
	of func(l *reconcile.Findings, i int) string, cells func(l *reconcile.Findings, b []uint64, from, to int) []uint64,
	texts func(l *reconcile.Findings, b []string, numbers []uint64) []string, column int,
) report.Column {
	const list = reconcile.CellBits
	c := t.cell(of, column)
	c.Numbers = func(b []uint64, from, to int) []uint64 {
		t.runs(from, to, func(n, i, j int) {
			at := len(b)
			b = cells(t.Lists[n], b, i, j)
			for k, cell := range b[at:] {
				if cell != 0 {
					b[at+k] = uint64(n)<<list | cell
				}
			}
		}, func(int) { b = append(b, 0) })
		return b
	}
	c.Told = func(b []string, numbers []uint64) []string {
		for len(numbers) > 0 {
			n := numbers[0] >> list
			k := 0
			for k < len(numbers) && numbers[k]>>list == n {
				k++
			}
			b = texts(t.Lists[n], b, numbers[:k])
			numbers = numbers[k:]
		}
		return b
	}
	return c
}

// States lists the states of findings; Table.State gives places in it.
func States() []string {
	return []string{lastrun.New, lastrun.Open, lastrun.Resolved, lastrun.Waived}
}

// Places in States.
const (
	IsNew uint32 = iota
	IsOpen
	IsResolved
	IsWaived
)

// State returns a finding's state as a place in States.
func (t *Table) State(r Ref) uint32 {
	switch {
	case r.List == Gone && t.stayed != nil && t.stayed[r.Index]:
		return IsWaived
	case r.List == Gone:
		return t.gone(r.Index)
	case t.waived != nil && t.waived[r.List][r.Index]:
		return IsWaived
	case t.first != nil && t.first[r.List][r.Index] != 0:
		return IsOpen
	}
	return IsNew
}

// FirstSeen returns the day a finding was first seen as a place in Days.
func (t *Table) FirstSeen(r Ref) uint32 {
	switch {
	case r.List == Gone:
		return uint32(slices.Index(t.Days, t.Gone.At(r.Index, lastrun.FirstSeen)))
	case t.first != nil:
		return uint32(t.first[r.List][r.Index])
	}
	return 0
}

func (t *Table) appendID(b []byte, row int) []byte { return t.AppendIDOf(b, t.Refs[row]) }

// AppendIDOf appends a finding's id as it is written.
func (t *Table) AppendIDOf(b []byte, r Ref) []byte {
	var id [8]byte
	if r.List == Gone {
		binary.BigEndian.PutUint64(id[:], t.Gone.ID(r.Index))
	} else {
		binary.BigEndian.PutUint64(id[:], t.ids[r.List][r.Index])
	}
	return hex.AppendEncode(b, id[:])
}

// WordList numbers the words of a column.
type WordList struct {
	Words  []string
	number map[string]uint32
}

// Add returns the number of a word, a new one where it is not among them.
func (w *WordList) Add(s string) uint32 {
	n, ok := w.number[s]
	if !ok {
		if w.number == nil {
			w.number = map[string]uint32{}
		}
		n = uint32(len(w.Words))
		w.number[s], w.Words = n, append(w.Words, s)
	}
	return n
}

// AddAll numbers the words 0 to n − 1 in the order of the words, since their own comes of who was first of several goroutines.
func (w *WordList) AddAll(n int, of func(i int) string) []uint32 {
	words := make([]string, n)
	for i := range words {
		words[i] = of(i)
	}
	for _, s := range slices.Sorted(slices.Values(words)) {
		w.Add(s)
	}
	code := make([]uint32, n)
	for i, s := range words {
		code[i] = w.Add(s)
	}
	return code
}

// codes appends for each of a list's findings from one place to before another what as says of its number.
type codes = func(l *reconcile.Findings, b []uint32, from, to int, as []uint32) []uint32

// word makes a column whose cells are told by a number of the finding: word number i is of(i).
func (t *Table) word(n int, of func(i int) string, all codes, column int) report.Column {
	var list WordList
	code := list.AddAll(n, of)
	past := t.past(&list, column)
	return t.coded(list.Words, past, code, all)
}

// coded makes a column out of a list of words: code says which stands for a finding's number, past which in a resolved row.
func (t *Table) coded(words []string, past func(row uint32) uint32, code []uint32, all codes) report.Column {
	c := report.Column{Kind: report.Word, Words: words, Codes: func(b []uint32, from, to int) []uint32 {
		t.runs(from, to,
			func(n, i, j int) { b = all(t.Lists[n], b, i, j, code) },
			func(row int) { b = append(b, past(t.Refs[row].Index)) })
		return b
	}}
	c.Code = func(row int) uint32 { return c.Codes(nil, row, row+1)[0] }
	return c
}

// past numbers the words of the resolved rows.
func (t *Table) past(list *WordList, column int) func(row uint32) uint32 {
	return t.Gone.Numbers(column, list.Add)
}

// UnitCodes is one more than the greatest code of a commune: codes have five digits.
const UnitCodes = 100_000

// communes makes the columns of the commune's code and name.
func (t *Table) communes(communeName func(uint32) string) (code, name report.Column) {
	met := make([]uint32, UnitCodes)
	var codes, names WordList
	nameOf := []uint32{names.Add("")}
	codes.Add("")
	for _, l := range t.Lists {
		for i := range l.Len() {
			if u := l.Commune(i); u != 0 && met[u] == 0 {
				met[u] = codes.Add(record.FormatUnit(u))
				nameOf = append(nameOf, names.Add(communeName(u)))
			}
		}
	}
	pastCode, pastName := t.past(&codes, ColCommune), t.past(&names, ColName)
	code = t.coded(codes.Words, pastCode, met, (*reconcile.Findings).AppendCommunes)
	name = t.coded(names.Words, pastName, met, func(l *reconcile.Findings, b []uint32, from, to int, as []uint32) []uint32 {
		at := len(b)
		b = l.AppendCommunes(b, from, to, as)
		for k, n := range b[at:] {
			b[at+k] = nameOf[n]
		}
		return b
	})
	return code, name
}
