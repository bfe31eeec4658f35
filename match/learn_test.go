package match

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"github.com/doisanh/doisanh/internal/splitmix"
	"github.com/doisanh/doisanh/match/modelfile"
	"github.com/doisanh/doisanh/record"
)

// TestModelOfADataset: what was learned of a dataset stands in the place of the model's, of that dataset alone.
func TestModelOfADataset(t *testing.T) {
	levels := func(m *Model, name string) (shares, chances []float64) {
		for _, l := range m.comparison(name).Levels {
			shares, chances = append(shares, l.M), append(chances, l.U)
		}
		return shares, chances
	}
	m := PriorModel()
	m.comparison("household").Idle = true
	m.Datasets = map[string]*Learned{"bhxh": {
		Training: &modelfile.Training{Pairs: 7},
		M:        map[string][]float64{"sex": {.9, .1}}, U: map[string][]float64{"sex": {.5, .6}},
		Shared:  map[string]map[Relative]float64{"phone": {Sibling: .5}},
		Missing: map[string]Silence{"phone": {Person: .3}},
		Idle:    []string{"tax_code"}, LookedUp: .01,
	}, "bhyt": {Training: &modelfile.Training{Pairs: 8}}}
	before := m.clone()
	own := m.For("bhxh")
	if shares, chances := levels(own, "sex"); !slices.Equal(shares, []float64{.9, .1}) || !slices.Equal(chances, []float64{.5, .6}) {
		t.Errorf("levels %v, %v", shares, chances)
	}
	if phone := own.comparison("phone"); !reflect.DeepEqual(phone.Shared, map[Relative]float64{Sibling: .5}) || *phone.Missing != (Silence{Person: .3}) {
		t.Errorf("telephones %v, %v", phone.Shared, phone.Missing)
	}
	if own.Training.Pairs != 7 || own.LookedUp != .01 || own.Datasets != nil {
		t.Errorf("%+v, looked up %v, datasets %v", own.Training, own.LookedUp, own.Datasets)
	}
	for i := range own.Comparisons {
		c := &own.Comparisons[i]
		if idle := c.Name == "tax_code" || c.Name == "household"; c.Idle != idle {
			t.Errorf("%s is idle: %v", c.Name, c.Idle)
		}
		if !slices.Contains([]string{"sex", "phone", "tax_code"}, c.Name) && !reflect.DeepEqual(*c, before.Comparisons[i]) {
			t.Errorf("%s is another one's", c.Name)
		}
	}
	bare := m.For("bhyt")
	if bare.Training.Pairs != 8 || bare.LookedUp != m.LookedUp || !reflect.DeepEqual(bare.Comparisons, before.Comparisons) {
		t.Error("what nothing was learned of is another one's")
	}
	if m.For("evn") != m || !reflect.DeepEqual(m, before) {
		t.Error("the model itself has changed")
	}
}

// numberedTable has so many rows, called by their numbers, the other way round where it is turned.
func numberedTable(rows int, turned bool) *record.People {
	t := &record.Table{Name: "test"}
	for row := range rows {
		if turned {
			row = rows - 1 - row
		}
		t.IDs.Append(strconv.Itoa(row))
	}
	return &record.People{Table: t}
}

// TestSampleOfALargeTable: of a table that has more rows than are learned from, about as many as are belong to the sample, whatever their order; half of them
// once it is halved.
func TestSampleOfALargeTable(t *testing.T) {
	const rows = 3 * sampleRecords
	sampleOf := func(turned bool) *sample {
		return newSample(&scorer{left: &side{people: numberedTable(rows, turned)}, threads: 2})
	}
	sm, turned := sampleOf(false), sampleOf(true)
	for halved := range uint8(3) {
		sm.halved, turned.halved = halved, halved
		n := 0
		for row := range uint32(rows) {
			if sm.in(row) {
				n++
			}
			if sm.in(row) != turned.in(rows-1-row) {
				t.Fatalf("row %d belongs to the sample in one order alone", row)
			}
		}
		if want := sampleRecords >> halved; n < want*97/100 || n > want*103/100 {
			t.Errorf("halved %d times it has %d rows, want about %d", halved, n, want)
		}
	}
	all := newSample(&scorer{left: &side{people: numberedTable(sampleRecords, false)}, threads: 1})
	for row := range uint32(sampleRecords) {
		if !all.in(row) {
			t.Fatalf("row %d of a small table is left out", row)
		}
	}
}

// TestDrawnRows: of a table's rows those are drawn whose ids have the smallest hashes, however many it has.
func TestDrawnRows(t *testing.T) {
	for _, rows := range []int{0, 100, randomRows, 2*randomRows + 1, 10 * randomRows} {
		p := numberedTable(rows, false)
		all := make([]uint32, rows)
		hash := make([]uint64, rows)
		for row := range all {
			all[row], hash[row] = uint32(row), splitmix.Mix(hashText(strconv.Itoa(row)))
		}
		slices.SortFunc(all, func(a, b uint32) int { return cmp.Compare(hash[a], hash[b]) })
		if got := draw(p); !slices.Equal(got, all[:min(rows, randomRows)]) {
			t.Errorf("of %d rows %d others are drawn", rows, len(got))
		}
	}
}
