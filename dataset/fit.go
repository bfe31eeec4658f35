package dataset

import (
	"cmp"
	"math"
	"slices"

	"github.com/doisanh/doisanh/record"
)

// Which sector a list is of is told by the columns that it names in a sector's own words. A word that many sectors have as their own ("Mã hồ sơ", "Trạng thái
// hưởng") says little, one that a single sector has much: a header weighs the logarithm of how many sectors there are to each that words it so, and twice that
// where it is what a row or a person is called by ("Mã học sinh", "Mã số thuế").

// sectorFit is how a list's columns are those of a sector.
type sectorFit struct {
	sector string
	weight float64 // of the headers that are the sector's own, each field once
	rare   int     // of them those that few sectors have
	named  bool    // one of these is what a row or a person is called by
}

// rareIn is the part of all sectors that may have a wording for it to be rare: one in so many.
const rareIn = 5

// sectorFits returns how columns are those of each built-in sector, in the order of Sectors.
func sectorFits(headers []string) ([]sectorFit, error) {
	codes := Sectors()
	own := make([][]string, len(codes)) // by sector and header
	numbers := make([][]record.Field, len(codes))
	claims := make([]int, len(headers))
	for k, code := range codes {
		p, err := Builtin(code)
		if err != nil {
			return nil, err
		}
		own[k], numbers[k] = make([]string, len(headers)), p.Sector.Numbers
		for i, h := range headers {
			if own[k][i] = p.ownColumn(h); own[k][i] != "" {
				claims[i]++
			}
		}
	}
	out := make([]sectorFit, len(codes))
	for k, code := range codes {
		out[k].sector = code
		seen := map[string]bool{}
		for i, column := range own[k] {
			if column == "" || seen[column] {
				continue
			}
			seen[column] = true
			weight, rare := math.Log(float64(len(codes))/float64(claims[i])), rareIn*claims[i] <= len(codes)
			names := column == string(record.RecordID) || slices.Contains(numbers[k], record.Field(column))
			if names {
				weight *= 2
			}
			out[k].weight += weight
			if rare {
				out[k].rare++
				out[k].named = out[k].named || names
			}
		}
	}
	return out, nil
}

// OtherSector returns the built-in sector that a list's columns are plainly of where they are not of the profile's, "" where there is none: two at least are
// named in its own words that few sectors have, one of them what a row or a person is called by, and none is in the profile's. (When a card was issued, and
// where, any list may say.) own are those columns that the profile does not have as its own too.
func (p *Profile) OtherSector(l *Loaded) (sector string, own []string, err error) {
	headers := l.allHeaders()
	mine := 0
	for _, h := range headers {
		if p.ownColumn(h) != "" {
			mine++
		}
	}
	if mine >= leastOwn || mine > 0 && builtin[p.Sector.Code] == nil {
		return "", nil, nil
	}
	all, err := sectorFits(headers)
	if err != nil {
		return "", nil, err
	}
	best := slices.MaxFunc(all, func(a, b sectorFit) int { return cmp.Compare(a.weight, b.weight) })
	for _, f := range all {
		if f.sector == p.Sector.Code && f.rare > 0 || f.sector != best.sector && f.weight == best.weight {
			return "", nil, nil
		}
	}
	if best.rare < leastOwn || !best.named || best.sector == p.Sector.Code {
		return "", nil, nil
	}
	other, err := Builtin(best.sector)
	if err != nil {
		return "", nil, err
	}
	for _, h := range headers {
		if other.ownColumn(h) != "" && p.ownColumn(h) == "" {
			own = append(own, h)
		}
	}
	return best.sector, own, nil
}

// ownColumn returns what a header surely names in the sector's own words, a field or a column that its profile passes over; "" for none.
func (p *Profile) ownColumn(header string) string {
	if len(header) > maxHeader {
		return ""
	}
	for _, form := range forms(spaced(header)) {
		for _, c := range p.headers.wording(form) {
			spec := p.Spec(c.field)
			switch {
			case c.level != 0 || c.tier > medium:
			case c.field == "":
				return "-" + compact(form)
			case c.field == record.RecordID || spec != nil && spec.Own:
				return string(c.field)
			}
		}
	}
	return ""
}
