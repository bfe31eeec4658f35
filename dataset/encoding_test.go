package dataset

import (
	"context"
	"fmt"
	"hash/maphash"
	"reflect"
	"strings"
	"testing"
)

// TestBrokenBytesAnywhere: a row with bytes that are not UTF-8 is rejected wherever they stand, also where nobody wants the column, where the
// row is not loaded for another reason, and where nearly all values differ; reading by values says what reading by rows says.
func TestBrokenBytesAnywhere(t *testing.T) {
	for _, c := range []struct {
		at           int
		line, reason string
	}{
		{0, "", ""},
		{10, "10,Nguyễn V\xff,x,Nam", reasonEncoding},
		{500, "500,An,x\xfe,Nam", reasonEncoding},
		{900, "900,An\xc3,x", reasonEncoding},
		{901, "901,An,x", reasonColumns},
		{1200, "1200\xff,An,\"a\"\"b\",Nữ", reasonEncoding},
		{7000, "7000\xff,An,x,Nam", reasonEncoding},
		{1300, "1300,An,x,Nam,\xa0", reasonEncoding},
		{1301, " , \xa0,,", reasonEncoding},
		{1302, "1302,\"An \"\"\xff\",x,Nam", reasonEncoding},
	} {
		var b strings.Builder
		b.WriteString("ma,ho ten,gi do,gioi tinh\n")
		for i := 1; i <= 8000; i++ {
			if i == c.at {
				b.WriteString(c.line + "\n")
				continue
			}
			fmt.Fprintf(&b, "%d,Nguyễn Văn %d,x%d,Nam\n", i, i%7, i%3)
		}
		r, seed := newCSV([]byte(b.String())), maphash.MakeSeed()
		read := func(careful bool) *rows {
			p := r.parsing(0, []int{0, 1, 3}, 4, 4, readOptions{seed: seed})
			p.careful, p.step = careful, 1000
			out, err := p.read(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
		fast, slow := read(false), read(true)
		if !reflect.DeepEqual(fast, slow) {
			t.Errorf("%q: by values %v, by rows %v", c.line, fast.rejects, slow.rejects)
		}
		reason := ""
		for _, x := range fast.rejects {
			if x.line != c.at+1 { // the header is row 1
				t.Errorf("%q: row %d rejected", c.line, x.line)
			}
			reason = x.reason
		}
		if reason != c.reason {
			t.Errorf("%q: %q, want %q", c.line, reason, c.reason)
		}
	}
}
