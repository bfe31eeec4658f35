package dataset

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/maphash"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/doisanh/doisanh/dataset/jsonl"
	"github.com/doisanh/doisanh/record"
)

// reader is one table opened by its format. Its first records have been looked at, the rows have not been read. One that is an
// io.Closer holds a file open.
type reader interface {
	// head returns the first records, at most a few hundred, as they stand in the file. The header is one of them.
	head() [][]string

	// read reads all rows below head()[header], once. want lists the columns to keep, ascending, each once; width is the
	// number of columns with a header, all the number with or without one. The result holds one column for each of want.
	read(ctx context.Context, header int, want []int, width, all int, opt readOptions) (*rows, error)
}

type readOptions struct {
	threads  int
	seed     maphash.Seed
	progress func(int64)
}

// rows are the rows of one file, or of a part of one.
type rows struct {
	columns []coded
	line    []uint32 // number in the file of each row loaded, its first row being 1
	rejects []rejected
	in      int        // rows met: len(line) + len(rejects)
	bare    []rejected // what becomes of the rows among them that hold nothing in the columns wanted, if nothing is found for these elsewhere, ascending
}

type rejected struct {
	line   int
	reason string
	raw    string
}

// table is one of the tables a file holds.
type table struct {
	reader
	name   string // of a sheet or a table of a database, blank where the file is one table
	hidden bool
}

// rowOf returns the number in the file of one of the table's first records.
func (t *table) rowOf(i int) int {
	if r, ok := t.reader.(interface{ rowOf(int) int }); ok {
		return r.rowOf(i)
	}
	return i + 1
}

// contents is what a file was found to hold.
type contents struct {
	kind     string // one of the kind… words
	tables   []*table
	encoding string // the legacy encoding it was written in, if any
	size     int64
	files    []io.Closer
}

// Close lets go of all that is held.
func (c *contents) Close() {
	for _, t := range c.tables {
		if x, ok := t.reader.(io.Closer); ok {
			_ = x.Close() // it was read only
		}
	}
	for _, f := range slices.Backward(c.files) {
		_ = f.Close() // it was read only
	}
}

// The kinds of file that are read.
const (
	kindText    = "csv" // delimited text
	kindXLSX    = "xlsx"
	kindParquet = "parquet"
	kindArrow   = "arrow"
	kindJSON    = "json"
	kindDBF     = "dbf"
	kindSQLite  = "sqlite"

	kindPostgres = "postgresql"
	kindXLS      = "xls"
	kindXML      = "xml"
	kindSheetXML = "xml spreadsheet"
	kindHTML     = "html"
	kindODS      = "ods"
	kindZIP      = "zip"
	kindGzip     = "gzip"
	kindZstd     = "zstd"
)

// magics are kinds of content by how they begin; those that are read are opened by input.open.
var magics = []struct{ kind, magic string }{
	{kindZIP, "PK\x03\x04"},
	{kindZIP, "PK\x05\x06"},
	{kindXLS, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"},
	{kindParquet, "PAR1"},
	{kindGzip, "\x1f\x8b"},
	{kindZstd, "\x28\xb5\x2f\xfd"},
	{"bzip2", "BZh"},
	{"xz", "\xfd7zXZ\x00"},
	{"7z", "7z\xbc\xaf\x27\x1c"},
	{"rar", "Rar!\x1a\x07"},
	{kindArrow, "ARROW1"},
	{kindArrow, "\xff\xff\xff\xff"},
	{"pdf", "%PDF-"},
	{kindSQLite, "SQLite format 3\x00"},
	{"png", "\x89PNG"},
	{"jpeg", "\xff\xd8\xff"},
	{"elf", "\x7fELF"},
	{"rtf", "{\\rtf"},
	{"mht", "MIME-Version:"},
}

// binaryKind says what kind of file the bytes are, where they are not text.
func binaryKind(data []byte) (kind string, binary bool) {
	for _, m := range magics {
		if bytes.HasPrefix(data, []byte(m.magic)) {
			return m.kind, true
		}
	}
	if data = data[:min(len(data), 64<<10)]; !isText(data) {
		return "binary", true
	}
	return "", false
}

// isText reports whether bytes are text. Exports from old databases have a zero byte here and there; of other files one byte in some ten
// is a control character.
func isText(data []byte) bool {
	if bytes.IndexByte(data, 0) < 0 {
		return true
	}
	controls := 0
	for _, c := range data {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' {
			controls++
		}
	}
	return controls == 1 || controls <= len(data)/200
}

// input is a file to be read: on the disk, or unpacked out of an archive.
type input struct {
	path string // of the file the job names, for problems
	name string // what it is called in outputs
	file string // what it is called itself: the archive's member, or the path's last element
	data []byte // nil where it is read from path

	packed int64  // size of a member of an archive there
	beside []byte // the memo file beside such a member
}

// problem is a fault of the file.
func (in *input) problem(id string, err error, args ...any) error {
	var p *record.Problem
	if errors.As(err, &p) {
		return err
	}
	return &record.Problem{ID: id, File: in.path, Args: args, Err: err}
}

// begin returns the first bytes of the file.
func (in *input) begin() ([]byte, error) {
	const looked = 64 << 10
	if in.data != nil {
		return in.data[:min(len(in.data), looked)], nil
	}
	st, err := os.Stat(in.path)
	if err != nil {
		return nil, fileProblem(in.path, err)
	}
	switch {
	case st.IsDir():
		return nil, in.problem(record.ProblemFileFolder, nil)
	case !st.Mode().IsRegular(): // what was looked at would be gone when the rows are read
		return nil, in.problem(record.ProblemFileStream, nil)
	}
	f, err := os.Open(in.path)
	if err != nil {
		return nil, fileProblem(in.path, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, looked))
	if err != nil {
		return nil, fileProblem(in.path, err)
	}
	return data, nil
}

// source is a file read at any place.
type source interface {
	io.ReaderAt
	io.Reader
	io.Seeker
}

// at opens the file for reading at any place; it is closed with the contents.
func (in *input) at(c *contents) (source, error) {
	if in.data != nil {
		c.size = int64(len(in.data))
		return bytes.NewReader(in.data), nil
	}
	f, err := os.Open(in.path)
	if err != nil {
		return nil, fileProblem(in.path, err)
	}
	c.files = append(c.files, f)
	st, err := f.Stat()
	if err != nil {
		return nil, fileProblem(in.path, err)
	}
	c.size = st.Size()
	return f, nil
}

// open opens a file with the format its content asks for. What the user can mend is a *record.Problem.
func (in *input) open(ctx context.Context, src Source) (*contents, error) {
	first, err := in.begin()
	if err != nil {
		return nil, err
	}
	kind, binary := binaryKind(first)
	c := &contents{kind: kind}
	switch {
	case kind == kindZIP:
		err = in.openWorkbook(c)
	case kind == kindXLS:
		err = in.openXLS(c)
	case kind == kindParquet:
		err = in.openParquet(c)
	case kind == kindArrow:
		err = in.openArrow(c)
	case kind == kindSQLite:
		err = in.openSQLite(ctx, c, src)
	case (!binary || kind == "binary") && in.isDBF(first):
		err = in.openDBF(c)
	case kind == kindGzip || kind == kindZstd || !binary || utf16Order(first) != nil:
		return in.openText(ctx, src)
	default:
		return nil, in.problem(record.ProblemFileBinary, nil, kind)
	}
	if err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

// openText opens a file of delimited text: a large one to be read in pieces, any other is read and unpacked as a whole. Its dictionaries
// are copies, so nothing of it is kept after.
func (in *input) openText(ctx context.Context, src Source) (*contents, error) {
	data := in.data
	if data == nil {
		if r, size := openLarge(in.path); r != nil {
			return &contents{kind: kindText, size: size, tables: []*table{{reader: withFooter(r)}}}, nil
		}
		var err error
		if data, err = os.ReadFile(in.path); err != nil {
			return nil, fileProblem(in.path, err)
		}
	}
	size := int64(len(data))
	content, err := unpack(data)
	switch {
	case err == nil && len(content) == 0:
		return nil, in.problem(record.ProblemFileEmpty, nil)
	case errors.Is(err, errExpands):
		return nil, in.problem(record.ProblemFileLimit, err)
	case err != nil:
		return nil, in.problem(record.ProblemFileDamaged, err)
	}
	text := decodeUTF16(content)
	kind, binary := binaryKind(text)
	if packed := &content[0] != &data[0]; packed && kind != kindGzip && kind != kindZstd {
		inner := input{path: in.path, name: in.name, file: strings.TrimSuffix(in.file, filepath.Ext(in.file)), data: content}
		if binary || inner.isDBF(content) { // a packed spreadsheet
			return inner.open(ctx, src)
		}
	}
	if binary {
		return nil, in.problem(record.ProblemFileBinary, nil, kind)
	}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	if len(trim(text)) == 0 {
		return nil, in.problem(record.ProblemFileEmpty, nil)
	}
	c := &contents{kind: kindText, size: size}
	if text, c.encoding, err = decodeRaw(text); err != nil {
		return nil, in.problem(record.ProblemFileUnreadable, err)
	}
	if isMarkup(text) {
		return c, in.openXML(c, text)
	}
	if jsonl.IsJSON(text) {
		return c, in.openJSON(c, text)
	}
	if singlyQuoted(text) {
		text = requoted(text)
	}
	c.tables = []*table{{reader: withFooter(newCSV(text))}}
	return c, nil
}

// isMarkup reports whether a text begins with a tag. No list does.
func isMarkup(text []byte) bool {
	text = trim(text[:min(len(text), 4<<10)])
	return len(text) > 2 && text[0] == '<' && (text[1] == '?' || text[1] == '!' || text[1]|0x20 >= 'a' && text[1]|0x20 <= 'z')
}

// utf16Order says in which order the bytes of UTF-16 text stand ("Unicode text" of a spreadsheet), nil where it is none. Where there is
// no byte-order mark the zero bytes tell, of which the spaces, digits and plain letters have one each.
func utf16Order(data []byte) binary.ByteOrder {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return binary.LittleEndian
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return binary.BigEndian
	}
	const looked = 64 << 10
	var zeros [2]int
	data = data[:min(len(data), looked)]
	for i, c := range data {
		if c == 0 {
			zeros[i&1]++
		}
	}
	most := max(zeros[0], zeros[1])
	if len(data) < 4 || 5*most < len(data) || 50*min(zeros[0], zeros[1]) > most {
		return nil
	}
	var order binary.ByteOrder = binary.LittleEndian
	if zeros[0] == most {
		order = binary.BigEndian
	}
	for i := 0; i+1 < len(data); i += 2 {
		if r := order.Uint16(data[i:]); r < ' ' && r != '\t' && r != '\n' && r != '\r' {
			return nil
		}
	}
	return order
}

// decodeUTF16 turns UTF-16 text into UTF-8 and leaves any other as it is.
func decodeUTF16(data []byte) []byte {
	order := utf16Order(data)
	if order == nil {
		return data
	}
	out := make([]byte, 0, len(data))
	from := 0
	if order.Uint16(data) == 0xfeff {
		from = 2
	}
	for i := from; i+1 < len(data); i += 2 {
		r := rune(order.Uint16(data[i:]))
		if utf16.IsSurrogate(r) && i+3 < len(data) {
			if r = utf16.DecodeRune(r, rune(order.Uint16(data[i+2:]))); r != utf8.RuneError {
				i += 2
			}
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}
