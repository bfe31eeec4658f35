package record

import (
	"fmt"
	"strings"
)

// Values is a column after normalization. Codes is shared with the Column it came from, so nothing is stored per row
// that was not there before, and Dict[code] stands beside Column.Dict.At(code).
//
// Two rows hold the same canonical value exactly when their Canon numbers are equal and not 0. A value that is missing,
// or of which nothing can be used, has Canon 0 and the zero T (its Faults say why).
// A nil *Values stands for a field the file has no column of: every row is missing.
type Values[T any] struct {
	Codes []uint32 // row → distinct original value
	Dict  []T      // distinct original value → normalized value, where they are not packed
	Canon []uint32 // distinct original value → number of its canonical value, 0 = missing
	Count int      // canonical values are numbered 1…Count
	// Packed stands for Dict where many values that hold pointers would be work for the garbage collector.
	Packed interface{ At(code uint32) T }
}

// ValuesBy returns a column of values that a table's rows are given one after the other; the zero value is missing.
func ValuesBy[T comparable](rows int, of func(row int) T) *Values[T] {
	var missing T
	v := &Values[T]{Codes: make([]uint32, rows), Dict: []T{missing}, Canon: []uint32{0}}
	code := map[T]uint32{missing: 0}
	for row := range rows {
		value := of(row)
		c, ok := code[value]
		if !ok {
			c = uint32(len(v.Dict))
			code[value] = c
			v.Dict, v.Canon = append(v.Dict, value), append(v.Canon, c)
		}
		v.Codes[row] = c
	}
	v.Count = len(v.Dict) - 1
	return v
}

// Of returns the normalized value of a distinct original value.
func (v *Values[T]) Of(code uint32) T {
	if v.Packed != nil {
		return v.Packed.At(code)
	}
	return v.Dict[code]
}

// At returns the normalized value of a row; the zero T where it is missing.
func (v *Values[T]) At(row int) T {
	if v == nil {
		var zero T
		return zero
	}
	return v.Of(v.Codes[row])
}

// CanonAt returns the number of the row's canonical value, 0 where it is missing.
func (v *Values[T]) CanonAt(row int) uint32 {
	if v == nil {
		return 0
	}
	return v.Canon[v.Codes[row]]
}

// Date is a day, a month or a year, packed as year<<9 | month<<5 | day. Month and day are 0 where they are not known.
// The zero Date is no date. Packed dates of full precision order as the calendar does.
type Date uint32

// MakeDate packs a date; month and day may be 0.
func MakeDate(year, month, day int) Date { return Date(year<<9 | month<<5 | day) }

// Year returns the year, 0 for no date.
func (d Date) Year() int { return int(d >> 9) }

// Month returns the month, 0 where it is not known.
func (d Date) Month() int { return int(d >> 5 & 15) }

// Day returns the day of the month, 0 where it is not known.
func (d Date) Day() int { return int(d & 31) }

// IsFull reports whether the day is known.
func (d Date) IsFull() bool { return d != 0 && d.Month() != 0 && d.Day() != 0 }

// IsNewYear says whether it is a 1 January, the usual stand-in for a day that is not known.
func (d Date) IsNewYear() bool { return d.Month() == 1 && d.Day() == 1 }

// String writes YYYY-MM-DD, YYYY-MM, YYYY, or nothing.
func (d Date) String() string {
	switch {
	case d == 0:
		return ""
	case d.Month() == 0:
		return fmt.Sprintf("%04d", d.Year())
	case d.Day() == 0:
		return fmt.Sprintf("%04d-%02d", d.Year(), d.Month())
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year(), d.Month(), d.Day())
}

// Compatible reports whether two dates can be one day: they agree as far as both are known.
func (d Date) Compatible(o Date) bool {
	if d.Year() != o.Year() {
		return false
	}
	if d.Month() == 0 || o.Month() == 0 {
		return true
	}
	return d.Month() == o.Month() && (d.Day() == 0 || o.Day() == 0 || d.Day() == o.Day())
}

// Fault is a set of what was found wrong with a value, or mended in it.
type Fault uint32

// Faults. The words String gives are the reasons of findings and of the `faults` output column.
const (
	FaultLength     Fault = 1 << iota // wrong number of digits or characters
	FaultCharacters                   // characters that cannot stand in it
	FaultProvince                     // province or country part that does not exist
	FaultCenturySex                   // century-and-sex digit against the person's own data
	FaultBirthYear                    // year digits against the person's own data
	FaultCheckDigit                   // check digit does not fit
	FaultPrefix                       // leading letters that do not exist
	FaultScientific                   // digits lost to scientific notation
	FaultImpossible                   // a day that does not exist, or cannot be
	FaultAmbiguous                    // two readings are possible
	FaultUnknown                      // a word outside the code list, a place that is not known
	FaultStandIn                      // 01/01 or a like stand-in for "not known"
	FaultUnmarked                     // a name or place written with no marks at all
	FaultInitials                     // a name with a part abbreviated
	FaultSyllable                     // a syllable that cannot be Vietnamese
	RepairedZero                      // leading zeros put back
	RepairedChars                     // look-alikes, blanks, punctuation mended
	RepairedNote                      // a title or note taken out
	RepairedTyping                    // TELEX or VNI residue resolved
	RepairedOrder                     // parts put in order
	RepairedCode                      // legacy encoding decoded
)

var faultNames = [...]string{
	"length", "characters", "province", "century_sex", "birth_year", "check_digit", "prefix", "scientific", "impossible",
	"ambiguous", "unknown", "stand_in", "unmarked", "initials", "syllable", "repaired_zero", "repaired_characters",
	"repaired_note", "repaired_typing", "repaired_order", "repaired_encoding",
}

// Has reports whether any fault of the set o is in f.
func (f Fault) Has(o Fault) bool { return f&o != 0 }

// Words returns the faults' names, in the order of the constants.
func (f Fault) Words() []string {
	var w []string
	for i, n := range faultNames {
		if f&(1<<i) != 0 {
			w = append(w, n)
		}
	}
	return w
}

// String joins the faults' names with "|".
func (f Fault) String() string { return strings.Join(f.Words(), "|") }

// Name is a normalized personal name. Full is NFC in title case with one tone placement; Folded is the same in lower-case
// ASCII without marks. Both have single blanks between the syllables.
type Name struct {
	Full, Folded string
	// Byte offsets: the surname is [:…Surname], the given name [Given…:]; the middle part, if any, stands between.
	FullSurname, FullGiven, FoldedSurname, FoldedGiven uint8
	Faults                                             Fault
}

// Surname returns the surname of the canonical form, empty where the name has none.
func (n Name) Surname() string { return n.Full[:n.FullSurname] }

// Given returns the given name of the canonical form.
func (n Name) Given() string { return n.Full[n.FullGiven:] }

// Middle returns what stands between surname and given name, without blanks around it.
func (n Name) Middle() string { return strings.TrimSpace(n.Full[n.FullSurname:n.FullGiven]) }

// FSurname returns the folded surname.
func (n Name) FSurname() string { return n.Folded[:n.FoldedSurname] }

// FGiven returns the folded given name.
func (n Name) FGiven() string { return n.Folded[n.FoldedGiven:] }

// FMiddle returns the folded middle part, without blanks around it.
func (n Name) FMiddle() string { return strings.TrimSpace(n.Folded[n.FoldedSurname:n.FoldedGiven]) }

// DateValue is a normalized date cell. Alt is the other reading of an ambiguous one, else 0.
type DateValue struct {
	Date, Alt Date
	Faults    Fault
}

// PersonalID is a normalized personal-number cell. Number is the 12-digit personal ID and Old the 9-digit CMND, each 0
// where the cell holds none; a cell may hold both. A cell that holds neither has its faults set; where it has one digit too few or too
// many for a personal ID, these digits are Slipped (see DigitsOff), and where digits are hidden or the last ones cut off, what it shows (see Shown);
// of nine digits that may be a CMND or what is left of a personal ID both are told.
type PersonalID struct {
	Number, Old, Slipped uint64
	Faults               Fault
}

// DigitsOff returns how many digits a slipped number has more than a personal ID: 1 or −1. Both begin with 0.
func DigitsOff(slipped uint64) int {
	if slipped < 10_000_000_000 {
		return -1
	}
	return 1
}

// hiddenDigits marks a slipped number of which digits are hidden: each of its twelve digits stands in four bits, the last one lowest, and hiddenDigit in the place of one that is hidden.
const (
	hiddenDigits = 1 << 63
	hiddenDigit  = 15
)

// Shown returns as PersonalID.Slipped what a personal ID shows of which some digits are hidden: digits are twelve characters, of which those that are no digits are hidden.
func Shown(digits []byte) uint64 {
	shown := uint64(0)
	for _, d := range digits {
		if d < '0' || d > '9' {
			d = '0' + hiddenDigit
		}
		shown = shown<<4 | uint64(d-'0')
	}
	return hiddenDigits | shown
}

// ShownHead returns the first nine digits of a personal ID that a slipped number shows, 0 where one of them is hidden.
func ShownHead(slipped uint64) (head uint64) {
	for i := 11; i >= 3; i-- {
		d := slipped >> (4 * i) & 15
		if d == hiddenDigit {
			return 0
		}
		head = head*10 + d
	}
	return head
}

// IsShown says whether digits of a slipped number are hidden.
func IsShown(slipped uint64) bool { return slipped&hiddenDigits != 0 }

// FitsShown says whether a personal ID may be the one that shows no more than some digits, and how many of its last six it shows: those before follow from where and when a person was born and his sex.
func FitsShown(shown, id uint64) (fits bool, serial int) {
	fits = true
	for i := range 12 {
		d := shown >> (4 * i) & 15
		if d != hiddenDigit {
			fits = fits && d == id%10
			if i < 6 {
				serial++
			}
		}
		id /= 10
	}
	return fits, serial
}

// TakeNumbers adds what a field's column holds to some rows' personal IDs and CMNDs: codes are these rows' places in dict. Each number is that of the
// first field that has one, but that a CMND's own column says it best.
func TakeNumbers(id12, id9 []uint64, f Field, codes []uint32, dict []PersonalID) {
	for row, code := range codes {
		id := &dict[code]
		if id12[row] == 0 {
			id12[row] = id.Number
		}
		if id9[row] == 0 || id.Old != 0 && f == OldID {
			id9[row] = id.Old
		}
	}
}

// FormatID writes a personal ID with its 12 digits, nothing for 0.
func FormatID(n uint64) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%012d", n)
}

// FormatOldID writes a CMND with its 9 digits, nothing for 0.
func FormatOldID(n uint64) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%09d", n)
}

// IDProvince returns the first three digits of a personal ID: the code of the province of birth registration.
func IDProvince(n uint64) int { return int(n / 1_000_000_000) }

// IDCenturySex returns the fourth digit of a personal ID.
func IDCenturySex(n uint64) int { return int(n / 100_000_000 % 10) }

// IDBirthYear returns the full birth year a personal ID's digits 4–6 stand for (NĐ 137/2015).
func IDBirthYear(n uint64) int { return 1900 + IDCenturySex(n)/2*100 + int(n/1_000_000%100) }

// IDIsMale reports the sex a personal ID's fourth digit stands for.
func IDIsMale(n uint64) bool { return IDCenturySex(n)%2 == 0 }

// Coded is a normalized value of a closed list. Code is the list's code; where Known is false it is the folded word.
type Coded struct {
	Code  string
	Known bool
}

// Number is a normalized sector number. Text is its canonical form; where ID is not 0 the number is a personal ID
// standing in the sector number's place (tax codes since July 2025, BHXH since August 2025).
type Number struct {
	Text   string
	ID     uint64
	Faults Fault
}

// PlaceLevel says how far down a place is known.
type PlaceLevel uint8

// The levels of a place.
const (
	LevelNone PlaceLevel = iota
	LevelProvince
	LevelDistrict
	LevelCommune
)

// Place is a normalized address or place name. All codes are numbers of the official codes: 18409 is unit "18409".
type Place struct {
	Unit       uint32     // the commune-level unit as written (of whatever date), 0 where not known or ambiguous
	District   uint16     // the district as written, 0 where none is (there are none since 1 July 2025)
	Province   uint16     // the province as written, of the 63 or the 34; 0 where not known
	Level      PlaceLevel // the lowest level reached
	NewUnits   bool       // written in units in force since 1 July 2025
	Abolished  bool       // the unit written is no longer in force at the as_of day
	Former     bool       // Unit was abolished before the old map as we have it: what it became is not recorded
	Candidates []uint32   // units in force at as_of that it may be: one, or several where a unit was split or is ambiguous
	Provinces  []uint16   // provinces in force at as_of that it may lie in
	Hamlet     string     // what is left below the commune, folded, one form for each word like "tổ dân phố" (TDP)
	Faults     Fault
}

// Commune returns the one unit in force at as_of, 0 where it is not known.
func (p Place) Commune() uint32 {
	if len(p.Candidates) == 1 {
		return p.Candidates[0]
	}
	return 0
}

// Common returns the lowest level on which two places may be the same, LevelNone where they differ at every level or
// nothing is known of one of them. known is the lowest level both are known to.
// Units written under the same map are compared as written; across the reform, and where one of them was abolished
// before, by the units in force at as_of. A district and a place written without one are compared the same way.
func (p Place) Common(o Place) (same, known PlaceLevel) {
	known = min(p.Level, o.Level)
	if known == LevelNone {
		return LevelNone, known
	}
	if known == LevelCommune {
		if p.Unit != 0 && o.Unit != 0 && p.NewUnits == o.NewUnits && p.Former == o.Former {
			if p.Unit == o.Unit {
				return LevelCommune, known
			}
		} else if meet(p.Candidates, o.Candidates) {
			return LevelCommune, known
		}
	}
	if known >= LevelDistrict && p.District != 0 && p.District == o.District {
		return LevelDistrict, known
	}
	if known == LevelDistrict && (p.District == 0 || o.District == 0) {
		if meet(p.Candidates, o.Candidates) {
			return LevelDistrict, known
		}
		if len(p.Candidates) == 0 || len(o.Candidates) == 0 {
			known = LevelProvince
		}
	}
	if (p.Province != 0 && p.Province == o.Province && p.NewUnits == o.NewUnits) || meet(p.Provinces, o.Provinces) {
		return LevelProvince, known
	}
	return LevelNone, known
}

func meet[T comparable](a, b []T) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

// People is a normalized table: the originals and, for each field the file has, its values by kind.
// A field the file has no column of is absent from its map; indexing the map then gives a nil *Values, which is usable.
type People struct {
	Table   *Table
	Names   map[Field]*Values[Name]
	Dates   map[Field]*Values[DateValue]
	IDs     map[Field]*Values[PersonalID]
	Places  map[Field]*Values[Place]
	Coded   map[Field]*Values[Coded]  // sex, ethnicity, nationality, marital status, and every KindCode column
	Numbers map[Field]*Values[Number] // the sectors' own numbers
	Texts   map[Field]*Values[string] // folded text, keys as written, amounts, phones

	// ID12 and ID9 are each row's personal ID and CMND, from whichever column they stood in; 0 where there is none.
	ID12, ID9 []uint64
	// IDSlipped is each row's PersonalID.Slipped where it has no personal ID; nil where no row has one.
	IDSlipped []uint64
	// Commune is each row's commune of permanent residence in force at as_of, 0 where it cannot be told.
	Commune []uint32
	// Births are the birth dates as a list of births has them by its events too, and by the ages it tells; nil where they are Dates[BirthDate]. See Matched.
	Births *Values[DateValue]
	// Titles are the sexes that titles before the persons' own names tell ("Bà Nguyễn Thị Lan"); nil where no name has one.
	Titles *Values[Coded]
	// Parents are the father's and mother's names that stand in the place of a child's own ("Con bà Nguyễn Thị Lan"), by the parent's field.
	Parents map[Field]*Values[Name]
}

// Matched returns the dates of a field by which records are matched: what is written, and of a birth what its event or an age tells of it.
func (p *People) Matched(f Field) *Values[DateValue] {
	if f == BirthDate && p.Births != nil {
		return p.Births
	}
	return p.Dates[f]
}

// Rows returns the number of rows.
func (p *People) Rows() int { return p.Table.Rows() }

// FormatUnit writes a commune-level unit's code with its five digits, nothing for 0.
func FormatUnit(code uint32) string {
	if code == 0 {
		return ""
	}
	return fmt.Sprintf("%05d", code)
}
