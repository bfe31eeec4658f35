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
		{7000, "7000\xff,An,x,Nam", reasonEncoding}, // the column is loose by then
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
		part := func() *chunk {
			return &chunk{csvReader: r, want: []int{0, 1, 3}, width: 4, all: 4, from: r.starts[0], limit: len(r.data), opt: readOptions{seed: seed}}
		}
		fast, slow := part(), part()
		slow.rows = true
		if err := fast.parse(context.Background()); err != nil {
			t.Fatal(err)
		}
		if _, err := slow.pass(context.Background()); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(fast.out, slow.out) {
			t.Errorf("%q: by values %v, by rows %v", c.line, fast.out.rejects, slow.out.rejects)
		}
		reason := ""
		for _, x := range fast.out.rejects {
			if x.line != c.at {
				t.Errorf("%q: row %d rejected", c.line, x.line)
			}
			reason = x.reason
		}
		if reason != c.reason {
			t.Errorf("%q: %q, want %q", c.line, reason, c.reason)
		}
	}
}
