package dataset

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/transform"

	"github.com/doisanh/doisanh/normalize/legacy"
)

// What a packed file may grow to: text tables shrink five- to twentyfold, a bomb a thousandfold.
const (
	maxUnpacked  = 16 << 30
	maxExpansion = 200
	freeUnpacked = 64 << 20 // small files may be packed tighter
)

var errExpands = errors.New("expands to far more than a text table would")

// unpack returns the content of a gzip or zstd file, and any other file as it is.
func unpack(data []byte) ([]byte, error) {
	var r io.Reader
	switch {
	case bytes.HasPrefix(data, []byte("\x1f\x8b")):
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil, err
		}
		r = z
	case bytes.HasPrefix(data, []byte("\x28\xb5\x2f\xfd")):
		z, err := zstd.NewReader(bytes.NewReader(data), zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(1<<30))
		if err != nil {
			return nil, err
		}
		defer z.Close()
		r = z
	default:
		return data, nil
	}
	limit := min(maxUnpacked, max(freeUnpacked, maxExpansion*int64(len(data))))
	out, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(out)) > limit {
		return nil, errExpands
	}
	return out, nil
}

// rawShare is the share of the lines with letters beyond ASCII that must not be UTF-8 for a file to be read in another encoding. Below it
// the broken lines are broken lines, and are rejected as such.
const rawShare = 0.5

// decodeRaw turns a file that is written in one of the legacy encodings into UTF-8 and names the encoding; any other file comes back as it
// is, with no name.
func decodeRaw(data []byte) (text []byte, encoding string, err error) {
	const looked = 4 << 20 // bytes: a file is written in one encoding
	if len(data) <= looked && utf8.Valid(data) {
		return data, "", nil
	}
	marked, broken := 0, 0
	for line := range bytes.Lines(data[:min(len(data), looked)]) {
		if bytes.ContainsFunc(line, func(r rune) bool { return r >= utf8.RuneSelf }) {
			marked++
			if !utf8.Valid(line) {
				broken++
			}
		}
	}
	if float64(broken) <= rawShare*float64(marked) {
		return data, "", nil
	}
	v := legacy.DetectBytes(data)
	switch {
	case v.Encoding != legacy.UTF8:
	case broken >= westernLines && isWestern(data[:min(len(data), looked)]):
		text, err = charmap.Windows1252.NewDecoder().Bytes(data)
		return text, "windows-1252", err
	default:
		return data, "", nil
	}
	text, err = io.ReadAll(transform.NewReader(bytes.NewReader(data), legacy.NewDecoder(v.Encoding)))
	return text, v.Encoding.String(), err
}

// westernLines is how many lines must not be UTF-8 for a file in none of this country's encodings to be taken for a western one: of fewer nothing
// tells that they are not broken.
const westernLines = 3

// isWestern says whether bytes beyond ASCII are the letters of Western European languages as Windows writes them: letters they are, or signs that
// lists hold, and they stand among more plain letters, as those of Cyrillic and Greek do not.
func isWestern(data []byte) bool {
	plain, letters, others := 0, 0, 0
	for _, c := range data {
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			plain++
		case c < utf8.RuneSelf:
		case c >= 0xc0 && c != 0xd7 && c != 0xf7, bytes.IndexByte([]byte{0x8a, 0x8c, 0x8e, 0x9a, 0x9c, 0x9e, 0x9f}, c) >= 0:
			letters++
		case bytes.IndexByte([]byte{0x80, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0xa0, 0xaa, 0xb0, 0xb4, 0xba}, c) >= 0: // the euro, quotation marks, dashes, ª º ° and the like
		default:
			others++
		}
	}
	return letters > 0 && 20*others <= letters && 2*letters < plain
}
