package match

import "github.com/doisanh/doisanh/record"

// deathComparer compares a record that tells of a death (an entry in the register of deaths, a pension stopped for it) with what the population register
// holds of its person: dead since that day, dead, or living. A record that tells of none says nothing: the living are what nearly everybody is. How often a
// death has not reached the register yet is learned for each dataset, as any rate of error is.
type deathComparer struct {
	days   map[uint32]float64 // share of the register's rows that are dead since a day
	dead   float64            // and of those that are dead
	living float64            // and of those that are not
}

// What a row tells, in a slot: nothing is known, he is not dead, dead on a day not known, or the day as it is packed, which is more than these.
const (
	deathUnknown = iota
	deathLiving
	deathUndated
)

func (c *deathComparer) compare(l, r []uint32, _ *worker, o *outcome) {
	o.scale = 1
	switch {
	case l[0] < deathUndated || r[0] == deathUnknown:
		o.level = missing
	case r[0] == deathLiving:
		o.level, o.f = deathNot, c.living
	case l[0] == r[0] && l[0] != deathUndated:
		o.level, o.f = deathSameDay, c.days[r[0]]
	default:
		o.level, o.f = deathSame, c.dead
	}
	o.given = o.f
}

// prepareDeath readies the comparison for a register, nil where it holds nobody who is dead.
func prepareDeath(right *record.People) *prepared {
	tells := deathOf(right)
	if tells == nil {
		return nil
	}
	c := &deathComparer{days: map[uint32]float64{}}
	known := 0.
	for row := range right.Rows() {
		switch v := tells(row); v {
		case deathUnknown:
			continue
		case deathLiving:
			c.living++
		default:
			c.dead++
			if v != deathUndated {
				c.days[v]++
			}
		}
		known++
	}
	if c.dead == 0 {
		return nil
	}
	for day, n := range c.days {
		c.days[day] = (n + .5) / (known + 2)
	}
	c.dead, c.living = (c.dead+.5)/(known+2), (c.living+.5)/(known+2)
	fill := func(tells func(int) uint32) filling {
		return filling{rows: func(s *side, off, from, to int) { s.fill(off, from, to, tells) }}
	}
	return &prepared{slots: 1, fill: fill(tells), join: func(left *record.People, _ int) (comparer, filling) {
		if left == right { // of two rows of one person one may not have been told
			return nil, filling{}
		}
		tells := deathOf(left)
		if tells == nil {
			return nil, filling{}
		}
		return c, fill(tells)
	}}
}

// deathOf returns what a table's rows tell of a death, nil where no column could: an event that is one, or a status.
func deathOf(p *record.People) func(row int) uint32 {
	events, status := p.Coded[record.EventType], p.Coded[record.Status]
	at := func(day *record.Values[record.DateValue], row int) uint32 {
		if day != nil {
			if d := day.At(row); d.Date.IsFull() && d.Alt == 0 {
				return uint32(d.Date)
			}
		}
		return deathUndated
	}
	switch {
	case events != nil && events.Count > 0:
		return func(row int) uint32 {
			if e := events.At(row); e.Known && e.Code == record.EventDeath {
				return at(p.Dates[record.EventDate], row)
			}
			return deathUnknown
		}
	case status != nil && status.Count > 0:
		return func(row int) uint32 {
			switch s := status.At(row); {
			case !s.Known:
				return deathUnknown
			case s.Code == record.StatusDead:
				return at(p.Dates[record.StatusDate], row)
			}
			return deathLiving
		}
	}
	return nil
}
