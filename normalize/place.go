package normalize

import (
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// PlaceParser reads addresses and place names against both maps of units. It is read-only and safe for concurrent use.
type PlaceParser struct {
	units    *refdata.UnitTable
	asOf     record.Date
	province uint16
}

// NewPlaceParser returns a parser that judges units as of a day. province is the job's own province, of either map by its
// code at asOf or else before the reform; it decides names that exist in several provinces. 0 = none.
func NewPlaceParser(u *refdata.UnitTable, asOf record.Date, province uint16) *PlaceParser {
	return &PlaceParser{units: u, asOf: asOf, province: province}
}

// WithProvince returns a parser with another home province. It shares the index.
func (p *PlaceParser) WithProvince(province uint16) *PlaceParser {
	q := *p
	q.province = province
	return &q
}

// Parse reads an address or place name.
func (p *PlaceParser) Parse(address string) record.Place {
	if address == "" {
		return record.Place{}
	}
	return record.Place{Faults: record.FaultUnknown}
}

// ParseUnitCode reads the code of a commune-level unit, "18409" or with its leading zeros eaten.
func (p *PlaceParser) ParseUnitCode(code string) record.Place {
	if code == "" {
		return record.Place{}
	}
	return record.Place{Faults: record.FaultUnknown}
}
