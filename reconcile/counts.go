package reconcile

import (
	"cmp"
	"slices"

	"github.com/doisanh/doisanh/record"
)

// The measures of counts.csv beside `finding.<criterion>.<code>` and `repaired.<kind>`. The commune is that of findings:
// the linked person's, else the record's own; for the two resident counts it is the record's own.
const (
	MeasureRows              = "rows"
	MeasureLinked            = "linked"
	MeasureReview            = "review"
	MeasureNone              = "none"
	MeasureCorrect           = "correct"
	MeasureWrong             = "wrong"
	MeasureUnverified        = "unverified"
	MeasureNoID              = "no_id"
	MeasureApprove           = "approve"            // residence books and card archive: agrees in every field (rule D2)
	MeasureRegisterResidents = "register_residents" // register: counted as residents (rules C3, D3)
	MeasureArchiveResidents  = "archive_residents"  // residence books: the same by the archive
)

var measures = [...]string{
	MeasureRows, MeasureLinked, MeasureReview, MeasureNone, MeasureCorrect, MeasureWrong, MeasureUnverified, MeasureNoID,
	MeasureApprove, MeasureRegisterResidents, MeasureArchiveResidents,
}

// Positions in measures.
const (
	cRows = iota
	cLinked
	cReview
	cNone
	cCorrect
	cWrong
	cUnverified
	cNoID
	cApprove
	cRegister
	cArchive
	cMended // the first of the mended kinds
)

// repairs are the faults that say that a value was mended, in the order of their measures.
var repairs = [...]record.Fault{
	record.RepairedZero, record.RepairedChars, record.RepairedNote, record.RepairedTyping, record.RepairedOrder, record.RepairedCode,
}

const (
	anyRepair = record.RepairedZero | record.RepairedChars | record.RepairedNote | record.RepairedTyping | record.RepairedOrder | record.RepairedCode
	cFindings = cMended + len(repairs) // the first of the rules
	maxRules  = 40
)

type figures [cFindings + maxRules]int64

// tally counts one dataset per commune.
type tally struct {
	place    []uint32 // by commune: 1 + its place in the others, 0 = not met
	communes []uint32
	figures  []figures
}

// at returns a commune's figures. Codes of communes have five digits, so that a list of them all is no longer than a map of those met.
func (t *tally) at(commune uint32) *figures {
	if int(commune) >= len(t.place) {
		t.place = append(t.place, make([]uint32, int(commune)+1-len(t.place))...)
	}
	p := t.place[commune]
	if p == 0 {
		t.communes, t.figures = append(t.communes, commune), append(t.figures, figures{})
		p = uint32(len(t.communes))
		t.place[commune] = p
	}
	return &t.figures[p-1]
}

// merge adds another tally's figures.
func (t *tally) merge(o *tally) {
	for p := range o.figures {
		mine := t.at(o.communes[p])
		for i, n := range o.figures[p] {
			mine[i] += n
		}
	}
}

// counts writes the figures out. Rows, links and outcomes stand for every commune that has rows, even where they are 0;
// the others only where there is something to count.
func (t *tally) counts(v *view, rules []Rule) []record.Count {
	var all []record.Count
	for p := range t.figures {
		commune, f := t.communes[p], &t.figures[p]
		put := func(measure string, n int64, always bool) {
			if n != 0 || always && f[cRows] != 0 {
				all = append(all, record.Count{Commune: commune, Dataset: v.name, Measure: measure, Value: n})
			}
		}
		for i, name := range measures {
			put(name, f[i], i == cRows || !v.register && i <= cNoID)
		}
		for i, r := range repairs {
			put("repaired."+r.String()[len("repaired_"):], f[cMended+i], false)
		}
		for i, r := range rules {
			put("finding."+string(r.Criterion)+"."+r.Code, f[cFindings+i], false)
		}
	}
	return all
}

func sortCounts(all []record.Count) {
	slices.SortFunc(all, func(a, b record.Count) int {
		return cmp.Or(cmp.Compare(a.Commune, b.Commune), cmp.Compare(a.Dataset, b.Dataset), cmp.Compare(a.Measure, b.Measure))
	})
}

// mendedColumn is a column some of whose values were mended.
type mendedColumn struct {
	codes []uint32
	how   []uint8 // per distinct value, its repairs, a bit for each by its place in repairs
}

func mendedColumns(p *record.People) []mendedColumn {
	var all []mendedColumn
	for _, c := range p.Table.Columns {
		f := c.Field
		all = appendMended(all, p.Names[f], func(n record.Name) record.Fault { return n.Faults })
		all = appendMended(all, p.Dates[f], func(d record.DateValue) record.Fault { return d.Faults })
		all = appendMended(all, p.IDs[f], func(n record.PersonalID) record.Fault { return n.Faults })
		all = appendMended(all, p.Numbers[f], func(n record.Number) record.Fault { return n.Faults })
		all = appendMended(all, p.Places[f], func(n record.Place) record.Fault { return n.Faults })
	}
	return all
}

func appendMended[T any](all []mendedColumn, v *record.Values[T], faults func(T) record.Fault) []mendedColumn {
	if v == nil {
		return all
	}
	m := mendedColumn{codes: v.Codes, how: make([]uint8, len(v.Canon))}
	some := false
	for i := range v.Canon {
		f := faults(v.Of(uint32(i)))
		if f&anyRepair == 0 {
			continue
		}
		some = true
		for j, r := range repairs {
			if f.Has(r) {
				m.how[i] |= 1 << j
			}
		}
	}
	if !some {
		return all
	}
	return append(all, m)
}

// countRow counts a judged row.
func (s *sink) countRow(outcome record.Outcome, approve bool) {
	f := s.tally.at(s.commune)
	f[cRows]++
	if l := s.v.link(s.row); l != nil {
		switch l.Decision {
		case record.DecideMatch:
			f[cLinked]++
		case record.DecideReview:
			f[cReview]++
		default:
			f[cNone]++
		}
		switch outcome {
		case record.OutcomeCorrect:
			f[cCorrect]++
		case record.OutcomeWrong:
			f[cWrong]++
		case record.OutcomeUnverified:
			f[cUnverified]++
		default:
			f[cNoID]++
		}
	}
	if approve {
		f[cApprove]++
	}
	for i := range s.v.mended {
		if how := s.v.mended[i].how[s.v.mended[i].codes[s.row]]; how != 0 {
			for j := range repairs {
				f[cMended+j] += int64(how >> j & 1)
			}
		}
	}
	if (s.v.register || s.v.code == sectorBooks) && s.v.counted(s.row) {
		own := s.tally.at(s.v.people.Commune[s.row])
		if s.v.register {
			own[cRegister]++
		} else {
			own[cArchive]++
		}
	}
}

// countFindings counts a chunk's findings.
func (t *tally) countFindings(l *Findings) {
	for i := range l.found {
		f := &l.found[i]
		t.at(f.commune)[cFindings+l.list.kinds[f.kind].Rule]++
	}
}
