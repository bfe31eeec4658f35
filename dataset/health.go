package dataset

import (
	"bytes"

	"github.com/doisanh/doisanh/dataset/healthxml"
	"github.com/doisanh/doisanh/dataset/htmltable"
	"github.com/doisanh/doisanh/dataset/sheetxml"
	"github.com/doisanh/doisanh/record"
)

// openXML opens what is written in tags: a document of health-insurance claims, a spreadsheet in XML, or a web page that holds a table, as many programs
// call .xls. Other markup is refused.
func (in *input) openXML(c *contents, text []byte) error {
	c.kind = kindXML
	switch {
	case healthxml.Is(text):
	case sheetxml.Is(text):
		return in.openSheetXML(c, text)
	case htmltable.Is(text):
		return in.openHTML(c, text)
	case bytes.Contains(bytes.ToLower(text[:min(len(text), 4<<10)]), []byte("<html")): // a page that only points to those with the tables
		return in.problem(record.ProblemFileBinary, nil, kindHTML)
	default:
		return in.problem(record.ProblemFileBinary, nil, kindXML)
	}
	from, err := healthxml.Open(text)
	if err != nil {
		return in.problem(record.ProblemFileDamaged, err)
	}
	c.tables = []*table{{reader: newRowReader(from, true)}}
	return nil
}
