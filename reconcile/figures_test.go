package reconcile

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// figuresOf counts the figures of a run on a day and returns those of a commune that are not 0, by code.
func figuresOf(t *testing.T, opt FigureOptions, day record.Date, commune uint32, population *set, sectors ...*set) map[string]int64 {
	t.Helper()
	if opt.Units == nil {
		opt.Units = refdata.Units()
	}
	in := Input{AsOf: day, Population: population.Dataset, Figures: &opt}
	for _, s := range sectors {
		in.Sectors = append(in.Sectors, s.Dataset)
	}
	r, err := Run(context.Background(), in, 2)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]int64{}
	for _, f := range r.Figures {
		if f.Level == LevelCommune && f.Unit == commune && f.Value != 0 {
			all[f.Code] = f.Value
		}
	}
	return all
}

// wantFigures compares the figures that begin with a prefix.
func wantFigures(t *testing.T, got map[string]int64, prefix string, want map[string]int64) {
	t.Helper()
	for code, n := range got {
		if strings.HasPrefix(code, prefix) && want[code] != n {
			t.Errorf("%s: %d, want %d", code, n, want[code])
		}
	}
	for code, n := range want {
		if got[code] != n {
			t.Errorf("%s: %d, want %d", code, got[code], n)
		}
	}
}

// F1: ages in vaccination streams, with their doses. The dead, the struck out and second records are not counted.
func TestF1VaccinationStreams(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | birth_date | permanent_address | status
P0        | 2020-06-15 | 18409/436/42      |
P1        | 2020-06-16 | 18409/436/42      |
P2        | 2013       | 18409/436/42      |
P3        | 1960-01-01 | 18409/436/42      |
P4        |            | 18409/436/42      |
P5        | 2015-01-01 | 18409/436/42      | dead
P6        | 2015-01-01 | 18409/436/42      | moved
P7        | 2015-01-01 | 18409/436/42      |
P8        | 2015-01-01 | 18409/436/42      |
P9        | 2015-01-01 | 18412/436/42      |
P10       | 2031-01-01 | 18409/436/42      |`).cluster(7, 8)
	doses := table(t, sector("tiem_chung"), "record_id|dose_number\n1|1\n2|2\n3|1\n4|1\n5|1").link(t, "0", "-", "8", "?2", "7").cluster(2, 4)
	more := table(t, sector("tiem_chung"), "record_id|dose_number\n1|3\n2|4").link(t, "0", "0")
	events := table(t, sector("ho_tich"), "record_id|event_type\n1|death\n2|marriage").link(t, "3", "2")
	got := figuresOf(t, FigureOptions{}, asOf, 18409, pop, doses, more, events)
	wantFigures(t, got, "f1.", map[string]int64{"people": 6, "f1.age.0-4": 1, "f1.age.5-11": 2, "f1.dose_1.5-11": 2, "f1.dose_2.5-11": 1, "f1.age.12-17": 1, "f1.age.unknown": 2})
	got = figuresOf(t, FigureOptions{AgeGroups: []AgeGroup{{0, 17}, {12, noEnd}}}, asOf, 18409, pop)
	wantFigures(t, got, "f1.", map[string]int64{"f1.age.0-17": 4, "f1.age.12+": 2, "f1.age.unknown": 2})
}

// F2: who is entitled to a card, who holds which, and the levels of identity.
func TestF2Identity(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | birth_date | permanent_address | identity_level
P0        | 2011-06-15 | 18409/436/42      | 2
P1        | 2011-06-16 | 18409/436/42      | 1
P2        | 1980-01-01 | 18409/436/42      |
P3        | 1980-01-01 | 18409/436/42      |
P4        | 1980-01-01 | 18409/436/42      | 1
P5        | 1980-01-01 | 18409/436/42      |
P6        |            | 18409/436/42      |`)
	cards := table(t, sector("can_cuoc"), `
record_id | issue_date | valid_to   | identity_level
1         | 2021-06-01 |            |
2         | 2018-06-01 |            |
3         | 2022-06-01 | 2024-01-01 |
4         | 2022-06-01 |            | 2
5         | 2022-06-01 |            | 3
6         | 2022-06-01 |            |`).link(t, "0", "2", "3", "4", "-", "6")
	undated := table(t, sector("can_cuoc"), "record_id | issue_date\n1 |").link(t, "5")
	wantFigures(t, figuresOf(t, FigureOptions{}, asOf, 18409, pop, cards, undated), "f2.", map[string]int64{
		"f2.age_14": 5, "f2.card_chip": 2, "f2.card_other": 2, "f2.card_none": 1, "f2.level.1": 1, "f2.level.2": 2})
	wantFigures(t, figuresOf(t, FigureOptions{}, asOf, 18409, pop), "f2.card", nil)
}

// F3: the elderly and who of them is paid.
func TestF3Elderly(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | birth_date | permanent_address
P0        | 1965-06-15 | 18409/436/42
P1        | 1965-06-16 | 18409/436/42
P2        | 1945-01-01 | 18409/436/42
P3        | 1945-01-01 | 18409/436/42
P4        | 1945-01-01 | 18409/436/42
P5        | 1950-06-15 | 18409/436/42
P6        | 1950-06-16 | 18409/436/42
P7        |            | 18409/436/42`)
	welfare := table(t, sector("an_sinh"), "record_id|scheme|status\n1|elderly|active\n2|elderly|stopped").link(t, "2", "3")
	pensions := table(t, sector("bhxh"), "record_id|benefit|last_paid\n1|hưu trí|\n2||\n3||2025-05-01\n4||2025-05-01").link(t, "0", "4", "1", "6")
	customers := table(t, sector("evn"), "record_id|benefit\n1|giảm giá").link(t, "4")
	wantFigures(t, figuresOf(t, FigureOptions{}, asOf, 18409, pop, welfare, pensions, customers), "f3.", map[string]int64{
		"f3.elderly": 6, "f3.elderly_75": 4, "f3.elderly_paid": 3, "f3.elderly_75_paid": 1})
}

// F4: working age by the law of the year, and who works where.
func TestF4Workers(t *testing.T) {
	for _, c := range []struct {
		male           bool
		year, retireAt int
	}{{true, 2019, 720}, {true, 2021, 723}, {true, 2025, 735}, {true, 2028, 744}, {true, 2040, 744}, {false, 2021, 664}, {false, 2025, 680}, {false, 2035, 720}, {false, 2040, 720}} {
		if got := retirementMonths(c.male, c.year); got != c.retireAt {
			t.Errorf("male %v in %d: %d months, want %d", c.male, c.year, got, c.retireAt)
		}
	}
	pop := table(t, sector("dan_cu"), `
record_id | birth_date | sex    | permanent_address
P0        | 2010-06-15 | male   | 18409/436/42
P1        | 2010-06-16 | male   | 18409/436/42
P2        | 1964-03-16 | male   | 18409/436/42
P3        | 1964-03-15 | male   | 18409/436/42
P4        | 1968-10-16 | female | 18409/436/42
P5        | 1968-10-15 | female | 18409/436/42`)
	work := table(t, sector("lao_dong"), "record_id|employer|zone|status\n1|A|Vũng Áng|\n2|A||stopped\n3|B||\n4|B||\n5|||\n6|B||").link(t, "0", "2", "4", "5", "2", "-")
	wantFigures(t, figuresOf(t, FigureOptions{}, asOf, 18409, pop, work), "f4.", map[string]int64{"f4.working_age": 3, "f4.employed": 2, "f4.employed_zone": 1})
	zone := table(t, sector("lao_dong"), "record_id|employer|zone\n1||Vũng Áng").link(t, "2")
	wantFigures(t, figuresOf(t, FigureOptions{}, asOf, 18409, pop, work, zone), "f4.", map[string]int64{"f4.working_age": 3, "f4.employed": 3, "f4.employed_zone": 2})
	taxed := table(t, sector("thue"), "record_id|employer\n1|A").link(t, "2")
	wantFigures(t, figuresOf(t, FigureOptions{}, asOf, 18409, pop, work, taxed), "f4.", map[string]int64{"f4.working_age": 3, "f4.employed": 2, "f4.employed_zone": 1})
}

// F5: people come from elsewhere.
func TestF5Comers(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | residence_kind | permanent_address | birth_place
P0        | temporary      | 18409/436/42      | //40
P1        | permanent      | 18409/436/42      | //40
P2        |                | 18409/436/42      | //42
P3        |                | 18409/436/42      |
P4        | permanent      |                   | //40`)
	wantFigures(t, figuresOf(t, FigureOptions{}, asOf, 18409, pop), "f5.", map[string]int64{"f5.temporary": 1, "f5.permanent_born_elsewhere": 1})
	homeless := table(t, sector("dan_cu"), "record_id | residence_kind | birth_place\nP0 | permanent | //40\nP1 | temporary | //40")
	wantFigures(t, figuresOf(t, FigureOptions{}, asOf, 0, homeless), "f5.", map[string]int64{"f5.temporary": 1})
}

// F6: the schemes' records, matched and reachable.
func TestF6Schemes(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | permanent_address | phone    | status
P0        | 18409/436/42      | 09120001 |
P1        | 18409/436/42      |          |
P2        | 18409/436/42      | 09120002 | dead`)
	s := table(t, sector("an_sinh"), `
record_id | scheme | phone    | status  | permanent_address
1         | poor   |          |         | 18412/436/42
2         | poor   |          |         | 18409/436/42
3         | poor   | 09120003 |         | 18409/436/42
4         | poor   | 09120004 |         | 18409/436/42
5         | merit  |          |         | 18409/436/42
6         | poor   | 09120003 |         | 18409/436/42
7         | merit  | 09120005 | stopped | 18409/436/42
8         | ?other |          |         | 18409/436/42`).link(t, "0", "1", "1", "-", "2", "1", "0", "0").cluster(2, 5)
	other := table(t, sector("bhxh"), "record_id | scheme\n1 | poor\n2 | elderly").link(t, "0", "0")
	got := figuresOf(t, FigureOptions{}, asOf, 18409, pop, s, other)
	wantFigures(t, got, "f1.", map[string]int64{"f1.age.unknown": 2})
	wantFigures(t, got, "f6.", map[string]int64{
		"people": 2, "f6.poor.records": 4, "f6.poor.matched": 3, "f6.poor.reachable": 2, "f6.merit.records": 1, "f6.merit.matched": 1})
	unschemed := table(t, sector("an_sinh"), "record_id | phone\n1 |").link(t, "0")
	wantFigures(t, figuresOf(t, FigureOptions{}, asOf, 18409, pop, unschemed), "f6.", nil)
}

// F7, B4: the cohorts of 2004 and 2007 with no number or one of a wrong structure.
func TestF7Cohorts(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | birth_date | sex    | personal_id  | permanent_address
P0        | 2004-01-01 | male   | 042204000001 | 18409/436/42
P1        | 2004-01-01 | male   | 042004000002 | 18409/436/42
P2        | 2004       | male   |              | 18409/436/42
P3        | 2007-01-01 | female | 0423!length  | 18409/436/42
P4        | 2005-01-01 | male   |              | 18409/436/42`)
	wantFigures(t, figuresOf(t, FigureOptions{}, asOf, 18409, pop), "f7.", map[string]int64{
		"f7.born_2004": 3, "f7.born_2004.no_id": 1, "f7.born_2004.wrong_id": 1, "f7.born_2007": 1, "f7.born_2007.wrong_id": 1})
	wantFigures(t, figuresOf(t, FigureOptions{Cohorts: []int{2005}}, asOf, 18409, pop), "f7.", map[string]int64{"f7.born_2005": 1, "f7.born_2005.no_id": 1})
	// Of a register without the column nobody is said to have none.
	pop = table(t, sector("dan_cu"), "record_id|birth_date|permanent_address\nP0|2004-01-01|18409/436/42")
	got := figuresOf(t, FigureOptions{}, asOf, 18409, pop)
	wantFigures(t, got, "f7.", map[string]int64{"f7.born_2004": 1})
	wantFigures(t, got, "f1.", map[string]int64{"f1.age.18-49": 1})
}

// F8: due, covered, in review.
func TestF8CoverageFigures(t *testing.T) {
	pop, s := due(t, 30, 20, underSix)
	s.Links[0].Decision = record.DecideReview
	wantFigures(t, figuresOf(t, FigureOptions{}, asOf, 1, pop, s), "f8.", map[string]int64{
		"f8.bhyt_under_6.due": 30, "f8.bhyt_under_6.covered": 19, "f8.bhyt_under_6.review": 1})
	// Who need not be in it is counted nowhere.
	grown := table(t, sector("dan_cu"), "record_id|birth_date|permanent_address\nP0|2021-03-01|00001/1/1\nP1|1980-03-01|00001/1/1")
	both := table(t, record.Sector{Code: "bhyt", Coverage: []record.Coverage{underSix}}, "record_id|status\n1|active\n2|active").link(t, "0", "1")
	wantFigures(t, figuresOf(t, FigureOptions{}, asOf, 1, grown, both), "f8.", map[string]int64{"f8.bhyt_under_6.due": 1, "f8.bhyt_under_6.covered": 1})
	silent := underSix
	silent.FigureOnly = true
	pop, s = due(t, 30, 29, silent)
	run(t, pop, s).want(t, []string{CodeNotCovered})
	wantFigures(t, figuresOf(t, FigureOptions{}, asOf, 1, pop, s), "f8.", map[string]int64{"f8.bhyt_under_6.due": 30, "f8.bhyt_under_6.covered": 29})
}

// A6, F1–F8: the communes sum to the districts and to the provinces, everything that cannot be placed under a blank unit; since the
// reform there are no districts.
func TestFiguresAddUp(t *testing.T) {
	for _, c := range []struct {
		day       record.Date
		districts bool
	}{{asOf, true}, {record.MakeDate(2025, 7, 1), false}} {
		in := random(t, 7, 1000)
		in.AsOf, in.Figures = c.day, &FigureOptions{Units: refdata.Units(), Cohorts: []int{1980, 2031}}
		r, err := Run(context.Background(), in, 3)
		if err != nil {
			t.Fatal(err)
		}
		sums := map[string]map[string]int64{}
		for _, f := range r.Figures {
			if sums[f.Level] == nil {
				sums[f.Level] = map[string]int64{}
			}
			sums[f.Level][f.Code] += f.Value
		}
		if _, there := sums[LevelDistrict]; there != c.districts {
			t.Errorf("%s: districts %v", c.day, there)
		}
		for code, n := range sums[LevelCommune] {
			if sums[LevelProvince][code] != n || c.districts && sums[LevelDistrict][code] != n {
				t.Errorf("%s: communes %d, districts %d, provinces %d", code, n, sums[LevelDistrict][code], sums[LevelProvince][code])
			}
		}
		listed := map[string]int64{} // cohorts.csv lists whom F7 counts
		for _, f := range r.Cohorts {
			if f.Dataset == Register {
				code := fmt.Sprintf("f7.born_%d.wrong_id", f.Born)
				if f.Fault == FaultNoID {
					code = fmt.Sprintf("f7.born_%d.no_id", f.Born)
				}
				listed[code]++
			}
		}
		for code, n := range sums[LevelProvince] {
			if strings.HasPrefix(code, "f7.") && strings.HasSuffix(code, "_id") && listed[code] != n {
				t.Errorf("%s: %d counted, %d listed", code, n, listed[code])
			}
		}
		if sums[LevelCommune]["people"] == 0 {
			t.Error("nobody counted")
		}
		for _, f := range r.Figures {
			if !described(f.Code) {
				t.Errorf("%s is not described", f.Code)
			}
		}
	}
}

// A figure that needs a sector is not written where the run has it not, not even as 0.
func TestFiguresThatNeedASector(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id|birth_date|identity_level\nP0|1940-01-01|\nP1|2004-01-01|2")
	tax := table(t, sector("thue"), "record_id|scheme|employer|benefit|identity_level\n1|poor|A|B|3").link(t, "-")
	in := Input{AsOf: asOf, Population: pop.Dataset, Sectors: []Dataset{tax.Dataset}, Figures: &FigureOptions{Units: refdata.Units()}}
	r, err := Run(context.Background(), in, 1)
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]bool{}
	for _, f := range r.Figures {
		if !strings.HasPrefix(f.Code, "f1.age.") {
			codes[f.Code] = true
		}
	}
	want := []string{"f2.age_14", "f2.level.2", "f3.elderly", "f3.elderly_75", "f4.working_age", "f5.permanent_born_elsewhere", "f5.temporary", "f7.born_2004", "f7.born_2007", "people"}
	if got := slices.Sorted(maps.Keys(codes)); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// described reports whether FigureTexts holds a figure's code.
func described(code string) bool {
	for _, d := range figureTexts() {
		before, rest, open := strings.Cut(d.Code, "<")
		if !open && code == d.Code {
			return true
		}
		_, after, _ := strings.Cut(rest, ">")
		if open && strings.HasPrefix(code, before) && strings.HasSuffix(code, after) {
			return true
		}
	}
	return false
}

func TestParseAgeGroup(t *testing.T) {
	for _, c := range []struct{ in, out string }{{"5-11", "5-11"}, {" 5 – 11", "5-11"}, {"65+", "65+"}, {"0-0", "0-0"}, {"11-5", ""}, {"x", ""}, {"-3", ""}, {"200+", ""}, {"", ""}} {
		g, err := ParseAgeGroup(c.in)
		if got := g.String(); (err != nil) != (c.out == "") || err == nil && got != c.out {
			t.Errorf("%q: %s, %v; want %s", c.in, got, err, strconv.Quote(c.out))
		}
	}
}
