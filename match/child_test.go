package match

import (
	"fmt"
	"slices"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestNewbornUnderTheMothersName: a record with a woman's name and home, of somebody born when she could be a mother, speaks less for her than one of
// somebody born as much before her, or too little after her.
func TestNewbornUnderTheMothersName(t *testing.T) {
	people := register(41, 20_000)
	at := slices.IndexFunc(people, func(p person) bool { return p.sex == record.SexFemale && testDate(p.date).Date.Year() < 1990 })
	people[at].name = "Trịnh Thị Khuê Minh"
	pop := testPeople(people)
	weight := func(years int) float64 {
		of := people[at]
		of.id, of.father, of.mother = 0, "", ""
		of.date = fmt.Sprintf("%d-11-27", testDate(of.date).Date.Year()+years)
		return explained(PriorModel(), testPeople([]person{of}), pop, 0, uint32(at)).Weight
	}
	if older, child, sister := weight(-29), weight(29), weight(9); child > older-1 || sister < older-.01 {
		t.Errorf("born 29 years after her %g bits, before her %g, 9 years after her %g", child, older, sister)
	}
}
