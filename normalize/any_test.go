package normalize

import (
	"fmt"
	"testing"

	"github.com/doisanh/doisanh/record"
)

func columnOf(header string, cells ...string) *record.Column {
	c := &record.Column{Field: record.Field(header), Header: header}
	seen := map[string]uint32{}
	for _, s := range cells {
		code, ok := seen[s]
		if !ok {
			code = uint32(len(c.Dict))
			seen[s] = code
			c.Dict = append(c.Dict, s)
		}
		c.Codes = append(c.Codes, code)
	}
	return c
}

// TestAnyTellsKinds holds the kinds found and the values read to what a reader of the columns would say.
func TestAnyTellsKinds(t *testing.T) {
	for name, c := range map[string]struct {
		cells func(i int) string
		kind  record.Kind
		first string
	}{
		"digits in a row":    {func(i int) string { return fmt.Sprintf("19%02d%02d%02d", 20+i%70, 1+i%12, 1+i%28) }, record.KindDate, "19200101"},
		"day first":          {func(i int) string { return fmt.Sprintf("%d/%02d/19%02d", 28-i%28, 1+i%12, 20+i%70) }, record.KindDate, "19200128"},
		"month first":        {func(i int) string { return fmt.Sprintf("%02d/%d/19%02d", 1+i%12, 28-i%28, 20+i%70) }, record.KindDate, "19200128"},
		"timestamps":         {func(i int) string { return fmt.Sprintf("19%02d-%02d-05T00:00:00", 20+i%70, 1+i%12) }, record.KindDate, "19200105"},
		"words for months":   {func(i int) string { return fmt.Sprintf("%d March 19%02d", 1+i%28, 20+i%70) }, record.KindDate, "19200301"},
		"postcodes":          {func(i int) string { return fmt.Sprintf("%04d", 2000+i*7) }, record.KindKey, "2000"},
		"codes with letters": {func(i int) string { return fmt.Sprintf("TA%d %dUG", i%50, i) }, record.KindKey, "ta00ug"},
		"few words":          {func(i int) string { return []string{"M", "F"}[i%2] }, record.KindCode, "m"},
		"names":              {func(i int) string { return "O'Brien" + string(rune('a'+i%26)) + string(rune('a'+i/26)) }, record.KindName, "obrienaa"},
		"addresses":          {func(i int) string { return fmt.Sprintf("the old house, street of %c%c", 'a'+i%26, 'a'+i/26) }, record.KindText, "the old house street of aa"},
	} {
		cells := make([]string, 300)
		for i := range cells {
			cells[i] = c.cells(i)
		}
		p := Any(&record.Table{IDs: make([]string, len(cells)), Columns: []*record.Column{columnOf("x", cells...)}})[0]
		if len(p.Table.Columns) != 1 || p.Table.Columns[0].Kind != c.kind || p.Texts["x"].At(0) != c.first {
			t.Errorf("%s: %v %q, want %v %q", name, p.Table.Columns, p.Texts["x"].At(0), c.kind, c.first)
		}
	}
}

// TestAnyKeepsWhatOthersLack holds a full name beside its parts to the words the parts lack, or to nothing.
func TestAnyKeepsWhatOthersLack(t *testing.T) {
	var first, last, both, full []string
	for i := range 200 {
		f, l := fmt.Sprintf("f%cx", 'a'+i%26), fmt.Sprintf("l%c%cx", 'a'+i%26, 'a'+i/26)
		first, last, both = append(first, f), append(last, l), append(both, f+" "+l)
		full = append(full, fmt.Sprintf("%s m%c %s", f, 'a'+i%7, l))
	}
	p := Any(&record.Table{IDs: make([]string, 200), Columns: []*record.Column{
		columnOf("first", first...), columnOf("last", last...), columnOf("both", both...), columnOf("full", full...),
	}})[0]
	if p.Texts["both"] != nil {
		t.Errorf("both: %q stays", p.Texts["both"].At(0))
	}
	if got := p.Texts["full"].At(0); got != "ma" {
		t.Errorf("full: %q, want ma", got)
	}
}
