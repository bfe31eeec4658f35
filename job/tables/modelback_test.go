package tables_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/doisanh/doisanh/docs/schema"
	"github.com/doisanh/doisanh/job/tables"
	"github.com/doisanh/doisanh/record"
)

// TestModelGivenBack: the model of a run, given to another on the same tables, brings what that run brought, and itself again: of persons, with matches enough
// to learn from and too few, and of tables of any kind.
func TestModelGivenBack(t *testing.T) {
	persons := provinceLists(t, 2500, 43, "brutal", "thue", "bhxh")
	register, tax, insured := filepath.Join(persons, "dan_cu.csv"), filepath.Join(persons, "thue.csv"), filepath.Join(persons, "bhxh.csv")
	dir := t.TempDir()
	var parcels [2]string
	for i := range parcels { // hardly any two rows share a text
		text := "key,owner,note\n"
		for row := range 300 {
			text += fmt.Sprintf("%d%d,farm %x,field %x\n", i, row, 7919*(row+1)+i, 104_729*(row+1)+i)
		}
		parcels[i] = filepath.Join(dir, fmt.Sprintf("%d.csv", i))
		if err := os.WriteFile(parcels[i], []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name, id string
		files    []string
	}{
		{"link of persons", "Mã bản ghi,Mã công dân", []string{tax, register}},
		{"link of persons, the register first", "Mã công dân,Mã hồ sơ", []string{register, insured}},
		{"dedupe of persons", "Mã công dân", []string{register}},
		{"dedupe of persons with numbers", "Mã bản ghi", []string{tax}},
		{"link of any tables", "key", parcels[:]},
		{"dedupe of any table", "key", parcels[:1]},
	} {
		run := func(model string) (out string) {
			out = filepath.Join(t.TempDir(), "out")
			opt := tables.Options{ID: c.id, Model: model, Out: out, MinProbability: .01, AsOf: record.MakeDate(2025, 10, 1)}
			var err error
			if len(c.files) == 2 {
				_, err = tables.Link(context.Background(), c.files[0], c.files[1], opt)
			} else {
				_, err = tables.Dedupe(context.Background(), c.files[0], opt)
			}
			if err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			return out
		}
		first := run("")
		again := run(filepath.Join(first, "model.json"))
		for _, file := range []string{"pairs.csv", "links.csv", "clusters.csv", "model.json"} {
			a, err := os.ReadFile(filepath.Join(first, file))
			if os.IsNotExist(err) {
				continue
			}
			b, err := os.ReadFile(filepath.Join(again, file))
			if c.id == "key" && file == "model.json" {
				continue // it says that it came from a file
			}
			if err != nil || !bytes.Equal(a, b) {
				t.Errorf("%s: %s is another with the model given back", c.name, file)
			}
		}
		if c.id != "key" {
			text, err := os.ReadFile(filepath.Join(first, "model.json"))
			if err != nil {
				t.Fatal(err)
			}
			if faults, err := schema.Check(schema.Model, string(text)); err != nil || len(faults) > 0 {
				t.Errorf("%s: the model is not valid: %v %v", c.name, faults, err)
			}
		}
	}
}
