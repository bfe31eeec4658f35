package dataset

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// headersOfSectors are the headers of lists whose sectors are known: of the sample, and the layouts that officers' lists have.
func headersOfSectors(t *testing.T) (sectors []string, headers [][]string) {
	files, err := filepath.Glob("../testdata/sample/*.[ct]sv")
	if err != nil || len(files) < 15 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		c, err := (&input{path: file, file: filepath.Base(file)}).open(t.Context(), Source{})
		if err != nil {
			t.Fatal(err)
		}
		head := c.tables[0].head()[0]
		c.Close()
		sector, _, _ := strings.Cut(filepath.Base(file), ".")
		sectors, headers = append(sectors, sector), append(headers, head)
	}
	data, err := os.ReadFile("testdata/layouts.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(data)) {
		if n++; testing.Short() && n%4 != 0 {
			continue
		}
		if parts := strings.Split(strings.TrimSpace(line), "|"); len(parts) > 5 && !strings.HasPrefix(line, "#") {
			sectors, headers = append(sectors, parts[0]), append(headers, parts[1:])
		}
	}
	return sectors, headers
}

// TestOtherSector: a list that is named for another sector is told where its columns are plainly its own sector's; one that is named rightly never is.
func TestOtherSector(t *testing.T) {
	sectors, headers := headersOfSectors(t)
	told := 0
	for i, of := range sectors {
		for k, code := range Sectors() {
			if code != of && (i+k)%5 != 0 { // a fifth of all mistakes there can be
				continue
			}
			p, err := Builtin(code)
			if err != nil {
				t.Fatal(err)
			}
			switch other, own, err := p.OtherSector(&Loaded{Ignored: headers[i]}); {
			case err != nil:
				t.Fatal(err)
			case other != "" && (code == of || other != of):
				t.Errorf("%s, of %s, given as %s, is taken for %s by %v", headers[i], of, code, other, own)
			case other != "":
				told++
			}
		}
	}
	if told < len(sectors) {
		t.Errorf("only %d lists of another sector were told", told)
	}
}

// TestGuessedLayouts: of the layouts that officers' lists have nearly all are known for what they are.
func TestGuessedLayouts(t *testing.T) {
	right, all := 0, 0
	sectors, headers := headersOfSectors(t)
	for i, of := range sectors {
		path := filepath.Join(t.TempDir(), "x.csv")
		if err := os.WriteFile(path, []byte(`"`+strings.Join(headers[i], `","`)+`"`), 0o600); err != nil {
			t.Fatal(err)
		}
		found, err := Inspect(t.Context(), path, InspectOptions{Threads: 1})
		if err != nil {
			t.Fatal(err)
		}
		if all++; found.Sector == of {
			right++
		} else {
			t.Logf("%v, of %s, is taken for %s", headers[i], of, found.Sector)
		}
	}
	if 100*right < 90*all {
		t.Errorf("%d of %d", right, all)
	}
}
