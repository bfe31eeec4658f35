package block

import (
	"slices"

	"github.com/doisanh/doisanh/record"
)

// Derive says what is made of a field's value before it is hashed.
type Derive uint8

// The derived keys. Each gives "missing" where the value lacks what it asks for.
const (
	Exact         Derive = iota // the canonical value, of any kind
	Folded                      // names, texts: lower-case ASCII without marks
	Surname                     // names: folded surname
	Given                       // names: folded given name
	SurnameGiven                // names: folded surname and given name, what stands between dropped
	SortedWords                 // names: folded syllables in alphabetical order, so that a turned-round name is the same
	Phonetic                    // names: as SortedWords, each syllable by its sound (see sound)
	PhoneticGiven               // names: sound of the given name
	Outer                       // names: folded surname and given name in alphabetical order
	MiddleGiven                 // names: folded, all but the surname
	SurnameMiddle               // names: folded, all but the given name
	Letters                     // names: folded, without the blanks, so that syllables run together are the same
	Initials                    // names: the first letters of the folded syllables
	Day                         // dates: the day; missing for a year alone and for a stand-in such as 1 January
	DaySorted                   // dates: as Day, with day and month in ascending order, so that swapped ones are the same
	DayMonth                    // dates: as DaySorted, without the year
	YearMonth                   // dates: year and month, where the day or month is no stand-in
	Year                        // dates: the year
	Commune                     // the commune of permanent residence in force at as_of; places: the one unit it can be
	Hamlet                      // as Commune, together with what the address says below it
	House                       // as Commune, together with the house and street
	ID12                        // the 12-digit personal ID
	ID9                         // the 9-digit CMND
	IDHead                      // the first nine digits of the personal ID
	IDTail                      // the last six digits of the personal ID
	Head3                       // texts: the first three letters or digits
	Head4                       // texts: the first four; of a date yyyymmdd the year
	Head6                       // texts: the first six; of a date yyyymmdd year and month
	Tail4                       // texts of more than four: the last four letters or digits
	DayMonthText                // texts yyyymmdd: day and month in ascending order, but for 1 January
	Soundex                     // texts: the first word's American Soundex
	derives       = iota
)

// Key is a field and what is made of it. For ID12, ID9, IDHead and IDTail of record.PersonalIDNo the number is taken from
// whichever column it stood in; Commune, Hamlet and House of record.PermanentCommune are the row's, however they were told: where no
// permanent residence is, those of the current or the service address.
type Key struct {
	Field  record.Field
	Derive Derive
}

// Rule is a list of keys that must all agree, and the further ones that a block over the budget is refined by, in order.
// A refining key that either side lacks for most rows of a block is passed over; otherwise rows that lack it meet each
// other only.
//
// A rule with Partners is a spare one: it is loose, and only blocks that give a left row (in deduplication any row) at
// most so many partners are used, the others refined and, where that does not help, let go. In a small dataset such
// rules find what the strict ones miss; in a large one they fall silent but for the rare values, and never cost more than
// Partners pairs a row.
//
// A rule with Rows has its say in tables of at most so many rows: in a larger one nearly all of its blocks would be crowded, and it costs
// what it takes to see that. The table is the right one, in deduplication the only one.
//
// A Split key parts the rows of a block that gives a row more than manyPartners partners, and nothing is let go for it: a key
// that hardly any two rows of one person differ in, such as the sex.
//
// A Past key is one that an earlier rule asks for besides what this one does. A block whose rows all agree in it too is passed over where there
// is such a rule and it had no need to refine or let go the block that held these rows: it has brought these pairs.
//
// A Loose rule asks so little that it is for rows whose number is wrong or missing. In deduplication it passes over the pairs
// of two rows that both have a 12-digit personal ID: where those are not the same nor nearly so, name, birth date and
// home have to agree almost wholly for the rows to be one person, and then a stricter rule finds them. Loose rules come
// after all others.
type Rule struct {
	Name     string
	Keys     []Key
	Refine   []Key
	Partners int
	Loose    bool
	Split    Key
	Past     Key
	Rows     int
}

// repeated returns the number of the earlier rule whose pairs are those of this one that agree in its Past key as well, −1 where there is none.
func (r Rule) repeated(earlier []Rule, rows int) int {
	if r.Past.Field == "" {
		return -1
	}
	return slices.IndexFunc(earlier, func(e Rule) bool {
		return e.fits(rows) && !slices.ContainsFunc(e.Keys, func(k Key) bool { return k != r.Past && !slices.Contains(r.Keys, k) })
	})
}

// fits says whether a rule has its say of a table of so many rows.
func (r Rule) fits(rows int) bool { return r.Rows == 0 || rows <= r.Rows }

// manyPartners is how many partners a block may give its rows before the rule's Split parts them.
const manyPartners = 10

// PersonRules returns the rules for registers of Vietnamese persons, the surest first, the loose ones last.
//
// They are made so that a record with any two of these parts wrong or missing is still found: the number, the name, the
// day and month, the year, the parents, the commune. Where a date is a year only, or 1 January in its stead, the rules
// with Day have no say and those with Year do. Against typing errors within the name stand the rules that use only a part
// of it, or none; against a wrong number, those of its head and of its tail: one wrong digit, or two exchanged ones,
// leave one of the two whole, but in the middle.
// The last ones are for a record with errors in most of what it has: they ask for one part of the name, or the first letters of all, with one of the hamlet, the commune,
// the year and the day, and all but those of the hamlet have their say in small registers alone, where these are rare enough together.
// Fields a dataset does not have (parents in most sectors) make a rule idle at no cost.
//
// Of tables that hold numbers of their own (a social-insurance number, a tax code), each of these has a rule named like its field, before the loose
// ones: the rows that share it. What many rows share, a household's number or a word for none, is refined as crowded blocks are.
func PersonRules(numbers ...record.Field) []Rule {
	const (
		name, born     = record.FullName, record.BirthDate
		id, commune    = record.PersonalIDNo, record.PermanentCommune
		father, mother = record.FatherName, record.MotherName
	)
	const small = 200_000 // rows
	sex := Key{record.Sex, Exact}
	bySex := []Key{sex}
	whole := []Key{{commune, Commune}, {born, DayMonth}, {name, Given}, {record.Sex, Exact}, {father, Given}, {name, Folded}}
	byName := []Key{{commune, Commune}, {born, DayMonth}, {record.Sex, Exact}, {father, Given}, {mother, Given}}
	byNumber := []Key{{born, Year}, {name, Given}, {name, Folded}, {born, DayMonth}}
	strict := []Rule{
		{Name: "id", Keys: []Key{{id, ID12}}, Refine: byNumber},
		{Name: "old_id", Keys: []Key{{id, ID9}}, Refine: byNumber},
		{Name: "name_commune", Keys: []Key{{name, SortedWords}, {commune, Commune}}, Refine: byName},
		{Name: "day_commune", Keys: []Key{{born, DaySorted}, {commune, Commune}}, Refine: whole},
		{Name: "day_father", Keys: []Key{{born, DaySorted}, {father, SortedWords}}, Refine: whole},
		{Name: "day_mother", Keys: []Key{{born, DaySorted}, {mother, SortedWords}}, Refine: whole},
		{Name: "id_tail_year", Keys: []Key{{id, IDTail}, {born, Year}}, Refine: byNumber},
		{Name: "id_tail_given", Keys: []Key{{id, IDTail}, {name, PhoneticGiven}}, Refine: byNumber},
		{Name: "id_head_given", Keys: []Key{{id, IDHead}, {name, PhoneticGiven}}, Refine: byNumber},
		{Name: "id_head_day_month", Keys: []Key{{id, IDHead}, {born, DayMonth}}, Refine: byNumber},
		{Name: "phone_given", Keys: []Key{{record.Phone, Exact}, {name, PhoneticGiven}}, Refine: byNumber},
		{Name: "household_given", Keys: []Key{{record.HouseholdID, Exact}, {name, PhoneticGiven}}, Refine: byNumber},
	}
	for _, f := range numbers {
		strict = append(strict, Rule{Name: string(f), Keys: []Key{{f, Exact}}, Refine: byNumber})
	}
	return append(strict, []Rule{
		{Name: "day_given", Keys: []Key{{born, DaySorted}, {name, Given}}, Refine: byName, Loose: true},
		{Name: "father_given_year", Keys: []Key{{father, SortedWords}, {name, PhoneticGiven}, {born, Year}}, Refine: byName, Loose: true},
		{Name: "mother_given_year", Keys: []Key{{mother, SortedWords}, {name, PhoneticGiven}, {born, Year}}, Refine: byName, Loose: true},
		{Name: "sound_year", Keys: []Key{{name, Phonetic}, {born, Year}}, Refine: byName, Loose: true},
		{Name: "letters_year", Keys: []Key{{name, Letters}, {born, Year}}, Refine: byName, Past: Key{name, Phonetic}, Loose: true},
		{Name: "name_day_month", Keys: []Key{{name, SortedWords}, {born, DayMonth}}, Refine: byName, Loose: true},
		{Name: "day_surname", Keys: []Key{{born, DaySorted}, {name, Surname}}, Refine: whole, Partners: 10, Loose: true, Split: sex},
		{Name: "given_day_month_commune", Keys: []Key{{name, PhoneticGiven}, {born, DayMonth}, {commune, Commune}}, Refine: byName, Loose: true},
		{Name: "forename_day_month_commune", Keys: []Key{{name, SurnameMiddle}, {born, DayMonth}, {commune, Commune}}, Refine: byName, Loose: true},
		{Name: "given_year_commune", Keys: []Key{{name, PhoneticGiven}, {born, Year}, {commune, Commune}}, Refine: byName, Loose: true},
		{Name: "forename_year_commune", Keys: []Key{{name, SurnameMiddle}, {born, Year}, {commune, Commune}}, Refine: whole, Loose: true},
		{Name: "outer_year", Keys: []Key{{name, Outer}, {born, Year}}, Refine: byName, Partners: 10, Loose: true, Split: sex},
		{Name: "parents", Keys: []Key{{father, SortedWords}, {mother, SortedWords}}, Refine: whole, Loose: true, Split: sex},
		{Name: "name", Keys: []Key{{name, SortedWords}}, Partners: 10, Loose: true},
		{Name: "outer_commune", Keys: []Key{{name, Outer}, {commune, Commune}}, Partners: 10, Loose: true},
		{Name: "sound_commune", Keys: []Key{{name, Phonetic}, {commune, Commune}}, Partners: 10, Loose: true},
		{Name: "letters_commune", Keys: []Key{{name, Letters}, {commune, Commune}}, Partners: 10, Loose: true},
		{Name: "middle_given_commune", Keys: []Key{{name, MiddleGiven}, {commune, Commune}}, Partners: 10, Loose: true},
		{Name: "forename_commune", Keys: []Key{{name, SurnameMiddle}, {commune, Commune}}, Refine: bySex, Partners: 10, Loose: true},
		{Name: "phone", Keys: []Key{{record.Phone, Exact}}, Partners: 10, Loose: true},
		{Name: "household", Keys: []Key{{record.HouseholdID, Exact}}, Partners: 10, Loose: true},
		{Name: "middle_given_year", Keys: []Key{{name, MiddleGiven}, {born, Year}}, Partners: 10, Loose: true},
		{Name: "forename_year", Keys: []Key{{name, SurnameMiddle}, {born, Year}}, Partners: 10, Loose: true},
		{Name: "outer_day_month", Keys: []Key{{name, Outer}, {born, DayMonth}}, Partners: 10, Loose: true, Split: sex},
		{Name: "forename_day_month", Keys: []Key{{name, SurnameMiddle}, {born, DayMonth}}, Partners: 10, Loose: true},
		{Name: "middle_given_day_month", Keys: []Key{{name, MiddleGiven}, {born, DayMonth}}, Partners: 10, Loose: true},
		{Name: "father_given", Keys: []Key{{father, SortedWords}, {name, PhoneticGiven}}, Partners: 10, Loose: true},
		{Name: "mother_given", Keys: []Key{{mother, SortedWords}, {name, PhoneticGiven}}, Partners: 10, Loose: true},
		{Name: "father_year", Keys: []Key{{father, SortedWords}, {born, Year}}, Partners: 10, Loose: true},
		{Name: "mother_year", Keys: []Key{{mother, SortedWords}, {born, Year}}, Partners: 10, Loose: true},
		{Name: "spouse_year", Keys: []Key{{record.SpouseName, SortedWords}, {born, Year}}, Partners: 10, Loose: true},
		{Name: "spouse", Keys: []Key{{record.SpouseName, SortedWords}}, Refine: []Key{{name, PhoneticGiven}, {commune, Commune}}, Partners: 10, Loose: true},
		{Name: "head_given", Keys: []Key{{record.HeadName, SortedWords}, {name, PhoneticGiven}}, Partners: 10, Loose: true},
		{Name: "father_commune", Keys: []Key{{father, SortedWords}, {commune, Commune}}, Partners: 10, Loose: true},
		{Name: "mother_commune", Keys: []Key{{mother, SortedWords}, {commune, Commune}}, Partners: 10, Loose: true},
		{Name: "year_commune", Keys: []Key{{born, Year}, {commune, Commune}}, Refine: bySex, Partners: 10, Loose: true},
		{Name: "day_month_commune", Keys: []Key{{born, DayMonth}, {commune, Commune}}, Refine: bySex, Partners: 10, Loose: true},
		{Name: "house", Keys: []Key{{commune, House}}, Refine: bySex, Partners: 10, Loose: true},
		{Name: "hamlet_year", Keys: []Key{{commune, Hamlet}, {born, Year}}, Refine: bySex, Partners: 10, Loose: true},
		{Name: "hamlet_given", Keys: []Key{{commune, Hamlet}, {name, PhoneticGiven}}, Refine: bySex, Partners: 10, Loose: true},
		{Name: "hamlet_surname", Keys: []Key{{commune, Hamlet}, {name, Surname}}, Refine: bySex, Partners: 10, Loose: true},
		{Name: "hamlet_forename", Keys: []Key{{commune, Hamlet}, {name, SurnameMiddle}}, Refine: bySex, Partners: 10, Loose: true},
		{Name: "id_head", Keys: []Key{{id, IDHead}}, Partners: 10, Loose: true, Rows: small},
		{Name: "id_tail", Keys: []Key{{id, IDTail}}, Partners: 10, Loose: true, Rows: small},
		{Name: "initials_year", Keys: []Key{{name, Initials}, {born, Year}}, Refine: bySex, Partners: 10, Loose: true, Rows: small},
		{Name: "given_commune", Keys: []Key{{name, PhoneticGiven}, {commune, Commune}}, Refine: bySex, Partners: 10, Loose: true, Rows: small},
		{Name: "surname_commune", Keys: []Key{{name, Surname}, {commune, Commune}}, Refine: bySex, Partners: 10, Loose: true, Rows: small},
		{Name: "given_year", Keys: []Key{{name, PhoneticGiven}, {born, Year}}, Refine: bySex, Partners: 10, Loose: true, Rows: small},
		{Name: "surname_year", Keys: []Key{{name, Surname}, {born, Year}}, Refine: bySex, Partners: 10, Loose: true, Rows: small},
		{Name: "given_day_month", Keys: []Key{{name, PhoneticGiven}, {born, DayMonth}}, Refine: bySex, Partners: 10, Loose: true, Rows: small},
		{Name: "surname_day_month", Keys: []Key{{name, Surname}, {born, DayMonth}}, Refine: bySex, Partners: 10, Loose: true, Rows: small},
		{Name: "day", Keys: []Key{{born, DaySorted}}, Refine: bySex, Partners: 10, Loose: true, Rows: small},
	}...)
}
