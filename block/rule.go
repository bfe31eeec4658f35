package block

import "github.com/doisanh/doisanh/record"

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
	Phonetic                    // names: as SortedWords, each syllable by its sound (see Sound)
	PhoneticGiven               // names: sound of the given name
	Outer                       // names: folded surname and given name in alphabetical order
	MiddleGiven                 // names: folded, all but the surname
	SurnameMiddle               // names: folded, all but the given name
	Letters                     // names: folded, without the blanks, so that syllables run together are the same
	Day                         // dates: the day; missing for a year alone and for a stand-in such as 1 January
	DaySorted                   // dates: as Day, with day and month in ascending order, so that swapped ones are the same
	DayMonth                    // dates: as DaySorted, without the year
	YearMonth                   // dates: year and month, where the day or month is no stand-in
	Year                        // dates: the year
	Commune                     // the commune of permanent residence in force at as_of; places: the one unit it can be
	Hamlet                      // as Commune, together with what the address says below it
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
// whichever column it stood in; Commune and Hamlet of record.PermanentCommune are the row's, however they were told: where no
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
	Rows     int
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
// leave one of the two whole, but for an exchange over the middle.
// The last ones are for a record with errors in most of what it has: they ask for one part of the name with one of the hamlet, the commune,
// the year and the day, and all but those of the hamlet have their say in small registers alone, where these are rare enough together.
// Fields a dataset does not have (parents in most sectors) make a rule idle at no cost.
func PersonRules() []Rule {
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
	return []Rule{
		{"id", []Key{{id, ID12}}, byNumber, 0, false, Key{}, 0},
		{"old_id", []Key{{id, ID9}}, byNumber, 0, false, Key{}, 0},
		{"name_commune", []Key{{name, SortedWords}, {commune, Commune}}, byName, 0, false, Key{}, 0},
		{"day_commune", []Key{{born, DaySorted}, {commune, Commune}}, whole, 0, false, Key{}, 0},
		{"day_father", []Key{{born, DaySorted}, {father, SortedWords}}, whole, 0, false, Key{}, 0},
		{"day_mother", []Key{{born, DaySorted}, {mother, SortedWords}}, whole, 0, false, Key{}, 0},
		{"id_tail_year", []Key{{id, IDTail}, {born, Year}}, byNumber, 0, false, Key{}, 0},
		{"id_tail_given", []Key{{id, IDTail}, {name, PhoneticGiven}}, byNumber, 0, false, Key{}, 0},
		{"id_head_given", []Key{{id, IDHead}, {name, PhoneticGiven}}, byNumber, 0, false, Key{}, 0},
		{"id_head_day_month", []Key{{id, IDHead}, {born, DayMonth}}, byNumber, 0, false, Key{}, 0},
		{"phone_given", []Key{{record.Phone, Exact}, {name, PhoneticGiven}}, byNumber, 0, false, Key{}, 0},
		{"day_given", []Key{{born, DaySorted}, {name, Given}}, byName, 0, true, Key{}, 0},
		{"father_given_year", []Key{{father, SortedWords}, {name, PhoneticGiven}, {born, Year}}, byName, 0, true, Key{}, 0},
		{"mother_given_year", []Key{{mother, SortedWords}, {name, PhoneticGiven}, {born, Year}}, byName, 0, true, Key{}, 0},
		{"sound_year", []Key{{name, Phonetic}, {born, Year}}, byName, 0, true, Key{}, 0},
		{"letters_year", []Key{{name, Letters}, {born, Year}}, byName, 0, true, Key{}, 0},
		{"name_day_month", []Key{{name, SortedWords}, {born, DayMonth}}, byName, 0, true, Key{}, 0},
		{"day_surname", []Key{{born, DaySorted}, {name, Surname}}, whole, 10, true, sex, 0},
		{"given_day_month_commune", []Key{{name, PhoneticGiven}, {born, DayMonth}, {commune, Commune}}, byName, 0, true, Key{}, 0},
		{"forename_day_month_commune", []Key{{name, SurnameMiddle}, {born, DayMonth}, {commune, Commune}}, byName, 0, true, Key{}, 0},
		{"given_year_commune", []Key{{name, PhoneticGiven}, {born, Year}, {commune, Commune}}, byName, 0, true, Key{}, 0},
		{"forename_year_commune", []Key{{name, SurnameMiddle}, {born, Year}, {commune, Commune}}, whole, 0, true, Key{}, 0},
		{"outer_year", []Key{{name, Outer}, {born, Year}}, byName, 10, true, sex, 0},
		{"parents", []Key{{father, SortedWords}, {mother, SortedWords}}, whole, 0, true, sex, 0},
		{"name", []Key{{name, SortedWords}}, nil, 10, true, Key{}, 0},
		{"outer_commune", []Key{{name, Outer}, {commune, Commune}}, nil, 10, true, Key{}, 0},
		{"letters_commune", []Key{{name, Letters}, {commune, Commune}}, nil, 10, true, Key{}, 0},
		{"middle_given_commune", []Key{{name, MiddleGiven}, {commune, Commune}}, nil, 10, true, Key{}, 0},
		{"forename_commune", []Key{{name, SurnameMiddle}, {commune, Commune}}, bySex, 10, true, Key{}, 0},
		{"phone", []Key{{record.Phone, Exact}}, nil, 10, true, Key{}, 0},
		{"middle_given_year", []Key{{name, MiddleGiven}, {born, Year}}, nil, 10, true, Key{}, 0},
		{"forename_year", []Key{{name, SurnameMiddle}, {born, Year}}, nil, 10, true, Key{}, 0},
		{"outer_day_month", []Key{{name, Outer}, {born, DayMonth}}, nil, 10, true, sex, 0},
		{"forename_day_month", []Key{{name, SurnameMiddle}, {born, DayMonth}}, nil, 10, true, Key{}, 0},
		{"middle_given_day_month", []Key{{name, MiddleGiven}, {born, DayMonth}}, nil, 10, true, Key{}, 0},
		{"father_given", []Key{{father, SortedWords}, {name, PhoneticGiven}}, nil, 10, true, Key{}, 0},
		{"mother_given", []Key{{mother, SortedWords}, {name, PhoneticGiven}}, nil, 10, true, Key{}, 0},
		{"father_year", []Key{{father, SortedWords}, {born, Year}}, nil, 10, true, Key{}, 0},
		{"mother_year", []Key{{mother, SortedWords}, {born, Year}}, nil, 10, true, Key{}, 0},
		{"spouse_year", []Key{{record.SpouseName, SortedWords}, {born, Year}}, nil, 10, true, Key{}, 0},
		{"father_commune", []Key{{father, SortedWords}, {commune, Commune}}, nil, 10, true, Key{}, 0},
		{"mother_commune", []Key{{mother, SortedWords}, {commune, Commune}}, nil, 10, true, Key{}, 0},
		{"year_commune", []Key{{born, Year}, {commune, Commune}}, bySex, 10, true, Key{}, 0},
		{"day_month_commune", []Key{{born, DayMonth}, {commune, Commune}}, bySex, 10, true, Key{}, 0},
		{"hamlet_year", []Key{{commune, Hamlet}, {born, Year}}, bySex, 10, true, Key{}, 0},
		{"hamlet_given", []Key{{commune, Hamlet}, {name, PhoneticGiven}}, bySex, 10, true, Key{}, 0},
		{"hamlet_surname", []Key{{commune, Hamlet}, {name, Surname}}, bySex, 10, true, Key{}, 0},
		{"given_commune", []Key{{name, PhoneticGiven}, {commune, Commune}}, bySex, 10, true, Key{}, small},
		{"surname_commune", []Key{{name, Surname}, {commune, Commune}}, bySex, 10, true, Key{}, small},
		{"given_year", []Key{{name, PhoneticGiven}, {born, Year}}, bySex, 10, true, Key{}, small},
		{"surname_year", []Key{{name, Surname}, {born, Year}}, bySex, 10, true, Key{}, small},
		{"given_day_month", []Key{{name, PhoneticGiven}, {born, DayMonth}}, bySex, 10, true, Key{}, small},
		{"surname_day_month", []Key{{name, Surname}, {born, DayMonth}}, bySex, 10, true, Key{}, small},
		{"day", []Key{{born, DaySorted}}, bySex, 10, true, Key{}, small},
	}
}
