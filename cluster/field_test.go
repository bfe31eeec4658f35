package cluster

import (
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestSupports: a value speaks for the same one, and for one it is vaguer than and not against.
func TestSupports(t *testing.T) {
	names := people(person{name: "Nguyễn Văn An"}, person{name: "nguyen van an"}, person{name: "Nguyễn Văn Ân"}, person{name: "nguyen van anh"})
	dates := people(person{born: "1990-05-06"}, person{born: "1990-05"}, person{born: "1990"}, person{born: "1991"}, person{born: "1990-05-07"})
	places := people(make([]person, 4)...)
	places.Places = map[record.Field]*record.Values[record.Place]{record.PermanentAddress: {
		Codes: []uint32{0, 1, 2, 3}, Canon: []uint32{1, 2, 3, 0}, Count: 3,
		Dict: []record.Place{{Province: 1, Level: record.LevelProvince, Provinces: []uint16{1}},
			{Unit: 5, District: 2, Province: 1, Level: record.LevelCommune, Candidates: []uint32{5}, Provinces: []uint16{1}},
			{Province: 3, Level: record.LevelProvince, Provinces: []uint16{3}}, {}},
	}}
	for _, c := range []struct {
		name   string
		p      *record.People
		field  record.Field
		o, row uint32
		want   bool
	}{
		{"the same name", names, record.FullName, 0, 0, true},
		{"no marks for marks", names, record.FullName, 1, 0, true},
		{"marks for no marks", names, record.FullName, 0, 1, false},
		{"other marks", names, record.FullName, 2, 0, false},
		{"another name without marks", names, record.FullName, 3, 0, false},
		{"a month for its day", dates, record.BirthDate, 1, 0, true},
		{"a year for its day", dates, record.BirthDate, 2, 0, true},
		{"a day for its year", dates, record.BirthDate, 0, 2, false},
		{"another year", dates, record.BirthDate, 3, 0, false},
		{"another day", dates, record.BirthDate, 4, 0, false},
		{"a province for its commune", places, record.PermanentAddress, 0, 1, true},
		{"a commune for its province", places, record.PermanentAddress, 1, 0, false},
		{"another province", places, record.PermanentAddress, 2, 1, false},
		{"no place", places, record.PermanentAddress, 3, 1, false},
	} {
		if got := fieldOf(c.p, c.field).supports(c.o, c.row); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// TestPrecise: of each kind the values stand from the one that says least to the one that says most.
func TestPrecise(t *testing.T) {
	for i, d := range []record.DateValue{{}, dateOf("1990"), {Date: record.MakeDate(1990, 1, 1), Faults: record.FaultStandIn}, dateOf("1990-05"), dateOf("1990-05-06")} {
		if got, want := dateDetail(d), [...]int{0, 1, 1, 2, 3}[i]; got != want {
			t.Errorf("%v: %d, want %d", d, got, want)
		}
	}
	if got := dateDetail(record.DateValue{Date: record.MakeDate(1990, 1, 0), Faults: record.FaultStandIn}); got != 1 {
		t.Errorf("a month that stands for another: %d, want 1", got)
	}
	names := []record.Name{{Full: "N V An", Faults: record.FaultInitials | record.FaultUnmarked}, {Full: "N. V. Ân", Faults: record.FaultInitials},
		{Full: "nguyen van an", Faults: record.FaultUnmarked}, {Full: "Văn An"}, {Full: "Nguyễn Văn An"}}
	for i, n := range names[1:] {
		if nameDetail(n) <= nameDetail(names[i]) {
			t.Errorf("%v is no more precise than %v", n, names[i])
		}
	}
	places := []record.Place{{Level: record.LevelProvince, Abolished: true}, {Level: record.LevelProvince, Abolished: true, Hamlet: "1"}, {Level: record.LevelProvince},
		{Level: record.LevelProvince, Hamlet: "1"}, {Level: record.LevelDistrict, Abolished: true}}
	for i, p := range places[1:] {
		if placeDetail(p) <= placeDetail(places[i]) {
			t.Errorf("%v is no more precise than %v", p, places[i])
		}
	}
	p := people(person{sex: record.SexMale, number: an}, person{})
	p.Coded[record.Sex].Dict = append(p.Coded[record.Sex].Dict, record.Coded{Code: "m?"})
	p.Coded[record.Sex].Codes[1] = 2
	for _, name := range []record.Field{record.Sex, record.PersonalIDNo} {
		if f := fieldOf(p, name); f.precise(0) != 1 || f.precise(1) != 0 {
			t.Errorf("%s: %d for a value that is known, %d for one that is not", name, f.precise(0), f.precise(1))
		}
	}
}
