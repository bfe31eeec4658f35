package dataset

import (
	"context"
	"errors"
	"hash/maphash"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"

	"github.com/doisanh/doisanh/dataset/parquetfile"
	"github.com/doisanh/doisanh/record"
)

// openParquet opens a Parquet file. Its column names are the first record.
func (in *input) openParquet(c *contents) error {
	at, err := in.at(c)
	if err != nil {
		return err
	}
	f, err := parquetfile.Open(at, c.size)
	if err != nil {
		return in.parquetProblem(err)
	}
	r := &parquetReader{in: in, file: f}
	if err := r.begin(); err != nil {
		return in.parquetProblem(err)
	}
	c.tables = []*table{{reader: r}}
	return nil
}

func (in *input) parquetProblem(err error) error {
	if errors.Is(err, parquetfile.ErrExpands) {
		return in.problem(record.ProblemFileLimit, err)
	}
	if errors.Is(err, parquetfile.ErrCodec) {
		return in.problem(record.ProblemFileBinary, nil, strings.TrimPrefix(err.Error(), "parquet: "))
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return in.problem(record.ProblemFileDamaged, err)
}

// parquetReader reads Parquet column by column.
type parquetReader struct {
	in    *input
	file  *parquetfile.File
	first [][]string
}

// begin reads the first rows.
func (r *parquetReader) begin() error {
	n := int(min(r.file.Rows, headRecords))
	r.first = make([][]string, 1+n)
	for i := range r.first {
		r.first[i] = make([]string, len(r.file.Columns))
	}
	for i, c := range r.file.Columns {
		r.first[0][i] = strings.ToValidUTF8(c.Name, "\uFFFD")
		if c.Nested != "" || n == 0 {
			continue
		}
		row := 1
		err := r.file.Read(context.Background(), i, int64(n), func(v *parquetfile.Values) error {
			from := 0
			for _, to := range v.Ends {
				r.first[row][i] = strings.ToValidUTF8(string(trim(v.Text[from:to])), "\uFFFD")
				from, row = to, row+1
			}
			return nil
		})
		if err != nil {
			return r.columnProblem(i, err)
		}
	}
	return nil
}

// columnProblem tells what is wrong with a column.
func (r *parquetReader) columnProblem(col int, err error) error {
	err = r.in.parquetProblem(err)
	if p := (*record.Problem)(nil); errors.As(err, &p) && p.ID == record.ProblemFileDamaged {
		p.Column = strings.ToValidUTF8(r.file.Columns[col].Name, "\uFFFD")
	}
	return err
}

func (r *parquetReader) head() [][]string { return r.first }

// read reads the wanted columns side by side.
func (r *parquetReader) read(ctx context.Context, header int, want []int, _, _ int, opt readOptions) (*rows, error) {
	for _, col := range want {
		if c := r.file.Columns[col]; c.Nested != "" {
			return nil, &record.Problem{ID: record.ProblemColumnNested, File: r.in.path, Column: c.Name, Args: []any{c.Nested}}
		}
	}
	n := int(r.file.Rows) - header
	out := &rows{in: n, columns: make([]coded, len(want)), line: make([]uint32, n)}
	for i := range out.line {
		out.line[i] = uint32(i + header + 2)
	}
	broken := make([]bool, len(want))
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(max(1, opt.threads))
	for i, col := range want {
		g.Go(func() error {
			var err error
			if out.columns[i], broken[i], err = r.column(gctx, col, header, opt); err != nil {
				return r.columnProblem(col, err)
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, r.in.parquetProblem(err)
	}
	drop, err := r.unfit(ctx, header, want, broken, out)
	if err != nil || len(drop) == 0 {
		return out, err
	}
	return r.without(drop, out)
}

// column reads one column below the header. What a row group's dictionary holds is looked up once a row group.
func (r *parquetReader) column(ctx context.Context, col, header int, opt readOptions) (coded, bool, error) {
	b := newBuilder(opt.seed, int(r.file.Rows)-header)
	t := new(scratch)
	var cells []cell
	group, codes := -1, []uint32(nil) // of the texts told in a row group; null is 0
	skip := header
	add := func(v *parquetfile.Values) error {
		s := splitter{data: v.Text}
		cells = cells[:0]
		from := 0
		for _, to := range v.Ends {
			cells = append(cells, newCell(from, to))
			from = to
		}
		if v.Of == nil {
			n := min(skip, len(cells))
			skip -= n
			b.add(&s, cells[n:], t)
			return nil
		}
		if v.Group != group {
			group, codes = v.Group, append(codes[:0], 0)
		}
		codes = b.enter(&s, cells, codes, t)
		b.addCodes(codes, v.Of)
		return nil
	}
	var err error
	if header == 0 {
		err = r.file.ReadOnce(ctx, col, add)
	} else { // values that stand above the header alone are none of the column's
		err = r.file.Read(ctx, col, r.file.Rows, add)
	}
	if err != nil {
		return coded{}, false, err
	}
	return b.finish(), b.broken, nil
}

// unfit finds the rows that cannot be loaded: those without any value, and those with one that is no UTF-8.
func (r *parquetReader) unfit(ctx context.Context, header int, want []int, broken []bool, out *rows) (map[int]string, error) {
	drop := map[int]string{}
	for i, c := range out.columns {
		if !broken[i] {
			continue
		}
		bad := make([]bool, c.dict.Len())
		for k, v := range c.dict.All() {
			bad[k] = !utf8.ValidString(v)
		}
		for row, code := range c.codes {
			if bad[code] {
				drop[row] = reasonEncoding
			}
		}
	}
	var blank []int
	for row := range out.line {
		if !slices.ContainsFunc(out.columns, func(c coded) bool { return c.codes[row] != 0 }) {
			blank = append(blank, row)
		}
	}
	if len(blank) == 0 {
		return drop, nil
	}
	filled := map[int]bool{} // by another column
	for col, c := range r.file.Columns {
		if slices.Contains(want, col) || c.Nested != "" {
			continue
		}
		other, _, err := r.column(ctx, col, header, readOptions{seed: maphash.MakeSeed()})
		if err != nil {
			return nil, r.in.parquetProblem(err)
		}
		for _, row := range blank {
			filled[row] = filled[row] || other.codes[row] != 0
		}
	}
	for _, row := range blank {
		if !filled[row] {
			drop[row] = reasonBlank
		}
	}
	return drop, nil
}

// without puts rows aside.
func (r *parquetReader) without(drop map[int]string, all *rows) (*rows, error) {
	out := &rows{in: all.in}
	for row, line := range all.line {
		reason, bad := drop[row]
		if !bad {
			out.line = append(out.line, line)
			continue
		}
		var raw []string
		for _, c := range all.columns {
			raw = append(raw, c.dict.At(c.codes[row]))
		}
		out.rejects = append(out.rejects, rejected{int(line), reason, rawText([]byte(strings.Join(raw, "\t")))})
	}
	for _, c := range all.columns {
		kept, to := coded{codes: make([]uint32, 0, len(out.line)), dict: record.TextsOf("")}, make([]uint32, c.dict.Len())
		for row, code := range c.codes {
			if _, bad := drop[row]; bad {
				continue
			}
			if code != 0 && to[code] == 0 {
				to[code] = uint32(kept.dict.Len())
				kept.dict.Append(c.dict.At(code))
			}
			kept.codes = append(kept.codes, to[code])
		}
		out.columns = append(out.columns, kept)
	}
	return out, nil
}
