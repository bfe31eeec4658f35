package command

import (
	"testing"

	"github.com/doisanh/doisanh/internal/ui"
	"github.com/doisanh/doisanh/match"
	"github.com/doisanh/doisanh/match/table"
	"github.com/doisanh/doisanh/record"
)

// TestEveryLevelHasItsWord: what explain prints of the shipped model has words in both languages.
func TestEveryLevelHasItsWord(t *testing.T) {
	for _, lang := range []ui.Lang{ui.Vietnamese, ui.English} {
		p := ui.NewPrinter(lang)
		for _, c := range match.PriorModel().Comparisons {
			keys := []string{"field." + c.Name}
			for _, l := range c.Levels {
				keys = append(keys, "level."+l.Name)
			}
			for _, key := range keys {
				if p.Text(key) == key {
					t.Errorf("%s: no word for %s", lang, key)
				}
			}
		}
		for _, f := range tableOfAllKinds(t).Fields {
			for _, l := range f.Levels {
				if key := "table.level." + l.Name; p.Text(key) == key {
					t.Errorf("%s: no word for %s", lang, key)
				}
			}
		}
	}
}

// tableOfAllKinds is the model of a table that has a column of every kind.
func tableOfAllKinds(t *testing.T) *table.Model {
	t.Helper()
	p := &record.People{Table: &record.Table{}, Texts: map[record.Field]*record.Values[string]{}}
	for _, kind := range []record.Kind{record.KindName, record.KindText, record.KindDate, record.KindAmount, record.KindKey, record.KindCode} {
		field := record.Field(kind.String())
		p.Table.Columns = append(p.Table.Columns, &record.Column{Field: field, Kind: kind})
		p.Texts[field] = &record.Values[string]{}
	}
	return table.NewModel(p)
}
