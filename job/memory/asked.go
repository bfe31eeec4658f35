package memory

import "github.com/doisanh/doisanh/record"

// Asked is what linking still asks of a register that has been made ready.
func Asked(p *record.People) record.People {
	return record.People{
		Table: p.Table,
		Dates: map[record.Field]*record.Values[record.DateValue]{record.BirthDate: p.Dates[record.BirthDate]},
		Coded: map[record.Field]*record.Values[record.Coded]{record.Sex: p.Coded[record.Sex]},
	}
}
