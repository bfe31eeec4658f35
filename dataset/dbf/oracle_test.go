package dbf

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/Valentin-Kaiser/go-dbase/dbase"
)

// TestOracle holds the reader to go-dbase on tables of random records.
func TestOracle(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	var names, days, numbers, marks []string
	for i := range 200 {
		names = append(names, strings.Repeat("Nguyen ", rng.IntN(3))+fmt.Sprint("An", i))
		days = append(days, fmt.Sprintf("%d%02d%02d", 1920+rng.IntN(100), 1+rng.IntN(12), 1+rng.IntN(28)))
		numbers = append(numbers, fmt.Sprintf("%10d", rng.IntN(1e6)))
		marks = append(marks, []string{" ", " ", " ", "*"}[rng.IntN(4)])
	}
	data := table(0x30, strings.Join(marks, ""), column{"HOTEN", 'C', 40, names}, column{"NGAY", 'D', 8, days}, column{"SO", 'N', 10, numbers})
	path := filepath.Join(t.TempDir(), "A.DBF")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	got, _, err := read(data, nil)
	if err != nil {
		t.Fatal(err)
	}
	oracle, err := dbase.OpenTable(&dbase.Config{Filename: path, TrimSpaces: true, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer oracle.Close()
	want := []string{"HOTEN|NGAY|SO"}
	for !oracle.EOF() {
		row, err := oracle.Next()
		if err != nil {
			t.Fatal(err)
		}
		if row.Deleted {
			continue
		}
		var cells []string
		for i := range 3 {
			switch v := row.Field(i).GetValue().(type) {
			case time.Time:
				cells = append(cells, v.Format(time.DateOnly))
			default:
				cells = append(cells, fmt.Sprint(v))
			}
		}
		want = append(want, strings.Join(cells, "|"))
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q\nwant %q", got[:3], want[:3])
	}
}
