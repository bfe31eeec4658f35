package reconcile

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// The tests write tables as text: a header of canonical field names, then a row a line, cells between "|". Cells are in
// canonical form already:
//
//	names    as written; given name last
//	dates    2001-05-03, 2001-05, 2001; 2001-05-03~2001-03-05 has another reading
//	numbers  digits; "!length" and the like after a cell set faults
//	places   18409/436/42 unit/district/province, each may be empty; n18400//42 is written in new units;
//	         18409/436/42>18400,18401/42 gives the units and province in force; a final "!" = abolished
//	codes    the code; "?word" is a word outside the list

// set is a dataset in the making.
type set struct {
	Dataset
}

var testKinds = map[record.Field]record.Kind{
	record.FullName: record.KindName, record.FatherName: record.KindName, record.MotherName: record.KindName, record.SpouseName: record.KindName, record.HeadName: record.KindName,
	record.BirthDate: record.KindDate, record.StatusDate: record.KindDate, record.UpdatedAt: record.KindDate, record.EventDate: record.KindDate,
	record.ValidTo: record.KindDate, record.DoseDate: record.KindDate, record.NoticeDate: record.KindDate,
	record.PersonalIDNo: record.KindPersonalID, record.OldID: record.KindPersonalID, record.FatherID: record.KindPersonalID, record.MotherID: record.KindPersonalID, record.SpouseID: record.KindPersonalID,
	record.BirthPlace: record.KindPlace, record.HomeTown: record.KindPlace, record.PermanentAddress: record.KindPlace, record.CurrentAddress: record.KindPlace,
	record.Sex: record.KindSex, record.Ethnicity: record.KindEthnicity, record.Nationality: record.KindNationality, record.MaritalStatus: record.KindMarital,
	record.Status: record.KindCode, record.ResidenceForm: record.KindCode, record.ResidenceKind: record.KindCode, record.EventType: record.KindCode,
	record.Scheme: record.KindCode, fieldIdentityLevel: record.KindCode, record.ValidFrom: record.KindDate, record.IssueDate: record.KindDate, record.LastPaid: record.KindDate,
	record.SpecialClass: record.KindCode, fieldStep: record.KindCode, record.NoticeKind: record.KindCode, record.CorrectedField: record.KindCode,
	record.BHXHNumber: record.KindBHXH, record.TaxCode: record.KindTaxCode,
	record.HouseholdID: record.KindKey, record.PupilCode: record.KindKey,
}

var testFaults = map[string]record.Fault{
	"length": record.FaultLength, "characters": record.FaultCharacters, "province": record.FaultProvince, "scientific": record.FaultScientific,
	"check_digit": record.FaultCheckDigit, "prefix": record.FaultPrefix, "impossible": record.FaultImpossible, "zero": record.RepairedZero,
	"stand_in": record.FaultStandIn,
}

// table reads a dataset. Required fields, numbers and the rest of the sector are set by the test.
func table(t testing.TB, sector record.Sector, text string) *set {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(text), "\n")
	var fields []record.Field
	for _, h := range strings.Split(lines[0], "|") {
		fields = append(fields, record.Field(strings.TrimSpace(h)))
	}
	n := len(lines) - 1
	tab := &record.Table{Name: sector.Code, Sector: &sector, OwnIDs: true, Files: []string{sector.Code + ".csv"}, File: make([]uint32, n), Line: make([]uint32, n)}
	p := &record.People{
		Table: tab, Names: map[record.Field]*record.Values[record.Name]{}, Dates: map[record.Field]*record.Values[record.DateValue]{},
		IDs: map[record.Field]*record.Values[record.PersonalID]{}, Places: map[record.Field]*record.Values[record.Place]{},
		Coded: map[record.Field]*record.Values[record.Coded]{}, Numbers: map[record.Field]*record.Values[record.Number]{},
		Texts: map[record.Field]*record.Values[string]{}, ID12: make([]uint64, n), ID9: make([]uint64, n), Commune: make([]uint32, n),
	}
	for i, f := range fields {
		c := &record.Column{Field: f, Header: string(f), Kind: testKinds[f], Dict: record.TextsOf("")}
		codes := map[string]uint32{"": 0}
		for _, line := range lines[1:] {
			cells := strings.Split(line, "|")
			if len(cells) != len(fields) {
				t.Fatalf("%d cells for %d fields: %s", len(cells), len(fields), line)
			}
			cell := strings.TrimSpace(cells[i])
			code, ok := codes[cell]
			if !ok {
				code = uint32(c.Dict.Len())
				codes[cell] = code
				c.Dict.Append(cell)
			}
			c.Codes = append(c.Codes, code)
		}
		if f == record.RecordID {
			for row := range n {
				tab.IDs.Append(c.At(row))
			}
			continue
		}
		tab.Columns = append(tab.Columns, c)
		fill(t, p, c)
	}
	for row := range n {
		for _, f := range []record.Field{record.PersonalIDNo, record.OldID} {
			id := p.IDs[f].At(row)
			if p.ID12[row] == 0 {
				p.ID12[row] = id.Number
			}
			if p.ID9[row] == 0 {
				p.ID9[row] = id.Old
			}
		}
		place := p.Places[record.PermanentAddress].At(row)
		p.Commune[row] = place.Commune()
	}
	return &set{Dataset{People: p}}
}

func fill(t testing.TB, p *record.People, c *record.Column) {
	t.Helper()
	switch f := c.Field; c.Kind {
	case record.KindName:
		p.Names[f] = values(c, func(s string, _ record.Fault) record.Name { return name(s) })
	case record.KindDate:
		p.Dates[f] = values(c, func(s string, fault record.Fault) record.DateValue {
			d, alt, _ := strings.Cut(s, "~")
			return record.DateValue{Date: day(t, d), Alt: day(t, alt), Faults: fault}
		})
	case record.KindPersonalID:
		p.IDs[f] = values(c, func(s string, fault record.Fault) (id record.PersonalID) {
			id.Faults = fault
			n, err := strconv.ParseUint(s, 10, 64)
			switch {
			case err != nil:
			case len(s) == 12:
				id.Number = n
			case len(s) == 9:
				id.Old = n
			}
			return id
		})
	case record.KindPlace:
		p.Places[f] = values(c, func(s string, _ record.Fault) record.Place { return place(t, s) })
	case record.KindTaxCode, record.KindBHXH:
		p.Numbers[f] = values(c, func(s string, fault record.Fault) record.Number {
			n := record.Number{Text: s, Faults: fault}
			if len(s) == 12 {
				n.ID, _ = strconv.ParseUint(s, 10, 64)
			}
			return n
		})
	case record.KindSex, record.KindEthnicity, record.KindNationality, record.KindMarital, record.KindCode:
		p.Coded[f] = values(c, func(s string, _ record.Fault) record.Coded {
			w, unknown := strings.CutPrefix(s, "?")
			return record.Coded{Code: w, Known: !unknown && s != ""}
		})
	default:
		p.Texts[f] = values(c, func(s string, _ record.Fault) string {
			if c.Kind == record.KindKey {
				return s
			}
			return viet.Fold(s)
		})
	}
}

// values makes a column's values, cutting off faults behind "!".
func values[T any](c *record.Column, parse func(s string, f record.Fault) T) *record.Values[T] {
	v := &record.Values[T]{Codes: c.Codes}
	seen := map[string]uint32{}
	for s := range c.Dict.Values() {
		fault := record.Fault(0)
		if cell, word, ok := strings.Cut(s, "!"); ok && testFaults[word] != 0 {
			s, fault = cell, testFaults[word]
		}
		x := parse(s, fault)
		v.Dict = append(v.Dict, x)
		key := ""
		if s != "" {
			key = fmt.Sprint(x)
		}
		if _, ok := seen[key]; !ok && key != "" {
			v.Count++
			seen[key] = uint32(v.Count)
		}
		v.Canon = append(v.Canon, seen[key])
	}
	return v
}

func name(s string) record.Name {
	n := record.Name{Full: s, Folded: viet.Fold(s)}
	if i := strings.IndexByte(s, ' '); i > 0 {
		n.FullSurname = uint8(i)
	}
	if i := strings.IndexByte(n.Folded, ' '); i > 0 {
		n.FoldedSurname = uint8(i)
	}
	n.FullGiven, n.FoldedGiven = uint8(strings.LastIndexByte(s, ' ')+1), uint8(strings.LastIndexByte(n.Folded, ' ')+1)
	return n
}

func day(t testing.TB, s string) record.Date {
	t.Helper()
	if s == "" {
		return 0
	}
	var part [3]int
	for i, w := range strings.SplitN(s, "-", 3) {
		n, err := strconv.Atoi(w)
		if err != nil {
			t.Fatalf("date %q", s)
		}
		part[i] = n
	}
	return record.MakeDate(part[0], part[1], part[2])
}

func place(t testing.TB, s string) (p record.Place) {
	t.Helper()
	if s == "" {
		return p
	}
	s, p.Abolished = strings.CutSuffix(s, "!")
	s, p.NewUnits = strings.CutPrefix(s, "n")
	written, now, _ := strings.Cut(s, ">")
	part := strings.Split(written, "/")
	if len(part) != 3 {
		t.Fatalf("place %q", s)
	}
	number := func(s string) int { n, _ := strconv.Atoi(s); return n }
	p.Unit, p.District, p.Province = uint32(number(part[0])), uint16(number(part[1])), uint16(number(part[2]))
	switch {
	case now != "":
		units, province, _ := strings.Cut(now, "/")
		p.Candidates = numbersOf[uint32](units)
		p.Provinces = numbersOf[uint16](province)
	default:
		if p.Unit != 0 && !p.Abolished {
			p.Candidates = []uint32{p.Unit}
		}
		p.Provinces = numbersOf[uint16](part[2])
	}
	switch {
	case p.Unit != 0 || len(p.Candidates) > 0:
		p.Level = record.LevelCommune
	case p.District != 0:
		p.Level = record.LevelDistrict
	default:
		p.Level = record.LevelProvince
	}
	return p
}

// numbersOf reads numbers between commas; a blank is none.
func numbersOf[T uint16 | uint32](list string) (numbers []T) {
	for s := range strings.SplitSeq(list, ",") {
		if n, _ := strconv.Atoi(s); n != 0 {
			numbers = append(numbers, T(n))
		}
	}
	return numbers
}

// link decides the rows: a number is the register row matched, "?n" the candidate in review, "-" none.
func (s *set) link(t testing.TB, decisions ...string) *set {
	t.Helper()
	for _, d := range decisions {
		l := record.Link{Person: record.NoRow, RunnerUp: record.NoRow, Decision: record.DecideNone}
		if d != "-" {
			w, review := strings.CutPrefix(d, "?")
			n, err := strconv.Atoi(w)
			if err != nil {
				t.Fatalf("decision %q", d)
			}
			l.Person, l.Decision, l.Method = n, record.DecideMatch, record.MethodModel
			if review {
				l.Decision = record.DecideReview
			}
		}
		s.Links = append(s.Links, l)
	}
	if len(s.Links) != s.People.Rows() {
		t.Fatalf("%d decisions for %d rows", len(s.Links), s.People.Rows())
	}
	return s
}

// cluster makes rows one person; the first is the survivor.
func (s *set) cluster(rows ...uint32) *set {
	s.Clusters = append(s.Clusters, record.Cluster{Survivor: rows[0], Rows: sorted(rows)})
	return s
}

func sorted(rows []uint32) []uint32 {
	out := append([]uint32(nil), rows...)
	for i := range out {
		for j := i; j > 0 && out[j] < out[j-1]; j-- {
			out[j], out[j-1] = out[j-1], out[j]
		}
	}
	return out
}

var asOf = record.MakeDate(2025, 6, 15)

// run judges the datasets on the usual day.
func run(t testing.TB, population *set, sectors ...*set) *Result {
	t.Helper()
	return runAt(t, asOf, population, sectors...)
}

func runAt(t testing.TB, day record.Date, population *set, sectors ...*set) *Result {
	t.Helper()
	in := Input{AsOf: day, Population: population.Dataset}
	for _, s := range sectors {
		in.Sectors = append(in.Sectors, s.Dataset)
	}
	r, err := Run(context.Background(), in, 2)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// brief writes the findings of some codes as "dataset/record code[/reason] [field]", in order.
func (r *Result) brief(codes ...string) []string {
	var out []string
	for _, f := range r.findings() {
		wanted := len(codes) == 0
		for _, c := range codes {
			wanted = wanted || c == f.Code
		}
		if !wanted {
			continue
		}
		s := f.Dataset + "/" + f.RecordID + " " + f.Code
		if f.Reason != "" {
			s += "/" + f.Reason
		}
		if f.Field != "" {
			s += " " + string(f.Field)
		}
		out = append(out, s)
	}
	return out
}

// want compares the findings of some codes with what is expected.
func (r *Result) want(t testing.TB, codes []string, expected ...string) {
	t.Helper()
	if got, want := strings.Join(r.brief(codes...), "\n"), strings.Join(expected, "\n"); got != want {
		t.Errorf("findings:\n%s\nwant:\n%s", got, want)
	}
}
