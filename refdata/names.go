package refdata

import (
	_ "embed" // the tables are compiled in
	"sync"
)

// Surname is a family name with how often it was met.
type Surname struct {
	Text, ASCII string
	Share       float64  // percent of people, the mean of the published series that have it; 0 where only counts are known
	Count       int      // times met in the three name corpora
	Compound    bool     // more than one syllable
	Variants    []string // forms of one surname, this one among them ("Vũ", "Võ"); nil for none
	Ethnic      []string // ethnic groups it is typical of; unverified
}

// Token is a given name or one middle syllable group with how often it was met among men and women.
type Token struct {
	Text, ASCII string
	PMale       float64 // share of men among its bearers
	Male        int     // times met among men
	Female      int     // times met among women
	ShareMale   float64 // percent of men who bear it
	ShareFemale float64 // percent of women who bear it
}

// Variant is a form of a name syllable that differs from the most frequent one in its marks only: a name in its own right
// (Thúy, Thủy) or a typing error (Nguyển). The ratio of the counts tells which.
type Variant struct {
	Position      string // surname, middle, given
	ASCII         string // lower case
	Form          string
	Count         int
	Frequent      string // the most frequent form
	FrequentCount int
	Ratio         float64 // Count over FrequentCount
}

// Doublet is a northern and a southern form of one syllable (Hoàng, Huỳnh).
type Doublet struct{ North, South, Note string }

// Homophones are name syllables that sound the same in a dialect: north, central or south.
type Homophones struct {
	Dialect, IPA string
	Names        []string
}

// Merge is a sound distinction the spelling makes and a dialect does not. The three judgements are words such as merged,
// distinct, colloquial, nonstandard, local, same.
type Merge struct {
	Type                  string // onset, coda, rhyme, tone, surname, given
	A, B                  string
	North, Central, South string
	Evidence, Note        string
}

//go:embed data/surnames.csv
var surnamesCSV string

//go:embed data/given_names.csv
var givenNamesCSV string

//go:embed data/middle_names.csv
var middleNamesCSV string

//go:embed data/name_diacritic_variants.csv
var variantsCSV string

//go:embed data/name_doublets.csv
var doubletsCSV string

//go:embed data/name_homophones.csv
var homophonesCSV string

//go:embed data/phonetic_merges.csv
var mergesCSV string

// Surnames returns the family names, the most frequent first. The slice is shared, as are all of this package.
func Surnames() []Surname { return surnames() }

var surnames = sync.OnceValue(func() []Surname {
	out := make([]Surname, 0, 600)
	eachRow(surnamesCSV, 14, func(r []string) {
		s := Surname{Text: r[0], ASCII: r[1], Count: count(r[5]) + count(r[6]) + count(r[7]), Compound: r[13] == "1",
			Ethnic: list(r[11]), Variants: splitTilde(r[10])}
		n := 0
		for _, i := range [...]int{4, 8, 9} { // the series that keep Hoàng and Huỳnh, Vũ and Võ apart
			if r[i] != "" {
				s.Share += share(r[i])
				n++
			}
		}
		if n > 0 {
			s.Share /= float64(n)
		}
		out = append(out, s)
	})
	return out
})

// GivenNames returns the given names, the most frequent first.
func GivenNames() []Token { return givenNames() }

var givenNames = sync.OnceValue(func() []Token { return tokens(givenNamesCSV, 11) })

// MiddleNames returns the middle parts, the most frequent first.
func MiddleNames() []Token { return middleNames() }

var middleNames = sync.OnceValue(func() []Token { return tokens(middleNamesCSV, 8) })

func tokens(table string, columns int) []Token {
	out := make([]Token, 0, 900)
	eachRow(table, columns, func(r []string) {
		out = append(out, Token{Text: r[0], ASCII: r[1], PMale: share(r[3]), Male: count(r[4]), Female: count(r[5]),
			ShareMale: share(r[6]), ShareFemale: share(r[7])})
	})
	return out
}

// Variants returns the forms of name syllables that differ in marks only.
func Variants() []Variant { return variants() }

var variants = sync.OnceValue(func() []Variant {
	var out []Variant
	eachRow(variantsCSV, 7, func(r []string) {
		out = append(out, Variant{r[0], r[1], r[2], count(r[3]), r[4], count(r[5]), share(r[6])})
	})
	return out
})

// Doublets returns the pairs of northern and southern forms.
func Doublets() []Doublet { return doublets() }

var doublets = sync.OnceValue(func() []Doublet {
	var out []Doublet
	eachRow(doubletsCSV, 3, func(r []string) { out = append(out, Doublet{r[0], r[1], r[2]}) })
	return out
})

// HomophoneGroups returns the groups of name syllables that sound the same.
func HomophoneGroups() []Homophones { return homophones() }

var homophones = sync.OnceValue(func() []Homophones {
	var out []Homophones
	eachRow(homophonesCSV, 4, func(r []string) { out = append(out, Homophones{r[0], r[1], list(r[2])}) })
	return out
})

// Merges returns the sound mergers by dialect.
func Merges() []Merge { return merges() }

var merges = sync.OnceValue(func() []Merge {
	var out []Merge
	eachRow(mergesCSV, 8, func(r []string) { out = append(out, Merge{r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7]}) })
	return out
})
