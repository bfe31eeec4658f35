package normalize

import (
	"testing"

	"github.com/doisanh/doisanh/record"
)

// A child without a name is called by a parent, or a boy or a girl; a name that has such words is a name.
func TestNewborn(t *testing.T) {
	for _, c := range []struct{ cell, name, mother, father, sex string }{
		{cell: "Con bà Nguyễn Thị Lan", mother: "Nguyễn Thị Lan"},
		{cell: "CON BA NGUYEN THI LAN", mother: "Nguyen Thi Lan"},
		{cell: "Con Nguyễn Thị Lan", mother: "Nguyễn Thị Lan"},
		{cell: "Con Nguyễn Văn Hùng", father: "Nguyễn Văn Hùng"},
		{cell: "Con ông Y Bhin Niê", father: "Y Bhin Niê"},
		{cell: "CB Lê Thị Hoa", mother: "Lê Thị Hoa"},
		{cell: "Cháu bé con Mai", mother: "Mai"},
		{cell: "Bé trai con chị Mai", mother: "Mai", sex: record.SexMale},
		{cell: "Sơ sinh gái", sex: record.SexFemale},
		{cell: "Nguyễn Bé Trai", sex: record.SexMale},
		{cell: "NGUYEN BE GAI", sex: record.SexFemale},
		{cell: "Lê Sơ Sinh"},
		{cell: "Nguyễn Thị Bé Gái", name: "Nguyễn Thị Bé Gái"},
		{cell: "Cháu Lê Văn An", name: "Lê Văn An"},
		{cell: "Nguyễn Văn Trai", name: "Nguyễn Văn Trai"},
		{cell: "Trần Sinh", name: "Trần Sinh"},
		{cell: "Bé", name: "Bé"},
		{cell: "Con", name: "Con"},
	} {
		p, _ := run(t, Options{}, column(record.FullName, record.KindName, c.cell))
		parent := func(f record.Field) string {
			if v := p.Parents[f]; v != nil {
				return v.At(0).Full
			}
			return ""
		}
		sex := ""
		if p.Titles != nil {
			sex = p.Titles.At(0).Code
		}
		if got := [4]string{p.Names[record.FullName].At(0).Full, parent(record.MotherName), parent(record.FatherName), sex}; got != [4]string{c.name, c.mother, c.father, c.sex} {
			t.Errorf("%q: got %q", c.cell, got)
		}
	}
}
