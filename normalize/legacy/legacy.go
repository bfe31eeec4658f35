// Package legacy reads the encodings Vietnamese was written in before Unicode, and undoes UTF-8 that was opened
// as cp1252.
//
// Files of the years before 2005 and many kept since were typed for the fonts .VnTime (TCVN3), VNI-Times and VPS, or in
// VISCII, TCVN 5712-1, windows-1258 or VIQR. They reach us in two shapes: as their raw bytes, or, far more often, opened as
// Latin-1 or cp1252 by a spreadsheet and saved as UTF-8: NguyÔn V¨n, Nguyeãn Vaên. The way through the package:
//
//  1. [Detect] judges a column over its distinct values: which encoding turns the most of its words into Vietnamese
//     syllables, and whether the whole column is in it or some of its values only. [DetectBytes] does it for a raw file.
//  2. [DecodeColumn] decodes the values that are in it, and leaves those alone that are not, or not certainly.
//  3. [Decode] is the plain conversion of one value; [NewDecoder] that of a raw stream.
//
// The byte tables are refdata's.
package legacy

import "strings"

// Encoding is one of the encodings the package knows. The zero value is UTF-8, which changes nothing.
type Encoding uint8

// The encodings. Mojibake is UTF-8 read as cp1252 and saved as UTF-8; Mojibake2 the same twice over.
const (
	UTF8 Encoding = iota
	TCVN3
	VNI
	VPS
	VISCII
	TCVN5712
	CP1258
	VIQR
	Mojibake
	Mojibake2
	encodings
)

var names = [encodings]string{"utf-8", "tcvn3", "vni", "vps", "viscii", "tcvn5712", "cp1258", "viqr", "mojibake", "mojibake2"}

// String returns the encoding's name, which Parse reads.
func (e Encoding) String() string {
	if e >= encodings {
		return "unknown"
	}
	return names[e]
}

// aliases are other names people use, without blanks and hyphens.
var aliases = map[string]Encoding{
	"utf8": UTF8, "unicode": UTF8, "abc": TCVN3, "vntime": TCVN3, "vniwin": VNI, "vniwindows": VNI, "vnitimes": VNI,
	"tcvn57121": TCVN5712, "tcvn": TCVN5712, "tcvn57121993": TCVN5712, "vn1": TCVN5712, "windows1258": CP1258, "win1258": CP1258,
	"utf8cp1252": Mojibake,
}

// Parse returns the encoding of a name, of either case, with or without hyphens; false where there is none of that name.
func Parse(name string) (Encoding, bool) {
	name = strings.NewReplacer("-", "", "_", "", " ", "", ".", "", ":", "").Replace(strings.ToLower(name))
	for i, n := range names {
		if name == strings.ReplaceAll(n, "-", "") {
			return Encoding(i), true
		}
	}
	e, ok := aliases[name]
	return e, ok
}
