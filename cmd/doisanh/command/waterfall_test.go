package command

import (
	"testing"

	"github.com/doisanh/doisanh/internal/ui"
	"github.com/doisanh/doisanh/match"
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
	}
}
