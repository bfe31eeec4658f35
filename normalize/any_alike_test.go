package normalize

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// randomTable makes a table of columns with a text for each row.
func randomTable(rows int, columns ...any) *record.Table {
	out := &record.Table{IDs: record.TextsOf(make([]string, rows)...)}
	for k := 0; k < len(columns); k += 2 {
		cells := make([]string, rows)
		for i := range cells {
			cells[i] = columns[k+1].(func(i int) string)(i)
		}
		out.Columns = append(out.Columns, columnOf(columns[k].(string), cells...))
	}
	return out
}

// partnerOf returns the header of the right table's column that a left one is compared with; blank if it is left out.
func partnerOf(people []*record.People, header string) string {
	for k, c := range people[0].Table.Columns {
		if c.Header == header {
			return people[1].Table.Columns[k].Header
		}
	}
	return ""
}

// TestColumnsAlike: columns whose headers say nothing go together where they share values that hardly any row has, where their quantities are spread alike, and where they
// say the same in other words; and not where these are the same by chance, are spread otherwise, or are other texts.
func TestColumnsAlike(t *testing.T) {
	const rows, moved = 600, 200 // the right table's rows are the left one's from here on, and others
	r := rand.New(rand.NewPCG(7, 1))
	draw := func(n, digits int) []string {
		list := make([]string, n)
		for i := range list {
			list[i] = fmt.Sprintf("%0*d", digits, r.IntN(tenTo(digits)))
		}
		return list
	}
	codes, small, other, number := draw(2*rows, 8), draw(2*rows, 2), draw(2*rows, 8), draw(2*rows, 7)
	north, east := make([]float64, 2*rows), make([]float64, 2*rows)
	for i := range north {
		north[i], east[i] = 48+4*r.Float64(), 12+6*r.Float64()
	}
	things, makes := strings.Fields("bolt valve bearing gauge flange gasket motor seal washer screw"), strings.Fields("steel brass nbr iron zinc")
	said := make([][]any, 2*rows)
	for i := range said {
		said[i] = []any{things[r.IntN(len(things))], r.IntN(90), r.IntN(90), makes[r.IntN(len(makes))]}
	}
	p := Any(nil,
		randomTable(rows,
			"kk", func(i int) string { return codes[i] },
			"bb", func(i int) string { return fmt.Sprintf("%.5f", north[i]) },
			"dd", func(i int) string { return fmt.Sprintf("%.5f", east[i]) },
			"ss", func(i int) string { return strings.ToUpper(fmt.Sprintf("%.4s %dX%d %s", said[i]...)) },
			"nn", func(i int) string { return small[i] },
			"ee", func(i int) string { return fmt.Sprintf("%.1f", 4e5+1e4*east[i]) },
			"ii", func(i int) string { return []string{"No. ", "IMO "}[i%2] + number[i] },
			"oo", func(i int) string { return codes[i] + "7" }),
		randomTable(rows,
			"zz", func(i int) string { return fmt.Sprintf("%.3f", east[moved+i]) },
			"yy", func(i int) string { return fmt.Sprintf("%.4f", north[moved+i]) },
			"xx", func(i int) string { return codes[moved+i] },
			"ww", func(i int) string { return fmt.Sprintf("%s %dx%d %s", said[moved+i]...) },
			"vv", func(i int) string { return other[i] + "x" },
			"tt", func(i int) string { return number[moved+i] },
			"rr", func(i int) string { return fmt.Sprintf("%.0f", 4e5+1e4*east[moved+i]) },
			"uu", func(i int) string { return fmt.Sprintf("%s for you", fmt.Sprint("a", i%7)) }))
	for left, want := range map[string]string{"kk": "xx", "bb": "yy", "dd": "zz", "ss": "ww", "nn": "", "oo": "", "ee": "rr", "ii": "tt"} {
		if got := partnerOf(p, left); got != want {
			t.Errorf("%s goes with %q, not %q", left, got, want)
		}
	}
	for _, f := range []record.Field{"ii", "ee"} {
		if x, y := p[0].Texts[f].At(moved), p[1].Texts[f].At(0); strings.TrimRight(x, ".0123456789") != "" || f == "ii" && x != y {
			t.Errorf("%s: %q and %q are one", f, x, y)
		}
	}
	if kind := p[0].Table.Column("ee").Kind; kind != record.KindAmount {
		t.Errorf("quantities without fractions are of kind %v", kind)
	}
}

func tenTo(n int) int {
	out := 1
	for range n {
		out *= 10
	}
	return out
}

// TestColumnsOfOneOwner: a father's column goes with one of his that says more, by their values, and with no column of another's, whatever they have in common.
func TestColumnsOfOneOwner(t *testing.T) {
	states := strings.Fields("ohio indiana kentucky virginia ireland germany")
	born := func(seed int) func(i int) string { return func(i int) string { return states[i*seed/3%len(states)] } }
	day := func(i int) string { return fmt.Sprintf("%d-%02d-%02d", 1900+i%60, 1+i%12, 1+i%28) }
	p := Any(nil, randomTable(300, "father_bp", born(5), "mother_bp", born(7), "birth date", day), randomTable(300, "pob_mother", born(7), "pob_father", born(5), "father's birth date", day))
	for left, want := range map[string]string{"father_bp": "pob_father", "mother_bp": "pob_mother", "birth date": ""} {
		if got := partnerOf(p, left); got != want {
			t.Errorf("%s goes with %q, not %q", left, got, want)
		}
	}
}

// TestSurnamesAreAPartOfNames: what has some of a text's words is put together with the others before it is compared.
func TestSurnamesAreAPartOfNames(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	given, family := strings.Fields("ana bruno clara diego eva fabio gil hugo iara joao"), strings.Fields("silva souza costa lima rocha dias melo nunes pires ramos")
	name := func(words []string) string { return words[r.IntN(10)] + " " + words[r.IntN(10)] }
	var g, f []string
	for range 500 {
		g, f = append(g, name(given)+" "+name(given)), append(f, name(family)+" "+name(family))
	}
	p := Any(nil, randomTable(400, "no_pessoa", func(i int) string { return g[i] + " " + f[i] }),
		randomTable(400, "Nome", func(i int) string { return g[100+i] }, "Sobrenome", func(i int) string { return f[100+i] }))
	if got := partnerOf(p, "no_pessoa"); got != "Nome+Sobrenome" {
		t.Fatalf("the whole name goes with %q", got)
	}
	if role := p[0].Table.Columns[0].Role; role != record.RoleFullName {
		t.Errorf("its role is %q", role)
	}
}

// TestSignsOfQuantities: a table that writes signs and one that does not mean the same quantities; two tables that both write them do not.
func TestSignsOfQuantities(t *testing.T) {
	out := func(i int) string { return fmt.Sprintf("%d,%02d", (i*37%900+1)*(2*(i%2)-1), i%100) }
	bare := func(i int) string { return fmt.Sprintf("%d.%02d", i*37%900+1, i%100) }
	for _, c := range []struct {
		right func(i int) string
		want  string
	}{{bare, "1.5"}, {out, "-1.5"}} {
		left := func(i int) string {
			if i == 0 {
				return "-1,50"
			}
			return out(i)
		}
		p := Any(nil, randomTable(300, "betrag", left), randomTable(300, "amount", c.right))
		if len(p[0].Table.Columns) != 1 {
			t.Fatal("the columns are not compared")
		}
		if got := p[0].Texts["betrag"].At(0); got != c.want {
			t.Errorf("-1,50 is read as %s, not %s", got, c.want)
		}
	}
}

// TestSexGoesWithGender, not with another list of kinds; and a day of baptism not with one of a wedding.
func TestHeadersOfSexAndOfDays(t *testing.T) {
	day := func(year int) func(i int) string {
		return func(i int) string { return fmt.Sprintf("%d.%d.%d", 1+i%28, 1+i%12, year+i%40) }
	}
	one := func(of ...string) func(i int) string { return func(i int) string { return of[i%len(of)] } }
	p := Any(nil, randomTable(300, "Sex", one("MN", "FN", "M", "F"), "Datum bapt.", day(1750)), randomTable(300, "Type", one("Dog", "Cat"), "Gender", one("Male", "Female"), "Trauung", day(1770)))
	if got := partnerOf(p, "Sex"); got != "Gender" {
		t.Errorf("sex goes with %q", got)
	}
	if got := partnerOf(p, "Datum bapt."); got != "" {
		t.Errorf("the day of baptism goes with %q", got)
	}
}

// TestColumnsReadAsTheOtherIsCalled: a column whose header says nothing goes with one that is called what it is, though it is read otherwise by itself: names in Korean letters, and
// telephone numbers with and without their prefixes.
func TestColumnsReadAsTheOtherIsCalled(t *testing.T) {
	const rows, moved = 600, 300
	r := rand.New(rand.NewPCG(9, 1))
	phones, names := make([]int, rows+moved), make([]string, rows+moved)
	family, given := []rune("김이박최정강조윤장임"), []rune("민서준지우현수영진희은호경숙")
	for i := range names {
		phones[i] = r.IntN(100_000_000)
		names[i] = string([]rune{family[r.IntN(len(family))], given[r.IntN(len(given))], given[r.IntN(len(given))]})
	}
	p := Any(nil,
		randomTable(rows,
			"name", func(i int) string { return names[i] },
			"phone", func(i int) string { return fmt.Sprintf("010%08d", phones[i]) }),
		randomTable(rows,
			"aa", func(i int) string { return names[i+moved] },
			"bb", func(i int) string {
				return fmt.Sprintf("010-%04d-%04d", phones[i+moved]/10_000, phones[i+moved]%10_000)
			}))
	for left, want := range map[string]string{"name": "aa", "phone": "bb"} {
		if got := partnerOf(p, left); got != want {
			t.Errorf("%s goes with %q, want %q", left, got, want)
		}
	}
}

// TestColumnsAsTheyAre: a column that is like another as it is stays with that, though it is not where it is read as the other is called: addresses of which one has more words as such.
func TestColumnsAsTheyAre(t *testing.T) {
	const rows = 600
	r := rand.New(rand.NewPCG(23, 1))
	towns := strings.Fields("白子町 睦沢町 長生村 一宮町 長南町 長柄町")
	town, number := make([]string, rows), make([][3]int, rows)
	for i := range town {
		town[i], number[i] = towns[r.IntN(len(towns))], [3]int{1 + r.IntN(9), 1 + r.IntN(30), 1 + r.IntN(30)}
	}
	p := Any(nil,
		randomTable(rows, "本店", func(i int) string {
			return fmt.Sprintf("千葉県長生郡%s%d丁目%d番%d号", town[i], number[i][0], number[i][1], number[i][2])
		}),
		randomTable(rows, "住所", func(i int) string {
			return fmt.Sprintf("%s%d丁目%d-%d", town[i], number[i][0], number[i][1], number[i][2])
		}))
	if got := partnerOf(p, "本店"); got != "住所" {
		t.Errorf("addresses go with %q", got)
	}
}

// TestLongCodesInFewRows: columns of long codes go together by twenty that both have, though hardly any row is in both tables; short ones do not, for so many are the same by chance.
func TestLongCodesInFewRows(t *testing.T) {
	const rows, both = 900, 30
	code := func(format string, from int) func(i int) string {
		return func(i int) string {
			if i >= both {
				i += from
			}
			return fmt.Sprintf(format, i*7919%1_000_000)
		}
	}
	p := Any(nil,
		randomTable(rows, "aa", code("RSSM%06dX", 0), "bb", code("%06d", 0)),
		randomTable(rows, "cc", code("RSSM%06dX", rows), "dd", code("%06d", rows)))
	if got := partnerOf(p, "aa"); got != "cc" {
		t.Errorf("long codes go with %q", got)
	}
	if got := partnerOf(p, "bb"); got != "" {
		t.Errorf("short codes go with %q", got)
	}
}

// TestPlacesWithMoreBehindThem: two columns that are said to be of the birth go together where their words are the same, though one says a province behind each town; not where other words are.
func TestPlacesWithMoreBehindThem(t *testing.T) {
	const rows = 600
	r := rand.New(rand.NewPCG(19, 1))
	town := func(letters string) func(i int) string {
		list := make([]string, rows)
		for i := range list {
			list[i] = fmt.Sprintf("%c%ca%c%co", letters[r.IntN(4)], letters[r.IntN(4)], letters[r.IntN(4)], letters[r.IntN(4)])
		}
		return func(i int) string { return list[i] }
	}
	with := func(of func(i int) string) func(i int) string {
		return func(i int) string { return fmt.Sprintf("%s (%s)", of(i), []string{"PD", "VI", "TV"}[i%3]) }
	}
	same := town("lmnr")
	for want, right := range map[string]func(i int) string{"nato_a": with(same), "": with(town("bcdf"))} {
		if got := partnerOf(Any(nil, randomTable(rows, "luogo_nascita", same), randomTable(rows, "nato_a", right)), "luogo_nascita"); got != want {
			t.Errorf("the place of birth goes with %q, want %q", got, want)
		}
	}
}
