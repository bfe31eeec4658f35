package workbook

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// The columns of the cover: a margin, the texts, the numbers.
const (
	coverText   = 2
	coverNumber = 3
	coverWide   = 9 // the last column of headings and notes
)

// cover fills in the cover sheet. lists tells the first sheet of each list.
func (m *maker) cover(c *Cover, lists map[string]string) {
	f, s := m.file, c.Name
	hidden := false
	m.do(f.SetSheetView(s, 0, &excelize.ViewOptions{ShowGridLines: &hidden}))
	m.do(f.SetColWidth(s, "A", "A", 2))
	m.do(f.SetColWidth(s, "B", "B", 52))
	m.do(f.SetColWidth(s, "C", "I", 13))
	title := m.style(excelize.Style{Font: &excelize.Font{Bold: true, Size: 18, Color: "FFFFFF"}, Fill: solid(navy), Alignment: &excelize.Alignment{Vertical: "center", Indent: 1}})
	lead := m.style(excelize.Style{Font: &excelize.Font{Italic: true, Color: navy}, Fill: solid(pale), Alignment: &excelize.Alignment{Vertical: "center", Indent: 1, WrapText: true}})
	name := m.style(excelize.Style{Font: &excelize.Font{Color: grey}, Alignment: &excelize.Alignment{Vertical: "top"}})
	value := m.style(excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{Vertical: "top"}})
	note := m.style(excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	m.band(s, 1, 34, title, c.Heading)
	m.band(s, 2, lineHeight*float64(lines(c.Lead, 125)), lead, c.Lead)
	row := 4
	for _, x := range c.Facts {
		m.set(s, coverText, row, name, x.Name)
		m.set(s, coverNumber, row, value, x.Value)
		row++
	}
	row++
	section := m.style(excelize.Style{Font: &excelize.Font{Bold: true, Size: 13, Color: navy}})
	look := m.tableStyles()
	for i := range c.Tables {
		if i > 0 {
			m.do(f.InsertPageBreak(s, fmt.Sprintf("A%d", row)))
		}
		row = m.table(s, &c.Tables[i], row, section, look, lists) + 1
	}
	for _, n := range c.Notes {
		m.band(s, row, lineHeight*float64(lines(n, 135)), note, n)
		row++
	}
	m.do(f.SetSheetDimension(s, reference(coverWide, row)))
	m.page(s, c.Heading, paperA4, "portrait")
}

// band writes a text across the cover.
func (m *maker) band(sheet string, row int, height float64, style int, text string) {
	m.set(sheet, coverText, row, style, text)
	from, err := excelize.CoordinatesToCellName(coverText, row)
	m.do(err)
	to, err := excelize.CoordinatesToCellName(coverWide, row)
	m.do(err)
	m.do(m.file.MergeCell(sheet, from, to))
	m.do(m.file.SetCellStyle(sheet, from, to, style))
	m.do(m.file.SetRowHeight(sheet, row, height))
}

// tableStyles are the cell styles of the cover's tables.
type tableStyles struct{ head, text, link, number, totalText, totalNumber int }

func (m *maker) tableStyles() tableStyles {
	whole := wholeFormat
	total := func(horizontal string) int {
		return m.style(excelize.Style{CustomNumFmt: &whole, Font: &excelize.Font{Bold: true}, Fill: solid(pale), Border: borders(line), Alignment: &excelize.Alignment{Horizontal: horizontal}})
	}
	return tableStyles{
		head: m.style(excelize.Style{Font: &excelize.Font{Bold: true, Color: "FFFFFF"}, Fill: solid(navy), Border: borders("FFFFFF"),
			Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}}),
		text:      m.style(excelize.Style{Border: borders(line), Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"}}),
		link:      m.style(excelize.Style{Border: borders(line), Font: &excelize.Font{Color: "0563C1", Underline: "single"}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"}}),
		number:    m.style(excelize.Style{CustomNumFmt: &whole, Border: borders(line), Alignment: &excelize.Alignment{Vertical: "center"}}),
		totalText: total("left"), totalNumber: total("right"),
	}
}

// table writes a table from a row on, its chart below it, and returns the row after both.
func (m *maker) table(sheet string, t *Table, row, section int, look tableStyles, lists map[string]string) int {
	m.set(sheet, coverText, row, section, t.Title)
	row++
	for i, h := range t.Head {
		m.set(sheet, coverText+i, row, look.head, h)
	}
	m.do(m.file.SetRowHeight(sheet, row, 2*lineHeight+2))
	head := row
	for i, r := range t.Rows {
		row++
		text, number := look.text, look.number
		if t.Total && i == len(t.Rows)-1 {
			text, number = look.totalText, look.totalNumber
		}
		if to := lists[r.List]; r.List != "" && to != "" {
			text = look.link
			cell, err := excelize.CoordinatesToCellName(coverText, row)
			m.do(err)
			m.do(m.file.SetCellHyperLink(sheet, cell, "'"+strings.ReplaceAll(to, "'", "''")+"'!A1", "Location"))
		}
		m.set(sheet, coverText, row, text, r.Text)
		m.do(m.file.SetRowHeight(sheet, row, lineHeight*float64(lines(r.Text, 52))+2))
		for k, n := range r.Numbers {
			m.set(sheet, coverNumber+k, row, number, n)
		}
	}
	rows := len(t.Rows)
	if t.Total {
		rows--
	}
	if t.Chart == nil || rows < 1 {
		return row + 1
	}
	return m.chart(sheet, t, head, rows, row+2)
}

// chart draws a table's chart with its upper edge at a row, and returns the row after it.
func (m *maker) chart(sheet string, t *Table, head, rows, at int) int {
	quoted := "'" + strings.ReplaceAll(sheet, "'", "''") + "'!"
	column := func(n int) string {
		letter, err := excelize.ColumnNumberToName(coverText + n)
		m.do(err)
		return letter
	}
	cells := func(n int) string {
		return fmt.Sprintf("%s$%s$%d:$%s$%d", quoted, column(n), head+1, column(n), head+rows)
	}
	overlap, gap, varied := 100, uint(45), false
	legend := "bottom"
	if len(t.Chart.Columns) == 1 {
		legend = "none" // the title says what it is
	}
	c := &excelize.Chart{
		Type: excelize.BarStacked, Overlap: &overlap, GapWidth: &gap, VaryColors: &varied, Legend: excelize.ChartLegend{Position: legend},
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: t.Chart.Title, Font: &excelize.Font{Bold: true, Size: 12, Family: fontName, Color: navy}}}},
		Dimension: excelize.ChartDimension{Width: 980, Height: uint(110 + 24*rows)},
		XAxis:     excelize.ChartAxis{ReverseOrder: true, Font: excelize.Font{Family: fontName, Size: 9, Color: grey}},
		YAxis:     excelize.ChartAxis{MajorGridLines: true, Font: excelize.Font{Family: fontName, Size: 9, Color: grey}, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "#,##0"}},
	}
	for i, n := range t.Chart.Columns {
		c.Series = append(c.Series, excelize.ChartSeries{
			Name: fmt.Sprintf("%s$%s$%d", quoted, column(n), head), Categories: cells(0), Values: cells(n), Fill: solid(t.Chart.Colours[i]),
		})
	}
	m.do(m.file.AddChart(sheet, fmt.Sprintf("B%d", at), c))
	const rowPixels = 16 // of the lowest rows: those of LibreOffice, where Excel's are 20
	return at + int(c.Dimension.Height)/rowPixels + 2
}
