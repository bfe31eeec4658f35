package reconcile

import (
	"cmp"
	"slices"
	"sync"

	"github.com/doisanh/doisanh/record"
)

// found is a finding in few bytes: a province has millions. What it says in words is looked up when it is written (findings.go).
type found struct {
	row     int32  // -1: it stands on a commune, see extra
	person  int32  // register row it is about, or record.NoRow
	commune uint32 // whose list it goes on
	extra   uint32 // 1 + place in the extras; 0 = its values are the cells of its field
	kind    uint16 // place in kindList.kinds
	field   uint16 // place in kindList.fields
}

// extra is what a finding says beside its cells.
type extra struct {
	record       string // record id, where the finding stands on no row
	ours, theirs string
}

// Kind is what findings have in common: what the rule says of the reason.
type Kind struct {
	Rule              int // place in Rules
	Criterion         record.Criterion
	Code, Reason      string
	Action, Recipient string
	Severity          string
}

// kindList numbers the kinds and fields of one run's findings. The numbers depend on which goroutine came first and so are
// never shown or sorted by.
type kindList struct {
	mutex  sync.Mutex
	kinds  []Kind
	fields []record.Field
	kind   map[Kind]uint16
	field  map[record.Field]uint16
}

func newKindList() *kindList {
	l := &kindList{kind: map[Kind]uint16{}, field: map[record.Field]uint16{}}
	l.fieldNumber("")
	return l
}

func (l *kindList) kindNumber(k Kind) uint16 {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	n, ok := l.kind[k]
	if !ok {
		n = uint16(len(l.kinds))
		l.kind[k], l.kinds = n, append(l.kinds, k)
	}
	return n
}

func (l *kindList) fieldNumber(f record.Field) uint16 {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	n, ok := l.field[f]
	if !ok {
		n = uint16(len(l.fields))
		l.field[f], l.fields = n, append(l.fields, f)
	}
	return n
}

// sink gathers the findings of one chunk of rows. It knows the row being judged, so that a rule names only what it found.
type sink struct {
	ix     *index
	v      *view
	row    int
	found  []found
	extras []extra
	tally  *tally
	met    []met

	commune uint32 // whose list the row goes on

	communes [ahead]uint32 // those of the rows that have been touched
	touched  uint64        // see touch

	verdicts []verdict // of view.compared, one column after the other, the rows from first on
	first    int

	mismatch bool // the row has a field_mismatch
	fault    bool // something of the row's own data is wrong: its outcome is not correct
}

// met is a reason and field that this chunk has met, with its numbers: a handful, so that a look along them is the quickest.
type met struct {
	reasonKey
	name        record.Field
	kind, field uint16
	mismatch    bool
	fault       bool
}

// next moves on to a row.
func (s *sink) next(row int) {
	s.row, s.commune, s.mismatch, s.fault = row, s.communes[row%ahead], false, false
}

// add takes a finding of the current row. Its population value is the linked person's cell of the same field.
func (s *sink) add(code, word string, f record.Field) {
	s.addPerson(code, word, f, s.person())
}

// addValues takes a finding of the current row with a population value of its own.
func (s *sink) addValues(code, word string, f record.Field, theirs string) {
	s.addPerson(code, word, f, s.person())
	s.extra(extra{ours: s.ours(f), theirs: theirs})
}

// person returns the register row a finding of the current row is about.
func (s *sink) person() int {
	if s.v.register {
		return s.row
	}
	if p, ok := s.v.linked(s.row); ok {
		return p
	}
	return record.NoRow
}

// addPerson takes a finding of the current row about that register row.
func (s *sink) addPerson(code, word string, f record.Field, person int) {
	m := s.meet(reasonKey{code, word}, f)
	s.mismatch, s.fault = s.mismatch || m.mismatch, s.fault || m.fault
	s.found = append(s.found, found{row: int32(s.row), person: int32(person), commune: s.commune, kind: m.kind, field: m.field})
}

// extra puts values of its own to the finding taken last.
func (s *sink) extra(x extra) {
	s.extras = append(s.extras, x)
	s.found[len(s.found)-1].extra = uint32(len(s.extras))
}

// rename gives the finding taken last a reason of its own.
func (s *sink) rename(reason string) {
	last := &s.found[len(s.found)-1]
	s.ix.list.mutex.Lock()
	k := s.ix.list.kinds[last.kind]
	s.ix.list.mutex.Unlock()
	k.Reason = reason
	last.kind = s.ix.list.kindNumber(k)
}

// meet returns the numbers of a reason and a field.
func (s *sink) meet(key reasonKey, f record.Field) *met {
	for i := range s.met {
		if m := &s.met[i]; m.code == key.code && m.name == f && m.word == key.word {
			return m
		}
	}
	sp, ok := s.ix.specs[key]
	if !ok {
		panic("reconcile: no rule for " + key.code + "/" + key.word)
	}
	m := met{reasonKey: key, name: f, kind: s.ix.list.kindNumber(sp.kind(key.code, s.v.register)), field: s.ix.list.fieldNumber(f)}
	switch key.code {
	case CodeFieldMismatch:
		m.mismatch, m.fault = true, true
	case CodeIDStructure, CodeIDOfAnother, CodeNumberStructure, CodeImpossible:
		m.fault = true
	}
	s.met = append(s.met, m)
	return &s.met[len(s.met)-1]
}

// kind is what the rule says of the reason.
func (sp spec) kind(code string, register bool) Kind {
	why := sp.reason
	k := Kind{
		Rule: sp.rule, Criterion: sp.criterion, Code: code, Reason: why.Word,
		Action: why.Action, Recipient: why.Recipient, Severity: why.Severity,
	}
	if register && why.RegisterAction != "" {
		k.Action = why.RegisterAction
	}
	if register && why.RegisterRecipient != "" {
		k.Recipient = why.RegisterRecipient
	}
	return k
}

// ours returns the current row's cell of a field.
func (s *sink) ours(f record.Field) string {
	if f == "" {
		return ""
	}
	return s.v.cell(f, s.row)
}

// commune returns the commune whose list a row goes on (rule A3): the linked person's, else the record's own. Where the register knows the
// person's place less far, and it is not the record's, the commune cannot be told: the police of the record's would not know the person. Special
// residents are mostly registered nowhere, and rule B3 has their file made where they live: that is their commune.
func (ix *index) commune(v *view, row int) uint32 {
	if p, ok := v.linked(row); ok {
		if c := ix.register.people.Commune[p]; c != 0 {
			return c
		}
		if v.home != nil && v.home(row, p) == different {
			return 0
		}
	}
	if c := v.people.Commune[row]; c != 0 || v.code != sectorSpecial {
		return c
	}
	return v.people.Places[record.CurrentAddress].At(row).Commune()
}

// order puts a dataset's findings, which come row by row, in the order of their record ids, and within a record of
// criterion, code and field; a second one of the same record, code and field is dropped. The criteria sort as their words
// do.
func (l *Findings) order() {
	kinds := ranks(l.list.kinds, func(a, b Kind) int {
		return cmp.Or(cmp.Compare(a.Criterion, b.Criterion), cmp.Compare(a.Code, b.Code))
	})
	fields := ranks(l.list.fields, cmp.Compare[record.Field])
	type group struct {
		prefix   uint64 // the record id's first bytes
		from, to int32
	}
	groups := make([]group, 0, len(l.found))
	sorted := true
	all := l.found
	id := func(g *group) string { return l.RecordID(int(g.from)) }
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && all[to].row == all[from].row && all[to].row >= 0 {
			to++
		}
		if to-from > 1 {
			slices.SortStableFunc(all[from:to], func(a, b found) int {
				return cmp.Or(cmp.Compare(kinds[a.kind], kinds[b.kind]), cmp.Compare(fields[a.field], fields[b.field]))
			})
		}
		g := group{prefix(l.RecordID(from)), int32(from), int32(to)}
		if n := len(groups); n > 0 && sorted {
			last := &groups[n-1]
			sorted = last.prefix < g.prefix || last.prefix == g.prefix && id(last) <= id(&g)
		}
		groups = append(groups, g)
		from = to
	}
	if !sorted {
		slices.SortFunc(groups, func(a, b group) int {
			if a.prefix != b.prefix {
				return cmp.Compare(a.prefix, b.prefix)
			}
			return cmp.Or(cmp.Compare(id(&a), id(&b)), cmp.Compare(a.from, b.from))
		})
	}
	out := all[:0]
	if !sorted {
		out = make([]found, 0, len(all))
	}
	for _, g := range groups {
		for i := g.from; i < g.to; i++ {
			if n := len(out); i > g.from && kinds[out[n-1].kind] == kinds[all[i].kind] && out[n-1].field == all[i].field {
				continue
			}
			out = append(out, all[i])
		}
	}
	l.found = out
}

// prefix returns a string's first eight bytes as a number that sorts as they do.
func prefix(s string) (n uint64) {
	for i := range min(8, len(s)) {
		n |= uint64(s[i]) << (56 - 8*i)
	}
	return n
}

// ranks returns for each of all its place in order, the same for equal ones.
func ranks[T any](all []T, compare func(a, b T) int) []int {
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return compare(all[a], all[b]) })
	rank := make([]int, len(all))
	for i, at := range order {
		if i > 0 {
			rank[at] = rank[order[i-1]]
			if compare(all[order[i-1]], all[at]) != 0 {
				rank[at] = i
			}
		}
	}
	return rank
}
