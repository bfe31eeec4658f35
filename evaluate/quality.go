package evaluate

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/record"
)

// Quality is a run's own quality table, as it stands in its folder.
type Quality struct {
	Columns []string   `json:"columns"`
	Rows    [][]string `json:"rows"`
}

// qualityColumns are those of quality.csv that the text form shows, intervals joined.
func qualityColumns() []string {
	columns := []string{"dataset", "group", "value", "records", "linked", "review", "link_rate"}
	for _, f := range []string{"precision", "recall", "f1", "false_links", "missed_links"} {
		columns = append(columns, f, f+"_low", f+"_high")
	}
	return columns
}

// ReadQuality reads the quality table of a run folder: what the run itself says of its links, no truth being known.
func ReadQuality(runDir string) (*Quality, error) {
	q := &Quality{Columns: qualityColumns()}
	err := readTable(problem{record.ProblemRun}, filepath.Join(runDir, "quality.csv"), q.Columns, func(c []string) {
		q.Rows = append(q.Rows, slices.Clone(c))
	})
	return q, err
}

// WriteText writes the table for a terminal, in Vietnamese ("vi") or English; with groups the lines by age, sex and kind of commune too.
func (q *Quality) WriteText(w io.Writer, lang string, groups bool) error {
	t := wordsOf(lang)
	tab := table{{t.dataset, t.rows, t.linkedRows, t.review, t.precision, "95%", t.recall, "95%", t.falseLinks, "95%", t.missedLinks, "95%"}}
	for _, r := range q.Rows {
		if r[1] != "" && !groups {
			continue
		}
		name := r[0]
		if name == "" {
			name = t.all
		}
		if r[1] != "" {
			name += " " + r[1] + " " + r[2]
		}
		row := []string{name, r[3], r[4], r[5]}
		for at := 7; at < len(r); at += 3 {
			if q.Columns[at] == "f1" {
				continue
			}
			decimals := 4
			if at > 13 {
				decimals = 1
			}
			v := func(i int) string {
				x := share(r[i])
				if decimals == 4 {
					return t.decimal(fourDecimals(x))
				}
				return t.decimal(fmt.Sprintf("%.1f", x))
			}
			row = append(row, v(at), v(at+1)+"–"+v(at+2))
		}
		tab = append(tab, row)
	}
	var b strings.Builder
	b.WriteString(t.estimated + "\n")
	tab.write(&b)
	_, err := io.WriteString(w, b.String())
	return err
}
