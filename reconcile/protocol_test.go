package reconcile

import (
	"slices"
	"testing"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/record"
)

// A4: a line of the list lets the commune tell which side is wrong: both values, the register's person, and an action with both
// outcomes. What only the agency can mend goes to the agency, and what agrees is on no list.
func TestA4BothOutcomes(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | full_name     | birth_date | permanent_address | personal_id
P1        | Nguyễn Văn An | 1980-05-03 | 18409/436/42      | 042080000001
P2        | Lê Thị Hoa    | 1990-01-02 | 18409/436/42      | 042190000002`)
	s := table(t, sector("thue"), `
record_id | full_name     | birth_date | tax_code              | personal_id
1         | Nguyễn Văn An | 1981-05-03 | 8000000001            | 042080000001
2         | Lê Thị Hoa    | 1990-01-02 | 8000000002!check_digit | 042190000002
3         | LÊ THỊ HOA    | 1990       | 8000000003            | 042190000002`).link(t, "0", "1", "1")
	r := run(t, pop, s)
	r.want(t, []string{CodeFieldMismatch, CodeNumberStructure}, "thue/1 field_mismatch/different birth_date", "thue/2 number_structure/check_digit tax_code")
	for _, f := range r.findings() {
		switch f.Code {
		case CodeFieldMismatch:
			if f.PopulationID != "P1" || f.DatasetValue != "1981-05-03" || f.PopulationValue != "1980-05-03" || f.Action != "check_papers_then_correct" || f.Recipient != ToCommunePolice || f.Commune != 18409 {
				t.Errorf("%+v", f)
			}
		case CodeNumberStructure:
			if f.Recipient != ToAgency {
				t.Errorf("%+v", f)
			}
		}
	}
}

// A7: every agency of the protocol has its sector, with an owner to send to and fields it must keep.
func TestA7Agencies(t *testing.T) {
	have := dataset.Sectors()
	for _, code := range []string{"toa_an", "vien_kiem_sat", "quan_su", "bhxh", "bhyt", "evn", "mot_cua", "thue", "giao_duc", "tiem_chung", "ho_tich", "lao_dong", "an_sinh"} {
		if !slices.Contains(have, code) {
			t.Errorf("no sector %s", code)
			continue
		}
		p, err := dataset.Builtin(code)
		if err != nil {
			t.Fatal(err)
		}
		if p.Sector.AgencyVI == "" || p.Sector.TitleVI == "" || !slices.Contains(p.Sector.Required, record.FullName) {
			t.Errorf("%s: %+v", code, p.Sector)
		}
	}
	if slices.Contains(have, "nobody") {
		t.Error("a sector nobody named")
	}
}

// The coverage rules of the built-in profiles are in the rules' language, and have titles in both.
func TestE3BuiltinCoverage(t *testing.T) {
	population, err := dataset.Builtin("dan_cu")
	if err != nil {
		t.Fatal(err)
	}
	fields := func(p *dataset.Profile) (all []record.Field) {
		for _, f := range p.Fields {
			all = append(all, f.Field)
		}
		return all
	}
	rules := 0
	for _, code := range dataset.Sectors() {
		p, err := dataset.Builtin(code)
		if err != nil {
			t.Fatal(err)
		}
		if err := CheckCoverage(&p.Sector, fields(p), fields(population), dataset.Sectors()); err != nil {
			t.Error(err)
		}
		for _, c := range p.Sector.Coverage {
			rules++
			if c.TitleVI == c.Name || c.TitleEN == c.TitleVI {
				t.Errorf("%s has no title", c.Name)
			}
		}
	}
	if rules < 4 {
		t.Errorf("%d rules", rules)
	}
}

// E3: a child of 5 to 11 without a dose is told by age; one who has a dose, one below and one above are not; a dose that repeats
// another and a dose of somebody whose data differ go to be cleaned.
func TestE3Vaccination(t *testing.T) {
	profile, err := dataset.Builtin("tiem_chung")
	if err != nil {
		t.Fatal(err)
	}
	pop := table(t, sector("dan_cu"), `
record_id | full_name      | birth_date | permanent_address
P1        | Nguyễn Văn An  | 2017-05-03 | 18409/436/42
P2        | Nguyễn Thị Bé  | 2017-05-03 | 18409/436/42
P3        | Trần Văn Năm   | 2020-06-15 | 18409/436/42
P4        | Trần Văn Bốn   | 2020-06-16 | 18409/436/42
P5        | Lê Văn Mười Hai | 2013-06-15 | 18409/436/42
P6        | Lê Văn Tám     | 2013-06-16 | 18409/436/42`)
	s := table(t, profile.Sector, `
record_id | full_name     | birth_date | dose_number | dose_date
1         | Nguyễn Văn An | 2017-05-03 | 1           | 2022-05-01
2         | Nguyễn Văn An | 2017-05-04 | 2           | 2022-06-01
3         | Nguyễn Văn An | 2017-05-03 | 1           | 2022-05-01`).link(t, "0", "0", "0").cluster(0, 2)
	run(t, pop, s).want(t, []string{CodeNotCovered, CodeDuplicate, CodeFieldMismatch},
		"dan_cu/P2 not_covered/vaccine_5_11 dose_number", "dan_cu/P3 not_covered/vaccine_5_11 dose_number", "dan_cu/P6 not_covered/vaccine_5_11 dose_number",
		"tiem_chung/2 field_mismatch/different birth_date", "tiem_chung/3 duplicate/same_fact")
}

// B5: when a sector connects, the person is not found, or is found and the fields are not the same; who is found and agrees is told
// nothing.
func TestB5FaultsOfComparison(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id|full_name|sex\nP1|Nguyễn Văn An|male\nP2|Lê Thị Hoa|female")
	s := table(t, sector("bhxh"), "record_id|full_name|sex\n1|Phạm Văn Lạ|male\n2|Nguyễn Văn Ân|male\n3|Lê Thị Hoa|female").link(t, "-", "0", "1")
	r := run(t, pop, s)
	r.want(t, nil, "bhxh/1 not_in_population", "bhxh/2 field_mismatch/diacritics full_name")
	if got := r.Outcomes[0]; !slices.Equal(got, []record.Outcome{record.OutcomeNoID, record.OutcomeWrong, record.OutcomeCorrect}) {
		t.Errorf("outcomes %v", got)
	}
}

// D1: books and card archive are what a record is held against before approval; another sector's difference is no matter of approval,
// and a record in review is not approved.
func TestD1HeldAgainstBooksAndCards(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id|full_name|sex\nP1|Nguyễn Văn An|male")
	const rows = "record_id|full_name|sex\n1|Nguyễn Văn An|male\n2|Nguyễn Văn An|female\n3|Nguyễn Văn An|male"
	for _, c := range []struct {
		code    string
		verify  []string
		approve int64
	}{{"cu_tru", []string{"cu_tru/2 verify"}, 1}, {"can_cuoc", []string{"can_cuoc/2 verify"}, 1}, {"thue", nil, 0}} {
		r := run(t, pop, table(t, sector(c.code), rows).link(t, "0", "0", "?0"))
		r.want(t, []string{CodeVerify}, c.verify...)
		if got := r.total(c.code, MeasureApprove); got != c.approve {
			t.Errorf("%s: %d approved, want %d", c.code, got, c.approve)
		}
	}
}
