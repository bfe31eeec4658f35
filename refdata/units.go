package refdata

import (
	_ "embed" // the tables are compiled in
	"fmt"
	"strings"
	"sync"

	"github.com/doisanh/doisanh/record"
)

// Reform is 1 July 2025: the day from which there are 34 provinces and 3,321 communes, and no districts.
const Reform = record.Date(2025<<9 | 7<<5 | 1)

// UnitType is the kind of an administrative unit.
type UnitType uint8

// The kinds of unit, communes first.
const (
	TypeNone         UnitType = iota
	TypeXa                    // xã
	TypePhuong                // phường
	TypeThiTran               // thị trấn, until the reform
	TypeDacKhu                // đặc khu, since the reform
	TypeHuyen                 // huyện
	TypeQuan                  // quận
	TypeThiXa                 // thị xã
	TypeThanhPho              // thành phố of a province
	TypeTinh                  // tỉnh
	TypeThanhPhoTinh          // thành phố under the central government
)

var typeNames = [...]string{"", "xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "thành phố", "tỉnh", "thành phố"}
var typeTitles = [...]string{"", "Xã ", "Phường ", "Thị trấn ", "Đặc khu ", "Huyện ", "Quận ", "Thị xã ", "Thành phố ", "Tỉnh ", "Thành phố "}

// String returns the Vietnamese word in lower case.
func (t UnitType) String() string { return typeNames[t] }

func parseType(s string) UnitType {
	if s == "thành phố trung ương" {
		return TypeThanhPhoTinh
	}
	for i, n := range typeNames {
		if n == s {
			return UnitType(i)
		}
	}
	panic("refdata: unknown unit type " + s)
}

// Province is a province or centrally run city of one of the two maps.
type Province struct {
	Code      uint16
	Name      string   // "Hà Tĩnh"
	Full      string   // "Tỉnh Hà Tĩnh"
	Type      UnitType // TypeTinh or TypeThanhPhoTinh
	Alt       []string // other names and spellings of it
	New       bool     // of the 34
	Successor uint16   // of the 63: the one of the 34 it became part of; of the 34: itself
	Merged    []uint16 // of the 34: the ones of the 63 it was made of; of the 63: itself
}

// District is a district-level unit. There are none since the reform.
type District struct {
	Code     uint16
	Name     string
	Type     UnitType
	Province uint16 // of the 63
	Communes int    // 0: five island districts have none
}

// Title returns the name with its type: "Huyện Đức Thọ".
func (d District) Title() string { return typeTitles[d.Type] + d.Name }

// Commune is a commune-level unit of one of the two maps.
type Commune struct {
	Code     uint32
	Name     string
	Type     UnitType
	District uint16 // 0 in the new map
	Province uint16 // of the 63 in the old map, of the 34 in the new
	New      bool

	later      UnitType    // type it has from laterSince on
	laterSince record.Date // 0 = its type never changed
}

// TypeAt returns the unit's type at a day: ten communes of Đồng Nai became phường on 30 April 2026.
func (c Commune) TypeAt(day record.Date) UnitType {
	if c.laterSince != 0 && day >= c.laterSince {
		return c.later
	}
	return c.Type
}

// Title returns the name with its type: "Xã Yên Hồ".
func (c Commune) Title() string { return typeTitles[c.Type] + c.Name }

// Historic is a commune-level unit as it was before a change between 2021 and March 2025.
type Historic struct {
	Code         uint32
	Name         string
	Type         UnitType
	District     uint16
	DistrictName string // with its type
	Province     uint16
	Abolished    bool        // the code is gone; otherwise the code lives on in the old map with another name, type or district
	LastSeen     record.Date // last snapshot of the official list that had it
}

// Title returns the name with its type.
func (h Historic) Title() string { return typeTitles[h.Type] + h.Name }

const maxCode = 40000 // above the highest commune code, 32248

// UnitTable holds both maps of administrative units. It is read-only.
type UnitTable struct {
	provinces63, provinces34 []Province
	districts                []District
	old, new                 []Commune
	historic                 []Historic

	province63, province34 [100]uint8     // code → position + 1
	district               [1000]uint16   // code → position + 1
	oldAt, newAt           []uint16       // code → position + 1
	historicAt             map[uint32]int // code → position of its first row (rows of one code stand together)
	successors             [][]uint32     // by position in old: new codes, the default first
	predecessors           [][]uint32     // by position in new: old codes, ascending
	whole                  []bool         // by position in old: lies wholly in one new unit
	islands                map[uint16]uint32
	aliases                map[uint32]uint32 // another list's code of a new unit → its code
}

// Units returns the table of units, parsed at the first call.
func Units() *UnitTable { return units() }

var units = sync.OnceValue(parseUnits)

//go:embed data/provinces_63.csv
var provinces63CSV string

//go:embed data/provinces_34.csv
var provinces34CSV string

//go:embed data/districts_696.csv
var districtsCSV string

//go:embed data/communes_old.csv
var communesOldCSV string

//go:embed data/communes_new.csv
var communesNewCSV string

//go:embed data/communes_historic.csv
var communesHistoricCSV string

//go:embed data/commune_map.csv
var communeMapCSV string

func parseUnits() *UnitTable {
	u := &UnitTable{
		oldAt: make([]uint16, maxCode), newAt: make([]uint16, maxCode),
		historicAt: map[uint32]int{}, islands: map[uint16]uint32{}, aliases: map[uint32]uint32{},
		old: make([]Commune, 0, 10100), new: make([]Commune, 0, 3400),
	}
	u.parseProvinces()
	eachRow(districtsCSV, 7, func(r []string) {
		u.districts = append(u.districts, District{Code: uint16(code(r[0])), Name: r[1], Type: parseType(r[3]),
			Province: uint16(code(r[4])), Communes: count(r[6])})
		u.district[code(r[0])] = uint16(len(u.districts))
	})
	eachRow(communesOldCSV, 9, func(r []string) {
		u.old = append(u.old, Commune{Code: code(r[0]), Name: r[1], Type: parseType(r[3]),
			District: uint16(code(r[4])), Province: uint16(code(r[7]))})
		u.oldAt[code(r[0])] = uint16(len(u.old))
	})
	eachRow(communesNewCSV, 11, func(r []string) {
		c := Commune{Code: code(r[0]), Name: r[1], Type: parseType(r[3]), Province: uint16(code(r[4])), New: true}
		if r[8] != "" {
			c.later, c.laterSince = parseType(r[8]), parseDay(r[9])
		}
		u.new = append(u.new, c)
		u.newAt[c.Code] = uint16(len(u.new))
		if r[7] != "" {
			u.aliases[code(r[7])] = c.Code
		}
	})
	eachRow(communesHistoricCSV, 9, func(r []string) {
		h := Historic{Code: code(r[0]), Name: r[1], Type: parseType(r[3]), District: uint16(code(r[4])), DistrictName: r[5],
			Province: uint16(code(r[6])), Abolished: r[7] == "abolished", LastSeen: parseDay(r[8])}
		u.historic = append(u.historic, h)
		if _, ok := u.historicAt[h.Code]; !ok {
			u.historicAt[h.Code] = len(u.historic) - 1
		}
	})
	u.parseMap()
	return u
}

func (u *UnitTable) parseProvinces() {
	eachRow(provinces63CSV, 8, func(r []string) {
		p := Province{Code: uint16(code(r[0])), Name: r[2], Full: r[5], Type: parseType(r[4]), Successor: uint16(code(r[7]))}
		for _, a := range list(r[6]) {
			a, _, _ = strings.Cut(a, " (") // "Hà Tây (nhập 01/8/2008)"
			p.Alt = append(p.Alt, a)
		}
		p.Merged = []uint16{p.Code}
		u.provinces63 = append(u.provinces63, p)
		u.province63[p.Code] = uint8(len(u.provinces63))
	})
	eachRow(provinces34CSV, 12, func(r []string) {
		p := Province{Code: uint16(code(r[0])), Name: r[2], Full: r[5], Type: parseType(r[4]), New: true}
		for _, m := range list(r[6]) {
			p.Merged = append(p.Merged, uint16(code(m)))
		}
		p.Successor = p.Code
		u.provinces34 = append(u.provinces34, p)
		u.province34[p.Code] = uint8(len(u.provinces34))
	})
}

func (u *UnitTable) parseMap() {
	u.successors = make([][]uint32, len(u.old))
	u.predecessors = make([][]uint32, len(u.new))
	u.whole = make([]bool, len(u.old))
	arena := make([]uint32, 0, 10700)
	eachRow(communeMapCSV, 9, func(r []string) {
		target := code(r[2])
		if r[0] == "" { // an island district without communes became a đặc khu
			u.islands[uint16(code(r[1]))] = target
			return
		}
		i := u.oldAt[code(r[0])] - 1
		s := u.successors[i]
		if s == nil {
			n := len(arena)
			arena = arena[:n+count(r[4])]
			s = arena[n:n:len(arena)]
		}
		s = append(s, target)
		if r[5] == "1" {
			copy(s[1:], s)
			s[0] = target
		}
		u.successors[i] = s
		u.whole[i] = r[3] == "whole"
		j := u.newAt[target] - 1
		u.predecessors[j] = append(u.predecessors[j], code(r[0]))
	})
}

// parseDay reads YYYY-MM-DD.
func parseDay(s string) record.Date {
	if len(s) != 10 {
		panic(fmt.Sprintf("refdata: bad day %q", s))
	}
	return record.MakeDate(int(code(s[:4])), int(code(s[5:7])), int(code(s[8:])))
}
