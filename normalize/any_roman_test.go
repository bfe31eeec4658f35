package normalize

import (
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestTwoScripts: names in Cyrillic or Greek letters here and Latin ones there are read in one spelling, whatever way the office wrote them in; names of one script stay.
func TestTwoScripts(t *testing.T) {
	for _, c := range []struct{ left, right string }{
		{"Юлия Щербакова", "YULIYA SHCHERBAKOVA"}, {"Юлия Щербакова", "IULIIA SHCHERBAKOVA"}, {"Юлия Щербакова", "Julija Scherbakova"},
		{"Михайлов Андрей", "Mikhailov Andrei"}, {"Михайлов Андрей", "Mihajlov Andrej"}, {"Артём Ильич", "Artem Ilich"}, {"Νίκος Παπαδόπουλος", "Nikos Papadopoulos"},
	} {
		p := Any(nil, randomTable(30, "Name", func(i int) string { return []string{c.left, "Анна Иванова"}[i%2] }), randomTable(30, "Name", func(i int) string { return []string{c.right, "Anna Ivanova"}[i%2] }))
		if l, r := p[0].Texts["Name"].At(0), p[1].Texts["Name"].At(0); l != r || l == "" {
			t.Errorf("%s is read as %q, %s as %q", c.left, l, c.right, r)
		}
	}
	for _, text := range []string{"юлия щербакова", "yuliya shcherbakova"} {
		p := Any(nil, randomTable(30, "Name", func(i int) string { return []string{text, text + "b"}[i%2] }), randomTable(30, "Name", func(i int) string { return []string{text, text + "c"}[i%2] }))
		if got := p[0].Texts["Name"].At(0); got != text {
			t.Errorf("%s of one script is read as %q", text, got)
		}
	}
}

// TestCodesByTwoColumns: where there are two columns beside a code list, the rows that alone agree in both tell what its codes mean.
func TestCodesByTwoColumns(t *testing.T) {
	text := func(of string) func(i int) string {
		return func(i int) string { return of + string(rune('a'+i%25)) + string(rune('a'+i/25)) }
	}
	p := Any(nil, randomTable(200, "Name", text("l"), "Town", text("t"), "Sex", func(i int) string { return []string{"М", "Ж"}[i%2] }),
		randomTable(200, "Name", text("l"), "Town", text("t"), "Sex", func(i int) string { return []string{"M", "F"}[i%2] }))
	var field record.Field = "Sex"
	for row := range 2 {
		if l, r := p[0].Texts[field].At(row), p[1].Texts[field].At(row); l != r {
			t.Errorf("row %d: %q and %q", row, l, r)
		}
	}
}
