package reconcile

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

var underSix = record.Coverage{Name: "bhyt_under_6", Who: "age < 6"}

// due makes a register of n children of one commune, born so that they are four years old, and a dataset that holds the first
// covered of them.
func due(t *testing.T, n, covered int, rule ...record.Coverage) (*set, *set) {
	t.Helper()
	var people, cards, links []string
	for i := range n {
		people = append(people, fmt.Sprintf("P%02d|2021-03-01|00001/1/1|", i))
		if i < covered {
			cards = append(cards, fmt.Sprintf("T%02d|active|", i))
			links = append(links, fmt.Sprint(i))
		}
	}
	pop := table(t, sector("dan_cu"), "record_id|birth_date|permanent_address|status\n"+strings.Join(people, "\n"))
	s := table(t, record.Sector{Code: "bhyt", Fact: []record.Field{"card_number"}, Coverage: rule}, "record_id|status|valid_to\n"+strings.Join(cards, "\n")).link(t, links...)
	return pop, s
}

// F8: whom a scheme must cover and who is not in it.
func TestF8NotCovered(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | birth_date | permanent_address | status | residence_kind
in        | 2021-03-01 | 00001/1/1         |        |
stopped   | 2021-03-01 | 00001/1/1         |        |
expired   | 2021-03-01 | 00001/1/1         |        |
review    | 2021-03-01 | 00001/1/1         |        |
runnerup  | 2021-03-01 | 00001/1/1         |        |
out       | 2021-03-01 | 00001/1/1         |        |
six       | 2019-06-15 | 00001/1/1         |        |
almost    | 2019-06-16 | 00001/1/1         |        |
year      | 2020       | 00001/1/1         |        |
maybe     | 2019       | 00001/1/1         |        |
unborn    |            | 00001/1/1         |        |
dead      | 2021-03-01 | 00001/1/1         | dead   |
event     | 2021-03-01 | 00001/1/1         |        |
guest     | 2021-03-01 | 00001/1/1         |        | temporary
twice     | 2021-03-01 | 00001/1/1         |        |
again     | 2021-03-01 | 00001/1/1         |        |`).cluster(14, 15)
	s := table(t, record.Sector{Code: "bhyt", Fact: []record.Field{"card_number"}, Coverage: []record.Coverage{underSix}}, `
record_id | status  | valid_to
1         | active  | 2025-12-31
2         | stopped |
3         | active  | 2025-06-14
4         | active  |
5         | active  | 2025-06`).link(t, "0", "1", "2", "?3", "15")
	s.Links[3].RunnerUp = 4
	events := table(t, sector("ho_tich"), "record_id|event_type|event_date\n1|death|2024-01-01").link(t, "12")
	r := run(t, pop, s, events)
	r.want(t, []string{CodeNotCovered},
		"dan_cu/almost not_covered/bhyt_under_6 card_number", "dan_cu/expired not_covered/bhyt_under_6 card_number", "dan_cu/out not_covered/bhyt_under_6 card_number",
		"dan_cu/stopped not_covered/bhyt_under_6 card_number", "dan_cu/year not_covered/bhyt_under_6 card_number")
	for _, f := range r.findings() {
		if f.Code == CodeNotCovered && (f.PopulationID != f.RecordID || f.Commune != 1 || f.Action != "enrol_in_scheme" || f.DatasetValue != "") {
			t.Errorf("%+v", f)
		}
	}
	// Without the dataset nothing is said.
	run(t, pop, events).want(t, []string{CodeNotCovered})
}

// F8: a birth date after as_of is wrong, and says nothing of who is due; a year that has begun may do.
func TestF8NobodyBornTomorrowIsDue(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | birth_date | permanent_address
held      | 2021-03-01 | 00001/1/1
today     | 2025-06-15 | 00001/1/1
tomorrow  | 2025-06-16 | 00001/1/1
month     | 2025-06    | 00001/1/1
year      | 2025       | 00001/1/1
later     | 2031       | 00001/1/1`)
	s := table(t, record.Sector{Code: "bhyt", Fact: []record.Field{"card_number"}, Coverage: []record.Coverage{underSix}}, "record_id | status\n1 | active").link(t, "0")
	run(t, pop, s).want(t, []string{CodeNotCovered}, "dan_cu/month not_covered/bhyt_under_6 card_number",
		"dan_cu/today not_covered/bhyt_under_6 card_number", "dan_cu/year not_covered/bhyt_under_6 card_number")
}

// F8: a list that is not about those due says nothing of them.
func TestF8PartialDataset(t *testing.T) {
	for _, c := range []struct{ people, covered, want int }{{30, 29, 1}, {30, 6, 24}, {30, 5, 0}, {4, 3, 1}} {
		pop, s := due(t, c.people, c.covered, underSix)
		if got := len(run(t, pop, s).brief(CodeNotCovered)); got != c.want {
			t.Errorf("%d of %d covered: %d findings, want %d", c.covered, c.people, got, c.want)
		}
	}
	// Another commune, of which the dataset has nobody.
	pop, s := due(t, 30, 29, underSix)
	for row := range 10 {
		pop.People.Commune[row+20] = 2
	}
	for row := range s.Links {
		if row >= 20 {
			s.Links[row].Person, s.Links[row].Decision = record.NoRow, record.DecideNone
		}
	}
	run(t, pop, s).want(t, []string{CodeNotCovered})
}

// F8: an officer's own rule, over the register's fields, other sectors and the sector's own fields.
func TestF8OwnRules(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | birth_date | sex    | permanent_address | ethnicity
P1        | 2013-01-01 | male   | 18409/436/42      | 01
P2        | 2019-12-31 | female | 18409/436/42      | 01
P3        | 2012-12-31 | female | 18409/436/42      | 05
P4        | 2013       |        | 18412/436/42      |
P5        |            | male   | 18412/436/42      |`)
	doses := func(who, counts string) *set {
		rule := record.Coverage{Name: "own", Who: who, Counts: counts, Least: 0.0001, Field: "dose_number"}
		return table(t, record.Sector{Code: "tiem_chung", Coverage: []record.Coverage{rule}}, `
record_id | dose_number | dose_date
1         | 2           | 2022-05-01
2         | 1           | 2022-05-01
3         | 1           | 2022-05-01`).link(t, "0", "1", "4")
	}
	work := table(t, sector("lao_dong"), "record_id|status\n1|\n2|stopped").link(t, "2", "4")
	for _, c := range []struct{ who, counts, want string }{
		{"birth_year >= 2013 and birth_year <= 2019", "", "P4"},
		{"birth_year in 2013..2019", `dose_number == "2"`, "P2 P4"}, // P2 has the first dose only
		{`birth_year in 2013..2019 and dose_date_is_no_field == ""`, "", "error"},
		{"age + 1", "", "error"},
		{"age >", "", "error"},
		{`sex == "female" or birth_year == 2013`, `dose_date >= "2023-01-01"`, ""}, // it covers nobody
		{`sex == "female"`, `dose_date < as_of`, "P3"},
		{`has("lao_dong") or sex == "male"`, "", "P3"},
		{`birth_year >= 2013 and not has("giao_duc")`, "", ""}, // the run has no pupils: nothing is known of who is none
		{`commune == "18412" or sex == "female"`, "", "P3 P4"},
		{`province == "42" and ethnicity != "01" and sex != "male"`, "", ""}, // nobody of those due is covered
		{`len(sex) > 0`, "", "error"},                                        // functions beside has are left out
	} {
		s := doses(c.who, c.counts)
		in := Input{AsOf: asOf, Population: pop.Dataset, Sectors: []Dataset{s.Dataset, work.Dataset}}
		r, err := Run(context.Background(), in, 1)
		if err != nil {
			if c.want != "error" {
				t.Errorf("%s: %v", c.who, err)
			}
			if CheckCoverage(s.People.Table.Sector, []record.Field{"dose_number", "dose_date"}, record.CanonicalFields(), []string{"lao_dong"}) == nil {
				t.Errorf("%s: the check lets it pass", c.who)
			}
			continue
		}
		var got []string
		for _, f := range r.findings() {
			if f.Code == CodeNotCovered {
				got = append(got, f.RecordID)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s (%s): %v, want %s", c.who, c.counts, got, c.want)
		}
	}
}

// E4, A1: a record in force that was not looked at for longer than its sector allows.
func TestE4Stale(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id | updated_at | status\nP1 | 1999-01-01 |")
	const rows = `
record_id | updated_at | status
1         | 2024-06-15 | active
2         | 2024-06-14 | active
3         | 2024-06    | active
4         | 2024-05    |
5         | 2023       | active
6         |            | active
7         | 2020-01-01 | stopped
8         | 2020-01-01 | dead
9         | 2026-01-01 | active`
	links := []string{"0", "0", "0", "0", "0", "0", "0", "0", "0"}
	limited := table(t, record.Sector{Code: "bhxh", StaleAfter: 365}, rows).link(t, links...)
	run(t, pop, limited).want(t, []string{CodeStale},
		"bhxh/2 stale updated_at", "bhxh/4 stale updated_at", "bhxh/5 stale updated_at")
	run(t, pop, table(t, sector("bhxh"), rows).link(t, links...)).want(t, []string{CodeStale})
	old := table(t, record.Sector{Code: "dan_cu", StaleAfter: 365}, "record_id | updated_at | status\nP1 | 1999-01-01 |\nP2 | 1999-01-01 | moved\nP3 | 2025-06-01 |")
	run(t, old).want(t, []string{CodeStale}, "dan_cu/P1 stale updated_at")
}
