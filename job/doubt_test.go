package job

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/doisanh/doisanh/job/findings"
	"github.com/doisanh/doisanh/record"
)

// TestRowsByID finds the rows of ids in order and in none.
func TestRowsByID(t *testing.T) {
	for _, list := range [][]string{{}, {"a", "b", "c"}, {"x.csv:2", "x.csv:3", "x.csv:10", "x.csv:100"}, {"c", "a", "b"}} {
		ids := record.TextsOf(list...)
		row := rowsByID(&ids)
		for i, id := range list {
			if at, there := row(id); !there || at != uint32(i) {
				t.Errorf("%v: %s is row %d, %v", list, id, at, there)
			}
		}
		for _, id := range []string{"", "aa", "x.csv:1", "z"} {
			if at, there := row(id); there {
				t.Errorf("%v: %s is row %d", list, id, at)
			}
		}
	}
}

// TestShifted: that ids stand for other records is told of row numbers alone, and where most findings are others.
func TestShifted(t *testing.T) {
	for name, c := range map[string]struct {
		ownIDs bool
		of     findings.Turnover
		told   bool
	}{
		"most are others":        {of: findings.Turnover{Resolved: 90, Stayed: 10, New: 85}, told: true},
		"half are others":        {of: findings.Turnover{Resolved: 50, Stayed: 50, New: 50}},
		"most are mended":        {of: findings.Turnover{Resolved: 90, Stayed: 10, New: 5}},
		"many are new":           {of: findings.Turnover{Resolved: 10, Stayed: 90, New: 200}},
		"too few to tell":        {of: findings.Turnover{Resolved: 19, New: 19}},
		"just enough":            {of: findings.Turnover{Resolved: 20, New: 20}, told: true},
		"the list has ids":       {ownIDs: true, of: findings.Turnover{Resolved: 90, Stayed: 10, New: 85}},
		"nothing was found":      {of: findings.Turnover{New: 100}},
		"nothing is found again": {},
	} {
		s := &Summary{Order: []string{"bhxh"}, Datasets: map[string]*DatasetFigures{"bhxh": {OwnIDs: c.ownIDs}}}
		shifted(s, map[string]findings.Turnover{"bhxh": c.of})
		notes := s.Datasets["bhxh"].Notes
		if told := len(notes) == 1 && notes[0].ID == NoteIDsShifted; told != c.told || len(notes) > 1 {
			t.Errorf("%s: %v", name, notes)
		}
	}
}

// TestMovedRows: a list without ids whose rows have moved is told of, and one that was mended is not, be it on the same day.
func TestMovedRows(t *testing.T) {
	const people = 100
	for name, c := range map[string]struct {
		wrong, wrongThen int // of the first rows, every second birth date
		put              string
		day              int
		told             bool
	}{
		"a row put in":            {wrong: people, wrongThen: people, put: "Đỗ Văn Mới,01/02/1999,Nam,042099999999\n", day: 2, told: true},
		"put in on the same day":  {wrong: people, wrongThen: people, put: "Đỗ Văn Mới,01/02/1999,Nam,042099999999\n", day: 1, told: true},
		"mended":                  {wrong: people, wrongThen: 48, day: 2},
		"mended on the same day":  {wrong: people, wrongThen: 48, day: 1},
		"as it was, the same day": {wrong: people, wrongThen: people, day: 1},
	} {
		dir := t.TempDir()
		var register strings.Builder
		register.WriteString("Mã công dân,Họ và tên,Ngày sinh,Giới tính,Số CCCD\n")
		list := func(put string, wrong int) string {
			var b strings.Builder
			b.WriteString("Họ và tên,Ngày sinh,Giới tính,Số CCCD\n" + put)
			for i := range people {
				day := 1 + i%14
				if i < wrong && i%2 == 0 {
					day += 14
				}
				fmt.Fprintf(&b, "%s,%02d/03/%d,Nam,%s\n", nameOf(i), day, 1960+i%30, idOf(i))
			}
			return b.String()
		}
		for i := range people {
			fmt.Fprintf(&register, "N%d,%s,%02d/03/%d,Nam,%s\n", i, nameOf(i), 1+i%14, 1960+i%30, idOf(i))
		}
		run := func(day int, text string) *DatasetFigures {
			t.Helper()
			for file, text := range map[string]string{"dan_cu.csv": register.String(), "bhxh.csv": text} {
				if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			f := &File{Population: Input{Path: filepath.Join(dir, "dan_cu.csv")}, Datasets: []Input{{Sector: "bhxh", Path: filepath.Join(dir, "bhxh.csv")}},
				Output: filepath.Join(dir, "out"), Reports: []string{"none"}}
			p, err := f.Resolve("", dir, record.MakeDate(2025, 10, day))
			if err != nil {
				t.Fatal(err)
			}
			r, err := Run(context.Background(), p, Env{Now: time.Now})
			if err != nil {
				t.Fatal(err)
			}
			return r.Summary.Datasets["bhxh"]
		}
		run(1, list("", c.wrong))
		d := run(c.day, list(c.put, c.wrongThen))
		if told := slices.ContainsFunc(d.Notes, func(n NoteFigure) bool { return n.ID == NoteIDsShifted }); told != c.told {
			t.Errorf("%s: told %v, %v", name, told, d.Findings)
		}
	}
}

func nameOf(i int) string {
	return []string{"Nguyễn", "Trần", "Lê", "Phạm", "Vũ"}[i%5] + " Văn " + []string{"Hòa", "Khải", "Sơn", "Tuấn", "Minh", "Long", "Hạnh"}[i%7]
}

func idOf(i int) string { return fmt.Sprintf("0420%02d%06d", (1960+i%30)%100, 17*i) }
