package command

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
	"github.com/doisanh/doisanh/report/arrowfile"
	"github.com/doisanh/doisanh/report/workbook"
)

// convertOptions are the flags of `doisanh convert`.
type convertOptions struct {
	table   string
	threads int
}

func newConvertCommand(g *global) *cobra.Command {
	var o convertOptions
	cmd := &cobra.Command{
		Use:   "convert IN OUT",
		Short: "Chuyển một danh sách sang .csv, .tsv, .parquet, .arrow hoặc .xlsx / write a list in another format",
		Example: "  doisanh convert bhxh.xls bhxh.csv\n" +
			"  doisanh convert so_lieu.xlsx thue.parquet --table Thue",
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runConvert(cmd.Context(), g, &o, args[0], args[1])
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.table, "table", "", "trang tính hoặc bảng `NAME` cần đọc / the sheet or table `NAME` to read")
	addThreads(f, &o.threads)
	return cmd
}

func runConvert(ctx context.Context, g *global, o *convertOptions, in, out string) error {
	write := converter(ctx, strings.ToLower(filepath.Ext(out)), o.threads)
	if write == nil {
		return &record.Problem{ID: record.ProblemUsage, Args: []any{fmt.Sprintf("the name of the output ends in one of .csv, .tsv, .parquet, .arrow, .xlsx, not %q", out)}}
	}
	if err := keepInput(out, in); err != nil {
		return err
	}
	l, err := dataset.ReadAll(ctx, in, o.table, dataset.Options{Threads: o.threads})
	if err != nil {
		return err
	}
	sheet := sheetOf(l)
	if _, err := report.WriteFile(ctx, filepath.Dir(out), filepath.Base(out), func(w io.Writer) error { return write(w, sheet) }); err != nil {
		return err
	}
	if g.json {
		return g.writeJSON(converted{written{out, sheet.Rows, len(l.Rejects)}, leftOut(l.Rejects)})
	}
	if g.quiet {
		return nil
	}
	p := g.printer()
	if _, err := fmt.Fprintln(g.stdout, p.Text("convert.done", sheet.Rows, len(sheet.Columns), out, len(l.Rejects))); err != nil {
		return err
	}
	const most = 20
	for _, r := range l.Rejects[:min(most, len(l.Rejects))] {
		if _, err := fmt.Fprintln(g.stdout, p.Text("inspect.fault", r.File, r.Row, p.Text("reason."+r.Reason))); err != nil {
			return err
		}
	}
	if more := len(l.Rejects) - most; more > 0 {
		if _, err := fmt.Fprintln(g.stdout, p.Text("convert.more", more)); err != nil {
			return err
		}
	}
	for _, n := range l.Notes {
		if _, err := fmt.Fprintln(g.stdout, p.Text("inspect.note", p.Note(n.ID, n.Args...))); err != nil {
			return err
		}
	}
	return nil
}

// converted is what convert says with --json: the rows that are not in what it wrote, too.
type converted struct {
	written
	Rejects []leftOutRow `json:"rejects,omitempty"`
}

type leftOutRow struct {
	Row    int    `json:"row"` // in the file, the header being row 1
	Reason string `json:"reason"`
}

func leftOut(rejects []record.Reject) (rows []leftOutRow) {
	for _, r := range rejects {
		rows = append(rows, leftOutRow{r.Row, r.Reason})
	}
	return rows
}

// sheetOf makes a sheet of all columns as read.
func sheetOf(l *dataset.Loaded) report.Sheet {
	s := report.Sheet{Name: "list", Rows: l.Table.Rows()}
	for _, c := range l.Table.Columns {
		s.Columns = append(s.Columns, report.Column{
			Name: c.Header, Kind: report.Word, Words: slices.Collect(c.Dict.Values()), Code: func(row int) uint32 { return c.Codes[row] },
		})
	}
	return s
}

// converter returns what writes a sheet in the format of an extension, nil where there is none.
func converter(ctx context.Context, ext string, threads int) func(io.Writer, report.Sheet) error {
	switch ext {
	case ".csv":
		return report.WriteCSV
	case ".tsv":
		return writeTSV
	case ".parquet":
		return func(w io.Writer, s report.Sheet) error { return report.WriteParquet(w, s, nil) }
	case ".arrow":
		return func(w io.Writer, s report.Sheet) error { return arrowfile.Write(ctx, w, s) }
	case ".xlsx":
		return func(w io.Writer, s report.Sheet) error { return workbook.Write(ctx, w, bookOf(s), max(1, threads)) }
	}
	return nil
}

// writeTSV writes tab-separated text. A cell's tabs and line ends become blanks: many readers have no place for them. Quotation marks are
// written as in CSV, and so are texts that a spreadsheet would take for formulas.
func writeTSV(w io.Writer, s report.Sheet) error {
	b := bufio.NewWriter(w)
	plain := strings.NewReplacer("\t", " ", "\r\n", " ", "\n", " ", "\r", " ")
	line := func(cell func(c *report.Column) string) {
		for i := range s.Columns {
			if i > 0 {
				_ = b.WriteByte('\t') // Flush tells of it
			}
			text := record.Guard(plain.Replace(cell(&s.Columns[i])))
			if strings.Contains(text, `"`) {
				text = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
			}
			_, _ = b.WriteString(text)
		}
		_ = b.WriteByte('\n')
	}
	line(func(c *report.Column) string { return c.Name })
	for row := range s.Rows {
		line(func(c *report.Column) string { return c.Words[c.Code(row)] })
	}
	return b.Flush()
}

// bookOf makes a workbook of a sheet: a cover that says what it is, and the list.
func bookOf(s report.Sheet) *workbook.Book {
	list := workbook.List{Name: "Danh sách", Header: "Danh sách", Rows: s.Rows, Frozen: 0}
	for _, c := range s.Columns {
		list.Columns = append(list.Columns, workbook.Column{Heading: c.Name, Width: 20, Words: c.Words, Code: c.Code})
	}
	return &workbook.Book{
		Title: "Danh sách", Day: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC), // the bytes are a function of the list alone
		Cover: workbook.Cover{Name: "Bìa", Heading: "DANH SÁCH", Lead: fmt.Sprintf("%d dòng, %d cột / rows, columns", s.Rows, len(s.Columns))},
		Lists: []workbook.List{list},
	}
}
