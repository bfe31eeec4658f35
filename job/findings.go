package job

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

// Places of columns in findingColumns.
const (
	colCriterion       = 1
	colCode            = 2
	colDataset         = 3
	colRecord          = 4
	colPopulation      = 5
	colField           = 6
	colValue           = 7
	colPopulationValue = 8
	colReason          = 9
	colAction          = 10
	colRecipient       = 11
	colCommune         = 12
	colName            = 13
	colSeverity        = 14
)

// findingRef names a row of findings.csv: a finding of the run, or a resolved one of the previous run.
type findingRef struct {
	list  uint32 // place in findingTable.lists, or gone
	index uint32
}

// gone is findingRef.list of a resolved finding; index is its place in findingTable.gone.
const gone = ^uint32(0)

// findingTable is what findings.csv is written from.
type findingTable struct {
	lists  []*reconcile.Findings // in the order of the job
	kinds  []reconcile.Kind
	fields []string
	gone   [][]string // rows of the previous run, resolved
	refs   []findingRef
	ids    [][]uint64 // per list, the finding ids
	days   []string   // asOf, and the days findings of the previous run were first seen
	first  [][]uint16 // per list, the day first seen as a place in days; nil where there is no previous run
	waived [][]bool   // per list, the findings officers have waived; nil where none are
}

// newFindingTable makes the table of findings.csv: ordered by dataset as in the job, record, criterion, code and field, resolved
// findings of the previous run among the others. previous and waived are nil where there are none.
func newFindingTable(ctx context.Context, result *reconcile.Result, asOf record.Date, previous *lastrun.Findings, waived *waivers, threads int) (*findingTable, error) {
	t := &findingTable{lists: result.Found, kinds: result.Kinds(), days: []string{asOf.String()}}
	for _, f := range result.Fields() {
		t.fields = append(t.fields, string(f))
	}
	if err := t.identify(ctx, threads); err != nil {
		return nil, err
	}
	if previous != nil {
		t.remember(previous, threads)
		var err error
		if t.gone, err = previous.Resolved(t.days[0]); err != nil {
			return nil, err
		}
	}
	if waived != nil {
		t.waived = waived.apply(t)
	}
	t.merge()
	return t, nil
}

// identify works out the finding ids.
func (t *findingTable) identify(ctx context.Context, threads int) error {
	const part = 1 << 15
	t.ids = make([][]uint64, len(t.lists))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(max(1, threads))
	for n, l := range t.lists {
		t.ids[n] = make([]uint64, l.Len())
		for from := 0; from < l.Len(); from += part {
			g.Go(func() error {
				var buf []byte
				for i := from; i < min(from+part, l.Len()); i++ {
					t.ids[n][i], buf = findingID(buf, l.Dataset(), l.RecordID(i), t.kinds[l.KindOf(i)].Code, t.fields[l.FieldOf(i)])
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
func (t *findingTable) remember(previous *lastrun.Findings, threads int) {
	const stretch = 1 << 14
	asOf := t.days[0]
	t.days = append(t.days, previous.Days...)
	t.first = make([][]uint16, len(t.lists))
	for n, ids := range t.ids {
		places := make([]uint32, len(ids))
		parallel.Stretches(len(ids), stretch, threads, func(from, to int) {
			for i := from; i < to; i++ {
				places[i] = previous.Find(ids[i])
			}
		})
		t.first[n] = make([]uint16, len(ids))
		for i, place := range places {
			if day, open := previous.Meet(place, asOf); open {
				t.first[n][i] = 1 + day
			}
		}
	}
}

// merge puts the findings of the lists, which are in order, and the resolved ones into the order of the file.
func (t *findingTable) merge() {
	order := map[string]int{}
	n := len(t.gone)
	for i, l := range t.lists {
		order[l.Dataset()] = i
		n += l.Len()
	}
	slices.SortFunc(t.gone, func(a, b []string) int {
		return cmp.Or(
			cmp.Compare(order[a[colDataset]], order[b[colDataset]]), cmp.Compare(a[colRecord], b[colRecord]),
			cmp.Compare(a[colCriterion], b[colCriterion]), cmp.Compare(a[colCode], b[colCode]), cmp.Compare(a[colField], b[colField]),
			cmp.Compare(a[0], b[0]),
		)
	})
	t.refs = make([]findingRef, 0, n)
	next := 0
	take := func(list int, before func(row []string) bool) {
		for next < len(t.gone) && order[t.gone[next][colDataset]] == list && before(t.gone[next]) {
			t.refs = append(t.refs, findingRef{gone, uint32(next)})
			next++
		}
	}
	for list, l := range t.lists {
		for i := range l.Len() {
			if next < len(t.gone) {
				k := &t.kinds[l.KindOf(i)]
				take(list, func(row []string) bool {
					return cmp.Or(
						cmp.Compare(row[colRecord], l.RecordID(i)), cmp.Compare(row[colCriterion], string(k.Criterion)),
						cmp.Compare(row[colCode], k.Code), cmp.Compare(row[colField], t.fields[l.FieldOf(i)]),
					) < 0
				})
			}
			t.refs = append(t.refs, findingRef{uint32(list), uint32(i)})
		}
		take(list, func([]string) bool { return true })
	}
}

// sheet makes the table of columns.
func (t *findingTable) sheet(communeName func(uint32) string) report.Sheet {
	s := report.Sheet{Name: "findings", Rows: len(t.refs)}
	put := func(c report.Column) {
		c.Name = lastrun.FindingColumns[len(s.Columns)]
		s.Columns = append(s.Columns, c)
	}
	kind := func(of func(k *reconcile.Kind) string) {
		put(t.word(len(t.kinds), func(i int) string { return of(&t.kinds[i]) }, (*reconcile.Findings).AppendKinds, len(s.Columns)))
	}
	id := func(of func(l *reconcile.Findings, i int) string, all func(l *reconcile.Findings, b []string, from, to int) []string) {
		c := t.cell(of, len(s.Columns))
		c.Texts = func(b []string, from, to int) []string {
			t.runs(from, to,
				func(list, i, j int) { b = all(t.lists[list], b, i, j) },
				func(row int) { b = append(b, c.Str(row)) })
			return b
		}
		put(c)
	}
	put(report.Column{Kind: report.Key, Append: t.appendID})
	kind(func(k *reconcile.Kind) string { return string(k.Criterion) })
	kind(func(k *reconcile.Kind) string { return k.Code })
	put(t.cell(func(l *reconcile.Findings, _ int) string { return l.Dataset() }, colDataset))
	id((*reconcile.Findings).RecordID, (*reconcile.Findings).AppendRecordIDs)
	id((*reconcile.Findings).PopulationID, (*reconcile.Findings).AppendPopulationIDs)
	put(t.word(len(t.fields), func(i int) string { return t.fields[i] }, (*reconcile.Findings).AppendFields, colField))
	put(t.value((*reconcile.Findings).DatasetValue, (*reconcile.Findings).AppendDatasetCells, (*reconcile.Findings).DatasetTexts, colValue))
	put(t.value((*reconcile.Findings).PopulationValue, (*reconcile.Findings).AppendPopulationCells, (*reconcile.Findings).PopulationTexts, colPopulationValue))
	kind(func(k *reconcile.Kind) string { return k.Reason })
	kind(func(k *reconcile.Kind) string { return k.Action })
	kind(func(k *reconcile.Kind) string { return k.Recipient })
	code, name := t.communes(communeName)
	put(code)
	put(name)
	kind(func(k *reconcile.Kind) string { return k.Severity })
	put(report.Column{Kind: report.Word, Words: t.days, Code: func(row int) uint32 { return t.firstSeen(t.refs[row]) }})
	put(report.Column{Kind: report.Word, Words: findingStates(), Code: func(row int) uint32 { return t.state(t.refs[row]) }})
	return s
}

// runs calls of for each stretch of findings of one list that follow one another in rows from…to−1, and past for each row that is resolved.
func (t *findingTable) runs(from, to int, of func(list, i, j int), past func(row int)) {
	for from < to {
		r := t.refs[from]
		if r.list == gone {
			past(from)
			from++
			continue
		}
		n := uint32(1)
		for from+int(n) < to && t.refs[from+int(n)] == (findingRef{r.list, r.index + n}) {
			n++
		}
		of(int(r.list), int(r.index), int(r.index+n))
		from += int(n)
	}
}

// cell makes a column of texts, that of a resolved finding being what stood there.
func (t *findingTable) cell(of func(l *reconcile.Findings, i int) string, column int) report.Column {
	return report.Column{Str: func(row int) string {
		if r := t.refs[row]; r.list != gone {
			return of(t.lists[r.list], int(r.index))
		}
		return t.gone[t.refs[row].index][column]
	}}
}

// value makes a column of values as read, told by their cells.
func (t *findingTable) value(
	of func(l *reconcile.Findings, i int) string, cells func(l *reconcile.Findings, b []uint64, from, to int) []uint64,
	texts func(l *reconcile.Findings, b []string, numbers []uint64) []string, column int,
) report.Column {
	const list = reconcile.CellBits
	c := t.cell(of, column)
	c.Numbers = func(b []uint64, from, to int) []uint64 {
		t.runs(from, to, func(n, i, j int) {
			at := len(b)
			b = cells(t.lists[n], b, i, j)
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
			b = texts(t.lists[n], b, numbers[:k])
			numbers = numbers[k:]
		}
		return b
	}
	return c
}

// findingStates lists the states of findings; findingTable.state gives places in it.
func findingStates() []string {
	return []string{lastrun.New, lastrun.Open, lastrun.Resolved, lastrun.Waived}
}

// Places in findingStates.
const (
	isNew uint32 = iota
	isOpen
	isResolved
	isWaived
)

// state returns a finding's state as a place in findingStates.
func (t *findingTable) state(r findingRef) uint32 {
	switch {
	case r.list == gone:
		return isResolved
	case t.waived != nil && t.waived[r.list][r.index]:
		return isWaived
	case t.first != nil && t.first[r.list][r.index] != 0:
		return isOpen
	}
	return isNew
}

// firstSeen returns the day a finding was first seen as a place in days.
func (t *findingTable) firstSeen(r findingRef) uint32 {
	switch {
	case r.list == gone:
		return uint32(slices.Index(t.days, t.gone[r.index][lastrun.FirstSeen]))
	case t.first != nil:
		return uint32(t.first[r.list][r.index])
	}
	return 0
}

func (t *findingTable) appendID(b []byte, row int) []byte { return t.appendFindingID(b, t.refs[row]) }

func (t *findingTable) appendFindingID(b []byte, r findingRef) []byte {
	if r.list == gone {
		return append(b, t.gone[r.index][0]...)
	}
	var id [8]byte
	binary.BigEndian.PutUint64(id[:], t.ids[r.list][r.index])
	return hex.AppendEncode(b, id[:])
}

// wordList numbers the words of a column.
type wordList struct {
	words  []string
	number map[string]uint32
}

func (w *wordList) add(s string) uint32 {
	n, ok := w.number[s]
	if !ok {
		if w.number == nil {
			w.number = map[string]uint32{}
		}
		n = uint32(len(w.words))
		w.number[s], w.words = n, append(w.words, s)
	}
	return n
}

// addAll numbers the words 0 to n − 1 in the order of the words, since their own comes of who was first of several goroutines.
func (w *wordList) addAll(n int, of func(i int) string) []uint32 {
	words := make([]string, n)
	for i := range words {
		words[i] = of(i)
	}
	for _, s := range slices.Sorted(slices.Values(words)) {
		w.add(s)
	}
	code := make([]uint32, n)
	for i, s := range words {
		code[i] = w.add(s)
	}
	return code
}

// codes appends for each of a list's findings from one place to before another what as says of its number.
type codes = func(l *reconcile.Findings, b []uint32, from, to int, as []uint32) []uint32

// word makes a column whose cells are told by a number of the finding: word number i is of(i).
func (t *findingTable) word(n int, of func(i int) string, all codes, column int) report.Column {
	var list wordList
	code := list.addAll(n, of)
	past := t.past(&list, column)
	return t.coded(list.words, past, code, all)
}

// coded makes a column out of a list of words: code says which stands for a finding's number, past which in a resolved row.
func (t *findingTable) coded(words []string, past, code []uint32, all codes) report.Column {
	c := report.Column{Kind: report.Word, Words: words, Codes: func(b []uint32, from, to int) []uint32 {
		t.runs(from, to,
			func(n, i, j int) { b = all(t.lists[n], b, i, j, code) },
			func(row int) { b = append(b, past[t.refs[row].index]) })
		return b
	}}
	c.Code = func(row int) uint32 { return c.Codes(nil, row, row+1)[0] }
	return c
}

// past numbers the words of the resolved rows.
func (t *findingTable) past(list *wordList, column int) []uint32 {
	past := make([]uint32, len(t.gone))
	for i, row := range t.gone {
		past[i] = list.add(row[column])
	}
	return past
}

// unitCodes is one more than the greatest code of a commune: codes have five digits.
const unitCodes = 100_000

// communes makes the columns of the commune's code and name.
func (t *findingTable) communes(communeName func(uint32) string) (code, name report.Column) {
	met := make([]uint32, unitCodes)
	var codes, names wordList
	nameOf := []uint32{names.add("")}
	codes.add("")
	for _, l := range t.lists {
		for i := range l.Len() {
			if u := l.Commune(i); u != 0 && met[u] == 0 {
				met[u] = codes.add(record.FormatUnit(u))
				nameOf = append(nameOf, names.add(communeName(u)))
			}
		}
	}
	pastCode, pastName := t.past(&codes, colCommune), t.past(&names, colName)
	code = t.coded(codes.words, pastCode, met, (*reconcile.Findings).AppendCommunes)
	name = t.coded(names.words, pastName, met, func(l *reconcile.Findings, b []uint32, from, to int, as []uint32) []uint32 {
		at := len(b)
		b = l.AppendCommunes(b, from, to, as)
		for k, n := range b[at:] {
			b[at+k] = nameOf[n]
		}
		return b
	})
	return code, name
}
