package legacy_test

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"golang.org/x/text/transform"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/normalize/legacy"
	"github.com/doisanh/doisanh/normalize/legacy/legacytest"
)

var rawEncodings = []legacy.Encoding{legacy.TCVN3, legacy.VNI, legacy.VPS, legacy.VISCII, legacy.TCVN5712, legacy.CP1258}

// rawFile writes a table of people in raw bytes and its text.
func rawFile(e legacy.Encoding, rows int, upper bool) (raw []byte, text string) {
	p := newPeople(uint64(e) + 500)
	var b bytes.Buffer
	var s strings.Builder
	put := func(cell string) {
		c, ok := legacytest.EncodeBytes(e, cell)
		for !ok {
			cell = p.names(1, upper)[0]
			c, ok = legacytest.EncodeBytes(e, cell)
		}
		b.Write(c)
		s.WriteString(cell)
	}
	for range rows {
		put(p.names(1, upper)[0])
		b.WriteString(";012345678901,")
		s.WriteString(";012345678901,")
		put("thôn Đông, xã Yên Hồ")
		b.WriteString("\r\n")
		s.WriteString("\r\n")
	}
	return b.Bytes(), s.String()
}

func TestDetectBytes(t *testing.T) {
	for _, e := range rawEncodings {
		for _, rows := range []int{3, 20, 400} {
			raw, _ := rawFile(e, rows, false)
			if v := legacy.DetectBytes(raw); !same(e, v.Encoding) || v.Confidence < 0.98 {
				t.Errorf("%s, %d rows: %+v", e, rows, v)
			}
		}
		raw, _ := rawFile(e, 30, true)
		if v := legacy.DetectBytes(raw[:len(raw)-1]); !same(e, v.Encoding) {
			t.Errorf("%s in capitals: %+v", e, v)
		}
	}
	_, text := rawFile(legacy.UTF8, 20, false)
	for n := range 40 {
		if v := legacy.DetectBytes([]byte("\uFEFF" + text)[:200+n]); v.Encoding != legacy.UTF8 || v.Confidence != 1 {
			t.Errorf("UTF-8 cut after %d: %+v", 200+n, v)
		}
	}
	if v := legacy.DetectBytes([]byte("name;city\nJos\xe9 M\xfcller;K\xf6ln\nFran\xe7oise;Orl\xe9ans\n")); v.Encoding != legacy.UTF8 || v.Confidence != 0 {
		t.Errorf("cp1252: %+v", v)
	}
	legacy.DetectBytes(nil)
}

// newReader returns a reader of a raw stream's text.
func newReader(e legacy.Encoding, r io.Reader) io.Reader {
	if e == legacy.UTF8 {
		return r
	}
	return transform.NewReader(r, legacy.NewDecoder(e))
}

func TestReader(t *testing.T) {
	for _, e := range rawEncodings {
		raw, want := rawFile(e, 300, false)
		for what, r := range map[string]io.Reader{"whole": bytes.NewReader(raw), "by bytes": iotest.OneByteReader(bytes.NewReader(raw)),
			"by halves": iotest.HalfReader(bytes.NewReader(raw))} {
			got, err := io.ReadAll(newReader(e, r))
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != want {
				g, w := strings.Split(string(got), "\r\n"), strings.Split(want, "\r\n")
				for i := range w {
					if i >= len(g) || g[i] != w[i] {
						t.Fatalf("%s %s: row %d is %q, not %q", e, what, i, g[i], w[i])
					}
				}
			}
		}
	}
	for _, e := range []legacy.Encoding{legacy.VIQR, legacy.Mojibake, legacy.Mojibake2} {
		want := strings.Repeat("Nguyễn Thị Hường,xã Đông Hà\n", 300)
		coded, ok := legacytest.Encode(e, want)
		got, err := io.ReadAll(newReader(e, strings.NewReader(coded)))
		if !ok || err != nil || string(got) != want {
			t.Errorf("%s: %v %t %.60q", e, err, ok, got)
		}
	}
	mixed := "Nguyễn Văn A;NguyÔn V\xa8n B\n" // the second in raw bytes but for its Ô in UTF-8
	if got, err := io.ReadAll(newReader(legacy.TCVN3, strings.NewReader(mixed))); err != nil || !strings.HasPrefix(string(got), "Nguyễn Văn A;") {
		t.Errorf("%q %v", got, err)
	}
	long := strings.Repeat("NguyÔn", 2000)
	if got, err := io.ReadAll(newReader(legacy.Mojibake2, strings.NewReader(long))); err != nil || !utf8.Valid(got) {
		t.Errorf("%v", err)
	}
}

func FuzzReader(f *testing.F) {
	f.Add(uint8(1), "NguyÔn V\xa8n", 3)
	f.Add(uint8(6), "a\xcc\xd2;\xd2", 1)
	f.Add(uint8(7), "Nguye^~n\\", 2)
	f.Fuzz(func(t *testing.T, n uint8, s string, cut int) {
		e := legacy.Encoding(n % 10)
		whole, err := io.ReadAll(newReader(e, strings.NewReader(s)))
		if err != nil {
			t.Fatal(err)
		}
		pieces, err := io.ReadAll(newReader(e, iotest.OneByteReader(strings.NewReader(s))))
		if err != nil || !bytes.Equal(whole, pieces) {
			t.Fatalf("%s: %q and by bytes %q, %v", e, whole, pieces, err)
		}
		if e != legacy.UTF8 && !utf8.Valid(whole) {
			t.Fatalf("%s: %q is no UTF-8", e, whole)
		}
	})
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"NguyÔn V¨n Hïng", "Nguyeãn Vaên", "Nguye^~n Va(n", "Nguyá»…n VÄƒn", "HÃ ", "Ä", "á»", "Ph\xdf\xbdng", "\xad", "Th-¬ng", "\x02\x00", "ß\u0301"} {
		for n := range 10 {
			f.Add(uint8(n), s)
		}
	}
	f.Fuzz(func(t *testing.T, n uint8, s string) {
		e := legacy.Encoding(n % 10)
		d, ok := legacy.Decode(e, s)
		if ok && !utf8.ValidString(d) {
			t.Errorf("%s %q: %q is no UTF-8", e, s, d)
		}
		if !ok && d != s {
			t.Errorf("%s %q: changed to %q", e, s, d)
		}
		if c, ok := legacytest.Encode(e, s); ok {
			if d, ok := legacy.Decode(e, c); !ok || viet.NFC(s) != d {
				t.Errorf("%s %q as %q comes back as %q", e, s, c, d)
			}
		}
		legacy.DecodeBytes(e, []byte(s))
		legacy.DetectBytes([]byte(s))
		column := strings.Split(s, "|")
		v := legacy.Detect(column, nil)
		got, repaired := legacy.DecodeColumn(column, v)
		for i := range got {
			if repaired[i] == (got[i] == column[i]) {
				t.Errorf("%q: %q, repaired %t", column[i], got[i], repaired[i])
			}
		}
		legacy.DecodeColumn(column, legacy.Fixed(e))
	})
}
