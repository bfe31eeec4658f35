package job

import (
	"slices"
	"strings"

	"github.com/doisanh/doisanh/record"
)

// Reports says which reports for people a run writes beside its tables.
type Reports struct {
	XLSX bool // dung.xlsx, du.xlsx, sach.xlsx, song.xlsx
	All  bool // XLSX with every list, however long
	HTML bool // report.html
}

// Workbooks with a million rows take a spreadsheet minutes to open, and a run longer to write than to find them (docs/decisions/0004).
// So in a run of more than manyFindings, lists longer than longList are left out of the workbooks, whole, and the covers say which and
// where they are; `reports: [xlsx_all]` writes them all the same.
const (
	manyFindings = 1_000_000
	longList     = 100_000
)

// The words of the job's key `reports` and of --reports.
const (
	reportXLSX = "xlsx"
	reportAll  = "xlsx_all"
	reportHTML = "html"
	reportNone = "none"
)

// ParseReports reads the words of --reports, with commas between them: xlsx, xlsx_all, html, none.
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
	known := []string{reportXLSX, reportAll, reportHTML, reportNone}
	for _, w := range words {
		if !slices.Contains(known, w) {
			r.add(&record.Problem{ID: record.ProblemJobInvalid, File: r.path, Column: "reports", Args: []any{"«" + w + "»: " + strings.Join(known, ", ")}})
		}
		out.XLSX = out.XLSX || w == reportXLSX || w == reportAll
		out.All = out.All || w == reportAll
		out.HTML = out.HTML || w == reportHTML
	}
	return out
}
