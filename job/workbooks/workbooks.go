// Package workbooks makes the four workbooks for officers, dung.xlsx, du.xlsx, sach.xlsx and song.xlsx, of a run's findings: a cover (cover.go), the table of communes, and a
// list of each code in the order of communes and names (list.go, nameorder.go). Package report/workbook writes them.
package workbooks

import (
	"cmp"
	"context"
	"io"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/doisanh/doisanh/job/findings"
	"github.com/doisanh/doisanh/reconcile"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
	"github.com/doisanh/doisanh/report/workbook"
)

// listed is a finding on its way to a workbook, with what it is sorted by.
type listed struct {
	commune uint32 // place in the order of communes
	name    uint64 // nameOrder.key
	ref     findings.Ref
}

// Input is what the workbooks of a run are made of.
type Input struct {
	Name        string // the run's
	AsOf        record.Date
	Sets        []Dataset // the register first, then as in the job
	Findings    *findings.Table
	CommuneName func(unit uint32) string
	All         bool // every list, however long
	Threads     int
}

// maker makes the four workbooks for officers.
type maker struct {
	Input
	t        *findings.Table
	rules    []reconcile.Rule
	communes communeList
	keys     [][]uint64 // per dataset, per distinct name
	texts    bookTexts
}

// communeList are the communes that findings name, in the order of their names.
type communeList struct {
	rank  []uint32 // by code, its place
	codes []string // in that order
	names []string
}

// Write writes dung.xlsx, du.xlsx, sach.xlsx and song.xlsx, one sheet for each finding code.
func Write(ctx context.Context, dir string, of Input) ([]report.File, error) {
	m := newMaker(of)
	criteria := []record.Criterion{record.Dung, record.Du, record.Sach, record.Song}
	files := make([]report.File, len(criteria))
	lists := m.sorted()
	for i, c := range criteria {
		book := m.book(c, lists)
		f, err := report.WriteFile(ctx, dir, string(c)+".xlsx", func(w io.Writer) error {
			return workbook.Write(ctx, w, book, of.Threads)
		})
		if err != nil {
			return nil, err
		}
		for _, l := range book.Lists[1:] {
			f.Rows += l.Rows
		}
		files[i] = f
	}
	return files, nil
}

func newMaker(of Input) *maker {
	t := of.Findings
	m := &maker{Input: of, t: t, rules: reconcile.Rules()}
	names := map[uint32]string{}
	met := make([]bool, findings.UnitCodes)
	for _, l := range t.Lists {
		for i := range l.Len() {
			if u := l.Commune(i); !met[u] {
				met[u] = true
				names[u] = cmp.Or(of.CommuneName(u), unknownCommune)
			}
		}
	}
	order := communeOrder(names)
	m.communes = communeList{rank: make([]uint32, findings.UnitCodes), codes: make([]string, len(order)), names: make([]string, len(order))}
	for u, i := range order {
		m.communes.rank[u], m.communes.codes[i], m.communes.names[i] = i, record.FormatUnit(u), names[u]
	}
	all := make([]*record.Values[record.Name], len(of.Sets))
	for i, d := range of.Sets {
		all[i] = d.Shown.names
	}
	syllables := newNameOrder(all)
	m.keys = make([][]uint64, len(all))
	var group sync.WaitGroup
	for i, v := range all {
		group.Go(func() { m.keys[i] = syllables.keys(v) })
	}
	group.Wait()
	m.texts = m.newTexts()
	return m
}

// holder returns whom a finding is about.
func (m *maker) holder(ref findings.Ref) holder {
	h, _ := m.held(ref)
	return h
}

// held returns whom a finding is about, and the dataset's place among all.
func (m *maker) held(ref findings.Ref) (holder, int) {
	if ref.List == findings.Gone {
		return holder{}, 0
	}
	row, person := m.t.Lists[ref.List].Rows(int(ref.Index))
	switch {
	case person != record.NoRow:
		return holder{&m.Sets[0], person}, 0
	case row != record.NoRow:
		return holder{&m.Sets[ref.List], row}, int(ref.List)
	}
	return holder{}, 0
}

// sorted returns the findings by rule, those that ask for nothing (resolved, waived) behind the rules by criterion: each in the order
// of communes, names, datasets and records.
func (m *maker) sorted() map[string][]listed {
	by := map[string][]listed{}
	many := make([]int, len(m.rules))
	for _, l := range m.t.Lists {
		for i := range l.Len() {
			many[m.t.Kinds[l.KindOf(i)].Rule]++
		}
	}
	lists := make([][]listed, len(m.rules))
	for i, n := range many {
		lists[i] = make([]listed, 0, n)
	}
	for list, l := range m.t.Lists {
		for i := range l.Len() {
			ref := findings.Ref{List: uint32(list), Index: uint32(i)}
			x := listed{commune: m.communes.rank[l.Commune(i)], ref: ref}
			k := &m.t.Kinds[l.KindOf(i)]
			if m.t.State(ref) == findings.IsWaived {
				by[string(k.Criterion)] = append(by[string(k.Criterion)], x)
			} else {
				lists[k.Rule] = append(lists[k.Rule], x)
			}
		}
	}
	for i := range uint32(m.t.Gone.Len()) {
		criterion := m.t.Gone.At(i, findings.ColCriterion)
		by[criterion] = append(by[criterion], listed{commune: 1<<32 - 1, ref: findings.Ref{List: findings.Gone, Index: i}})
	}
	for i, l := range lists {
		by[m.rules[i].Code] = l
	}
	var g errgroup.Group
	g.SetLimit(max(1, m.Threads))
	for _, l := range by {
		if m.leftOut(len(l)) { // it is counted, and nothing else
			continue
		}
		g.Go(func() error {
			for i := range l {
				l[i].name = m.nameKey(l[i].ref)
			}
			slices.SortFunc(l, m.compare)
			return nil
		})
	}
	_ = g.Wait() // nothing in it fails
	return by
}

// nameKey returns what a finding is sorted by within its commune: the name of whom it is about, the unknown last.
func (m *maker) nameKey(ref findings.Ref) uint64 {
	if h, n := m.held(ref); h.data != nil && m.keys[n] != nil {
		return m.keys[n][h.data.Shown.names.Codes[h.row]]
	}
	return 1<<64 - 1
}

func (m *maker) compare(a, b listed) int {
	if a.commune != b.commune {
		return cmp.Compare(a.commune, b.commune)
	}
	if a.name != b.name {
		return cmp.Compare(a.name, b.name)
	}
	x, n := m.held(a.ref)
	y, k := m.held(b.ref)
	if x != y && x.data != nil && y.data != nil {
		// Two of one given name, surname and middle part: by the rest of the name, then one person after the other.
		if c := cmp.Or(cmp.Compare(x.name(), y.name()), cmp.Compare(n, k), cmp.Compare(x.row, y.row)); c != 0 {
			return c
		}
	}
	return cmp.Or(cmp.Compare(a.ref.List, b.ref.List), cmp.Compare(a.ref.Index, b.ref.Index))
}

// book describes one workbook.
func (m *maker) book(c record.Criterion, lists map[string][]listed) *workbook.Book {
	day := m.AsOf
	head := m.texts.criteria[c]
	b := &workbook.Book{
		Title: head.title, Subject: m.Name, Day: time.Date(day.Year(), time.Month(day.Month()), day.Day(), 0, 0, 0, 0, time.UTC),
	}
	var rules []int
	for i, rule := range m.rules {
		if rule.Criterion == c && len(lists[rule.Code]) > 0 {
			rules = append(rules, i)
		}
	}
	b.Lists = append(b.Lists, m.communeSheet(c, rules, lists))
	for _, i := range rules {
		if m.leftOut(len(lists[m.rules[i].Code])) {
			continue
		}
		b.Lists = append(b.Lists, m.findingList(sheetTitle(m.rules[i].Code), m.rules[i].VI, lists[m.rules[i].Code]))
	}
	if settled := lists[string(c)]; len(settled) > 0 && !m.leftOut(len(settled)) {
		b.Lists = append(b.Lists, m.findingList(settledSheet, settledSheet, settled))
	}
	b.Cover = m.cover(c, rules, lists)
	return b
}

// leftOut reports whether a list of so many findings is too long for the workbooks of this run.
func (m *maker) leftOut(n int) bool {
	return n > longList && len(m.t.Refs) > manyFindings && !m.All
}

// communeSheet is the table of communes and codes.
func (m *maker) communeSheet(c record.Criterion, rules []int, lists map[string][]listed) workbook.List {
	n := len(m.communes.names)
	counts := make([][]int, n) // per commune: the sum, then each rule
	for i := range counts {
		counts[i] = make([]int, len(rules)+1)
	}
	for k, rule := range rules {
		for _, x := range lists[m.rules[rule].Code] {
			counts[x.commune][k+1]++
			counts[x.commune][0]++
		}
	}
	var rows []int
	for i := range counts {
		if counts[i][0] > 0 {
			rows = append(rows, i)
		}
	}
	l := workbook.List{Name: communeSheetName, Header: m.texts.criteria[c].title, Rows: len(rows), Frozen: 2, Columns: []workbook.Column{
		{Heading: "STT", Width: 6, Kind: workbook.Centred, Number: func(row int) int { return row + 1 }},
		{Heading: headCommune, Width: 26, Text: func(row int) string { return m.communes.names[rows[row]] }},
		{Heading: headCommuneCode, Width: 9, Kind: workbook.Centred, Text: func(row int) string { return m.communes.codes[rows[row]] }},
		{Heading: "Tổng", Width: 11, Kind: workbook.Count, Bars: true, Number: func(row int) int { return counts[rows[row]][0] }},
	}}
	for k, rule := range rules {
		l.Columns = append(l.Columns, workbook.Column{
			Heading: sheetTitle(m.rules[rule].Code), Width: 15, Kind: workbook.Count, Number: func(row int) int { return counts[rows[row]][k+1] },
		})
	}
	return l
}

// Workbooks with a million rows take a spreadsheet minutes to open, and a run longer to write than to find them (docs/decisions/0004).
// So in a run of more than manyFindings, lists longer than longList are left out of the workbooks, whole, and the covers say which and
// where they are; `reports: [xlsx_all]` writes them all the same.
const (
	manyFindings = 1_000_000
	longList     = 100_000
)
