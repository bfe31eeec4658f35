package match

import (
	"testing"

	"github.com/doisanh/doisanh/match/pair"
)

// TestRarity: the part of a weight that a value's rarity has is above 0 for a name few bear and below it for one many bear,
// and none where the values do not count.
func TestRarity(t *testing.T) {
	people := register(7, 2000)
	for i := range 300 {
		people[i].name = "Nguyễn Văn Hùng"
	}
	people[1500].name = "Tôn Thất Khoáng"
	pop := testPeople(people)
	x := NewScorer(PriorModel(), testPeople(people), pop)
	item := func(row uint32, name string) pair.Item {
		for _, c := range x.Explain(row, row).Comparisons {
			if c.Name == name {
				return c
			}
		}
		t.Fatal(name)
		return pair.Item{}
	}
	common, rare := item(7, "name"), item(1500, "name")
	if common.Rarity >= 0 || rare.Rarity <= .5 || rare.Weight-rare.Rarity <= 0 {
		t.Errorf("common %+v, rare %+v", common, rare)
	}
	if a, b := common.Weight-common.Rarity, rare.Weight-rare.Rarity; a-b > 3 || b-a > 3 {
		t.Errorf("without rarity %.2f and %.2f bits, of one level", a, b)
	}
}
