package dataset

import (
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

func TestBuiltinProfiles(t *testing.T) {
	if n := len(Sectors()); n != 18+1 {
		t.Errorf("%d sectors, want 19", n)
	}
	for _, code := range Sectors() {
		p, err := Builtin(code)
		if err != nil {
			t.Fatalf("%s: %v", code, err)
		}
		s := p.Sector
		if s.Code != code || s.TitleVI == "" || s.TitleEN == "" || s.AgencyVI == "" {
			t.Errorf("%s: incomplete: %+v", code, s)
		}
		if s.Row == record.RowFact && len(s.Fact) == 0 {
			t.Errorf("%s: rows are facts, but no field makes the fact", code)
		}
		for _, f := range record.CanonicalFields() {
			if p.Spec(f) == nil && f != record.RecordID {
				t.Errorf("%s: no %s", code, f)
			}
		}
		for _, f := range p.Fields {
			if f.Kind == record.KindCode && len(f.Words) == 0 {
				t.Errorf("%s: %s has no words", code, f.Field)
			}
		}
	}
}

func TestReadProfile(t *testing.T) {
	read := func(text string) (*Profile, error) { return ReadProfile(write(t, "p.yaml", text)[0]) }
	p, err := read(`
code: thu_vien
title: {vi: Thư viện, en: Library}
row: fact
fact: [book, loan_date]
required: [book]
needed: [full_name]
record_id: {headers: [mã phiếu mượn]}
fields:
  - {field: book, kind: text, headers: [tên sách]}
  - {field: loan_date, kind: date, headers: [ngày mượn]}
  - {field: full_name, headers: [bạn đọc thân mến]}
  - field: status
    words: {active: [đang mượn], stopped: [đã trả]}
`)
	if err != nil {
		t.Fatal(err)
	}
	for header, want := range map[string]record.Field{
		"Tên sách": "book", "Ngày mượn": "loan_date", "Mã phiếu mượn": record.RecordID, "Bạn đọc thân mến": record.FullName,
		"Họ tên bố": record.FatherName, "Số CCCD": record.PersonalIDNo, "loan_date": "loan_date",
	} {
		if got := fieldOf(t, p, header); got != want {
			t.Errorf("%s is read as %q, want %q", header, got, want)
		}
	}
	if w := p.Spec(record.Status).Words; w["dang muon"] != "active" || w["da chet"] != "dead" {
		t.Errorf("words of status: %v", w)
	}
	p, err = read("extends: thue\ncode: thue_ha_tinh\nfields:\n  - {field: tax_code, headers: [số nộp]}\n")
	if err != nil {
		t.Fatal(err)
	}
	if got := fieldOf(t, p, "Số nộp"); got != record.TaxCode || p.Sector.Code != "thue_ha_tinh" || !p.Sector.Active || p.Spec(record.TaxCode).Kind != record.KindTaxCode {
		t.Errorf("extended profile: %q %+v", got, p.Sector)
	}
}

// Notepad begins a file with a byte order mark.
func TestReadProfileWithByteOrderMark(t *testing.T) {
	if p, err := ReadProfile(write(t, "p.yaml", "\ufeffcode: x\n")[0]); err != nil || p.Sector.Code != "x" {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestReadProfileProblems(t *testing.T) {
	for _, c := range []struct {
		name, text string
		row        int
		want       string
	}{
		{"unknown key", "code: x\ntitel: {vi: X}\n", 2, "did you mean title?"},
		{"unknown key below", "code: x\nfields:\n  - field: a\n    knid: text\n", 4, "did you mean kind?"},
		{"unknown kind", "code: x\nfields:\n  - field: a\n    kind: dat\n", 3, "did you mean date?"},
		{"no kind", "code: x\nfields:\n  - field: a\n", 3, "no kind"},
		{"unknown field", "code: x\nrequired: [ful_name]\n", 2, "did you mean full_name?"},
		{"unknown row", "code: x\nrow: facts\n", 2, "did you mean fact?"},
		{"hard rule on an unknown field", "extends: thue\nnever_together: [persnal_id]\n", 2, "did you mean personal_id?"},
		{"unknown links", "extends: thue\nlinks: one_to_oen\n", 2, "did you mean one_to_one?"},
		{"unknown base", "extends: thuee\n", 1, "did you mean thue?"},
		{"field twice", "code: x\nfields:\n  - {field: a, kind: text}\n  - {field: a, kind: text}\n", 3, "twice"},
		{"word twice", "code: x\nfields:\n  - {field: a, kind: code, words: {m: [x], n: [X]}}\n", 3, "two codes"},
		{"no code", "row: person\n", 0, "code is missing"},
		{"not yaml", "code: [x\n", 1, ""},
		{"wrong type", "code: x\nfact: 3\n", 2, ""},
	} {
		_, err := ReadProfile(write(t, "p.yaml", c.text)[0])
		p := problem(t, err, record.ProblemProfileInvalid)
		if len(p.Args) != 1 || !strings.Contains(p.Args[0].(string), c.want) || p.Row != c.row {
			t.Errorf("%s: %v, want row %d and %q", c.name, p, c.row, c.want)
		}
	}
	_, err := ReadProfile("testdata/none.yaml")
	_ = problem(t, err, record.ProblemFileMissing)
	_, err = Builtin("bhxx")
	if p := problem(t, err, record.ProblemSectorUnknown); p.Args[0] != "bhxh" {
		t.Errorf("%v", p)
	}
}
