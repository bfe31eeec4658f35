package reconcile

import (
	"context"
	"slices"
	"testing"
)

// TestFindingsTogether: findings asked for together say what each says by itself, wherever a stretch of them begins and ends.
func TestFindingsTogether(t *testing.T) {
	result, err := Run(context.Background(), random(t, 7, 1500), 2)
	if err != nil {
		t.Fatal(err)
	}
	as := make([]uint32, 100_000)
	for i := range as {
		as[i] = uint32(i) ^ 5
	}
	told, blank, untold := 0, 0, 0
	for _, l := range result.Found {
		n := l.Len()
		for _, part := range [][2]int{{0, n}, {0, 0}, {n / 3, n / 2}, {n / 2, min(n/2+1, n)}} {
			from, to := part[0], part[1]
			var kinds, fields, communes []uint32
			var records, persons []string
			for i := from; i < to; i++ {
				kinds, fields = append(kinds, uint32(l.KindOf(i))^5), append(fields, uint32(l.FieldOf(i))^5)
				communes = append(communes, l.Commune(i)^5)
				records, persons = append(records, l.RecordID(i)), append(persons, l.PopulationID(i))
			}
			if !slices.Equal(l.AppendKinds(nil, from, to, as), kinds) || !slices.Equal(l.AppendFields(nil, from, to, as), fields) ||
				!slices.Equal(l.AppendCommunes(nil, from, to, as), communes) {
				t.Fatalf("%s: numbers of findings %d to %d differ", l.Dataset(), from, to)
			}
			if !slices.Equal(l.AppendRecordIDs(nil, from, to), records) || !slices.Equal(l.AppendPopulationIDs(nil, from, to), persons) {
				t.Fatalf("%s: ids of findings %d to %d differ", l.Dataset(), from, to)
			}
			for _, side := range []struct {
				cells []uint64
				texts func([]string, []uint64) []string
				at    func(int) string
			}{
				{l.AppendDatasetCells(nil, from, to), l.DatasetTexts, l.DatasetValue},
				{l.AppendPopulationCells(nil, from, to), l.PopulationTexts, l.PopulationValue},
			} {
				if len(side.cells) != to-from {
					t.Fatalf("%d cells of %d findings", len(side.cells), to-from)
				}
				for k, cell := range side.cells {
					if cell == 0 {
						untold++
						continue
					}
					got := side.texts(nil, []uint64{blankCell, cell | 3<<CellBits, blankCell})
					if want := []string{"", side.at(from + k), ""}; !slices.Equal(got, want) {
						t.Fatalf("%s, finding %d: cell %x is %q, want %q", l.Dataset(), from+k, cell, got, want)
					}
					if cell == blankCell {
						blank++
					} else {
						told++
					}
				}
			}
		}
	}
	if told < 1000 || blank < 1000 || untold < 1000 {
		t.Errorf("%d told, %d blank, %d untold: too few to go by", told, blank, untold)
	}
}
