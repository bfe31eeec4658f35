package command

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/internal/ui"
	"github.com/doisanh/doisanh/job"
	"github.com/doisanh/doisanh/job/officers"
)

// summaryText is the closing summary: rows, outcomes, findings per criterion, where the files are. It fits one screen.
func summaryText(p *ui.Printer, r *job.Result) string {
	s := r.Summary
	var b strings.Builder
	fmt.Fprintln(&b)
	if s.Name == "" {
		fmt.Fprintln(&b, p.Text("summary.untitled", s.AsOf))
	} else {
		fmt.Fprintln(&b, p.Text("summary.title", s.Name, s.AsOf))
	}
	fmt.Fprintln(&b, p.Text("summary.rows", s.RowsIn, s.Loaded, s.Rejected))
	fmt.Fprintln(&b)
	b.WriteString(ui.Table(datasetRows(p, s)))
	fmt.Fprintln(&b)
	for _, c := range []string{"dung", "du", "sach", "song"} {
		fmt.Fprintf(&b, "%s: %s\n", p.Text("summary."+c), codeCounts(p, s.Findings[c]))
	}
	if n := sum(s.KeptOpen); n > 0 {
		fmt.Fprintln(&b, p.Text("summary.kept_open", n))
	}
	fmt.Fprintln(&b)
	writeRemarks(&b, p, s)
	if r.Spilled > 0 {
		fmt.Fprintln(&b, p.Text("spilled", mebibytes(r.Spilled)))
	}
	fmt.Fprintln(&b, p.Text("summary.where", r.Dir))
	var reports []string
	if r.Reports.HTML {
		reports = append(reports, p.Text("summary.page"))
	}
	if r.Reports.XLSX {
		reports = append(reports, p.Text("summary.books"))
	}
	if len(reports) > 0 {
		fmt.Fprintln(&b, p.Text("summary.reports", strings.Join(reports, " · ")))
	}
	fmt.Fprintln(&b, p.Text("summary.files"))
	return b.String()
}

// warnings are told on standard error too, where a nightly run's mail comes from: that a list may not be whole, that ids stand for other records, that files are not
// those meant, nor the day.
func warnings(p *ui.Printer, s *job.Summary) (lines []string) {
	if s.PreviousAsOf != "" {
		lines = append(lines, "warning: "+p.Text("summary.earlier", s.AsOf, s.PreviousAsOf))
	}
	for _, name := range s.Order {
		for _, n := range s.Datasets[name].Notes {
			switch n.ID {
			case job.NoteRecordsFewer, job.NoteRecordsCut, job.NoteIDsShifted, dataset.NoteRowsCut, dataset.NoteOtherSector, dataset.NoteSwapped, dataset.NoteSameFiles:
			default:
				continue
			}
			where := name
			if n.File != "" {
				where += ", " + n.File
			}
			lines = append(lines, "warning: "+ui.Plain(where)+": "+p.Note(n.ID, n.Args...))
		}
	}
	return lines
}

// mostRefusals is how many rows of decisions files that are refused are told one by one.
const mostRefusals = 5

// writeDecisions writes what became of officers' decisions, counted by officers.Rulings.Figures, and which cells made rows be refused; nothing where there are none.
func writeDecisions(b *strings.Builder, p *ui.Printer, d map[string]int, refusals []officers.Refusal) {
	if d == nil {
		return
	}
	fmt.Fprintln(b, p.Text("summary.decisions", d[officers.Applied], d[officers.Overridden], d[officers.Conflicted], d[officers.Refused]))
	if n := d[officers.NoteNumbers]; n > 0 {
		fmt.Fprintln(b, p.Text("summary.decisions_numbers", n))
	}
	for _, r := range refusals[:min(len(refusals), mostRefusals)] {
		if r.Column == "" {
			fmt.Fprintln(b, p.Text("summary.decision_row", r.File, r.Row, p.Text("reason."+r.Reason)))
			continue
		}
		fmt.Fprintln(b, p.Text("summary.decision_cell", r.File, r.Row, r.Column, p.Text("refused."+r.Reason)))
	}
	if more := len(refusals) - mostRefusals; more > 0 {
		fmt.Fprintln(b, p.Text("summary.decisions_more", more))
	}
}

// writeRemarks writes what has to be known of the figures: how the data were read, what officers had decided, how sure the links are.
func writeRemarks(b *strings.Builder, p *ui.Printer, s *job.Summary) {
	for _, name := range s.Order {
		for _, line := range noteLines(p, name, s.Datasets[name].Notes) {
			fmt.Fprintln(b, line)
		}
	}
	for _, name := range s.Order {
		for _, c := range s.Datasets[name].Columns {
			if c.Encoding != "" {
				fmt.Fprintln(b, p.Text("note", name, p.Text("column.encoding", c.Header, c.Encoding)))
			}
		}
	}
	writeDecisions(b, p, s.Decisions, s.Refusals)
	if w := s.Waivers; w != nil {
		fmt.Fprintln(b, p.Text("summary.waivers", w["applied"], w["expired"], w["unmatched"], w["refused"]))
	}
	var missing []string
	for _, name := range s.Order {
		if d := s.Datasets[name]; len(d.Ignored) > 0 {
			fmt.Fprintln(b, p.Text("summary.ignored", name, strings.Join(d.Ignored, ", ")))
		}
		if n := len(s.Datasets[name].MissingColumns); n > 0 {
			missing = append(missing, fmt.Sprintf("%s %d", name, n))
		}
	}
	if len(missing) > 0 {
		fmt.Fprintln(b, p.Text("summary.missing", strings.Join(missing, ", ")))
	}
	var kept []string
	for _, name := range s.Order {
		if l := s.Datasets[name].Linking; l != nil && l.KeptPrior {
			kept = append(kept, name)
		}
	}
	if len(kept) > 0 {
		fmt.Fprintln(b, p.Text("summary.kept", strings.Join(kept, ", ")))
	}
	if q := s.Quality; q != nil && s.Links["match"] == 0 {
		fmt.Fprintln(b, p.Text("summary.no_links"))
	} else if q != nil {
		fmt.Fprintln(b, p.Text("summary.quality", p.Share(q.Precision.Value), p.Share(q.Precision.Low), p.Share(q.Precision.High),
			p.Share(q.Recall.Value), p.Share(q.Recall.Low), p.Share(q.Recall.High)))
	}
}

// noteLines says a dataset's notes, what is noted of several files or sheets once: a school's workbook has a sheet for each class.
func noteLines(p *ui.Printer, name string, notes []job.NoteFigure) []string {
	var said, first []string
	times := map[string]int{}
	for _, n := range notes {
		text := p.Note(n.ID, n.Args...)
		if times[text]++; times[text] == 1 {
			said, first = append(said, text), append(first, n.File)
		}
	}
	for i, text := range said {
		where := name
		if first[i] != "" {
			where += ", " + first[i]
		}
		if n := times[text]; n > 1 {
			where = p.Text("note.more", where, n-1)
		}
		said[i] = p.Text("note", where, text)
	}
	return said
}

func datasetRows(p *ui.Printer, s *job.Summary) [][]string {
	head := []string{p.Text("summary.dataset")}
	for _, k := range []string{"loaded", "rejected", "correct", "wrong", "unverified", "no_id", "duplicates", "findings"} {
		head = append(head, p.Text("summary."+k))
	}
	rows := [][]string{head}
	duplicates := 0
	for _, name := range s.Order {
		d := s.Datasets[name]
		duplicates += d.Duplicates
		rows = append(rows, figures(p, name, d.Loaded, d.Rejected, d.Outcomes, d.Duplicates, sum(d.Findings)))
	}
	return append(rows, figures(p, p.Text("summary.total"), s.Loaded, s.Rejected, s.Outcomes, duplicates, sum(s.Findings)))
}

func figures(p *ui.Printer, name string, loaded, rejected int, outcomes map[string]int, duplicates, findings int) []string {
	row := []string{name, p.Number(loaded), p.Number(rejected)}
	for _, o := range []string{"correct", "wrong", "unverified", "no_id"} {
		if outcomes == nil {
			row = append(row, "")
			continue
		}
		row = append(row, p.Number(outcomes[o]))
	}
	return append(row, p.Number(duplicates), p.Number(findings))
}

func sum(findings map[string]map[string]int) int {
	n := 0
	for _, codes := range findings {
		for _, k := range codes {
			n += k
		}
	}
	return n
}

// codeCounts lists a criterion's codes, most frequent first.
func codeCounts(p *ui.Printer, codes map[string]int) string {
	names := slices.SortedFunc(maps.Keys(codes), func(a, b string) int { return cmp.Or(cmp.Compare(codes[b], codes[a]), cmp.Compare(a, b)) })
	parts := make([]string, len(names))
	for i, c := range names {
		parts[i] = c + " " + p.Number(codes[c])
	}
	if len(parts) == 0 {
		return "0"
	}
	return strings.Join(parts, " · ")
}
