package evaluate

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// words are the headings of the text form in one language.
type words struct {
	links, dataset, rows, precision, recall, review, unknown, notRead            string
	clusters, all, codes, code, linked, reason, alarms, comma                    string
	exact, calibration, threshold, worse, nobody                                 string
	otherData                                                                    string
	estimated, linkedRows, falseLinks, missedLinks, sampled, answered, unchecked string
}

// wordsOf returns Vietnamese for "vi" and English for everything else.
func wordsOf(lang string) words {
	if lang == "vi" {
		return words{
			links: "Đối sánh với dữ liệu dân cư", dataset: "bộ dữ liệu", rows: "số dòng", precision: "chính xác", recall: "độ phủ",
			review: "cần xem lại", unknown: "dòng mà đáp án không có: %d", notRead: "bản ghi của đáp án mà lần chạy không có: %d",
			clusters: "Nhóm trùng (theo cặp, và B³)", all: "tất cả",
			codes: "Sai lệch theo mã", code: "mã", linked: "khi đã khớp", reason: "đúng lý do", alarms: "Báo sai field_mismatch:",
			comma: ",", exact: "trùng khít",
			calibration: "Sai lệch xác suất (ECE): đối sánh %s (dưới 0,999: %s), nhóm trùng %s; khớp từ 0,95 trở lên đúng %s (%s)",
			threshold:   "Nếu nối từ ngưỡng", worse: "Nhóm bị đối sánh kém hơn (đã tính việc xét nhiều nhóm):", nobody: "Không nhóm người nào bị đối sánh kém hơn rõ rệt",
			otherData: "Lưu ý: đáp án này có vẻ thuộc dữ liệu khác, vì nó không có phần lớn bản ghi của lượt chạy hoặc nói khác ở phần lớn liên kết chắc chắn.",
			estimated: "Chất lượng đối sánh, ước tính không cần đáp án",
			sampled:   "Ước tính từ mẫu rà soát: %d dòng, %d đã trả lời, %d không chắc, %d để trống", answered: "trả lời",
			unchecked:  "Lưu ý: số mã ở cột right_record không kiểm tra được, vì dữ liệu dân cư không còn như khi chạy: %d",
			linkedRows: "khớp", falseLinks: "khớp nhầm", missedLinks: "bỏ sót",
		}
	}
	return words{
		links: "Links to the population", dataset: "dataset", rows: "rows", precision: "precision", recall: "recall",
		review: "review", unknown: "rows the truth does not know: %d", notRead: "records of the truth that the run does not have: %d",
		clusters: "Duplicate clusters (by pairs, and B³)", all: "all",
		codes: "Findings per code", code: "code", linked: "if linked", reason: "reason", alarms: "False alarms of field_mismatch:",
		comma: ".", exact: "exact",
		calibration: "Calibration error (ECE): links %s (below 0.999: %s), clusters %s; links from 0.95 on: %s right (%s)",
		threshold:   "If linked from", worse: "Groups that are linked worse than others (held for many groups):", nobody: "No group of people is linked significantly worse than others",
		otherData: "Note: this looks like the truth of other data: it does not know most of the run's records, or says otherwise of most links the run is sure of.",
		estimated: "Quality of the links, estimated without the truth",
		sampled:   "Estimated from a clerical sample: %d rows, %d answered, %d unsure, %d blank", answered: "answered",
		unchecked:  "Note: ids in the column right_record that could not be looked up, for the register is no longer as the run read it: %d",
		linkedRows: "linked", falseLinks: "false", missedLinks: "missed",
	}
}

// WriteText writes the report for one screen of a terminal about 120 columns wide, in Vietnamese ("vi") or English. A dash stands
// where there was nothing to count.
func (r *Report) WriteText(w io.Writer, lang string) error {
	t := wordsOf(lang)
	var b strings.Builder
	if r.OtherData {
		b.WriteString(t.otherData + "\n")
	}
	if len(r.Links) > 0 {
		b.WriteString(t.links + "\n")
		r.linkTable(t).write(&b)
		if n := r.AllLinks.Unknown; n > 0 {
			fmt.Fprintf(&b, "  "+t.unknown+"\n", n)
		}
		if n := r.AllLinks.NotRead; n > 0 {
			fmt.Fprintf(&b, "  "+t.notRead+"\n", n)
		}
	}
	r.writeCalibration(&b, t)
	if len(r.Clusters) > 0 {
		b.WriteString("\n" + t.clusters + "\n")
		r.clusterTable(t).write(&b)
	}
	if len(r.Findings) > 0 {
		b.WriteString("\n" + t.codes + "\n")
		r.codeTable(t).write(&b)
	}
	if len(r.FalseAlarms) > 0 {
		b.WriteString("\n" + t.alarms)
		for i, a := range r.FalseAlarms {
			if i > 0 {
				b.WriteString(" ·")
			}
			fmt.Fprintf(&b, " %s %s (%d/%d)", a.Field, t.percent(a.Rows), a.Rows.Hits, a.Rows.Total)
		}
		b.WriteString("\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// writeCalibration writes what the probabilities are worth, the figures of other thresholds, and who is linked worse than others.
func (r *Report) writeCalibration(b *strings.Builder, t words) {
	if r.Calibration.Count == 0 {
		return
	}
	c := r.Calibration
	fmt.Fprintf(b, "\n"+t.calibration+"\n", t.decimal(fourDecimals(c.ECE)), t.decimal(fourDecimals(c.DoubtfulECE)),
		t.decimal(fourDecimals(r.ClusterCalibration.ECE)), t.figure(c.Sure), t.interval(c.Sure))
	tab := table{{t.threshold}, {t.precision}, {t.recall}, {"F1"}}
	for _, p := range r.Curve {
		tab[0] = append(tab[0], t.decimal(fmt.Sprint(p.Threshold)))
		for i, v := range []Rate{p.Precision, p.Recall, p.F1} {
			tab[i+1] = append(tab[i+1], t.figure(v))
		}
	}
	tab.write(b)
	if r.Groups == nil {
		return
	}
	worse := false
	for _, g := range r.Groups {
		for _, x := range g.Groups {
			if !x.Worse {
				continue
			}
			if !worse {
				b.WriteString(t.worse + "\n")
			}
			worse = true
			fmt.Fprintf(b, "  %s %s: %s %s (p %s), %s %s (p %s), %d\n", g.Name, x.Value, t.precision, t.figure(x.Precision), t.decimal(fmt.Sprintf("%.3f", x.PrecisionP)),
				t.recall, t.figure(x.Recall), t.decimal(fmt.Sprintf("%.3f", x.RecallP)), x.Records)
		}
	}
	if !worse {
		b.WriteString(t.nobody + "\n")
	}
}

func (r *Report) linkTable(t words) table {
	tab := table{{t.dataset, t.rows, t.precision, "95%", t.recall, "95%", "F1", "95%", t.review}}
	row := func(name string, l Links) []string {
		return []string{
			name, fmt.Sprint(l.Rows), t.figure(l.Precision), t.interval(l.Precision), t.figure(l.Recall), t.interval(l.Recall),
			t.figure(l.F1), t.interval(l.F1), t.percent(l.Review),
		}
	}
	for _, l := range r.Links {
		tab = append(tab, row(l.Dataset, l))
	}
	return append(tab, row(t.all, r.AllLinks))
}

func (r *Report) clusterTable(t words) table {
	cells := [][]string{}
	row := func(name string, c Clusters) {
		b3 := "–"
		if c.BCubed.Records > 0 {
			b3 = t.decimal(fourDecimals(c.BCubed.F1))
		}
		cells = append(cells, []string{name, t.figure(c.Pairs.Precision), t.figure(c.Pairs.Recall), t.figure(c.Pairs.F1), b3, t.figure(c.Exact.F1)})
	}
	for _, c := range r.Clusters {
		row(c.Dataset, c)
	}
	row(t.all, r.AllClusters)
	return sideBySide([]string{t.dataset, t.precision, t.recall, "F1", "B³", t.exact}, cells)
}

func (r *Report) codeTable(t words) table {
	cells := [][]string{}
	for _, c := range r.Findings {
		cells = append(cells, []string{c.Code, t.figure(c.Recall), t.figure(c.RecallLinked), t.figure(c.Precision), t.figure(c.ReasonRight)})
	}
	return sideBySide([]string{t.code, t.recall, t.linked, t.precision, t.reason}, cells)
}

// sideBySide sets a table in two halves, the second beside the first, where it has more than three rows.
func sideBySide(head []string, cells [][]string) table {
	if len(cells) <= 3 {
		return append(table{head}, cells...)
	}
	half := (len(cells) + 1) / 2
	tab := table{append(append(head[:len(head):len(head)], "│"), head...)}
	for i := range half {
		row := append(cells[i][:len(head):len(head)], "│")
		if half+i < len(cells) {
			row = append(row, cells[half+i]...)
		}
		tab = append(tab, row)
	}
	return tab
}

func (t words) decimal(s string) string { return strings.Replace(s, ".", t.comma, 1) }

func (t words) figure(r Rate) string {
	if r.Total == 0 {
		return "–"
	}
	return t.decimal(fourDecimals(r.Value))
}

func (t words) interval(r Rate) string {
	if r.Total == 0 {
		return "–"
	}
	return t.decimal(fourDecimals(r.Low)) + "–" + t.decimal(fourDecimals(r.High))
}

func (t words) percent(r Rate) string {
	if r.Total == 0 {
		return "–"
	}
	return t.decimal(fmt.Sprintf("%.2f%%", 100*r.Value))
}

// fourDecimals never rounds what is short of 1 up to 1: a figure that reads 1.0000 has no error behind it.
func fourDecimals(v float64) string {
	if v < 1 && v >= 0.99995 {
		return "0.9999"
	}
	return fmt.Sprintf("%.4f", v)
}

// table is rows of cells: names are set left, figures right. A row may stop short.
type table [][]string

func (t table) write(b *strings.Builder) {
	widths := make([]int, len(t[0]))
	for _, row := range t {
		for i, c := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(c))
		}
	}
	for _, row := range t {
		line := " "
		for i, c := range row {
			pad := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(c))
			if i == 0 || row[i-1] == "│" {
				line += " " + c + pad
			} else {
				line += " " + pad + c
			}
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}
