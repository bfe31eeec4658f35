package dataset

import (
	"bytes"

	"github.com/doisanh/doisanh/dataset/healthxml"
	"github.com/doisanh/doisanh/record"
)

// openXML opens a document of health-insurance claims. Other markup is refused, web pages called .xls among it.
func (in *input) openXML(c *contents, text []byte) error {
	c.kind = kindXML
	if !healthxml.Is(text) {
		kind := kindXML
		if begin := bytes.ToLower(text[:min(len(text), 4<<10)]); bytes.Contains(begin, []byte("<html")) || bytes.Contains(begin, []byte("<table")) {
			kind = "html"
		}
		return in.problem(record.ProblemFileBinary, nil, kind)
	}
	from, err := healthxml.Open(text)
	if err != nil {
		return in.problem(record.ProblemFileDamaged, err)
	}
	c.tables = []*table{{reader: newRowReader(from, true)}}
	return nil
}
