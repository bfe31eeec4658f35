package officers

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/normalize"
	"github.com/doisanh/doisanh/record"
)

// Verdict is what an officer decided of two records.
type Verdict uint8

// What an officer decided. Unanswered is no decision, or a word that is none.
const (
	Unanswered Verdict = iota
	Different
	Unsure
	Same
)

// String returns the verdict's word in the files.
func (v Verdict) String() string {
	return [...]string{"", "different", "unsure", "same"}[v]
}

// ParseVerdict reads an officer's word, in either language.
func ParseVerdict(s string) Verdict {
	switch viet.Words(s) {
	case "same", "match", "yes", "giong", "giong nhau", "cung nguoi", "cung mot nguoi", "la mot nguoi", "mot nguoi", "trung", "trung nhau", "dung",
		"cung", "cung mot", "cung mot thu", "cung thu", "cung vat", "la mot", "mot thu":
		return Same
	case "different", "not same", "no", "khac", "khac nhau", "khac nguoi", "hai nguoi", "hai nguoi khac nhau", "khong trung", "khong phai", "khong cung nguoi",
		"la hai", "hai thu", "hai vat", "khac thu", "khac vat", "khong cung":
		return Different
	case "unsure", "unknown", "unclear", "chua ro", "khong ro", "khong chac", "chua chac", "nghi ngo", "chua xac dinh", "chua ket luan":
		return Unsure
	}
	return Unanswered
}

// What columns of an officers' file are about.
const (
	ColDatasetA = iota
	ColRecordA
	ColDatasetB
	ColRecordB
	ColVerdict
	ColBy
	ColWhen
	ColWhy
	ColFindingID
	ColCodeOf
	ColFieldOf
	ColUntil
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
		ColDatasetA:  append(side("a", "1", datasets...), datasets...),
		ColRecordA:   append(append(side("a", "1", records...), records...), "left id", "id a"), // the latter of link and dedupe
		ColDatasetB:  side("b", "2", datasets...),
		ColRecordB:   append(side("b", "2", records...), "population id", "ma cong dan", "ma dan cu", "right id", "id b"),
		ColVerdict:   {"decision", "quyet dinh", "ket luan", "ket qua"},
		ColBy:        {"by", "nguoi quyet dinh", "can bo", "nguoi ket luan", "nguoi xac minh", "boi"},
		ColWhen:      {"when", "ngay quyet dinh", "ngay", "thoi diem", "thoi gian", "luc", "ngay ket luan"},
		ColWhy:       {"why", "ly do", "li do", "can cu", "ghi chu"},
		ColFindingID: {"finding id", "ma phat hien", "ma sai lech"},
		ColCodeOf:    {"code", "ma loi", "loai sai lech", "loai loi"},
		ColFieldOf:   {"field", "truong", "truong du lieu"},
		ColUntil:     {"until", "het han", "den ngay", "hieu luc den"},
		colRight:     {"right record", "ban ghi dung", "ma dung", "ma cong dan dung"},
	}
}

// Row is one row of an officers' file, its cells by column.
type Row struct {
	File  string
	Line  int
	Cells [officerColumns]string
	heads *[officerColumns]string // what the file calls its columns, "" where it has them not
	raw   string                  // of a row that could not be read, with the reason in fault
	Fault string
}

// ReadRows reads a file of decisions or waivers, in any format datasets come in. A column of needed that is not there is
// an error that names it; rows that cannot be read come back with their fault.
func ReadRows(ctx context.Context, path string, needed ...[]int) ([]Row, error) {
	loaded, err := LoadPlain(ctx, "decisions", path)
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
			return nil, LacksColumn(t, path, name)
		}
	}
	var heads [officerColumns]string
	for i, c := range columns {
		if c != nil {
			heads[i] = c.Header
		}
	}
	var out []Row
	for row := range t.Rows() {
		r := Row{File: t.Files[t.File[row]], Line: int(t.Line[row]), heads: &heads}
		for i, c := range columns {
			r.Cells[i] = record.Unguard(strings.TrimSpace(c.At(row))) // rows may be cut out of a run's CSV
		}
		out = append(out, r)
	}
	for _, x := range loaded.Rejects {
		out = append(out, Row{File: x.File, Line: x.Row, raw: x.Raw, Fault: x.Reason})
	}
	slices.SortStableFunc(out, func(a, b Row) int { return a.Line - b.Line })
	return out, nil
}

// LoadPlain reads a file that an officer has filled in, with whatever columns it has.
func LoadPlain(ctx context.Context, name, path string) (*dataset.Loaded, error) {
	src, err := dataset.Plain(name, []string{path}, "", nil)
	if err != nil {
		return nil, err
	}
	return dataset.Load(ctx, src, dataset.Options{Threads: 1})
}

// LacksColumn is the problem that such a file has no column of a name. It shows those the file has.
func LacksColumn(t *record.Table, path, name string) error {
	var headers []string
	for _, c := range t.Columns {
		headers = append(headers, c.Header)
	}
	return &record.Problem{ID: record.ProblemColumnMissing, File: path, Column: name, Args: []any{dataset.Shown(headers)}}
}

// momentForms are the ways a moment is written with its time of day, and days as programs and officers write them. Those of shortYears have two digits
// for the year.
var (
	momentForms = []string{
		time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02",
		"2/1/2006 15:04:05", "2/1/2006 15:04", "15:04 2/1/2006", "2/1/2006", "2-1-2006", "2.1.2006",
	}
	shortYears = []string{"2/1/06 15:04:05", "2/1/06 15:04", "15:04 2/1/06", "2/1/06", "2-1-06", "2.1.06"}
)

// firstYear is the year before which nobody decided of two records.
const firstYear = 2000

// parseWhen reads the moment of a decision: a day, or a day and a time, in the ways people and programs write them, and days as any list may have them.
// A year that is not written out has to be one decisions can be of: from firstYear to the year after asOf, where that is known. It returns a form whose
// text order is the order in time; "" for a blank cell, and false for what is no moment.
func parseWhen(s string, asOf record.Date) (string, bool) {
	if s == "" {
		return "", true
	}
	moment := func(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }
	for _, form := range momentForms {
		if t, err := time.Parse(form, s); err == nil {
			return moment(t), true
		}
	}
	can := func(year int) bool { return year >= firstYear && (asOf == 0 || year <= asOf.Year()+1) }
	for _, form := range shortYears {
		if t, err := time.Parse(form, s); err == nil {
			return moment(t), can(t.Year())
		}
	}
	d, ok := normalize.DayOf(s, normalize.DateContext{AsOf: asOf, Order: normalize.OrderDayMonth, Event: true})
	if !ok || !can(d.Year()) {
		return "", false
	}
	return moment(time.Date(d.Year(), time.Month(d.Month()), d.Day(), 0, 0, 0, 0, time.UTC)), true
}
