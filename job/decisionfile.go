package job

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// verdict is what an officer decided of two records.
type verdict uint8

const (
	verdictNone verdict = iota
	verdictDifferent
	verdictUnsure
	verdictSame
)

// String returns the verdict's word in the files.
func (v verdict) String() string {
	return [...]string{"", "different", "unsure", "same"}[v]
}

// parseVerdict reads an officer's word, in either language.
func parseVerdict(s string) verdict {
	switch viet.Words(s) {
	case "same", "match", "yes", "giong", "giong nhau", "cung nguoi", "cung mot nguoi", "la mot nguoi", "mot nguoi", "trung", "trung nhau", "dung":
		return verdictSame
	case "different", "not same", "no", "khac", "khac nhau", "khac nguoi", "hai nguoi", "hai nguoi khac nhau", "khong trung", "khong phai", "khong cung nguoi":
		return verdictDifferent
	case "unsure", "unknown", "unclear", "chua ro", "khong ro", "khong chac", "chua chac", "nghi ngo", "chua xac dinh", "chua ket luan":
		return verdictUnsure
	}
	return verdictNone
}

// What columns of an officers' file are about.
const (
	colDatasetA = iota
	colRecordA
	colDatasetB
	colRecordB
	colVerdict
	colBy
	colWhen
	colWhy
	colFindingID
	colCodeOf
	colFieldOf
	colUntil
	colRight
	officerColumns
)

// officerHeaders are what each column may be called, folded. The first is the name the documentation gives it.
func officerHeaders() [officerColumns][]string {
	side := func(letter, number string, nouns ...string) (all []string) {
		for _, n := range nouns {
			all = append(all, n+" "+letter, n+" "+number, n+" thu "+map[string]string{"1": "nhat", "2": "hai"}[number])
		}
		return all
	}
	datasets := []string{"dataset", "tap du lieu", "tap", "du lieu", "nganh", "nguon"}
	records := []string{"record", "record id", "ban ghi", "ma ban ghi", "ma ho so", "ma"}
	return [officerColumns][]string{
		colDatasetA:  append(side("a", "1", datasets...), datasets...),
		colRecordA:   append(append(side("a", "1", records...), records...), "left id", "id a"), // the latter of link and dedupe
		colDatasetB:  side("b", "2", datasets...),
		colRecordB:   append(side("b", "2", records...), "population id", "ma cong dan", "ma dan cu", "right id", "id b"),
		colVerdict:   {"decision", "quyet dinh", "ket luan", "ket qua"},
		colBy:        {"by", "nguoi quyet dinh", "can bo", "nguoi ket luan", "nguoi xac minh", "boi"},
		colWhen:      {"when", "ngay quyet dinh", "ngay", "thoi diem", "thoi gian", "luc", "ngay ket luan"},
		colWhy:       {"why", "ly do", "li do", "can cu", "ghi chu"},
		colFindingID: {"finding id", "ma phat hien", "ma sai lech"},
		colCodeOf:    {"code", "ma loi", "loai sai lech", "loai loi"},
		colFieldOf:   {"field", "truong", "truong du lieu"},
		colUntil:     {"until", "het han", "den ngay", "hieu luc den"},
		colRight:     {"right record", "ban ghi dung", "ma dung", "ma cong dan dung"},
	}
}

// officerRow is one row of an officers' file, its cells by column.
type officerRow struct {
	file  string
	line  int
	cells [officerColumns]string
	raw   string // of a row that could not be read, with the reason in fault
	fault string
}

// readOfficers reads a file of decisions or waivers, in any format datasets come in. A column of needed that is not there is
// an error that names it; rows that cannot be read come back with their fault.
func readOfficers(ctx context.Context, path string, needed ...[]int) ([]officerRow, error) {
	loaded, err := loadPlain(ctx, "decisions", path)
	if err != nil {
		return nil, err
	}
	t := loaded.Table
	var columns [officerColumns]*record.Column
	known := officerHeaders()
	for _, c := range t.Columns {
		for i := range known {
			if columns[i] == nil && slices.Contains(known[i], viet.Words(strings.ReplaceAll(c.Header, "_", " "))) {
				columns[i] = c
				break
			}
		}
	}
	for _, oneOf := range needed {
		if !slices.ContainsFunc(oneOf, func(i int) bool { return columns[i] != nil }) {
			name := strings.ReplaceAll(known[oneOf[0]][0], " ", "_")
			return nil, lacksColumn(t, path, name)
		}
	}
	var out []officerRow
	for row := range t.Rows() {
		r := officerRow{file: t.Files[t.File[row]], line: int(t.Line[row])}
		for i, c := range columns {
			r.cells[i] = record.Unguard(strings.TrimSpace(c.At(row))) // rows may be cut out of a run's CSV
		}
		out = append(out, r)
	}
	for _, x := range loaded.Rejects {
		out = append(out, officerRow{file: x.File, line: x.Row, raw: x.Raw, fault: x.Reason})
	}
	slices.SortStableFunc(out, func(a, b officerRow) int { return a.line - b.line })
	return out, nil
}

// loadPlain reads a file that an officer has filled in, with whatever columns it has.
func loadPlain(ctx context.Context, name, path string) (*dataset.Loaded, error) {
	src, err := dataset.Plain(name, []string{path}, "", nil)
	if err != nil {
		return nil, err
	}
	return dataset.Load(ctx, src, dataset.Options{Threads: 1})
}

// lacksColumn is the problem that such a file has no column of a name. It shows those the file has.
func lacksColumn(t *record.Table, path, name string) error {
	var headers []string
	for _, c := range t.Columns {
		headers = append(headers, c.Header)
	}
	return &record.Problem{ID: record.ProblemColumnMissing, File: path, Column: name, Args: []any{dataset.Shown(headers)}}
}

// parseWhen reads the moment of a decision: a day, or a day and a time, in the ways people and programs write them. It
// returns a form whose text order is the order in time; "" for a blank cell, and false for what is no moment.
func parseWhen(s string) (string, bool) {
	if s == "" {
		return "", true
	}
	for _, form := range []string{
		time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02",
		"2/1/2006 15:04:05", "2/1/2006 15:04", "15:04 2/1/2006", "2/1/2006", "2-1-2006", "2.1.2006",
	} {
		if t, err := time.Parse(form, s); err == nil {
			return t.UTC().Format("2006-01-02T15:04:05Z"), true
		}
	}
	return "", false
}
