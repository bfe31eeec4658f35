package table

import (
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestTradeTellsNoPersonApart: what is said of persons beside names, dates and numbers changes with the home; of goods it may tell models apart.
func TestTradeTellsNoPersonApart(t *testing.T) {
	for _, c := range []struct {
		name []record.Role
		role record.Role
		want bool
	}{
		{[]record.Role{record.RoleGivenName, record.RoleSurname}, record.RoleCategory, false},
		{[]record.Role{record.RoleGivenName, record.RoleSurname}, record.RoleText, false},
		{[]record.Role{record.RoleGivenName, record.RoleSurname}, record.RoleDate, true},
		{[]record.Role{record.RoleGivenName, record.RoleSurname}, record.RolePlace, false},
		{[]record.Role{record.RoleText, record.RoleText}, record.RoleCategory, true},
	} {
		p := columnsTable([]*record.Column{
			{Field: "a", Kind: record.KindName, Role: c.name[0]}, {Field: "b", Kind: record.KindName, Role: c.name[1]}, {Field: "c", Kind: record.KindCode, Role: c.role},
		}, [][]string{{"anna", "bauer", "x"}, {"bert", "fischer", "y"}})
		s := NewScorer(NewModel(p), p, p)
		if got := s.tellsApart(2); got != c.want {
			t.Errorf("%v beside %v: %v", c.role, c.name, got)
		}
	}
}
