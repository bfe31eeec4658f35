package workbooks

import (
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"github.com/doisanh/doisanh/job/findings"
	"github.com/doisanh/doisanh/reconcile"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report/workbook"
)

// The colours of severities in charts, and of plain bars.
const (
	colourHigh   = "C00000"
	colourMedium = "F4B183"
	colourLow    = "A9D18E"
	colourPlain  = "2E75B6"
)

// cover is the first sheet of a criterion's workbook.
func (m *maker) cover(c record.Criterion, rules []int, lists map[string][]listed) workbook.Cover {
	byRule := workbook.Table{
		Title: "Theo loại sai lệch", Head: []string{"Loại sai lệch", "Tổng", "Mức cao", "Mức trung bình", "Mức thấp", "Mới", "Còn tồn"}, Total: true,
		Chart: &workbook.Chart{Title: "Sai lệch theo loại và mức độ", Columns: []int{2, 3, 4}, Colours: []string{colourHigh, colourMedium, colourLow}},
	}
	bySource := make([]int, len(m.Sets))
	total, out := make([]int, 6), false
	for _, rule := range rules {
		counts := make([]int, 6)
		for _, x := range lists[m.rules[rule].Code] {
			counts[0]++
			counts[1+SeverityPlace(m.t.Kinds[m.kindOf(x.ref)].Severity)]++
			counts[4+btoi(m.t.State(x.ref) == findings.IsOpen)]++
			bySource[x.ref.List]++
		}
		for i, n := range counts {
			total[i] += n
		}
		row := workbook.Row{Text: m.rules[rule].VI, Numbers: counts, List: sheetTitle(m.rules[rule].Code)}
		if m.leftOut(counts[0]) {
			row.Text += leftOutMark
			out = true
		}
		byRule.Rows = append(byRule.Rows, row)
	}
	byRule.Rows = append(byRule.Rows, workbook.Row{Text: "Cộng", Numbers: total})
	resolved, waived, unknown := 0, 0, 0
	for _, x := range lists[string(c)] {
		switch m.t.State(x.ref) {
		case findings.IsResolved:
			resolved++
		case findings.IsWaived:
			waived++
		default:
			unknown++
		}
	}
	cover := workbook.Cover{
		Name: coverSheet, Heading: m.texts.criteria[c].title, Lead: m.texts.criteria[c].lead, Notes: coverNotes(),
		Facts: []workbook.Fact{
			{Name: "Lượt đối sánh", Value: m.Name},
			{Name: "Dữ liệu xét đến ngày", Value: vietnameseDate(m.AsOf)},
			{Name: "Số bản ghi dữ liệu dân cư", Value: grouped(m.Sets[0].Table.Rows())},
			{Name: "Số nguồn dữ liệu ngành", Value: grouped(len(m.Sets) - 1)},
			{Name: "Sai lệch cần xử lý", Value: grouped(total[0])},
			{Name: "Đã xử lý từ lượt trước · được miễn", Value: grouped(resolved) + " · " + grouped(waived)},
		},
		Tables: []workbook.Table{byRule, m.sourceTable(bySource)},
	}
	if unknown > 0 {
		cover.Facts = append(cover.Facts, workbook.Fact{Name: "Còn tồn từ lượt trước, vì nguồn lượt này có thể chưa đủ bản ghi", Value: grouped(unknown)})
	}
	if out {
		cover.Notes = append([]string{leftOutNote}, cover.Notes...)
	}
	return cover
}

// SeverityPlace is a severity's place in tables: the highest stands first.
func SeverityPlace(s string) int {
	switch s {
	case reconcile.High:
		return 0
	case reconcile.Medium:
		return 1
	}
	return 2
}

// sourceTable is the cover's table of datasets.
func (m *maker) sourceTable(findings []int) workbook.Table {
	t := workbook.Table{
		Title: "Theo nguồn dữ liệu", Head: []string{"Nguồn dữ liệu", "Số bản ghi", "Sai lệch", "Đúng", "Sai", "Chưa xác minh", "Không có số"}, Total: true,
		Chart: &workbook.Chart{Title: "Sai lệch theo nguồn dữ liệu", Columns: []int{2}, Colours: []string{colourPlain}},
	}
	total := make([]int, 6)
	for i, d := range m.Sets {
		counts := []int{d.Table.Rows(), findings[i], 0, 0, 0, 0}
		for _, o := range d.Outcomes {
			counts[2+int(o)]++
		}
		for k, n := range counts {
			total[k] += n
		}
		t.Rows = append(t.Rows, workbook.Row{Text: Title(d.Table), Numbers: counts})
	}
	t.Rows = append(t.Rows, workbook.Row{Text: "Cộng", Numbers: total})
	return t
}

// isoToVietnamese turns YYYY-MM-DD around.
func isoToVietnamese(s string) string {
	if len(s) == 10 && s[4] == '-' && s[7] == '-' {
		return s[8:] + "/" + s[5:7] + "/" + s[:4]
	}
	return s
}

// grouped writes a whole number with dots between the thousands, as in Vietnam.
func grouped(n int) string { return message.NewPrinter(language.Vietnamese).Sprintf("%d", n) }
