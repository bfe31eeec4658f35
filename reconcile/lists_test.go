package reconcile

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// name writes a place among the sectors and a row as "dataset/record".
func (s *set) id(row uint32) string { return s.People.Table.Name + "/" + s.People.Table.IDs.At(row) }

func idOf(sets []*set, dataset int, row uint32) string { return sets[dataset+1].id(row) }

// D2: what agrees is listed to be approved; where another archive differs, after that is verified, the first one where several do; in review or differing, not.
func TestD2Approvals(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id|full_name|sex\nP1|Nguyễn Văn An|male\nP2|Lê Thị Hoa|female\nP3|Hồ Văn Tư|male")
	books := table(t, sector("cu_tru"), "record_id|full_name|sex\n1|Nguyễn Văn An|male\n2|Lê Thị Hoa|female\n3|Lê Thị Hoa|female\n4|Hồ Văn Tư|male").link(t, "0", "1", "?1", "2")
	cards := table(t, sector("can_cuoc"), "record_id|full_name|sex\n1|Nguyễn Văn An|female\n2|LE THI HOA|female").link(t, "0", "1")
	more := table(t, sector("can_cuoc"), "record_id|full_name|sex\n1|Lê Thị Hoa|male").link(t, "1")
	more.People.Table.Name = "can_cuoc_2"
	last := table(t, sector("can_cuoc"), "record_id|full_name|sex\n1|Lê Thị Hoa|male\n2|Lê Thị Hoa|female").link(t, "1", "1")
	last.People.Table.Name = "can_cuoc_3"
	other := table(t, sector("thue"), "record_id|full_name|sex\n1|Nguyễn Văn An|male").link(t, "0")
	sets := []*set{pop, books, cards, more, last, other}
	r := run(t, pop, sets[1:]...)
	var got []string
	for _, a := range r.Approvals {
		s := idOf(sets, int(a.Dataset), a.Row) + " " + idOf(sets, Register, a.Person)
		if a.Waits != Register {
			s += " waits for " + sets[a.Waits+1].People.Table.Name
		}
		got = append(got, s)
	}
	if want := []string{"cu_tru/1 dan_cu/P1 waits for can_cuoc", "cu_tru/2 dan_cu/P2 waits for can_cuoc_2", "cu_tru/4 dan_cu/P3", "can_cuoc/2 dan_cu/P2 waits for can_cuoc_2", "can_cuoc_3/2 dan_cu/P2 waits for can_cuoc_2"}; !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}

// A2, B5: one person's records across the sectors, and where they differ: from the register, or from each other where the register
// holds nothing. Two writings of one value are one side; somebody in one dataset only is not listed.
func TestA2B5Persons(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | full_name     | birth_date | father_name | personal_id
P1        | Nguyễn Văn An | 1980-05-03 |             | 042080000001
P2        | Lê Thị Hoa    | 1990-01-02 | Lê Văn Ba   | 042190000002
P3        | Trần Văn Tư   | 1970-01-02 |             |`)
	tax := table(t, sector("thue"), `
record_id | full_name     | birth_date | father_name    | personal_id
1         | NGUYEN VAN AN | 1980-05-03 | Nguyễn Văn Tám | 183000001
2         | Lê Thị Hoa    | 1990       |                | 042190000002
3         | Trần Văn Năm  | 1970-01-02 |                |`).link(t, "0", "1", "2")
	cards := table(t, sector("bhyt"), `
record_id | full_name     | birth_date | father_name
1         | Nguyễn Văn An | 1980-03-05 | Nguyễn Văn Bảy
2         | Nguyễn Văn An | 1980-05-03 | Nguyễn Văn Tám
3         | Lê Thị Hoa    |            | LÊ VĂN BA`).link(t, "0", "0", "1")
	sets := []*set{pop, tax, cards}
	r := run(t, pop, tax, cards)
	var got []string
	for _, p := range r.Persons {
		got = append(got, fmt.Sprintf("%s %v %d %d %v", idOf(sets, Register, p.Row), p.Datasets, p.Records, p.Findings, p.Fields()))
	}
	for _, p := range r.Persons {
		for _, d := range p.Differences {
			got = append(got, fmt.Sprintf("%s %s %d %s", idOf(sets, Register, p.Row), record.CanonicalFields()[d.Field], d.Side, idOf(sets, int(d.Dataset), d.Row)))
		}
	}
	want := []string{
		"dan_cu/P1 [0 1] 3 3 [birth_date father_name]", // the CMND in the tax list (twice a finding) is an old number, no other one
		"dan_cu/P2 [0 1] 2 0 []",
		"dan_cu/P1 birth_date 1 dan_cu/P1", "dan_cu/P1 birth_date 1 thue/1", "dan_cu/P1 birth_date 2 bhyt/1", "dan_cu/P1 birth_date 1 bhyt/2",
		"dan_cu/P1 father_name 1 thue/1", "dan_cu/P1 father_name 2 bhyt/1", "dan_cu/P1 father_name 1 bhyt/2",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A2: what an event changes, and the nationality of the lists that are about it, are on no side.
func TestA2PersonsBesideEvents(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | full_name     | marital_status | nationality
P1        | Nguyễn Văn An | single         | VN
P2        | Lê Thị Hoa    | single         | VN`)
	events := table(t, sector("ho_tich"), `
record_id | event_type | full_name     | marital_status | nationality
1         | marriage   | Nguyễn Văn Ân | married        | LA
2         | birth      | Lê Thị Hoa    | married        | VN`).link(t, "0", "1")
	lost := table(t, sector(sectorLost), "record_id|full_name|nationality\n1|Nguyễn Văn An|US").link(t, "0")
	special := table(t, sector(sectorSpecial), "record_id|full_name|nationality\n1|Lê Thị Hoa|US").link(t, "1")
	sets := []*set{pop, events, lost, special}
	var got []string
	for _, p := range run(t, pop, events, lost, special).Persons {
		for _, d := range p.Differences {
			got = append(got, fmt.Sprintf("%s %d %s", record.CanonicalFields()[d.Field], d.Side, idOf(sets, int(d.Dataset), d.Row)))
		}
	}
	want := []string{"full_name 1 dan_cu/P1", "full_name 2 ho_tich/1", "full_name 1 quoc_tich/1", "nationality 1 dan_cu/P1", "nationality 2 ho_tich/1",
		"marital_status 1 dan_cu/P2", "marital_status 2 ho_tich/2"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// B4: the cohorts' records with no or a wrong number, in the register and the sectors, by the register's birth year where it is known; other years, right
// numbers, newborns and lists without the column are not there.
func TestB4Cohorts(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | personal_id  | sex    | birth_date | status
P1        | 042104000001 | female | 2004-05-03 |
P2        |              | male   | 2007-05-03 |
P3        | 042204000003 | male   | 2004-05-03 |
P4        | 042105000004 | female | 2005-05-03 |
P5        |              | male   | 2004-05-03 | dead
P6        | 042204000006 | male   |            |`)
	s := table(t, sector("giao_duc"), `
record_id | personal_id  | sex    | birth_date
1         | 042304000001 | female | 2004-05-03
2         |              | male   | 2007
3         | 042204!length | male  |
4         | 042004000004 | male   | 2004-05-03
5         |              | male   | 2006
6         |              | male   | 2007
7         |              | male   | 2007`).link(t, "0", "1", "2", "-", "-", "5", "-")
	events := table(t, sector("ho_tich"), "record_id|personal_id|birth_date|event_type\n1||2007-05-03|birth\n2||2007-05-03|death\n3||2006-05-03|marriage").link(t, "-", "-", "1")
	unnumbered := table(t, sector("evn"), "record_id|birth_date\n1|2007-05-03").link(t, "-")
	sets := []*set{pop, s, events, unnumbered}
	list := func(years ...int) (got []string) {
		in := Input{AsOf: asOf, Population: pop.Dataset, Sectors: []Dataset{s.Dataset, events.Dataset, unnumbered.Dataset}, Figures: &FigureOptions{Cohorts: years}}
		r, err := Run(context.Background(), in, 2)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range r.Cohorts {
			is := fmt.Sprintf("%d %s %s", c.Born, idOf(sets, c.Dataset, c.Row), c.Fault)
			if c.Person != record.NoRow {
				is += " " + idOf(sets, Register, uint32(c.Person))
			}
			got = append(got, is)
		}
		return got
	}
	want := []string{"2004 dan_cu/P1 century_sex dan_cu/P1", "2007 dan_cu/P2 no_id dan_cu/P2", "2007 giao_duc/2 no_id dan_cu/P2", "2004 giao_duc/3 length dan_cu/P3",
		"2004 giao_duc/4 century_sex", "2007 giao_duc/6 no_id dan_cu/P6", "2007 giao_duc/7 no_id", "2007 ho_tich/2 no_id", "2007 ho_tich/3 no_id dan_cu/P2"}
	if got := list(); !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
	if got := list(2005); !slices.Equal(got, []string{"2005 dan_cu/P4 century_sex dan_cu/P4"}) {
		t.Errorf("the cohorts of the job: %q", got)
	}
}

// cases writes the cases as "record code/reason step/steps task wanted found".
func cases(sets []*set, r *Result) (got []string) {
	for _, c := range r.Cases {
		s := fmt.Sprintf("%s %s/%s %d/%d %s [%s]", idOf(sets, c.Dataset, c.Row), c.Code, c.Reason, c.Step.Number, c.Steps, c.Step.Code, strings.Join(c.Wanted, " "))
		for _, e := range c.Found {
			s += " " + e.Of
			for _, x := range e.Records {
				s += " " + idOf(sets, x.Dataset, x.Row)
			}
		}
		got = append(got, s)
	}
	return got
}

// C3: the file of a resident nobody can find, and what the run's other data say of the person. Somebody else of that name, or of whom that is not sure, and who is
// linked to a register person, is no trace; nor is anything of a case of another kind.
func TestC3FileOfForm3(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id|full_name\nP1|Nguyễn Văn An")
	books := table(t, sector("cu_tru"), `
record_id | full_name   | birth_date | personal_id  | residence_form
1         | Lê Văn Lạc  | 1980-05-03 | 042080000001 | 3
2         | Lê Văn Xa   | 1981-05-03 |              | 2
3         | Lê Văn Gần  | 1982-05-03 |              | 1
5         | Lê Văn Mờ   | 1983       |              | 2
4         |             | 1984-05-03 |              | 2`).link(t, "-", "-", "-", "-", "-")
	births := table(t, sector("ho_tich"), "record_id|full_name|birth_date|event_type\n1|Lê Văn Xa|1981-05-03|death").link(t, "-")
	vague := table(t, sector("thue"), "record_id|full_name|birth_date\n1|Lê Văn Mờ|1983\n2||1984-05-03\n3||").link(t, "-", "-", "-")
	special := table(t, sector(sectorSpecial), "record_id|full_name|birth_date|special_class\n1|Lê Văn Lạ|1985-05-03|1").link(t, "-")
	namesake := table(t, sector("evn"), "record_id|full_name|birth_date\n1|Lê Văn Lạ|1985-05-03").link(t, "-")
	exits := table(t, sector("xuat_nhap_canh"), "record_id|full_name|birth_date|notice_kind\n1|LE VAN LAC|1980-05-03|exit\n2|Lê Văn Lạc|1985-05-03|exit").link(t, "-", "-")
	courts := table(t, sector("toa_an"), "record_id|full_name|birth_date|personal_id\n1|Lê Lạc||042080000001\n2|Lê Văn Lạc|1980-05-03|\n3|Lê Văn Lạc|1980-05-03|").link(t, "-", "0", "-")
	work := table(t, sector("lao_dong"), "record_id|full_name|birth_date\n1|Lê Văn Xa|1981-05-03").link(t, "?0")
	sets := []*set{pop, books, births, vague, special, namesake, exits, courts, work}
	want := []string{
		"cu_tru/1 not_collected/form_3 1/2 trace [justice wanted_persons enforcement minutes] archive cu_tru/1 immigration xuat_nhap_canh/1 trace toa_an/1 toa_an/3",
		"cu_tru/2 not_collected/form_2 1/2 send_for_verification [verification_reply] trace ho_tich/1 lao_dong/1",
		"cu_tru/5 not_collected/form_2 1/2 send_for_verification [verification_reply]",
		"cu_tru/4 not_collected/form_2 1/2 send_for_verification [verification_reply]",
		"nhan_khau_dac_biet/1 special_resident/1 1/4 collect_papers [class_papers]",
	}
	if got := cases(sets, run(t, pop, sets[1:]...)); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// B3: the step each special resident is at, by what the list says or by the papers held.
func TestB3Steps(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id|full_name\nP1|Nguyễn Văn An\nP2|Lê Thị Hoa\nP3|Lê Thị Hoa\nP4|Hồ Văn Tư").cluster(1, 2)
	special := table(t, sector(sectorSpecial), `
record_id | special_class | papers                 | step
1         | 3             | Không có               |
2         | 1             | CMND, sổ hộ khẩu       |
3         | 5             | Quyết định thôi QT     |
4         | 4             |                        | 4
5         | 1             | CMND                   |
6         | 1             | CMND                   | 1
7         | 1             |                        |
8         | 1             | Không                  |
9         | 1             | Chưa có giấy tờ        |
10        | 1             | Không rõ               |
11        | 1             | CMND                   |
12        | 1             | CMND                   |`).link(t, "-", "-", "-", "-", "0", "-", "-", "-", "-", "-", "2", "3")
	lost := table(t, sector("quoc_tich"), "record_id|full_name\n1|Nguyễn Văn An\n2|Lê Thị Hoa\n3|Hồ Văn Tư").link(t, "0", "1", "?3")
	tax := table(t, sector("thue"), "record_id|full_name\n1|Hồ Văn Tư").link(t, "3")
	sets := []*set{pop, special, lost, tax}
	want := []string{
		"nhan_khau_dac_biet/1 special_resident/3 1/4 collect_papers [class_papers]",
		"nhan_khau_dac_biet/2 special_resident/1 2/4 propose_decision [decision] class_papers nhan_khau_dac_biet/2",
		"nhan_khau_dac_biet/3 special_resident/5 3/4 send_classed_list [] class_papers nhan_khau_dac_biet/3",
		"nhan_khau_dac_biet/4 special_resident/4 4/4 screen_and_report [] class_papers nhan_khau_dac_biet/4",
		"nhan_khau_dac_biet/5 special_resident/1 3/4 send_classed_list [] class_papers nhan_khau_dac_biet/5",
		"nhan_khau_dac_biet/6 special_resident/1 1/4 collect_papers [class_papers]",
		"nhan_khau_dac_biet/7 special_resident/1 1/4 collect_papers [class_papers]",
		"nhan_khau_dac_biet/8 special_resident/1 1/4 collect_papers [class_papers]",
		"nhan_khau_dac_biet/9 special_resident/1 1/4 collect_papers [class_papers]",
		"nhan_khau_dac_biet/10 special_resident/1 1/4 collect_papers [class_papers]",
		"nhan_khau_dac_biet/11 special_resident/1 3/4 send_classed_list [] class_papers nhan_khau_dac_biet/11",
		"nhan_khau_dac_biet/12 special_resident/1 2/4 propose_decision [decision] class_papers nhan_khau_dac_biet/12",
	}
	if got := cases(sets, run(t, pop, special, lost, tax)); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// D2: a verification names the fields that differ, and which other records side with the archive.
func TestD2VerifyCase(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id|full_name|sex|birth_date\nP1|Nguyễn Văn An|male|1980-05-03")
	books := table(t, sector("cu_tru"), "record_id|full_name|sex|birth_date\n1|Nguyễn Văn Ba|male|1981-06-04").link(t, "0")
	tax := table(t, sector("thue"), "record_id|full_name|birth_date\n1|Nguyễn Văn An|1981-06-04\n2|Nguyễn Văn An|1980-05-03").link(t, "0", "0")
	more := table(t, sector("cu_tru"), "record_id|full_name|sex|birth_date\n0|Nguyễn Văn An|female|1980-05-03\n1|Nguyễn Văn An|male|1982-07-05\n2|Nguyễn Văn An|male|1981-06-04\n3|Nguyễn Văn An|male|1982-07-05").link(t, "0", "0", "0", "0")
	more.People.Table.Name = "cu_tru_2"
	sets := []*set{pop, books, tax, more}
	want := []string{
		"cu_tru/1 verify/ 1/3 verify_differences [birth_date full_name] birth_date thue/1 cu_tru_2/2",
		"cu_tru_2/0 verify/ 1/3 verify_differences [sex]",
		"cu_tru_2/1 verify/ 1/3 verify_differences [birth_date]",
		"cu_tru_2/2 verify/ 1/3 verify_differences [birth_date] birth_date cu_tru/1 thue/1",
		"cu_tru_2/3 verify/ 1/3 verify_differences [birth_date]",
	}
	if got := cases(sets, run(t, pop, sets[1:]...)); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// E2: every event against the register and every sector: a death with a pension still drawn, a card valid and electricity used; a
// marriage; a correction not carried over; a recognised parent; a birth whose child no card covers. What shows the event, says nothing
// of it, or ended is not listed. E1: an arrival, whose old address an agency still has.
func TestE1E2EventsInEverySector(t *testing.T) {
	people := `
record_id | full_name       | birth_date | marital_status | status | permanent_address | father_name | updated_at
P0        | Nguyễn Văn Chết | 1950-05-03 | married        | dead   | 18409/436/42      |             |
P1        | Lê Thị Cưới     | 1990-05-03 | married        |        | 18409/436/42      |             |
P2        | Trần Văn Cũ     | 1980-05-03 | single         |        | 18409/436/42      |             |
P3        | Hồ Văn Con      | 2010-05-03 | single         |        | 18409/436/42      |             |
P4        | Võ Thị Đi       | 1985-05-03 | single         |        | 18409/436/42      |             | 2024-01-01
P5        | Lê Bé           | 2024-05-03 | single         |        | 18409/436/42      |             |`
	for i := range 10 {
		people += fmt.Sprintf("\nK%d | Lê Bé %d | 2023-05-03 | single | | 18409/436/42 | |", i, i)
	}
	pop := table(t, sector("dan_cu"), people)
	events := table(t, sector("ho_tich"), `
record_id | event_type         | event_date | corrected_field | old_value   | new_value   | father_name
death     | death              | 2025-01-10 |                 |             |             |
wed       | marriage           | 2025-01-10 |                 |             |             |
corrected | correction         | 2025-01-10 | full_name       | Trần Văn Cũ | Trần Văn Mới |
parent    | parent_recognition | 2025-01-10 |                 |             |             | Hồ Văn Cha
birth     | birth              | 2024-05-03 |                 |             |             |
unborn    | birth              | 2025-05-03 |                 |             |             |
review    | birth              | 2025-05-03 |                 |             |             |`).link(t, "0", "1", "2", "3", "5", "-", "?5")
	pension := table(t, record.Sector{Code: "bhxh", Active: true}, `
record_id | full_name        | status  | marital_status | father_name    | permanent_address
paid      | Nguyễn Văn Chết  | active  |                |                | 18409/436/42
ended     | Nguyễn Văn Chết  | stopped |                |                | 18409/436/42
single    | Lê Thị Cưới      | active  | single         |                | 18409/436/42
known     | Lê Thị Cưới      | active  | married        |                | 18409/436/42
untold    | Lê Thị Cưới      | active  |                |                | 18409/436/42
old-name  | TRẦN VĂN CŨ      | active  |                |                | 18409/436/42
new-name  | Trần Văn Mới     | active  |                |                | 18409/436/42
slip      | Trần Văn Cù      | active  |                |                | 18409/436/42
father    | Hồ Văn Con       | active  |                | Nguyễn Văn Lạ  | 18409/436/42
moved     | Võ Thị Đi        | active  |                |                | 18409/436/42
there     | Võ Thị Đi        | active  |                |                | 18412/436/42`).link(t, "0", "0", "1", "1", "1", "2", "2", "2", "3", "4", "4")
	cover := record.Coverage{Name: "under_6", Who: "age < 6", Field: "card_number"}
	cards := "record_id | full_name | valid_to\nlast | Nguyễn Văn Chết | 2024-12-31\nvalid | Nguyễn Văn Chết | 2025-12-31"
	links := []string{"0", "0"}
	for i := range 10 {
		cards += fmt.Sprintf("\nc%d | Lê Bé %d |", i, i)
		links = append(links, fmt.Sprint(6+i))
	}
	card := table(t, record.Sector{Code: "bhyt", Active: true, Coverage: []record.Coverage{cover}}, cards).link(t, links...)
	books := table(t, sector("cu_tru"), "record_id | full_name | status | permanent_address\ncame | Võ Thị Đi | ?Mới chuyển đến | 18412/436/42").link(t, "4")
	sets := []*set{pop, events, pension, card, books}
	r := run(t, pop, events, pension, card, books)
	want := []string{
		"ho_tich/death death in bhxh/paid status still_active", "ho_tich/death death in bhyt/valid status still_active",
		"ho_tich/wed marriage in bhxh/single marital_status old_value",
		"ho_tich/corrected correction in dan_cu/P2 full_name old_value", "ho_tich/corrected correction in bhxh/old-name full_name old_value",
		"ho_tich/parent parent_recognition in dan_cu/P3 father_name old_value", "ho_tich/parent parent_recognition in bhxh/father father_name old_value",
		"ho_tich/birth birth in bhyt card_number absent under_6",
		"ho_tich/unborn birth in dan_cu absent",
		"cu_tru/came move in dan_cu/P4 permanent_address old_value", "cu_tru/came move in bhxh/moved permanent_address old_value",
	}
	if got := uncarried(r, sets); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// uncarried writes the events that are not shown as "dataset/record event in dataset/record field state".
func uncarried(r *Result, sets []*set) (lines []string) {
	for _, u := range r.Uncarried {
		in := sets[u.In+1].People.Table.Name
		if u.InRow != record.NoRow {
			in = idOf(sets, u.In, uint32(u.InRow))
		}
		lines = append(lines, strings.Join(strings.Fields(fmt.Sprintf("%s %s in %s %s %s %s", idOf(sets, u.Dataset, u.Row), u.Event, in, u.Field, u.State, u.Coverage)), " "))
	}
	return lines
}

// E2: a marriage is not shown by who is single or divorced, unless the record knows what came after it or another event did; a divorce by who is married.
func TestE2MarriagesInEverySector(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | marital_status | updated_at
P0        | married        |
P1        | married        |
P2        | divorced       |
P3        |                |
P4        | single         |
P5        | widowed        | 2022-01-01
P6        | divorced       |`).cluster(1, 6)
	events := table(t, sector("ho_tich"), `
record_id | event_type | event_date
0-wed     | marriage   | 2020-01-01
1-parted  | divorce    | 2021-01-01
2-wed     | marriage   | 2019-01-01
2-parted  | divorce    | 2021-01-01
3-wed     | marriage   | 2020-01-01
4-parted  | divorce    | 2020-01-01
4-again   | marriage   | 2021-01-01
5-wed     | marriage   | 2020-01-01`).link(t, "0", "1", "2", "2", "3", "4", "4", "5")
	pension := table(t, record.Sector{Code: "bhxh", Active: true}, `
record_id  | marital_status | updated_at
0-single   | single         | 2024-01-01
0-before   | divorced       | 2019-01-01
0-after    | divorced       | 2022-01-01
0-undated  | divorced       |
0-widowed  | widowed        |
0-untold   |                |
1-married  | married        | 2024-01-01
2-married  | married        |
4-married  | married        |
4-single   | single         |`).link(t, "0", "0", "0", "0", "0", "0", "1", "2", "4", "4")
	none := table(t, record.Sector{Code: "evn", Active: true}, "record_id | phone\n1 |").link(t, "0")
	sets := []*set{pop, events, pension, none}
	want := []string{
		"ho_tich/0-wed marriage in bhxh/0-single marital_status old_value", "ho_tich/0-wed marriage in bhxh/0-before marital_status old_value",
		"ho_tich/0-wed marriage in bhxh/0-undated marital_status old_value",
		"ho_tich/1-parted divorce in bhxh/1-married marital_status old_value", // the register knows it by another row
		"ho_tich/2-parted divorce in bhxh/2-married marital_status old_value",
		"ho_tich/3-wed marriage in dan_cu/P3 marital_status old_value",
		"ho_tich/4-again marriage in dan_cu/P4 marital_status old_value", "ho_tich/4-again marriage in bhxh/4-single marital_status old_value",
	}
	if got := uncarried(run(t, pop, events, pension, none), sets); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// E2: of several corrections of one field the last counts, and one without an old value, a new one or a field is not followed; a parent is told by either name.
func TestE2CorrectionsAndParentsInEverySector(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | sex    | father_name | mother_name
P0        | female |             |
P1        | male   | Lê Văn Ba   |
P2        | male   | Lê Văn Ba   | Hồ Thị Tư`)
	events := table(t, sector("ho_tich"), `
record_id | event_type         | event_date | corrected_field | old_value | new_value | father_name | mother_name
0-last    | correction         | 2020-01-01 | sex             | male      | female    |             |
0-first   | correction         | 2019-01-01 | sex             | female    | male      |             |
1-old     | correction         | 2020-01-01 | sex             |           | female    |             |
1-new     | correction         | 2020-01-01 | sex             | male      |           |             |
1-field   | correction         | 2020-01-01 |                 | male      | female    |             |
1-undated | correction         |            | sex             | male      | female    |             |
1-column  | correction         | 2020-01-01 | religion        | a         | b         |             |
1-mother  | parent_recognition | 2020-01-01 |                 |           |           | Lê Văn Ba   | Lê Thị Cúc
2-both    | parent_recognition | 2020-01-01 |                 |           |           | Lê Văn Ba   | Hồ Thị Tư
2-mother  | parent_recognition | 2020-01-01 |                 |           |           |             | Hồ Thị Tư`).link(t, "0", "0", "1", "1", "1", "1", "1", "1", "2", "2")
	cards := table(t, record.Sector{Code: "bhyt", Active: true}, `
record_id | sex    | father_name | mother_name
0-old     | male   |             |
0-new     | female |             |
1-none    |        |             | Lê Thị Cúc
1-other   |        | Lê Văn Ba   | Hồ Thị Tư
2-other   |        | Lê Văn Năm  | Hồ Thị Tư`).link(t, "0", "0", "1", "1", "2")
	sets := []*set{pop, events, cards}
	want := []string{
		"ho_tich/0-last correction in bhyt/0-old sex old_value",
		"ho_tich/1-undated correction in dan_cu/P1 sex old_value",
		"ho_tich/1-mother parent_recognition in dan_cu/P1 mother_name old_value", "ho_tich/1-mother parent_recognition in bhyt/1-other mother_name old_value",
		"ho_tich/2-both parent_recognition in bhyt/2-other father_name old_value",
	}
	if got := uncarried(run(t, pop, events, cards), sets); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// E1: who settled abroad is counted by the register and the residence books, as long as they have him living there; an address says nothing of who is gone.
func TestE1MovesInEverySector(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | status | permanent_address | updated_at
P0        | living | 18409/436/42      |
P1        | abroad | 18409/436/42      |
P2        |        | 18409/436/42      | 2024-01-01
P3        |        | 18409/436/42      |`)
	exit := table(t, sector("xuat_nhap_canh"), "record_id | notice_kind\n0 | settled_abroad\n1 | settled_abroad\n3 | exit").link(t, "0", "1", "3")
	books := table(t, sector("cu_tru"), `
record_id | status           | permanent_address
0-lives   |                  | 18409/436/42
1-left    | moved            | 18409/436/42
2-came    | ?Mới chuyển đến  | 18412/436/42
3-lives   |                  | 18409/436/42
0-struck  | moved            | 18412/436/42
3-differs |                  | 18412/436/42`).link(t, "0", "1", "2", "3", "0", "3")
	tax := table(t, sector("thue"), `
record_id | status | permanent_address
0         | active | 18409/436/42
2-old     | active | 18409/436/42
2-new     | active | 18412/436/42
2-gone    | dead   | 18409/436/42
2-untold  | active |`).link(t, "0", "2", "2", "2", "2")
	sets := []*set{pop, exit, books, tax}
	want := []string{
		"xuat_nhap_canh/0 move in dan_cu/P0 status still_active", "xuat_nhap_canh/0 move in cu_tru/0-lives status still_active",
		"cu_tru/2-came move in dan_cu/P2 permanent_address old_value", "cu_tru/2-came move in thue/2-old permanent_address old_value",
	}
	if got := uncarried(run(t, pop, exit, books, tax), sets); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Every list of steps begins at 1 and goes on by one, and names papers that have names.
func TestSteps(t *testing.T) {
	named := map[string]bool{}
	for _, p := range papers() {
		named[p.Code] = p.VI != "" && p.EN != ""
	}
	several := 0
	for _, r := range Rules() {
		for _, why := range r.Reasons {
			for i, s := range stepsFor(r.Code, why.Word) {
				several++
				if s.Number != i+1 || s.Code == "" || s.VI == "" || s.EN == "" {
					t.Errorf("%s/%s: step %+v", r.Code, why.Word, s)
				}
				for _, p := range s.Papers {
					if !named[p] {
						t.Errorf("%s/%s: paper %q has no name", r.Code, why.Word, p)
					}
				}
			}
		}
	}
	if several == 0 || stepsFor(CodeStale, "") != nil {
		t.Error("no steps, or steps of what one action settles")
	}
}
