package cluster

import (
	"cmp"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/record"
)

// The reasons for which a row is kept, in the order in which they are weighed.
const (
	ReasonComplete = "complete" // it has more fields filled
	ReasonAccurate = "accurate" // its values are sounder, more precise, or shared by more of the cluster
	ReasonRecent   = "recent"   // it was updated last
	ReasonFirst    = "first"    // nothing tells the rows apart: the smallest record id
)

// hardFaults make a value one that cannot be right.
const hardFaults = record.FaultLength | record.FaultCharacters | record.FaultProvince | record.FaultCenturySex |
	record.FaultBirthYear | record.FaultCheckDigit | record.FaultPrefix | record.FaultScientific | record.FaultImpossible

// quality tells how good rows are.
type quality struct {
	id     *identity
	fields []field // those that count
}

func newQuality(p *record.People) *quality {
	q := &quality{id: newIdentity(p)}
	for _, f := range record.CanonicalFields() {
		if f != record.RecordID && f != record.UpdatedAt && p.Table.Column(f) != nil {
			q.fields = append(q.fields, fieldOf(p, f))
		}
	}
	return q
}

// score is what a row is judged by.
type score struct {
	filled, sound int
	updated       record.Date
	id            string
	row           uint32
}

// survivor returns the row of a cluster to keep, and why it was chosen over the next best (protocol rule D4: keep the
// one with the fullest, most exact data). A field filled counts one point; what counts for exactness is told at exactness.
func (q *quality) survivor(cluster []uint32) (row uint32, reason string) {
	scores := make([]score, len(cluster))
	for i, row := range cluster {
		s := score{row: row, id: q.id.p.Table.IDs.At(row), updated: q.id.p.Dates[record.UpdatedAt].At(int(row)).Date}
		for _, f := range q.fields {
			if f.canon(row) != 0 {
				s.filled++
			}
		}
		s.sound = q.exactness(row, cluster)
		scores[i] = s
	}
	slices.SortFunc(scores, func(a, b score) int {
		return cmp.Or(cmp.Compare(b.filled+b.sound, a.filled+a.sound), cmp.Compare(b.updated, a.updated),
			CompareIDs(a.id, b.id), cmp.Compare(a.row, b.row))
	})
	best, next := scores[0], scores[1]
	switch {
	case best.filled+best.sound > next.filled+next.sound && best.filled > next.filled:
		return best.row, ReasonComplete
	case best.filled+best.sound > next.filled+next.sound:
		return best.row, ReasonAccurate
	case best.updated != next.updated:
		return best.row, ReasonRecent
	}
	return best.row, ReasonFirst
}

// exactness adds up what speaks for a row's values: three points for a personal ID that fits the row's own birth year
// and sex, and two more off where it does not; two for a full birth date; one for a name with its marks and no
// initials; one for each field on which more rows of the cluster agree with it than do not. A cancelled record loses to any.
func (q *quality) exactness(row uint32, cluster []uint32) int {
	n := 0
	if q.id.sound(row) {
		n += 3
	} else if q.id.number(row) != 0 {
		n -= 2
	}
	if d := q.id.dates.At(int(row)); d.Date.IsFull() && !d.Faults.Has(record.FaultStandIn) {
		n += 2
	}
	name := q.id.names.At(int(row))
	if name.Full != "" && !name.Faults.Has(record.FaultUnmarked|record.FaultInitials|record.FaultSyllable) {
		n++
	}
	if q.id.p.Coded[record.Status].At(int(row)).Code == record.StatusCancelled {
		n -= 100
	}
	for _, f := range q.fields {
		if f.faults(row).Has(hardFaults) {
			n--
		}
		same, other := 0, 0
		for _, o := range cluster {
			switch {
			case o == row || f.canon(o) == 0 || f.canon(row) == 0:
			case f.canon(o) == f.canon(row):
				same++
			default:
				other++
			}
		}
		if same > 0 && same+1 > other {
			n++
		}
	}
	return n
}

// CompareIDs orders record ids the way people do: runs of digits by their number, the rest as text.
func CompareIDs(a, b string) int {
	whole, long := strings.Compare(a, b), cmp.Compare(len(a), len(b))
	for a != "" && b != "" {
		x, y := digits(a), digits(b)
		if x == 0 || y == 0 {
			if a[0] != b[0] {
				return cmp.Compare(a[0], b[0])
			}
			a, b = a[1:], b[1:]
			continue
		}
		m, n := strings.TrimLeft(a[:x], "0"), strings.TrimLeft(b[:y], "0")
		if c := cmp.Or(cmp.Compare(len(m), len(n)), strings.Compare(m, n)); c != 0 {
			return c
		}
		a, b = a[x:], b[y:]
	}
	return cmp.Or(cmp.Compare(len(a), len(b)), long, whole)
}

func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// Survivors leads from each of a table's rows to the row kept of its cluster, itself where it is in none.
func Survivors(rows int, clusters []record.Cluster) []uint32 {
	of := make([]uint32, rows)
	for i := range of {
		of[i] = uint32(i)
	}
	for _, c := range clusters {
		for _, row := range c.Rows {
			of[row] = c.Survivor
		}
	}
	return of
}
