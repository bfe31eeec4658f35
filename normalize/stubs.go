package normalize

import (
	"context"
	"errors"

	"github.com/doisanh/doisanh/record"
)

type DateOrder uint8

const (
	OrderUnknown DateOrder = iota
	OrderDayMonth
	OrderMonthDay
)

type DateContext struct {
	AsOf  record.Date
	Order DateOrder
	Event bool
}

func ParseDate(s string, ctx DateContext) record.DateValue                     { return record.DateValue{} }
func InferOrder(values []string) DateOrder                                     { return 0 }
func ParsePersonalID(s string) record.PersonalID                               { return record.PersonalID{} }
func ParseTaxCode(s string) record.Number                                      { return record.Number{} }
func ParseBHXH(s string) record.Number                                         { return record.Number{} }
func ParseBHYT(s string) record.Number                                         { return record.Number{} }
func ParseEVN(s string) record.Number                                          { return record.Number{} }
func ParseSex(s string) record.Coded                                           { return record.Coded{} }
func ParseEthnicity(s string) record.Coded                                     { return record.Coded{} }
func ParseNationality(s string) record.Coded                                   { return record.Coded{} }
func ParseMarital(s string) record.Coded                                       { return record.Coded{} }
func ParseCode(f record.Field, words map[string]string, s string) record.Coded { return record.Coded{} }
func Table(ctx context.Context, t *record.Table, opt Options) (*record.People, *Report, error) {
	return nil, nil, errors.New("not built yet")
}
