package dataset

import (
	"path/filepath"
	"strings"
	"testing"
)

// The register and every sector are known by their own words, be their other columns those of all.
func TestGuessedSectors(t *testing.T) {
	files, err := filepath.Glob("../testdata/sample/*.[ct]sv")
	if err != nil || len(files) < 15 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		want, _, _ := strings.Cut(filepath.Base(file), ".")
		found, err := Inspect(t.Context(), file, InspectOptions{Threads: 1})
		if err != nil {
			t.Fatal(err)
		}
		if found.Sector != want {
			t.Errorf("%s is taken for %s", file, found.Sector)
		}
	}
}
