package dataset

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/doisanh/doisanh/dataset/htmltable"
	"github.com/doisanh/doisanh/dataset/ods"
	"github.com/doisanh/doisanh/dataset/sheetxml"
	"github.com/doisanh/doisanh/dataset/stream"
	"github.com/doisanh/doisanh/dataset/xlsx"
	"github.com/doisanh/doisanh/record"
)

// sheet is a table of a workbook, or of what stands for one, read by rows whose facts are told once all have been read.
func sheet(name string, hidden bool, from stream.Rows, facts *xlsx.Facts, fault func(error) error) *table {
	r := newRowReader(from, true)
	r.fault = fault
	r.after = func(out *rows, want []int) []Note { return sheetFacts(facts, out, want) }
	return &table{reader: r, name: name, hidden: hidden}
}

// openSheetXML opens the sheets of an XML Spreadsheet 2003.
func (in *input) openSheetXML(c *contents, text []byte) error {
	c.kind = kindSheetXML
	book, err := sheetxml.Open(text)
	if err != nil {
		return in.problem(record.ProblemFileDamaged, err)
	}
	if len(book.Sheets) == 0 {
		return in.problem(record.ProblemFileEmpty, nil)
	}
	for _, s := range book.Sheets {
		from := book.Rows(s)
		c.tables = append(c.tables, sheet(s.Name, s.Hidden, from, &from.Facts, in.markupProblem))
	}
	return nil
}

// openHTML opens the tables of a web page; they are called by their number.
func (in *input) openHTML(c *contents, text []byte) error {
	c.kind = kindHTML
	tables, err := htmltable.Open(text)
	if err != nil {
		return in.markupProblem(err)
	}
	for i, t := range tables {
		from := t.Rows()
		c.tables = append(c.tables, sheet(strconv.Itoa(i+1), false, from, &from.Facts, in.markupProblem))
	}
	return nil
}

// officeKind says which document of an office program an archive is, "" where it is none or a workbook of package xlsx. OpenDocument tells it in a member
// that stands first and is not packed.
func officeKind(z *zip.Reader) string {
	for _, f := range z.File {
		switch strings.ToLower(f.Name) {
		case "mimetype":
			return openDocument(f)
		case "word/document.xml":
			return "docx"
		case "ppt/presentation.xml":
			return "pptx"
		}
	}
	return ""
}

func openDocument(f *zip.File) string {
	r, err := f.Open()
	if err != nil {
		return ""
	}
	defer r.Close()
	is, err := io.ReadAll(io.LimitReader(r, 100))
	switch {
	case err != nil:
		return ""
	case bytes.HasPrefix(is, []byte(ods.MediaType)):
		return kindODS
	case bytes.HasPrefix(is, []byte("application/vnd.oasis.opendocument.text")):
		return "odt"
	}
	return ""
}

// maxODS is the size of a part of an OpenDocument spreadsheet that is read: it is held as a whole.
const maxODS = 2 << 30

// openODS opens the sheets of an OpenDocument spreadsheet. One with a password is packed so that nothing of it can be read but what it is.
func (in *input) openODS(c *contents, z *zip.Reader) error {
	c.kind = kindODS
	var content []byte
	for _, f := range z.File {
		if f.Name != "content.xml" && f.Name != "META-INF/manifest.xml" {
			continue
		}
		data, err := in.member(f, maxODS)
		if err != nil {
			return err
		}
		if f.Name == "content.xml" {
			content = data
		} else if bytes.Contains(data, []byte("encryption-data")) {
			return in.problem(record.ProblemFileLocked, nil)
		}
	}
	book, err := ods.Open(content)
	if err != nil {
		return in.markupProblem(err)
	}
	if len(book.Sheets) == 0 {
		return in.problem(record.ProblemFileEmpty, nil)
	}
	for _, s := range book.Sheets {
		from := book.Rows(s)
		c.tables = append(c.tables, sheet(s.Name, s.Hidden, from, &from.Facts, in.markupProblem))
	}
	return nil
}

// markupProblem tells what is wrong with a page or an XML document.
func (in *input) markupProblem(err error) error {
	if errors.Is(err, htmltable.ErrLimit) || errors.Is(err, ods.ErrExpands) {
		return in.problem(record.ProblemFileLimit, err)
	}
	return in.problem(record.ProblemFileDamaged, err)
}
