package job

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/doisanh/doisanh/job/blocking"
)

// TestBlockingRulesOfAModel: rules that can find nothing are refused, and those suggested for a budget can be put to use.
func TestBlockingRulesOfAModel(t *testing.T) {
	model := filepath.Join(t.TempDir(), "model.json")
	blocks := func(name string, rules []string) ([]blocking.Table, error) {
		text, err := json.Marshal(map[string]any{"blocking": rules})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(model, text, 0o600); err != nil {
			t.Fatal(err)
		}
		plan := planOf(t, "../testdata/sample")
		plan.Model = model
		found, err := Blocks(t.Context(), plan, Env{Now: time.Now}, name, 20_000)
		if err != nil {
			return nil, err
		}
		return found.Datasets, nil
	}
	for rule, want := range map[string]string{
		"nope:day": "nope:day", "birth_date:phonetic": "birth_date:phonetic", "phone:day": "phone:day", "id_tail_gvien": "id_tail_gvien:exact",
		"full_name:given + birth_date:given": "birth_date:given",
	} {
		if _, err := blocks("", []string{"birth_date:day", rule}); err == nil || !strings.Contains(err.Error(), "no table has values for "+want) {
			t.Errorf("%s: %v", rule, err)
		}
	}
	tables, err := blocks("bhyt", []string{"employer"}) // another dataset's
	if err != nil || tables[0].Pairs != 0 {
		t.Errorf("a rule of another dataset's own field: %v", err)
	}
	plan := planOf(t, "../testdata/sample")
	found, err := Blocks(t.Context(), plan, Env{Now: time.Now}, "bhyt", 20_000)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, k := range found.Datasets[0].Suggested {
		names = append(names, k.Name)
	}
	kept, err := blocks("bhyt", names)
	if err != nil {
		t.Fatal(err)
	}
	if len(names) < 2 || kept[0].Pairs == 0 || kept[0].Pairs > 20_000 || len(kept[0].Rules) != len(names) {
		t.Errorf("%d pairs by the rules suggested for 20,000: %v", kept[0].Pairs, names)
	}
}
