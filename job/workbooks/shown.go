package workbooks

import (
	"fmt"

	"github.com/doisanh/doisanh/record"
)

// Shown is what the reports for officers still need of a dataset once its normalized values are let go.
type Shown struct {
	names *record.Values[record.Name]
	sexes *record.Values[record.Coded]
	dates map[record.Field]*record.Values[record.DateValue]
	id12  []uint64
}

// NewShown keeps that of a dataset.
func NewShown(p *record.People) *Shown {
	return &Shown{names: p.Names[record.FullName], sexes: p.Coded[record.Sex], dates: p.Dates, id12: p.ID12}
}

// Dataset is a dataset as the workbooks tell of it.
type Dataset struct {
	Table    *record.Table
	Shown    *Shown
	Outcomes []record.Outcome // of its rows; nil for the register
	Clusters []record.Cluster // its duplicates
}

// holder is whom a finding is about: a row of the register where one is known, else of the sector's own.
type holder struct {
	data *Dataset
	row  int
}

// name returns the person's name in its canonical form, or as read where nothing could be made of it.
func (h holder) name() string {
	if h.data == nil {
		return ""
	}
	if n := h.data.Shown.names.At(h.row); n.Full != "" {
		return n.Full
	}
	return h.data.Table.Column(record.FullName).At(h.row)
}

// birthDate returns the birth date as it is written in Vietnam.
func (h holder) birthDate() string { return h.date(record.BirthDate) }

// date returns a date as it is written in Vietnam where it has one reading, else as read.
func (h holder) date(f record.Field) string {
	if h.data == nil {
		return ""
	}
	const doubtful = record.FaultImpossible | record.FaultAmbiguous
	if v := h.data.Shown.dates[f].At(h.row); v.Date != 0 && !v.Faults.Has(doubtful) {
		return vietnameseDate(v.Date)
	}
	return h.data.Table.Column(f).At(h.row)
}

// sex returns the word for the sex, empty where it is not known.
func (h holder) sex() string {
	if h.data == nil {
		return ""
	}
	switch h.data.Shown.sexes.At(h.row).Code {
	case record.SexMale:
		return "Nam"
	case record.SexFemale:
		return "Nữ"
	}
	return ""
}

// number returns the personal ID, or what stands in its place.
func (h holder) number() string {
	if h.data == nil {
		return ""
	}
	if ids := h.data.Shown.id12; ids != nil && ids[h.row] != 0 {
		return record.FormatID(ids[h.row])
	}
	if s := h.data.Table.Column(record.PersonalIDNo).At(h.row); s != "" {
		return s
	}
	return h.data.Table.Column(record.OldID).At(h.row)
}

// address returns the permanent address as read, else the current one.
func (h holder) address() string {
	if h.data == nil {
		return ""
	}
	if s := h.data.Table.Column(record.PermanentAddress).At(h.row); s != "" {
		return s
	}
	return h.data.Table.Column(record.CurrentAddress).At(h.row)
}

// vietnameseDate writes DD/MM/YYYY, MM/YYYY or YYYY.
func vietnameseDate(d record.Date) string {
	switch {
	case d == 0:
		return ""
	case d.Month() == 0:
		return fmt.Sprintf("%04d", d.Year())
	case d.Day() == 0:
		return fmt.Sprintf("%02d/%04d", d.Month(), d.Year())
	}
	return fmt.Sprintf("%02d/%02d/%04d", d.Day(), d.Month(), d.Year())
}
