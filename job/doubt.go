package job

import (
	"slices"
	"strings"
	"sync"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/job/findings"
	"github.com/doisanh/doisanh/job/lastrun"
	"github.com/doisanh/doisanh/reconcile"
	"github.com/doisanh/doisanh/record"
)

// NoteRecordsFewer is the note of a dataset that may lack records [records of the last run of which that was not so, records, findings kept open, name].
const NoteRecordsFewer = "records.fewer"

// NoteRecordsCut is the note of a dataset that may lack records though it has no fewer than before, for its file breaks off [findings kept open, name].
const NoteRecordsCut = "records.cut"

// NoteIDsShifted is the note of a dataset whose record ids, made of row numbers, seem to stand for other records than in the run before [findings that are gone,
// findings that are new].
const NoteIDsShifted = "ids.shifted"

// inDoubt returns the datasets whose list may not be whole, held against the run before, each with the records it had when it last was: those without a
// record, those with far fewer than before, and those whose file ends within its last row, which may lack any number of rows however many it has. What officers
// accept as smaller is not in doubt.
func (r *run) inDoubt(previous *lastrun.Findings) map[string]int {
	if previous == nil {
		return nil
	}
	doubt := map[string]int{}
	for _, d := range r.all {
		name, now := d.table().Name, d.table().Rows()
		before := previous.Records[name]
		cut := slices.ContainsFunc(d.loaded.Notes, func(n dataset.Note) bool { return n.ID == dataset.NoteRowsCut })
		if !slices.Contains(r.plan.Smaller, name) && (now == 0 || lastrun.FarFewer(before, now) || cut) {
			doubt[name] = before
		}
	}
	return doubt
}

// stays returns what tells of a finding of the run before that is gone whether it stays open: a list that is not whole has resolved nothing of the records it
// lacks, a register that is not has resolved nothing of the records that find nobody in it, and neither has a sector's list resolved what rests on it in others.
func (r *run) stays() func(dataset, id, code, reason string) bool {
	if len(r.doubt) == 0 {
		return func(string, string, string, string) bool { return false }
	}
	_, register := r.doubt[r.all[0].table().Name]
	sectors := len(r.doubt)
	if register {
		sectors--
	}
	sets := map[string]func(id, code, reason string) bool{}
	for i, d := range r.all {
		_, doubted := r.doubt[d.table().Name]
		others := sectors > 1 || sectors == 1 && (i == 0 || !doubted) // that another sector's list is not whole
		rows := sync.OnceValue(func() func(id string) (uint32, bool) { return rowsByID(&d.table().IDs) })
		sets[d.table().Name] = func(id, code, reason string) bool {
			rests := others && reconcile.RestsOnOthers(code, reason)
			if !doubted && !register && !rests {
				return false
			}
			at, there := rows()(id)
			if !there {
				return doubted
			}
			return rests || register && i > 0 && d.links[at].Decision != record.DecideMatch
		}
	}
	return func(dataset, id, code, reason string) bool {
		set := sets[dataset]
		return set != nil && set(id, code, reason)
	}
}

// rowsByID returns what finds the row of a record id.
func rowsByID(ids *record.Texts) func(id string) (row uint32, there bool) {
	order := make([]uint32, ids.Len())
	for i := range order {
		order[i] = uint32(i)
	}
	compare := func(row uint32, id string) int { return strings.Compare(ids.At(row), id) }
	if !ids.Sorted() {
		slices.SortFunc(order, func(a, b uint32) int { return compare(a, ids.At(b)) })
	}
	return func(id string) (uint32, bool) {
		at, there := slices.BinarySearchFunc(order, id, compare)
		if !there {
			return 0, false
		}
		return order[at], true
	}
}

// keptOpen enters in the summary the findings of runs before that stay open since a list may not be whole: they stand in findings.csv beside those the
// rules found.
func (r *run) keptOpen(s *Summary, kept map[string]map[string]map[string]int) {
	for name, before := range r.doubt {
		d := s.Datasets[name]
		if before > 0 {
			d.Fewer = &FewerFigures{Before: before}
		}
	}
	for _, name := range s.Order {
		d, sum := s.Datasets[name], 0
		for criterion, codes := range kept[name] {
			for code, n := range codes {
				if s.KeptOpen == nil {
					s.KeptOpen = noFindings()
				}
				if d.KeptOpen == nil {
					d.KeptOpen = noFindings()
				}
				s.KeptOpen[criterion][code] += n
				d.KeptOpen[criterion][code] += n
				sum += n
			}
		}
		switch {
		case d.Fewer == nil:
		case d.Fewer.Before <= d.Loaded:
			d.Notes = append(d.Notes, NoteFigure{ID: NoteRecordsCut, Args: []any{sum, name}})
		default:
			d.Notes = append(d.Notes, NoteFigure{ID: NoteRecordsFewer, Args: []any{d.Fewer.Before, d.Loaded, sum, name}})
		}
	}
}

// shifted notes the datasets whose record ids are file names and row numbers and whose findings are mostly gone, and as many new: rows were put in above others,
// the list was put in another order or its file is called otherwise, so that ids stand for other records. From one night to the next few findings go, and those that come are others than those that go.
func shifted(s *Summary, turnover map[string]findings.Turnover) {
	for _, name := range s.Order {
		d, t := s.Datasets[name], turnover[name]
		if before := t.Resolved + t.Stayed; !d.OwnIDs && before >= leastTurnover && 2*t.Resolved > before && 2*t.New > before {
			d.Notes = append(d.Notes, NoteFigure{ID: NoteIDsShifted, Args: []any{t.Resolved, t.New}})
		}
	}
}

// leastTurnover is of how many findings of the run before it can be told that most of them are gone: of fewer, a night's work may have mended most.
const leastTurnover = 20
