package dataset

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/maphash"
	"os"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/doisanh/doisanh/record"
)

// reader is one file opened by its format. Its first records have been looked at, the rows have not been read.
type reader interface {
	// head returns the first records, at most a few hundred, as they stand in the file. The header is one of them.
	head() [][]string

	// read reads all rows below head()[header]. want lists the columns to keep, ascending, each once; width is the
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
	line    []uint32 // number in the file of each row loaded, the header being 1
	rejects []rejected
	in      int // rows met: len(line) + len(rejects)
}

type rejected struct {
	line   int
	reason string
	raw    string
}

// kinds of content that are not text, by how they begin.
var magics = []struct{ kind, magic string }{
	{"zip/xlsx", "PK\x03\x04"},
	{"zip", "PK\x05\x06"},
	{"xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"},
	{"parquet", "PAR1"},
	{"gzip", "\x1f\x8b"},
	{"zstd", "\x28\xb5\x2f\xfd"},
	{"bzip2", "BZh"},
	{"xz", "\xfd7zXZ\x00"},
	{"7z", "7z\xbc\xaf\x27\x1c"},
	{"rar", "Rar!\x1a\x07"},
	{"arrow", "ARROW1"},
	{"arrow", "\xff\xff\xff\xff"},
	{"pdf", "%PDF-"},
	{"sqlite", "SQLite format 3\x00"},
	{"png", "\x89PNG"},
	{"jpeg", "\xff\xd8\xff"},
	{"elf", "\x7fELF"},
}

// binaryKind says what kind of file the bytes are, where they are not text.
func binaryKind(data []byte) (kind string, binary bool) {
	for _, m := range magics {
		if bytes.HasPrefix(data, []byte(m.magic)) {
			return m.kind, true
		}
	}
	if bytes.IndexByte(data[:min(len(data), 64<<10)], 0) >= 0 {
		return "binary", true
	}
	return "", false
}

// open reads a file, unpacked and as UTF-8, and opens it with the format its content asks for. encoding names the legacy encoding it was
// written in, if any.
// The whole file is held in memory while it is parsed; its dictionaries are copies, so nothing of it is kept after.
func open(path string) (r reader, size int64, encoding string, err error) {
	if st, err := os.Stat(path); err == nil && st.IsDir() {
		return nil, 0, "", &record.Problem{ID: record.ProblemFileUnreadable, File: path, Err: errors.New("is a directory")}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, 0, "", fileProblem(path, err)
	}
	size = int64(len(data))
	if data, err = unpack(data); err != nil {
		return nil, 0, "", &record.Problem{ID: record.ProblemFileUnreadable, File: path, Err: err}
	}
	text := decodeUTF16(data)
	if kind, binary := binaryKind(text); binary {
		return nil, 0, "", &record.Problem{ID: record.ProblemFileBinary, File: path, Args: []any{kind}}
	}
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	if len(trim(text)) == 0 {
		return nil, 0, "", &record.Problem{ID: record.ProblemFileEmpty, File: path}
	}
	if text, encoding, err = decodeRaw(text); err != nil {
		return nil, 0, "", &record.Problem{ID: record.ProblemFileUnreadable, File: path, Err: err}
	}
	return newCSV(text), size, encoding, nil
}

// decodeUTF16 turns text that begins with a UTF-16 byte-order mark ("Unicode text" of a spreadsheet) into UTF-8.
func decodeUTF16(data []byte) []byte {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		order = binary.LittleEndian
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		order = binary.BigEndian
	default:
		return data
	}
	out := make([]byte, 0, len(data))
	for i := 2; i+1 < len(data); i += 2 {
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
