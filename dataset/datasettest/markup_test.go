package datasettest

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"html"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/doisanh/doisanh/dataset/ods"
)

// escaped is a text in XML; attributes take it too.
func escaped(text string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		panic(err)
	}
	return strings.ReplaceAll(b.String(), "&#xA;", "\n")
}

// isNumber reports whether a text is what a spreadsheet shows of the number it is.
func isNumber(text string) bool {
	_, err := strconv.ParseUint(text, 10, 48)
	return err == nil && (text == "0" || text[0] != '0')
}

// writeSheetXML writes an XML Spreadsheet 2003 as Excel does: empty cells left out, days and numbers typed.
func writeSheetXML(path string, rows [][]string) error {
	var b strings.Builder
	b.WriteString("<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n" +
		`<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="s1"><NumberFormat ss:Format="Short Date"/></Style></Styles>` +
		"\n<Worksheet ss:Name=\"Danh sách\"><Table>\n")
	for _, row := range rows {
		b.WriteString("<Row>")
		last := -1
		for i, text := range row {
			if text == "" {
				continue
			}
			at, style, kind := "", "", "String"
			if i != last+1 {
				at = fmt.Sprintf(` ss:Index="%d"`, i+1)
			}
			last = i
			if day, err := time.Parse(time.DateOnly, text); err == nil {
				style, kind, text = ` ss:StyleID="s1"`, "DateTime", day.Format("2006-01-02T15:04:05.000")
			} else if isNumber(text) {
				kind = "Number"
			}
			fmt.Fprintf(&b, `<Cell%s%s><Data ss:Type="%s">%s</Data></Cell>`, at, style, kind, escaped(text))
		}
		b.WriteString("</Row>\n")
	}
	b.WriteString("</Table><WorksheetOptions xmlns=\"urn:schemas-microsoft-com:office:excel\"><Visible>SheetVisible</Visible></WorksheetOptions></Worksheet>\n</Workbook>\n")
	return os.WriteFile(path, []byte(b.String()), 0o600)
}

// writeHTML writes a page of one table, its end tags left out or not.
func writeHTML(open bool) func(string, [][]string) error {
	return func(path string, rows [][]string) error {
		var b strings.Builder
		b.WriteString("<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"><style>td { mso-number-format:\"\\@\" }</style></head>\n<body><table border=1>\n")
		for _, row := range rows {
			b.WriteString("<tr>")
			for _, text := range row {
				if strings.TrimSpace(text) == "" {
					text = "\u00a0"
				}
				b.WriteString("<td> " + strings.ReplaceAll(strings.ReplaceAll(html.EscapeString(text), "\n", "<br>"), "\t", "&#9;"))
				if !open {
					b.WriteString("</td>")
				}
			}
			if !open {
				b.WriteString("</tr>\n")
			}
		}
		b.WriteString("</table></body></html>\n")
		return os.WriteFile(path, []byte(b.String()), 0o600)
	}
}

// writeODS writes an OpenDocument spreadsheet as LibreOffice does: days and numbers with their value and what is shown of it, empty cells and rows told by
// their number.
func writeODS(path string, rows [][]string) error {
	return create(path, func(w io.Writer) error {
		z := zip.NewWriter(w)
		is, err := z.CreateHeader(&zip.FileHeader{Name: "mimetype"})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(is, ods.MediaType); err != nil {
			return err
		}
		content, err := z.Create("content.xml")
		if err != nil {
			return err
		}
		var b strings.Builder
		b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content><office:body><office:spreadsheet><table:table table:name=\"Danh sách\">")
		for _, row := range rows {
			b.WriteString("<table:table-row>")
			for _, text := range row {
				value := ` office:value-type="string"`
				shown := strings.ReplaceAll(escaped(text), "\n", "</text:p><text:p>")
				if day, err := time.Parse(time.DateOnly, text); err == nil {
					value, shown = ` office:value-type="date" office:date-value="`+text+`"`, day.Format("02/01/06")
				} else if isNumber(text) {
					value = ` office:value-type="float" office:value="` + text + `"`
				}
				if text == "" {
					b.WriteString("<table:table-cell/>")
					continue
				}
				b.WriteString("<table:table-cell" + value + "><text:p>" + shown + "</text:p></table:table-cell>")
			}
			b.WriteString(`<table:table-cell table:number-columns-repeated="16000"/></table:table-row>`)
		}
		b.WriteString(`<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`)
		if _, err := io.WriteString(content, b.String()); err != nil {
			return err
		}
		return z.Close()
	})
}

func TestMarkup(t *testing.T) {
	oneLine := func(text string) string {
		return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == '\t' }), " ")
	}
	for name, f := range map[string]Format{
		"xml spreadsheet": {Ext: ".xls", Ragged: true, Write: writeSheetXML},
		"ods":             {Ext: ".ods", Ragged: true, Write: writeODS},
	} {
		t.Run(name, func(t *testing.T) { Run(t, f) })
	}
	for name, open := range map[string]bool{"html": false, "html without end tags": true} {
		f := Format{Ext: ".xls", Ragged: true, Write: writeHTML(open), Spell: oneLine}
		t.Run(name, func(t *testing.T) {
			t.Run("rows", f.rows)
			t.Run("ids", f.ids)
			t.Run("threads", f.threads)
			t.Run("header", f.header)
			t.Run("table", f.table)
		})
	}
}
