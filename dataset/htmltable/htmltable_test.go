package htmltable

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/dataset/stream/streamtest"
	"github.com/doisanh/doisanh/dataset/xlsx"
)

// read returns a table's rows, and what is to be known of it.
func read(table Table) (lines []string, facts xlsx.Facts, err error) {
	r := table.Rows()
	lines, err = streamtest.Lines(r, streamtest.Numbered)
	return lines, r.Facts, err
}

func TestTables(t *testing.T) {
	for name, c := range map[string]struct {
		page string
		want [][]string
	}{
		"whole":     {"<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>", [][]string{{"1:A|B", "2:1|2"}}},
		"open":      {"<TABLE><TR><TD>A<TD>B<TR><TD>1<TD>2</TABLE>", [][]string{{"1:A|B", "2:1|2"}}},
		"no row":    {"<table><td>A</td><td>B</td></tr><td>1</td></table>", [][]string{{"1:A|B", "2:1"}}},
		"spans":     {"<table><tr><td rowspan=2>A<td colspan=2>B<td>C<tr><td>b1<td>b2<td>c<tr><td>1<td>2</table>", [][]string{{"1:A|B||C", "2:|b1|b2|c", "3:1|2"}}},
		"blanks":    {"<table><tr><td> An \n  Bé <br> Xóm <b>1</b> <p>xã</td><td>&nbsp;</td><td>&lt;x&gt; &#7871;</td></tr></table>", [][]string{{"1:An Bé\nXóm 1\nxã|\u00a0|<x> ế"}}},
		"empty row": {"<table><tr></tr><tr><td></td></tr><tr><td>a</td></tr></table>", [][]string{{"3:a"}}},
		"within":    {"<table><tr><td>x<table><tr><td>a</td></tr></table>y</td><td>z</td></tr></table><table><tr><td>b</table>", [][]string{{"1:xy|z"}, {"1:a"}, {"1:b"}}},
		"numbers":   {`<table><tr><td x:num="42080000001">4,2E+10</td><td x:num="7">07</td><td x:num="29285">###</td></tr></table>`, [][]string{{"1:42080000001|07|29285"}}},
		"beside":    {"<style>table{}</style><!-- <table> --><table><script>'<tr>'</script><caption>c</caption><tr><td>a<style>p</style>b</td></tr></table>", [][]string{{"1:ab"}}},
		"spans odd": {"<table><tr><td colspan=x rowspan=0>a<td colspan=-1>b<tr><td>c</table>", [][]string{{"1:a|b", "2:c"}}},
	} {
		tables, err := Open([]byte(c.page))
		if err != nil {
			t.Fatal(name, err)
		}
		var got [][]string
		for _, table := range tables {
			rows, _, err := read(table)
			if err != nil {
				t.Fatal(name, err)
			}
			got = append(got, rows)
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestMerged(t *testing.T) {
	tables, err := Open([]byte("<table><tr><td>a<td rowspan=3 colspan=2>b<tr><td>c<tr><td>d</table>"))
	if err != nil {
		t.Fatal(err)
	}
	_, facts, err := read(tables[0])
	if want := []xlsx.Merge{{Row: 1, LastRow: 3, Column: 1, LastColumn: 2}}; err != nil || !reflect.DeepEqual(facts.Merged, want) {
		t.Errorf("%v, merged %v", err, facts.Merged)
	}
}

func TestRefused(t *testing.T) {
	for page, want := range map[string]error{
		"<table><tr><td>a</td></tr>": ErrCut,
		"<table><tr><td>a":           ErrCut,
		strings.Repeat("<table><tr><td>", maxWithin+1) + strings.Repeat("</table>", maxWithin+1): ErrLimit,
		strings.Repeat("<table>", maxTables+1):                                                   ErrLimit,
		"<table><tr>" + strings.Repeat("<td colspan=1000>", 20) + "</table>":                     ErrLimit,
		"<table><tr><td>" + strings.Repeat("a", maxToken+1) + "</td></tr></table>":               ErrLimit,
	} {
		tables, err := Open([]byte(page))
		if err == nil {
			_, _, err = read(tables[0])
		}
		if !errors.Is(err, want) {
			t.Errorf("%.40s: %v", page, err)
		}
	}
	if Is([]byte("<html><body>không có bảng</body></html>")) || !Is([]byte("<html><TaBle border=1>")) {
		t.Error("what holds a table is not told from what holds none")
	}
}

func FuzzRows(f *testing.F) {
	f.Add([]byte("<table><tr><td rowspan=2>A<td colspan=2>B<tr><td>b<table><td>x</table></table>"))
	f.Fuzz(func(t *testing.T, page []byte) {
		tables, err := Open(page)
		if err != nil {
			return
		}
		for _, table := range tables[:min(len(tables), 10)] {
			_, _, _ = read(table)
		}
	})
}
