package match

import (
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestHeadIsOneself: a head of household who is the row's own person says nothing, though his name be written another way there.
func TestHeadIsOneself(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"tran thi hoa", "tran thi hoa", true},
		{"tran hoa", "tran thi hoa", true},
		{"tran t hoa", "tran thi hoa", true},
		{"hoa tran thi", "tran thi hoa", true},
		{"tran thi hao", "tran thi hoa", true},
		{"tran thi ho", "tran thi hoa", true},
		{"tran thi hong", "tran thi hoa", false},
		{"tran van an", "tran van binh", false},
		{"", "tran thi hoa", false},
	} {
		if oneName(c.a, c.b) != c.want || oneName(c.b, c.a) != c.want {
			t.Errorf("%q, %q: want %t", c.a, c.b, c.want)
		}
	}
	slipped := person{name: "Trần Hoa", date: "1950", sex: record.SexFemale, commune: 101, province: 42}
	headed := func(rows []person) *record.People {
		p := testPeople(rows)
		heads := make([]person, len(rows))
		for i := range heads {
			heads[i] = person{name: "Trần Thị Hoa"}
		}
		p.Names[record.HeadName] = testPeople(heads).Names[record.FullName]
		return p
	}
	e := explained(PriorModel(), headed([]person{slipped}), headed(append([]person{slipped}, register(5, 300)...)), 0, 0)
	for _, item := range e.Comparisons {
		if item.Name == "head_name" && item.Level != "missing" {
			t.Errorf("the head of household is %s, %g bits", item.Level, item.Weight)
		}
	}
}
