package job

import (
	"slices"
	"strings"

	"github.com/doisanh/doisanh/record"
)

// Reports says which reports for people a run writes beside its tables.
type Reports struct {
	XLSX bool // dung.xlsx, du.xlsx, sach.xlsx, song.xlsx
	HTML bool // report.html
}

// The words of the job's key `reports` and of --reports.
const (
	reportXLSX = "xlsx"
	reportHTML = "html"
	reportNone = "none"
)

// ParseReports reads the words of --reports, with commas between them: xlsx, html, none.
func ParseReports(s string) []string {
	words := []string{}
	for w := range strings.SplitSeq(s, ",") {
		if w = strings.TrimSpace(w); w != "" {
			words = append(words, w)
		}
	}
	return words
}

// reports resolves the key `reports`: all of them where it is not given.
func (r *resolver) reports(words []string) Reports {
	if words == nil {
		return Reports{XLSX: true, HTML: true}
	}
	var out Reports
	known := []string{reportXLSX, reportHTML, reportNone}
	for _, w := range words {
		if !slices.Contains(known, w) {
			r.add(&record.Problem{ID: record.ProblemJobInvalid, File: r.path, Column: "reports", Args: []any{"«" + w + "»: " + strings.Join(known, ", ")}})
		}
		out.XLSX = out.XLSX || w == reportXLSX
		out.HTML = out.HTML || w == reportHTML
	}
	return out
}
