package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/doisanh/doisanh/dataset/stream"
	"github.com/doisanh/doisanh/dataset/stream/streamtest"
)

// parts packs the parts of a workbook, with those every one has where they are not given.
func parts(t testing.TB, given map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"_rels/.rels": `<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml": `<workbook xmlns:r="r"><sheets><sheet name="Một &amp; hai" sheetId="1" r:id="rId1"/>` +
			`<sheet name="Ẩn" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="http://x/worksheet" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="rId3" Type="http://x/styles" Target="styles.xml"/>` +
			`<Relationship Id="rId4" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml": `<worksheet><sheetData/></worksheet>`,
		"xl/worksheets/sheet2.xml": `<worksheet><sheetData/></worksheet>`,
		"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="000000000000"/>` +
			`<numFmt numFmtId="166" formatCode="[$-42A]d &quot;tháng&quot; m yyyy hh:mm;@"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>` +
			`<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="21"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml": `<sst><si><t>một</t></si><si><r><t xml:space="preserve">ha</t></r><r><rPr><b/></rPr><t>i </t></r><rPh><t>x</t></rPh></si><si><t>a_x000D_` + "\n" + `b_x005F_c</t></si><si/></sst>`,
	}
	for k, v := range given {
		all[k] = v
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range all {
		if text == "" {
			continue
		}
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(w, text)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// read reads all rows of a sheet as "number:cell|cell".
func read(data []byte, sheet int) (lines []string, facts Facts, err error) {
	b, err := open(data)
	if err != nil {
		return nil, facts, err
	}
	if sheet >= len(b.Sheets) {
		return nil, facts, errors.New("no such sheet")
	}
	rows, err := b.Rows(b.Sheets[sheet])
	if err != nil {
		return nil, facts, err
	}
	defer rows.Close()
	lines, err = streamtest.Lines(rows, streamtest.Numbered)
	return lines, rows.Facts, err
}

func TestCells(t *testing.T) {
	sheet := func(rows string) map[string]string {
		return map[string]string{"xl/worksheets/sheet1.xml": `<?xml version="1.0"?><x:worksheet xmlns:x="m"><x:dimension ref="A1"/><x:sheetData>` +
			strings.NewReplacer("<row", "<x:row", "</row", "</x:row").Replace(rows) + `</x:sheetData><x:mergeCells><x:mergeCell ref="B2:B4"/></x:mergeCells></x:worksheet>`}
	}
	for _, c := range []struct{ name, rows, want string }{
		{"shared", `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>3</v></c></row>`, "1:một||hai |a\nb_c|"},
		{"inline", `<row><c t="inlineStr"><is><t>x</t><r><t> &lt;y</t></r></is></c></row><row r="5"><c t="inlineStr"><is><t>z</t></is></c></row>`, "1:x <y 5:z"},
		{"numbers", `<row><c><v>42063817449</v></c><c><v>4.2063817449E10</v></c><c><v>1.5</v></c><c><v>0.1234567890123456789</v></c><c><v>-3</v></c><c><v>1E+300</v></c></row>`, "1:42063817449|42063817449|1.5|0.123456789012346|-3|1E+300"},
		{"padded", `<row><c s="2"><v>42063817449</v></c><c s="2"><v>42063817449.0</v></c><c s="2"><v>123456789012</v></c></row>`, "1:042063817449|042063817449|123456789012"},
		{"days", `<row><c s="1"><v>29221</v></c><c s="1"><v>29221.5</v></c><c s="3"><v>29221.5</v></c><c s="3"><v>29221</v></c><c s="1"><v>60</v></c><c s="1"><v>1</v></c><c s="1"><v>61</v></c></row>`,
			"1:1980-01-01|1980-01-01|1980-01-01 12:00:00|1980-01-01|1900-02-29|1900-01-01|1900-03-01"},
		{"a year shown as a day", `<row><c s="1"><v>1950</v></c></row>`, "1:1950"},
		{"times", `<row><c s="4"><v>0.75</v></c><c s="4"><v>29221</v></c><c s="3"><v>0.999999999</v></c></row>`, "1:18:00:00|29221|1900-01-01"},
		{"others", `<row><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c><c t="str"><f>A1</f><v>x</v></c><c><f>A1</f></c><c><f>A1</f><v/></c><c t="str"><f>A1</f><v></v></c><c t="d"><v>1980-01-02T00:00:00</v></c></row>`, "1:TRUE|FALSE||x||||1980-01-02"},
		{"empty ones", `<row r="1"/><row r="2"><c r="A2" s="1"/></row><row r="3"><c r="B3"><v>7</v></c></row>`, "3:|7"},
	} {
		lines, facts, err := read(parts(t, sheet(c.rows)), 0)
		if got := strings.Join(lines, " "); err != nil || got != c.want {
			t.Errorf("%s: got %q, %v, want %q", c.name, got, err, c.want)
		}
		if want := []Merge{{2, 4, 1, 1}}; !reflect.DeepEqual(facts.Merged, want) {
			t.Errorf("%s: merged %v", c.name, facts.Merged)
		}
		if wantFacts := [3]int{1, 2, 0}; c.name == "others" && [3]int{facts.Errors, facts.Uncomputed, facts.Years} != wantFacts {
			t.Errorf("facts %+v", facts)
		}
	}
	old := sheet(`<row><c s="1"><v>27759</v></c></row>`)
	old["xl/workbook.xml"] = `<workbook><workbookPr date1904="1"/><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>`
	if lines, _, err := read(parts(t, old), 0); err != nil || lines[0] != "1:1980-01-01" {
		t.Errorf("1904: %v, %v", lines, err)
	}
}

func TestSheets(t *testing.T) {
	data := parts(t, nil)
	b, err := open(data)
	if err != nil || len(b.Sheets) != 2 || b.Sheets[0].Name != "Một & hai" || b.Sheets[0].Hidden || !b.Sheets[1].Hidden {
		t.Errorf("%+v, %v", b, err)
	}
}

func TestDamaged(t *testing.T) {
	one := func(rows string) map[string]string {
		return map[string]string{"xl/worksheets/sheet1.xml": `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`}
	}
	for name, given := range map[string]map[string]string{
		"string of nowhere": one(`<row><c t="s"><v>9</v></c></row>`),
		"rows backwards":    one(`<row r="2"/><row r="1"/>`),
		"cells backwards":   one(`<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>`),
		"another row":       one(`<row r="1"><c r="B2"><v>1</v></c></row>`),
		"row of nowhere":    one(`<row r="1048577"/>`),
		"column of nowhere": one(`<row r="1"><c r="XFE1"><v>1</v></c></row>`),
		"cut":               {"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row>`},
		"unknown type":      one(`<row r="1"><c r="A1" t="q"><v>1</v></c></row>`),
		"no strings":        {"xl/sharedStrings.xml": ""},
		"no sheet":          {"xl/worksheets/sheet1.xml": ""},
		"entities":          {"xl/workbook.xml": `<!DOCTYPE a [<!ENTITY b "c">]><workbook/>`},
	} {
		if _, _, err := read(parts(t, given), 0); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := read(parts(t, map[string]string{"xl/workbook.xml": `<workbook/>`}), 0); !errors.Is(err, ErrNoSheet) {
		t.Errorf("no sheets: %v", err)
	}
}

func TestBomb(t *testing.T) {
	data := parts(t, map[string]string{"xl/worksheets/sheet1.xml": `<worksheet><sheetData>` + strings.Repeat(`<row/>`, 12<<20) + `</sheetData></worksheet>`})
	if _, _, err := read(data, 0); !errors.Is(err, ErrExpands) && !errors.Is(err, ErrDamaged) {
		t.Errorf("72 MiB of rows in %d bytes: %v", len(data), err)
	}
	data = parts(t, map[string]string{"xl/worksheets/sheet1.xml": `<worksheet>` + strings.Repeat(" ", 80<<20) + `</worksheet>`})
	if _, _, err := read(data, 0); !errors.Is(err, ErrExpands) {
		t.Errorf("80 MiB of blanks in %d bytes: %v", len(data), err)
	}
}

// TestOracle holds the reader to excelize on workbooks of random cells.
func TestOracle(t *testing.T) {
	for seed := range uint64(12) {
		rng := rand.New(rand.NewPCG(seed, 5))
		f := excelize.NewFile()
		day := "dd/mm/yyyy"
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &day})
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for row := 1; row <= 40; row++ {
			var cells []string
			for col := 1; col <= 8; col++ {
				at, _ := excelize.CoordinatesToCellName(col, row)
				text := ""
				switch rng.IntN(7) {
				case 0:
					text = strings.Repeat("Ngữ & <x> \"", rng.IntN(3)) + "ỷ"
					err = f.SetCellValue("Sheet1", at, text)
				case 1:
					text = fmt.Sprint(rng.Int64N(1e15))
					err = f.SetCellValue("Sheet1", at, mustInt(text))
				case 2:
					d := time.Date(1901+rng.IntN(120), time.Month(1+rng.IntN(12)), 1+rng.IntN(28), 0, 0, 0, 0, time.UTC)
					if d.Year() == 1905 {
						d = d.AddDate(3, 0, 0)
					}
					text = d.Format(time.DateOnly)
					if err = f.SetCellValue("Sheet1", at, d); err == nil {
						err = f.SetCellStyle("Sheet1", at, at, style)
					}
				case 3:
					v := rng.IntN(2) == 0
					text = strings.ToUpper(fmt.Sprint(v))
					err = f.SetCellValue("Sheet1", at, v)
				case 4:
					text = "đậm và thường"
					err = f.SetCellRichText("Sheet1", at, []excelize.RichTextRun{{Text: "đậm ", Font: &excelize.Font{Bold: true}}, {Text: "và thường"}})
				}
				if err != nil {
					t.Fatal(err)
				}
				cells = append(cells, text)
			}
			for len(cells) > 0 && cells[len(cells)-1] == "" {
				cells = cells[:len(cells)-1]
			}
			if len(cells) > 0 {
				want = append(want, fmt.Sprintf("%d:%s", row, strings.Join(cells, "|")))
			}
		}
		b, err := f.WriteToBuffer()
		if err != nil {
			t.Fatal(err)
		}
		_ = f.Close()
		got, _, err := read(b.Bytes(), 0)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d: %v\ngot  %q\nwant %q", seed, err, got, want)
		}
	}
}

func mustInt(s string) (n int64) {
	_, _ = fmt.Sscan(s, &n)
	return n
}

// FuzzSheet reads whatever stands in a sheet: rows ascend, and it ends.
func FuzzSheet(f *testing.F) {
	f.Add([]byte(`<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>29221</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`))
	f.Add([]byte(`<a><row><c t="inlineStr"><is><t>x_x000D_</t></is></c><c t="e"><v/></c></row></a>`))
	f.Fuzz(func(t *testing.T, sheet []byte) {
		if len(sheet) == 0 {
			return
		}
		data := parts(t, map[string]string{"xl/worksheets/sheet1.xml": string(sheet)})
		checkRows(t, data)
	})
}

// FuzzBook opens whatever there is.
func FuzzBook(f *testing.F) {
	f.Add(parts(f, nil))
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(t *testing.T, data []byte) { checkRows(t, data) })
}

func checkRows(t *testing.T, data []byte) {
	t.Helper()
	b, err := open(data)
	if err != nil {
		return
	}
	for _, sheet := range b.Sheets {
		rows, err := b.Rows(sheet)
		if err != nil {
			continue
		}
		var row stream.Row
		last := 0
		for rows.Next(&row) == nil {
			if row.Number <= last || row.Len() > MaxColumns || len(row.Text) == 0 {
				t.Fatalf("row %d after row %d, %d cells", row.Number, last, row.Len())
			}
			last = row.Number
		}
		_ = rows.Close()
	}
}

// open opens a workbook.
func open(data []byte) (*Book, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	return FromZip(z)
}
