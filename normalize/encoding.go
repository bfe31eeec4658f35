package normalize

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/doisanh/doisanh/normalize/legacy"
	"github.com/doisanh/doisanh/record"
)

// maxSample is how many distinct values of a column are looked at to tell its encoding: a sample spread over the whole, so
// that a part of the file that was typed elsewhere is met.
const maxSample = 1 << 15

// columnText is a column's distinct values as they are read: decoded where the column, or some of its values, was written
// in a legacy encoding.
type columnText struct {
	dict     record.Texts
	repaired []bool // nil where nothing was decoded
	verdict  legacy.Verdict
	rows     []uint32 // rows per code
}

// hasText reports whether a kind holds words, which an encoding spoils.
func hasText(k record.Kind) bool {
	switch k {
	case record.KindName, record.KindPlace, record.KindCommune, record.KindText, record.KindSex, record.KindEthnicity,
		record.KindNationality, record.KindMarital, record.KindCode:
		return true
	}
	return false
}

// beyondASCII reports whether a column has anything beyond ASCII: dates are figures, but for words (ngày 5 tháng 3 năm 1980).
func beyondASCII(c *record.Column) bool {
	for v := range c.Dict.Values() {
		if marked(v) {
			return true
		}
	}
	return false
}

// decode tells the encoding of every column of words and decodes those that need it. A column too short to tell is read by
// what the others of the file were found to be in, and so is a word for "not known" among numbers or dates. The table is from
// then on a copy that shows the decoded values: an officer cannot read the others either.
func (n *tableRun) decode() error {
	columns := n.table.Columns
	n.texts = make([]columnText, len(columns))
	fixed := make([]bool, len(columns))
	for i, c := range columns {
		name, ok := n.opt.Encodings[c.Field]
		if !ok {
			continue
		}
		e, known := legacy.Parse(name)
		if !known {
			return &record.Problem{ID: record.ProblemJobInvalid, Column: string(c.Field), Args: []any{"encoding " + name}}
		}
		n.texts[i].verdict, fixed[i] = legacy.Fixed(e), true
	}
	samples := make([]sample, len(columns))
	n.eachColumn(func(i int, c *record.Column) {
		n.texts[i].rows = c.Counts()
		if !fixed[i] && (hasText(c.Kind) || c.Kind == record.KindDate && beyondASCII(c)) {
			samples[i] = sampleOf(c, n.texts[i].rows)
			n.texts[i].verdict = legacy.Detect(samples[i].values, samples[i].rows)
		}
	})
	hint, most := legacy.UTF8, 0
	for _, t := range n.texts {
		if t.verdict.Encoding != legacy.UTF8 && t.verdict.Repaired > most {
			hint, most = t.verdict.Encoding, t.verdict.Repaired
		}
	}
	n.eachColumn(func(i int, c *record.Column) {
		t := &n.texts[i]
		if hint != legacy.UTF8 && !fixed[i] && t.verdict.Encoding == legacy.UTF8 && len(samples[i].values) > 0 {
			t.verdict = legacy.DetectWith(samples[i].values, samples[i].rows, hint)
		}
		t.dict = c.Dict
		if t.verdict.Encoding != legacy.UTF8 {
			decoded, repaired := legacy.DecodeColumn(slices.Collect(c.Dict.Values()), t.verdict)
			t.dict, t.repaired = record.TextsOf(decoded...), repaired
		} else if hint != legacy.UTF8 && !fixed[i] && !hasText(c.Kind) {
			t.decodeBlanks(c, hint)
		}
	})
	n.table = n.legible()
	return n.ctx.Err()
}

// decodeBlanks decodes the values of a column that say that there is none ("Kh«ng râ").
func (t *columnText) decodeBlanks(c *record.Column, e legacy.Encoding) {
	var decoded []string
	for i, v := range c.Dict.All() {
		if !marked(v) {
			continue
		}
		if s, ok := legacy.Decode(e, v); ok && IsBlank(s) {
			if decoded == nil {
				decoded, t.repaired = slices.Collect(c.Dict.Values()), make([]bool, c.Dict.Len())
			}
			decoded[i], t.repaired[i] = s, true
		}
	}
	if decoded != nil {
		t.dict = record.TextsOf(decoded...)
	}
}

// legible returns the table with the decoded values in their columns' places: itself where nothing was decoded.
func (n *tableRun) legible() *record.Table {
	copied := *n.table
	copied.Columns = slices.Clone(n.table.Columns)
	changed := false
	for i, c := range n.table.Columns {
		if n.texts[i].repaired != nil {
			decoded := *c
			decoded.Dict = n.texts[i].dict
			copied.Columns[i], changed = &decoded, true
		}
	}
	if !changed {
		return n.table
	}
	return &copied
}

// sample is the part of a column's values an encoding is told by, with the rows that hold each.
type sample struct {
	values []string
	rows   []uint32
}

// sampleOf returns the values of a column that may be in an encoding, or an even choice of them where they are many. A
// column of figures and plain letters alone gives none.
func sampleOf(c *record.Column, rows []uint32) sample {
	step := (c.Dict.Len() + maxSample - 1) / maxSample
	var s sample
	if step <= 0 {
		return s
	}
	for i := 0; i < c.Dict.Len(); i += step {
		if rows[i] > 0 {
			s.values = append(s.values, c.Dict.At(uint32(i)))
			s.rows = append(s.rows, rows[i])
		}
	}
	for _, v := range s.values {
		if mayBeEncoded(v) {
			return s
		}
	}
	return sample{}
}

// mayBeEncoded reports whether a value has what some encoding writes marks with: anything beyond ASCII, or the signs of
// VIQR.
func mayBeEncoded(s string) bool {
	for i := 0; i < len(s); i++ {
		if strings.IndexByte("'`?~.^(+*", s[i]) >= 0 {
			return true
		}
	}
	return marked(s) || strings.Contains(s, "dd") || strings.Contains(s, "DD") || strings.Contains(s, "Dd")
}

// marked reports whether a text has anything beyond ASCII.
func marked(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// repairFault is record.RepairedCode where the value was decoded.
func (t *columnText) repairFault(code int) record.Fault {
	if t.repaired != nil && t.repaired[code] {
		return record.RepairedCode
	}
	return 0
}
