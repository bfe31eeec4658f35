package sheetxml

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/dataset/stream/streamtest"
	"github.com/doisanh/doisanh/dataset/xlsx"
)

const begin = `<?xml version="1.0"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="code"><NumberFormat ss:Format="000000000000"/></Style></Styles>
`

// read returns a sheet's rows, and what is to be known of it.
func read(b *Book, s Sheet) (lines []string, facts xlsx.Facts, err error) {
	r := b.Rows(s)
	lines, err = streamtest.Lines(r, streamtest.Numbered)
	return lines, r.Facts, err
}

func TestSheets(t *testing.T) {
	b, err := Open([]byte(begin + `<Worksheet ss:Name="A &amp; B"><Table>
<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">Tên</Data></Cell><Cell><Data ss:Type="String">Số</Data></Cell></Row>
<Row ss:Span="2"/>
<Row ss:Hidden="1"><Cell ss:MergeDown="1"><Data ss:Type="String">Yên Hồ</Data><Comment><Data>xem lại</Data></Comment></Cell><Cell ss:Index="3" ss:StyleID="code"><Data ss:Type="Number">42080000001</Data></Cell></Row>
<Row ss:Index="9"><Cell><Data ss:Type="DateTime">1980-03-05T00:00:00.000</Data></Cell><Cell><Data ss:Type="DateTime">1905-06-02T00:00:00.000</Data></Cell>
<Cell><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell><Cell><Data ss:Type="String"><B>An</B> <I>Bé</I></Data></Cell></Row>
</Table></Worksheet><Worksheet ss:Name="Nháp"><Table><Row><Cell><Data ss:Type="Number">4.2E10</Data></Cell></Row></Table>
<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>`))
	if err != nil || len(b.Sheets) != 2 || b.Sheets[0].Name != "A & B" || b.Sheets[0].Hidden || !b.Sheets[1].Hidden {
		t.Fatalf("%v, sheets %+v", err, b)
	}
	got, facts, err := read(b, b.Sheets[0])
	if want := []string{"1:Tên||Số", "5:Yên Hồ||042080000001", "9:1980-03-05|1980|TRUE||An Bé"}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v, rows %q", err, got)
	}
	if want := (xlsx.Facts{HiddenRows: 1, Errors: 1, Years: 1, Merged: []xlsx.Merge{{Row: 5, LastRow: 6}}}); !reflect.DeepEqual(facts, want) {
		t.Errorf("facts %+v", facts)
	}
	if got, _, err := read(b, b.Sheets[1]); err != nil || !reflect.DeepEqual(got, []string{"1:42000000000"}) {
		t.Errorf("%v, the hidden sheet %q", err, got)
	}
}

func TestDamaged(t *testing.T) {
	for _, body := range []string{
		`<Worksheet ss:Name="A"><Table><Row>`, `<Row ss:Index="0"/>`, `<Row ss:Index="x"/>`, `<Row ss:Index="2000000"/>`, `<Row/><Row ss:Index="1"/>`, `<Row><Row/></Row>`,
		`<Row><Cell ss:Index="20000"/></Row>`, `<Row><Cell/><Cell ss:Index="1"/></Row>`, `<Row><Cell ss:MergeAcross="-1"/></Row>`,
	} {
		if !strings.HasPrefix(body, "<Work") {
			body = `<Worksheet ss:Name="A"><Table>` + body + `</Table></Worksheet></Workbook>`
		}
		b, err := Open([]byte(begin + body))
		if err == nil {
			_, _, err = read(b, b.Sheets[0])
		}
		if !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func FuzzRows(f *testing.F) {
	f.Add([]byte(begin + `<Worksheet ss:Name="A"><Table><Row ss:Index="3"><Cell ss:Index="2"><Data ss:Type="String">a</Data></Cell></Row></Table></Worksheet></Workbook>`))
	f.Fuzz(func(t *testing.T, text []byte) {
		b, err := Open(text)
		if err != nil {
			return
		}
		for _, s := range b.Sheets[:min(len(b.Sheets), 10)] {
			_, _, _ = read(b, s)
		}
	})
}
