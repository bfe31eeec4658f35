package reconcile

import (
	"testing"

	"github.com/doisanh/doisanh/record"
)

// D4: each record of a cluster but the one kept.
func TestD4Duplicate(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id | full_name\nP1 | Nguyễn Văn An\nP2 | Nguyễn Văn An\nP3 | Lê Văn Bình").cluster(1, 0)
	facts := record.Sector{Code: "tiem_chung", Row: record.RowFact}
	s := table(t, facts, "record_id | phone\n1 |\n2 |\n3 |").link(t, "0", "0", "0").cluster(0, 2)
	r := run(t, pop, s)
	r.want(t, nil, "dan_cu/P1 duplicate/same_person", "tiem_chung/3 duplicate/same_fact")
	if r.findings()[0].Recipient != ToCommunePolice || r.findings()[1].Recipient != ToAgency || r.findings()[0].PopulationID != "P1" {
		t.Errorf("%+v", r.findings())
	}
}

// B4, D4: one number on different persons.
func TestB4SharedNumber(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | personal_id  | full_name       | birth_date
P1        | 042080000001 | Nguyễn Văn An   | 1980-05-03
P2        | 042080000001 | Lê Thị Bình     | 1985-01-07
P3        | 042080000003 | Trần Văn Cường  | 1980-05-03
P4        | 042080000003 | Trần Văn Cường  | 1980-05-03
P5        | 042080000005 | Phạm Văn Dũng   | 1980-05-03
P6        | 042080000005 | Phạm Văn Dungx  | 1980-05-03
P7        | 042080000007 | Hoàng Văn Giang | 1980-05-03
P8        | 042080000007 | Đặng Thị Hà     | 1979-05-03`).cluster(6, 7)
	run(t, pop).want(t, []string{CodeSharedNumber}, "dan_cu/P1 shared_number personal_id", "dan_cu/P2 shared_number personal_id")
	s := table(t, record.Sector{Code: "thue", Row: record.RowFact, Numbers: []record.Field{record.TaxCode, record.PupilCode}}, `
record_id | personal_id  | tax_code   | pupil_code | full_name      | birth_date | old_id
1         | 042080000001 | 8000000001 |            | Nguyễn Văn An  | 1980-05-03 | 183000001
2         | 042080000001 | 8000000001 |            | Nguyễn Thị Hoa | 1990-05-03 | 183000001
3         | 042080000003 | 8000000003 | A          | Lê Văn Hùng    | 1990-05-03 |
4         | 042080000004 | 8000000003 | A          | Lê Văn Hưng    | 1990-05-03 |
5         | 042080000009 | 8000000005 | B          | Lê Văn Hùng    | 1990-05-03 |
6         | 042080000010 | 8000000005 | B          | Lê Văn Hưng    | 1990-05-03 |
7         | 042080000011 | 8000000007 | C          | Lê Văn Hùng    | 1990-05-03 |
8         | 042080000011 | 8000000007 | C          |                | 1970-01-07 |
9         | 042080000012 | 8000000009 | D          | Lê Văn Hùng    | 1990-05-03 |
A         | 042080000012 | 8000000009 | D          | Lê Văn Hùng    | 1990-05-13 |
B         | 042080000013 | 8000000011 | E          | Lê Văn Hùng    | 1990-05-03 |
C         | 042080000013 | 8000000011 | E          | Lê Văn Hưng    | 1993-07-13 |`).
		link(t, "0", "0", "2", "3", "-", "-", "-", "-", "-", "-", "-", "-")
	run(t, pop, s).want(t, []string{CodeSharedNumber}, "dan_cu/P1 shared_number personal_id", "dan_cu/P2 shared_number personal_id",
		"thue/3 shared_number pupil_code", "thue/3 shared_number tax_code", "thue/4 shared_number pupil_code", "thue/4 shared_number tax_code",
		"thue/B shared_number personal_id", "thue/B shared_number pupil_code", "thue/B shared_number tax_code",
		"thue/C shared_number personal_id", "thue/C shared_number pupil_code", "thue/C shared_number tax_code")
	s.Links = nil
	s.link(t, "0", "1", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-")
	run(t, pop, s).want(t, []string{CodeSharedNumber}, "dan_cu/P1 shared_number personal_id", "dan_cu/P2 shared_number personal_id",
		"thue/1 shared_number old_id", "thue/1 shared_number personal_id", "thue/1 shared_number tax_code",
		"thue/2 shared_number old_id", "thue/2 shared_number personal_id", "thue/2 shared_number tax_code",
		"thue/B shared_number personal_id", "thue/B shared_number pupil_code", "thue/B shared_number tax_code",
		"thue/C shared_number personal_id", "thue/C shared_number pupil_code", "thue/C shared_number tax_code")
}

// B4: a slip in the name, or in the name and one part of the date, is no other person, but for twins in the register itself.
func TestB4SharedNumberOrSlip(t *testing.T) {
	for _, c := range []struct {
		name, birth, other, otherBirth string
		sector, register               bool
	}{
		{"Lê Quốc Bảo", "2011-02-07", "Lê Quốc Bửu", "2011-02-07", false, true}, // twins, or a slip
		{"Hồ Thị Xuân", "1990-04-17", "Hồ Tị Suân", "1990-04-17", false, true},
		{"Trần Ngọc Hoàn", "2012-12-28", "Trần Ngọc", "2012-12-28", false, true},
		{"Nguyễn Tuyết Yến", "2002-12-15", "Nguyễn Teyết Hoàng Yến", "2002-12-15", false, true},
		{"Nguyễn Thị Thảo", "1953-07-13", "Nguyễn Thảo", "1954", false, true},
		{"Phạm Minh Tam", "1975-04-26", "Phạm Minh Tâm", "1957-01-01", false, true},
		{"Nguyễn Kim Lan", "1993-03-08", "Nguyễn Lan", "1993-02-08", false, true},
		{"Nguyễn Kim Lan", "1993-03-08", "Nguyễn Lan", "1995-02-08", true, true},
		{"Nguyễn Kim Lan", "1993-03-08", "Trần Văn Tám", "1993-03-08", true, true},
		{"Nguyễn Kim Lan", "1993-03-08", "Trần Văn Tám", "1993-04-08", true, true},
		{"Nguyễn Kim Lan", "1993-03-08", "Nguyễn Kim Lan", "1975-12-30", false, false},
	} {
		rows := "record_id|personal_id|full_name|birth_date\n1|042080000001|" + c.name + "|" + c.birth + "\n2|042080000001|" + c.other + "|" + c.otherBirth
		pop := table(t, sector("dan_cu"), rows)
		if got := len(run(t, pop).brief(CodeSharedNumber)) > 0; got != c.register {
			t.Errorf("%s, %s in the register: %v", c.name, c.other, got)
		}
		pop = table(t, sector("dan_cu"), "record_id\nP1")
		if got := len(run(t, pop, table(t, sector("thue"), rows).link(t, "-", "-")).brief(CodeSharedNumber)) > 0; got != c.sector {
			t.Errorf("%s, %s in a sector: %v", c.name, c.other, got)
		}
	}
}

// D1, D2: a book's record that agrees is approved, one that differs is verified; other sectors have neither.
func TestD2VerifyAndApprove(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id | full_name | sex\nP1 | Nguyễn Văn An | male")
	for _, code := range []string{"cu_tru", "can_cuoc", "bhxh"} {
		s := table(t, sector(code), "record_id | full_name | sex\n1 | Nguyễn Văn An | male\n2 | Nguyễn Văn Bình | female\n3 | Lê Thị Hoa | female").link(t, "0", "0", "?0")
		r := run(t, pop, s)
		var want []string
		var approve int64 = 0
		if code != "bhxh" {
			want, approve = []string{code + "/2 verify"}, 1
		}
		r.want(t, []string{CodeVerify}, want...)
		if got := r.total(code, MeasureApprove); got != approve {
			t.Errorf("%s: %d to approve, want %d", code, got, approve)
		}
	}
}

// D3: in the register but not the archive, by class.
func TestD3Surplus(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | status  | residence_kind | permanent_address
P01       |         |                | 00001/1/1
P02       |         |                | 00001/1/1
P03       |         |                | 00001/1/1
P04       |         | temporary      | 00001/1/1
P05       |         |                | 00001/1/1
P06       |         |                | 00001/1/1
P07       |         |                | 00001/1/1
P08       | dead    |                | 00001/1/1
P09       |         |                | 00001/1/1
P10       |         |                | 00001/1/1
P11       |         |                | 00009/1/1
P12       |         |                | 00001/1/1`).cluster(0, 1)
	books := table(t, sector("cu_tru"), `
record_id | status | residence_kind | permanent_address
1         |        |                | 00001/1/1
2         |        |                | 00002/1/1
3         | moved  |                | 00001/1/1
4         | dead   |                | 00001/1/1
5         |        | temporary      | 00001/1/1
6         |        |                | 00001/1/1`).link(t, "0", "4", "5", "6", "8", "?9")
	events := table(t, sector("ho_tich"), "record_id | event_type\n1 | death").link(t, "2")
	want := []string{
		"dan_cu/P02 surplus/duplicate", "dan_cu/P03 surplus/dead_or_missing", "dan_cu/P04 surplus/temporary", "dan_cu/P05 surplus/moved_away",
		"dan_cu/P06 surplus/moved_away", "dan_cu/P07 surplus/dead_or_missing", "dan_cu/P09 surplus/temporary", "dan_cu/P12 surplus/unexplained",
	}
	run(t, pop, books, events).want(t, []string{CodeSurplus}, want...)
	run(t, pop, events).want(t, []string{CodeSurplus}) // no books in the run
}

// D3: one stray record does not put a commune's archive into the run.
func TestD3SurplusOfAnotherArchive(t *testing.T) {
	text := "record_id | permanent_address\n"
	for _, r := range "abcdefghijklmnopqrstuvwxyz" {
		text += "P" + string(r) + " | 00002/1/1\n"
	}
	pop := table(t, sector("dan_cu"), text+"P1 | 00001/1/1")
	books := table(t, sector("cu_tru"), "record_id | permanent_address\n1 | 00001/1/1\n2 | 00002/1/1").link(t, "26", "-")
	run(t, pop, books).want(t, []string{CodeSurplus, CodeCountHigh, CodeCountLow})
}

func (r *Result) total(dataset, measure string) (n int64) {
	for _, c := range r.Counts {
		if c.Dataset == dataset && c.Measure == measure {
			n += c.Value
		}
	}
	return n
}
