package table

import "github.com/doisanh/doisanh/record"

// columnsTable makes a table of columns of one kind each.
func columnsTable(columns []*record.Column, rows [][]string) *record.People {
	p := &record.People{Table: &record.Table{IDs: record.TextsOf(make([]string, len(rows))...), Columns: columns}, Texts: map[record.Field]*record.Values[string]{}}
	for i, c := range columns {
		v := &record.Values[string]{}
		codes := map[string]uint32{}
		for _, row := range rows {
			code, ok := codes[row[i]]
			if !ok {
				code = uint32(len(v.Dict))
				codes[row[i]] = code
				v.Dict, v.Canon = append(v.Dict, row[i]), append(v.Canon, code+1)
				if row[i] == "" {
					v.Canon[code] = 0
				}
			}
			v.Codes = append(v.Codes, code)
		}
		p.Texts[c.Field] = v
	}
	return p
}
