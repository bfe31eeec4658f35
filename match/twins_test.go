package match

import (
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// withTwins adds to a register a twin of every tenth person, whose given name is what call makes of that person's.
func withTwins(seed uint64, n int, call func(given string) string) []person {
	rows := register(seed, n)
	for i := 0; i < n; i += 10 {
		p := rows[i]
		at := strings.LastIndexByte(p.name, ' ') + 1
		p.name = p.name[:at] + call(p.name[at:])
		p.id = p.id/1_000_000*1_000_000 + mix(p.id)%1_000_000
		rows = append(rows, p)
	}
	return rows
}

// near makes a given name one of another mark, where it can, and far one that has nothing of it.
func near(given string) string {
	return strings.NewReplacer("ù", "ú", "à", "á", "ạ", "á", "ì", "í", "a", "à", "i", "ì", "u", "ù").Replace(given)
}
func far(string) string { return "Nghiêng" }

func twinShares(rows []person) [maxLevels]float64 {
	p := testPeople(rows)
	for _, c := range newScorer(PriorModel(), p, p, nil, 1).comps {
		if c.name {
			return c.r[classTwin]
		}
	}
	return [maxLevels]float64{}
}

// How twins are called is what the register shows of them, whatever the order of its rows.
func TestTwinsOfTheRegister(t *testing.T) {
	prior := newComp(PriorModel().comparison("name")).r[classTwin]
	none := twinShares(register(7, 2_000))
	if none != prior {
		t.Errorf("no twins: shares %v, want the model's %v", none, prior)
	}
	rows := withTwins(7, 2_000, near)
	alike, unlike := twinShares(rows), twinShares(withTwins(7, 2_000, far))
	if alike[nameMarks] < 5*prior[nameMarks] || unlike[nameMarks] > prior[nameMarks]/2 || unlike[nameMarks] < prior[nameMarks]/mostChange {
		t.Errorf("names a mark apart: share %.4f where twins are called so, %.4f where not, of %.4f", alike[nameMarks], unlike[nameMarks], prior[nameMarks])
	}
	slices.Reverse(rows)
	if back := twinShares(rows); back != alike {
		t.Errorf("in the other order %v, want %v", back, alike)
	}
}

// Who has been registered twice, and more than four of one date and parents' names, are no twins; nor are rows of which a number is missing or may be the
// other's with a slip.
func TestNoTwins(t *testing.T) {
	same := func(given string) string { return given }
	noNumber := withTwins(7, 2_000, near)
	for i := range noNumber[2_000:] {
		noNumber[2_000+i].id = 0
	}
	slipped := withTwins(7, 2_000, near)
	for i := range slipped[2_000:] {
		slipped[2_000+i].id = slipped[10*i].id ^ 1
	}
	crowded := withTwins(7, 2_000, near)
	for range 2 {
		crowded = append(crowded, crowded[2_000:2_200]...)
	}
	for i := range crowded[2_200:] {
		p := &crowded[2_200+i]
		p.id = p.id/1_000_000*1_000_000 + mix(p.id+uint64(i))%1_000_000
	}
	crowded = append(crowded, crowded[2_000:2_200]...)
	for what, rows := range map[string][]person{"registered twice": withTwins(7, 2_000, same), "no number": noNumber, "a slip": slipped, "crowded": crowded} {
		if tw := Prepare(PriorModel(), testPeople(rows), 1).twins; slices.Max(tw.pairs[:]) > 2 {
			t.Errorf("%s: pairs of twins by level: %v", what, tw.pairs)
		}
	}
}

// A record of a twin who is not in the register says less for the one who is where twins' names are near each other's.
func TestTwinsNamesAlike(t *testing.T) {
	rows := register(7, 2_000)
	i := slices.IndexFunc(rows, func(p person) bool { return strings.HasSuffix(p.name, " Hùng") && p.sex == record.SexMale })
	brother := rows[i]
	brother.id, brother.name = 0, strings.TrimSuffix(brother.name, "Hùng")+"Húng"
	weigh := func(call func(string) string) float64 {
		return Explain(PriorModel(), testPeople([]person{brother}), testPeople(withTwins(7, 2_000, call)), 0, uint32(i)).Weight
	}
	if alike, unlike := weigh(near), weigh(far); alike > unlike-3 {
		t.Errorf("where twins are called alike the pair weighs %.1f bits, where not %.1f", alike, unlike)
	}
}
