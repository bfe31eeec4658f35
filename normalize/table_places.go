package normalize

import (
	"slices"
	"strconv"
	"strings"

	"github.com/doisanh/doisanh/internal/pages"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// placeParser returns the parser of the job's own province, working that out where it is not given, or nil where the table has no
// column of places.
func (n *tableRun) placeParser() *PlaceParser {
	if !slices.ContainsFunc(n.table.Columns, func(c *record.Column) bool { return c.Kind == record.KindPlace || c.Kind == record.KindCommune }) {
		return nil
	}
	parser := n.opt.Places
	if parser == nil {
		units := n.opt.Units
		if units == nil {
			units = refdata.Units()
		}
		parser = NewPlaceParser(units, n.opt.AsOf, 0)
	}
	n.report.Province = n.opt.Province
	if n.report.Province == 0 {
		n.report.Province = n.ownProvince(parser.withProvince(0))
	}
	return parser.withProvince(n.report.Province)
}

// ownProvince returns the province in force most rows live in, 0 where it is not half of those whose province is told.
func (n *tableRun) ownProvince(parser *PlaceParser) uint16 {
	var c *record.Column
	var dict record.Texts
	var rows []uint32
	for _, f := range [...]record.Field{record.PermanentAddress, record.CurrentAddress, record.ServiceAddress, record.PermanentCommune} {
		if c = n.table.Column(f); c != nil {
			t := &n.texts[slices.Index(n.table.Columns, c)]
			dict, rows = t.dict, t.rows
			break
		}
	}
	if c == nil || c.Kind != record.KindPlace && c.Kind != record.KindCommune {
		return 0
	}
	read := parser.Parse
	if c.Kind == record.KindCommune {
		read = n.communeParser(c, parser)
	}
	// A sample tells: the distinct addresses of a file's beginning are as mixed as the rest.
	return majority(rows[:min(len(rows), 20_000)], 2*chunk, func(from int, provinces []uint16) {
		n.parallel(len(provinces), func(a, b int) {
			for i := a; i < b; i++ {
				if p := read(dict.At(uint32(from + i))); len(p.Provinces) == 1 {
					provinces[i] = p.Provinces[0]
				}
			}
		})
	})
}

// majority returns the province of more than half of the rows whose province is told, 0 where there is none. tell fills in the provinces of
// the addresses from a number on, 0 where it tells none, and rows holds the rows of each; it is called for so many at a time, until what is left
// can make no difference.
func majority(rows []uint32, step int, tell func(from int, provinces []uint16)) uint16 {
	left := 0 // rows of the addresses to come
	for _, k := range rows {
		left += int(k)
	}
	living := make(map[uint16]int) // rows by province
	total, most := 0, uint16(0)
	for from := 0; from < len(rows) && 2*living[most] <= total+left && 2*living[most]+left > total; from += step {
		provinces := make([]uint16, min(step, len(rows)-from))
		tell(from, provinces)
		for i, p := range provinces {
			k := int(rows[from+i])
			left -= k
			if p == 0 {
				continue
			}
			total += k
			if living[p] += k; living[p] > living[most] {
				most = p
			}
		}
	}
	if 2*living[most] > total {
		return most
	}
	return 0
}

// placeKey is what makes two places one canonical value.
type placeKey struct {
	unit               uint32
	district, province uint16
	isNew              bool
	candidates, hamlet string
}

// place reads a column of places.
func (n *columnRun) place(parser *PlaceParser) {
	c := n.column
	parse := func(s string) record.Place {
		if clean, _ := Clean(s); IsBlank(clean) {
			return record.Place{}
		}
		return parser.Parse(s)
	}
	if c.Kind == record.KindCommune {
		parse = n.communeParser(c, parser)
	}
	n.places = each(n, parse, func(p *record.Place) *record.Fault { return &p.Faults }, func(p record.Place) placeKey {
		k := placeKey{unit: p.Unit, district: p.District, province: p.Province, isNew: p.NewUnits, hamlet: p.Hamlet}
		if p.Unit == 0 && len(p.Candidates) > 0 {
			var b []byte
			for _, u := range p.Candidates {
				b = strconv.AppendUint(append(b, ' '), uint64(u), 10)
			}
			k.candidates = string(b)
		}
		return k
	}, func(p record.Place) (bool, record.Fault) {
		return p.Level != record.LevelNone || p.Hamlet != "", p.Faults
	})
}

// communeParser reads a column of commune codes, of whichever map the column as a whole holds, or of commune names.
func (n *tableRun) communeParser(c *record.Column, parser *PlaceParser) func(string) record.Place {
	old := parser.unitCodesAreOld(c.Dict.Values())
	return func(s string) record.Place {
		clean, _ := Clean(s)
		switch {
		case IsBlank(clean) || isZeros(clean):
			return record.Place{}
		case strings.IndexFunc(clean, func(r rune) bool { return r >= '0' && r <= '9' }) != 0 || countDigits(clean) < 3:
			return parser.Parse(s)
		case old:
			return parser.parseOldUnitCode(clean)
		}
		return parser.parseUnitCode(clean)
	}
}

// communes fills in each row's commune of permanent residence: its code where the file gives it, else the address's.
func (n *tableRun) communes() {
	p := n.people
	p.Commune = pages.Made[uint32](n.table.Rows())
	for _, f := range [...]record.Field{record.PermanentCommune, record.PermanentAddress} {
		v := p.Places[f]
		if v == nil {
			continue
		}
		n.parallel(len(v.Codes), func(from, to int) {
			for row := from; row < to; row++ {
				if p.Commune[row] == 0 {
					p.Commune[row] = v.Dict[v.Codes[row]].Commune()
				}
			}
		})
	}
}
