package refdata

import (
	"embed"
	"encoding/hex"
	"sync"
)

// Encoding is the byte table of a legacy Vietnamese encoding. ASCII bytes that are not listed stand for themselves.
type Encoding struct {
	Name    string // TCVN3, TCVN5712-1, VISCII, VPS, VNI-WIN, CP1258, VIQR
	Letters []EncodedLetter
}

// EncodedLetter is one letter of an encoding. Several byte strings may stand for one letter.
type EncodedLetter struct {
	Bytes     string // as stored: one to three bytes; decode the longest match first
	Text      string // the letter in NFC
	AsCP1252  string // what the bytes look like opened as cp1252; "" where they have no such form
	Sources   int    // how many independent tables agree
	ControlCh bool   // a byte of the control range: usually lost in transport
}

//go:embed data/encodings/*.csv
var encodingFiles embed.FS

// Encodings returns the byte tables, in a fixed order.
func Encodings() []Encoding { return encodings() }

var encodings = sync.OnceValue(func() []Encoding {
	var out []Encoding
	for _, f := range [...]string{"tcvn3", "vni_win", "viscii", "vps", "tcvn5712_1", "cp1258", "viqr"} {
		data, err := encodingFiles.ReadFile("data/encodings/" + f + ".csv")
		if err != nil {
			panic("refdata: " + err.Error()) // the files are compiled in
		}
		var e Encoding
		eachRow(string(data), 8, func(r []string) {
			raw, err := hex.DecodeString(r[1])
			if err != nil {
				panic("refdata: " + err.Error())
			}
			e.Name = r[0]
			e.Letters = append(e.Letters, EncodedLetter{string(raw), r[2], r[4], count(r[6]), len(raw) == 1 && raw[0] < 0x20})
		})
		out = append(out, e)
	}
	return out
})
