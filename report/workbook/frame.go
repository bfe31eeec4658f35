package workbook

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// The colours of a book, RRGGBB.
const (
	navy  = "1F3864"
	pale  = "DCE6F1"
	grey  = "595959"
	line  = "BFBFBF"
	amber = "FFF8E5"
)

// fontName is a letter form that has every Vietnamese letter and is there wherever Excel is.
const (
	fontName = "Times New Roman"
	fontSize = 11
)

// frame is the book but for the rows of its lists: the parts of the file that excelize made.
type frame struct {
	names  []string // of the file's parts, in the order they are written
	parts  map[string][]byte
	styles styles
}

// styles are numbers of cell styles, by Kind; quoted ones are the same with the mark that keeps a text a text when its cell is edited.
type styles struct{ plain, quoted [Count + 1]int }

// newFrame makes the frame of a book. Nothing is written to disk: what a frame holds is small.
func newFrame(b *Book, parts []part) (*frame, error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // it has no file
	fr := &frame{}
	m := &maker{file: f}
	m.make(b, parts, &fr.styles)
	if m.err != nil {
		return nil, m.err
	}
	buf, err := f.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	if err := fr.unpack(buf.Bytes()); err != nil {
		return nil, err
	}
	return fr, fr.quote()
}

func (fr *frame) unpack(b []byte) error {
	r, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return err
	}
	fr.parts = map[string][]byte{}
	for _, e := range r.File {
		in, err := e.Open()
		if err != nil {
			return err
		}
		text, err := io.ReadAll(in)
		if err != nil {
			return err
		}
		if err := in.Close(); err != nil {
			return err
		}
		fr.parts[e.Name] = text
		fr.names = append(fr.names, e.Name)
	}
	fr.settle()
	return nil
}

// settle puts in order what excelize writes in the order of a Go map: the file types in the list of contents, which stands first.
func (fr *frame) settle() {
	const contents = "[Content_Types].xml"
	slices.SortFunc(fr.names, func(a, b string) int {
		return cmp.Or(-cmp.Compare(btoi(a == contents), btoi(b == contents)), cmp.Compare(a, b))
	})
	const end = "</Default>"
	head, body, ok := strings.Cut(string(fr.parts[contents]), "<Default ")
	last := strings.LastIndex(body, end)
	if !ok || last < 0 {
		return
	}
	types := strings.Split("<Default "+body[:last], end)
	slices.Sort(types)
	fr.parts[contents] = []byte(head + strings.Join(types, end) + body[last:])
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// quote adds to the cell styles a quoted twin of each style of the lists, which excelize has no setting for.
func (fr *frame) quote() error {
	const name = "xl/styles.xml"
	text := string(fr.parts[name])
	head, rest, ok := strings.Cut(text, "<cellXfs")
	body, tail, ok2 := strings.Cut(rest, "</cellXfs>")
	_, body, ok3 := strings.Cut(body, ">")
	if !ok || !ok2 || !ok3 {
		return fmt.Errorf("%s: no cell styles", name)
	}
	all := strings.SplitAfter(body, "</xf>")
	all = all[:len(all)-1] // what stands behind the last one
	var b strings.Builder
	for kind, plain := range fr.styles.plain {
		if plain >= len(all) {
			return fmt.Errorf("%s: no cell style %d", name, plain)
		}
		fr.styles.quoted[kind] = len(all) + kind
		b.WriteString(strings.Replace(all[plain], "<xf ", `<xf quotePrefix="1" `, 1))
	}
	n := len(all) + len(fr.styles.plain)
	fr.parts[name] = []byte(head + `<cellXfs count="` + strconv.Itoa(n) + `">` + body + b.String() + "</cellXfs>" + tail)
	return nil
}

// maker calls excelize and keeps its first error.
type maker struct {
	file *excelize.File
	err  error
}

func (m *maker) do(err error) {
	if m.err == nil {
		m.err = err
	}
}

func (m *maker) style(s excelize.Style) int {
	if s.Font == nil {
		s.Font = &excelize.Font{}
	}
	s.Font.Family = fontName
	if s.Font.Size == 0 {
		s.Font.Size = fontSize
	}
	id, err := m.file.NewStyle(&s)
	m.do(err)
	return id
}

func (m *maker) set(sheet string, column, row, style int, value any) {
	cell, err := excelize.CoordinatesToCellName(column, row)
	m.do(err)
	if s, ok := value.(string); ok {
		m.do(m.file.SetCellStr(sheet, cell, s))
	} else {
		m.do(m.file.SetCellValue(sheet, cell, value))
	}
	m.do(m.file.SetCellStyle(sheet, cell, cell, style))
}

func (m *maker) make(b *Book, parts []part, st *styles) {
	day := b.Day.UTC().Format(time.RFC3339)
	m.do(m.file.SetDocProps(&excelize.DocProperties{
		Title: b.Title, Subject: b.Subject, Creator: "doisanh", LastModifiedBy: "doisanh", Created: day, Modified: day, Language: "vi-VN",
	}))
	m.do(m.file.SetSheetName("Sheet1", b.Cover.Name))
	first := map[string]string{} // list → its first sheet
	for _, p := range parts {
		_, err := m.file.NewSheet(p.name)
		m.do(err)
		if first[p.Name] == "" {
			first[p.Name] = p.name
		}
	}
	m.cover(&b.Cover, first)
	m.listStyles(st)
	heading := m.style(excelize.Style{
		Font: &excelize.Font{Bold: true, Color: "FFFFFF"}, Fill: solid(navy), Border: borders("FFFFFF"),
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true},
	})
	for i := range parts {
		m.list(&parts[i], heading)
	}
}

// wholeFormat writes whole numbers by the thousand, and a dash for none.
const wholeFormat = `#,##0;-#,##0;"–"`

func (m *maker) listStyles(st *styles) {
	whole := wholeFormat
	at := func(horizontal string, wrap bool, format int) int {
		return m.style(excelize.Style{
			NumFmt: format, Border: borders(line),
			Alignment: &excelize.Alignment{Horizontal: horizontal, Vertical: "top", WrapText: wrap},
		})
	}
	const text = 49 // number format "@"
	st.plain = [...]int{Plain: at("left", false, text), Centred: at("center", false, text), Wrapped: at("left", true, text), Count: m.style(excelize.Style{
		CustomNumFmt: &whole, Border: borders(line), Alignment: &excelize.Alignment{Horizontal: "right", Vertical: "top"},
	})}
}

// list sets everything of a list's sheet but its rows.
func (m *maker) list(p *part, heading int) {
	f, rows := m.file, p.to-p.from
	for i := range p.Columns {
		c := &p.Columns[i]
		letter, err := excelize.ColumnNumberToName(i + 1)
		m.do(err)
		m.do(f.SetColWidth(p.name, letter, letter, c.Width))
		m.set(p.name, i+1, 1, heading, c.Heading)
		if rows > 0 {
			m.paint(p.name, fmt.Sprintf("%s2:%s%d", letter, letter, rows+1), c)
		}
	}
	m.do(f.SetRowHeight(p.name, 1, 33))
	all := reference(len(p.Columns), rows+1)
	m.do(f.SetSheetDimension(p.name, all))
	m.do(f.AutoFilter(p.name, all, nil))
	if rows > 0 {
		m.do(f.AddIgnoredErrors(p.name, all, excelize.IgnoredErrorsNumberStoredAsText))
	}
	topLeft, err := excelize.CoordinatesToCellName(p.Frozen+1, 2)
	m.do(err)
	pane := "bottomLeft"
	if p.Frozen > 0 {
		pane = "bottomRight"
	}
	m.do(f.SetPanes(p.name, &excelize.Panes{
		Freeze: true, XSplit: p.Frozen, YSplit: 1, TopLeftCell: topLeft, ActivePane: pane,
		Selection: []excelize.Selection{{SQRef: topLeft, ActiveCell: topLeft, Pane: pane}},
	}))
	m.page(p.name, p.Header, paperA3, "landscape")
	printed := p.Printed
	if printed == 0 {
		printed = len(p.Columns)
	}
	last, err := excelize.ColumnNumberToName(printed)
	m.do(err)
	quoted := "'" + strings.ReplaceAll(p.name, "'", "''") + "'!"
	m.do(f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: p.name, RefersTo: quoted + "$1:$1"}))
	m.do(f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", Scope: p.name, RefersTo: fmt.Sprintf("%s$A$1:$%s$%d", quoted, last, rows+1)}))
}

// Paper sizes as Excel numbers them.
const (
	paperA3 = 8
	paperA4 = 9
)

// page sets how a sheet is printed: one page wide and as many long as it takes.
func (m *maker) page(sheet, header string, paper int, orientation string) {
	wide, long := 1, 0
	m.do(m.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &paper, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &long}))
	fit := true
	m.do(m.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
	side, end, edge := 0.4, 0.75, 0.3
	m.do(m.file.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &end, Bottom: &end, Header: &edge, Footer: &edge}))
	m.do(m.file.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{
		OddHeader: "&L" + strings.ReplaceAll(header, "&", "&&") + "&R&A", OddFooter: "&LTài liệu có dữ liệu cá nhân&RTrang &P/&N",
	}))
}

// paint sets the colours and bars of a column.
func (m *maker) paint(sheet, cells string, c *Column) {
	var all []excelize.ConditionalFormatOptions
	for _, k := range c.Colours {
		style, err := m.file.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Color: k.Letters, Bold: true}, Fill: solid(k.Ground)})
		m.do(err)
		all = append(all, excelize.ConditionalFormatOptions{Type: "cell", Criteria: "==", Value: `"` + k.Text + `"`, Format: &style})
	}
	if c.Bars {
		all = append(all, excelize.ConditionalFormatOptions{Type: "data_bar", Criteria: "=", MinType: "num", MinValue: "0", MaxType: "max", BarColor: "#9DC3E6", BarSolid: true})
	}
	if len(all) > 0 {
		m.do(m.file.SetConditionalFormat(sheet, cells, all))
	}
}

func solid(colour string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
}

func borders(colour string) []excelize.Border {
	var all []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		all = append(all, excelize.Border{Type: side, Color: colour, Style: 1})
	}
	return all
}

// reference returns the range from A1 to a column and row.
func reference(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil { // no list has that many columns
		return "A1"
	}
	return "A1:" + name
}
