package normalize

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestAnyPutsPartsTogether: what one table has in several columns and the other in one is compared as one, whichever table has the parts and whether or not their headers
// say anything; a column whose words are not in the other stays out, though it has such numbers as are.
func TestAnyPutsPartsTogether(t *testing.T) {
	const rows = 400
	col := func(header string, cell func(i int) string) *record.Column {
		cells := make([]string, rows)
		for i := range cells {
			cells[i] = cell(i)
		}
		return columnOf(header, cells...)
	}
	word := func(seed int) func(int) string {
		return func(i int) string { return fmt.Sprintf("%c%cna%c%d"[:8], 'a'+(i*seed)%23, 'a'+i%19, 'a'+(i+seed)%7) }
	}
	joined := func(cells ...func(int) string) func(int) string {
		return func(i int) string {
			s := cells[0](i)
			for _, c := range cells[1:] {
				s += " " + c(i)
			}
			return s
		}
	}
	someTimes := func(cell func(int) string) func(int) string {
		return func(i int) string {
			if i%5 < 2 {
				return ""
			}
			return cell(i)
		}
	}
	number := func(i int) string { return fmt.Sprint(1 + (i*7)%90) }
	post := func(i int) string { return fmt.Sprintf("%05d", 10000+(i*37)%200*11) }
	street, town := joined(word(3), func(int) string { return "Weg" }), word(5)
	table := func(cols ...*record.Column) *record.Table {
		return &record.Table{IDs: record.TextsOf(make([]string, rows)...), Columns: cols}
	}
	given, one, two := word(7), word(11), word(13)
	for name, c := range map[string]struct {
		left, right *record.Table
		want        map[string]string
	}{
		"an address": {
			table(col("Straße", street), col("Hausnummer", number), col("PLZ", post), col("Ort", town)), table(col("Anschrift", joined(street, number)), col("Wohnort", joined(post, town))),
			map[string]string{"Straße+Hausnummer": "Anschrift", "PLZ+Ort": "Wohnort"},
		},
		"parts on the right": {
			table(col("Anschrift", joined(street, number)), col("Wohnort", joined(post, town))), table(col("Straße", street), col("Hausnummer", number), col("PLZ", post), col("Ort", town)),
			map[string]string{"Anschrift": "Straße+Hausnummer", "Wohnort": "PLZ+Ort"},
		},
		"numbers with zeros before them": {
			table(col("alamat", street), col("rt", func(i int) string { return fmt.Sprintf("%03d", 1+i%9) })), table(col("alamat_lengkap", func(i int) string { return fmt.Sprintf("Dsn. %s RT %d", street(i), 1+i%9) })),
			map[string]string{"alamat+rt": "alamat_lengkap"},
		},
		"headers that say nothing": {
			table(col("x1", one), col("x2", two)), table(col("y", joined(one, two))),
			map[string]string{"x1+x2": "y"},
		},
		"a name cut short": { // in most rows of the other table, which has no room for the parts
			table(col("recipient", func(i int) string {
				if i%3 > 0 {
					return given(i)
				}
				return joined(given, one, two)(i)
			})), table(col("nome", given), col("sobrenome", joined(one, two))),
			map[string]string{"recipient": "nome+sobrenome"},
		},
		"a surname beside what no header tells": {
			table(col("surname", one), col("x", given)), table(col("name", joined(given, one)), col("town", two)),
			map[string]string{"surname+x": "name"},
		},
		"two surnames": {
			table(col("nombre", given), col("apellido1", one), col("apellido2", two)), table(col("nombre completo", joined(given, one, two))),
			map[string]string{"nombre+apellido1+apellido2": "nombre completo"},
		},
		"a father between": { // spelled in another way, so that its words do not tell
			table(col("first", given), col("father", word(17)), col("family", two)), table(col("name", joined(given, func(i int) string { return word(19)(i) + "q" }, two))),
			map[string]string{"first+father+family": "name"},
		},
		"a header with a plus": {
			table(col("code+number", post), col("Anschrift", street), col("number", number)), table(col("code+number", post), col("Anschrift", joined(street, number))),
			map[string]string{"code+number": "code+number", "Anschrift+number": "Anschrift"},
		},
		"two persons": { // who share their names' words with all, and whole names have two of them
			table(col("actor", someTimes(joined(given, two))), col("editor", joined(given, func(i int) string { return two(i + 1) }))), table(col("name", joined(given, two)), col("town", town)),
			map[string]string{"actor": "name"},
		},
		"in another order": {
			table(col("who", joined(given, two))), table(col("x", joined(two, given)), col("town", town)),
			map[string]string{"who": "x"},
		},
		"beds": {
			table(col("address", joined(street, number)), col("beds", number)), table(col("address", joined(street, number)), col("town", town)),
			map[string]string{"address": "address"},
		},
	} {
		p := Any(nil, c.left, c.right)
		got := map[string]string{}
		for i, l := range p[0].Table.Columns {
			got[l.Header] = p[1].Table.Columns[i].Header
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// TestAPersonsPartsMakeAName: what a given name and a surname are the parts of is a name, whatever its own header says, and what has a street as a part is an address.
func TestAPersonsPartsMakeAName(t *testing.T) {
	given, family, town, street := columnOf("Nome"), columnOf("Sobrenome"), columnOf("Residencia"), columnOf("Logradouro")
	heads := readHeaders(&record.Table{Columns: []*record.Column{given, family, town, street}})
	for _, c := range []struct {
		parts       []*record.Column
		whole, want header
	}{
		{[]*record.Column{given, family}, header{}, header{record.RoleFullName, ""}},
		{[]*record.Column{family, given}, header{}, header{record.RoleFullName, ""}},
		{[]*record.Column{given, family}, header{record.RoleText, ""}, header{record.RoleText, ""}},
		{[]*record.Column{given, family}, header{record.RoleSurname, ""}, header{record.RoleFullName, ""}},
		{[]*record.Column{family, town}, header{}, header{}},
		{[]*record.Column{street, town}, header{}, header{record.RoleAddress, ""}},
	} {
		if got := saidByParts(c.parts, heads, c.whole); got != c.want {
			t.Errorf("%s and %s, %+v: %+v, want %+v", c.parts[0].Header, c.parts[1].Header, c.whole, got, c.want)
		}
	}
}

// TestAnyTellsBirths: of the columns of dates, those that say when the row's person was born.
func TestAnyTellsBirths(t *testing.T) {
	for header, want := range map[string]bool{"DOB": true, "Geburtsdatum": true, "year of birth": true, "visit date": false, "mother's birth date": false} {
		cells := make([]string, 300)
		for i := range cells {
			cells[i] = fmt.Sprintf("%d-%02d-%02d", 1940+i%50, 1+i%12, 1+i%28)
		}
		p := Any(nil, &record.Table{IDs: record.TextsOf(make([]string, len(cells))...), Columns: []*record.Column{columnOf(header, cells...)}})[0]
		if got := p.Table.Columns[0].Birth; got != want {
			t.Errorf("%s: %v", header, got)
		}
	}
}

// TestAGivenNameGoesWithTheWholeName: where one table has a child's given name alone and the names of its parents, and the other whole names, these go with the given name, of which their
// beginning is kept, or their end. They are not the parents', though the names of a village are the same.
func TestAGivenNameGoesWithTheWholeName(t *testing.T) {
	const rows = 400
	r := rand.New(rand.NewPCG(3, 1))
	var given []string
	for _, a := range strings.Fields("ol han ped lar and nil joh jen knu eri") {
		for _, b := range strings.Fields("e ar us ian ulf ine") {
			given = append(given, a+b)
		}
	}
	name := func() string { return given[r.IntN(len(given))] }
	child, father, mother, whole := make([]string, rows), make([]string, rows), make([]string, rows), make([]string, rows)
	for i := range child {
		child[i] = name()
		if r.IntN(5) == 0 {
			child[i] += " " + name()
		}
		f := name()
		father[i], mother[i], whole[i] = f+" "+name()+"sen", name()+" "+name()+"datter", child[i]+" "+f+"sen"
	}
	left := func() *record.Table {
		return randomTable(rows, "barn", func(i int) string { return child[i] }, "far", func(i int) string { return father[i] }, "mor", func(i int) string { return mother[i] })
	}
	for order, at := range map[string]func(i int) string{
		"given name first": func(i int) string { return whole[i] },
		"given name last":  func(i int) string { w := strings.Fields(whole[i]); return w[len(w)-1] + " " + child[i] },
	} {
		p := Any(nil, left(), randomTable(rows, "navn", at))
		if len(p[0].Table.Columns) != 1 || partnerOf(p, "barn") != "navn" {
			t.Errorf("%s: %v", order, p[0].Table.Columns)
			continue
		}
		for i := range rows {
			if got := p[1].Texts["barn"].At(i); got != child[i] {
				t.Fatalf("%s: %q of %q, want %q", order, got, at(i), child[i])
			}
		}
	}
}
