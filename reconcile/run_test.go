package reconcile

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// random makes a run of a few thousand rows of everything, with faults everywhere.
func random(t testing.TB, seed uint64, people int) Input {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 1))
	pick := func(s ...string) string { return s[r.IntN(len(s))] }
	id := func() string {
		return pick("", "", fmt.Sprintf("042%03d%06d", r.IntN(400), r.IntN(people)), fmt.Sprintf("042080%06d", r.IntN(people)), fmt.Sprintf("18%07d", r.IntN(people)), "04208!length")
	}
	row := func(i int) string {
		return strings.Join([]string{
			fmt.Sprintf("R%05d", i*7919%people), id(), pick("Nguyễn Văn An", "Nguyễn Vân An", "Lê Thị Bình", "Nguyễn An", ""), pick("1980-05-03", "1980-03-05", "1980", "2031-01-01", ""),
			pick("male", "female", ""), pick("00001/1/1", "00002/1/1", "00003/2/1!", "", "/1/1"), pick("living", "dead", "moved", "", "active", "pending"), pick("permanent", "temporary", ""),
			pick("married", "single", "divorced", ""), pick("VN", "VN", "LA", "stateless"), pick("birth", "death", "marriage", "divorce", "correction", ""), pick("H1", "H2", ""), pick("1", "2", "3", ""),
			pick("8000000001", "8000000002!check_digit", "8000000003!zero", ""),
		}, "|")
	}
	const header = "record_id|personal_id|full_name|birth_date|sex|permanent_address|status|residence_kind|marital_status|nationality|event_type|household_id|special_class|tax_code\n"
	dataset := func(s record.Sector) *set {
		s.Required, s.Numbers, s.Active = []record.Field{record.FullName, record.BirthDate}, []record.Field{record.TaxCode}, true
		rows := make([]string, people)
		for i := range rows {
			rows[i] = row(i)
		}
		d := table(t, s, header+strings.Join(rows, "\n"))
		for i := 0; i+3 < people; i += 40 {
			d.cluster(uint32(i+2), uint32(i), uint32(i+3))
		}
		return d
	}
	in := Input{AsOf: asOf, Population: dataset(sector("dan_cu")).Dataset}
	for _, code := range []string{"cu_tru", "ho_tich", "thue", "quoc_tich", "nhan_khau_dac_biet", "can_cuoc"} {
		s := dataset(sector(code))
		var decisions []string
		for range people {
			decisions = append(decisions, pick("-", "?", "", "", "")+fmt.Sprint(r.IntN(people)))
			if d := &decisions[len(decisions)-1]; (*d)[0] == '-' {
				*d = "-"
			}
		}
		s.link(t, decisions...)
		in.Sectors = append(in.Sectors, s.Dataset)
	}
	return in
}

// The result does not depend on the number of threads; every finding is whole, in order and there once; the outcomes and
// the counts sum to the rows and the findings.
func TestRunProperties(t *testing.T) {
	seed := uint64(20250615)
	t.Logf("seed %d", seed)
	in := random(t, seed, 5000)
	one, err := Run(context.Background(), in, 1)
	if err != nil {
		t.Fatal(err)
	}
	eight, err := Run(context.Background(), in, 8)
	if err != nil {
		t.Fatal(err)
	}
	all := one.findings()
	if !reflect.DeepEqual(all, eight.findings()) || !reflect.DeepEqual(one.Outcomes, eight.Outcomes) || !reflect.DeepEqual(one.Counts, eight.Counts) ||
		!reflect.DeepEqual(one.Figures, eight.Figures) || !reflect.DeepEqual(one.Persons, eight.Persons) ||
		!reflect.DeepEqual(one.Cases, eight.Cases) || !reflect.DeepEqual(one.Uncarried, eight.Uncarried) {
		t.Error("one thread and eight give different results")
	}
	checkLists(t, in, one)
	type key struct {
		dataset, record, code string
		field                 record.Field
	}
	seen := map[key]bool{}
	perCode := map[string]int64{}
	for i, f := range all {
		k := key{f.Dataset, f.RecordID, f.Code, f.Field}
		if seen[k] {
			t.Errorf("twice: %v", k)
		}
		seen[k] = true
		perCode[f.Dataset+" finding."+string(f.Criterion)+"."+f.Code]++
		if f.Criterion == "" || f.Action == "" || f.Recipient == "" || f.Severity == "" || f.RecordID == "" {
			t.Errorf("not whole: %+v", f)
		}
		if i > 0 && sortKey(all[i-1]) > sortKey(f) {
			t.Errorf("out of order at %d: %s", i, sortKey(f))
		}
	}
	for k, n := range perCode {
		dataset, measure, _ := strings.Cut(k, " ")
		if got := one.total(dataset, measure); got != n {
			t.Errorf("%s: %d findings, %d counted", k, n, got)
		}
	}
	for i, s := range in.Sectors {
		name, rows := s.People.Table.Name, int64(s.People.Rows())
		sum := func(measures ...string) (n int64) {
			for _, m := range measures {
				n += one.total(name, m)
			}
			return n
		}
		if sum(MeasureRows) != rows || sum(MeasureLinked, MeasureReview, MeasureNone) != rows || sum(MeasureCorrect, MeasureWrong, MeasureUnverified, MeasureNoID) != rows {
			t.Errorf("%s: %d rows, counted %d, links %d, outcomes %d", name, rows, sum(MeasureRows), sum(MeasureLinked, MeasureReview, MeasureNone), sum(MeasureCorrect, MeasureWrong, MeasureUnverified, MeasureNoID))
		}
		if sum(MeasureCorrect, MeasureWrong) != sum(MeasureLinked) {
			t.Errorf("%s: correct and wrong are not the linked ones", name)
		}
		if len(one.Outcomes[i]) != int(rows) {
			t.Errorf("%s: %d outcomes", name, len(one.Outcomes[i]))
		}
	}
	if !sort.SliceIsSorted(one.Counts, func(i, j int) bool { return countKey(one.Counts[i]) < countKey(one.Counts[j]) }) {
		t.Error("counts out of order")
	}
	mended := int64(0)
	for row := range in.Population.People.Rows() {
		if in.Population.People.Numbers[record.TaxCode].At(row).Faults.Has(record.RepairedZero) {
			mended++
		}
	}
	if got := one.total("dan_cu", "repaired.zero"); got != mended || mended == 0 {
		t.Errorf("%d mended, %d counted", mended, got)
	}
}

// checkLists holds the lists against the counts, figures and findings they follow from.
func checkLists(t *testing.T, in Input, r *Result) {
	t.Helper()
	approvals := map[string]int64{}
	for _, a := range r.Approvals {
		approvals[in.Sectors[a.Dataset].People.Table.Name]++
	}
	for _, name := range []string{"cu_tru", "can_cuoc"} {
		if approvals[name] != r.total(name, MeasureApprove) || approvals[name] == 0 {
			t.Errorf("%s: %d approvals, %d counted", name, approvals[name], r.total(name, MeasureApprove))
		}
	}
	if len(approvals) != 2 {
		t.Errorf("approvals of %v", approvals)
	}
	steps := map[string]int{}
	for _, f := range r.findings() {
		if stepsFor(f.Code, f.Reason) != nil {
			steps[f.Code]++
		}
	}
	for _, c := range r.Cases {
		steps[c.Code]--
	}
	for code, n := range steps {
		if n != 0 {
			t.Errorf("%s: %d findings without their case", code, n)
		}
	}
	differ := 0
	for _, p := range r.Persons {
		if len(p.Datasets) < 2 || int(p.Records) < len(p.Datasets) {
			t.Errorf("%+v", p)
		}
		sides := map[uint8]map[uint8]bool{}
		for _, d := range p.Differences {
			if sides[d.Field] == nil {
				sides[d.Field] = map[uint8]bool{}
			}
			sides[d.Field][d.Side] = true
		}
		for f, s := range sides {
			if len(s) < 2 {
				t.Errorf("person %d: %s has one side", p.Row, record.CanonicalFields()[f])
			}
		}
		if len(p.Fields()) != len(sides) {
			t.Errorf("person %d: %v, sides %v", p.Row, p.Fields(), sides)
		}
		differ += len(sides)
	}
	if differ == 0 {
		t.Error("nobody differs")
	}
}

func sortKey(f finding) string {
	return strings.Join([]string{f.Dataset, f.RecordID, string(f.Criterion), f.Code, string(f.Field)}, "\x00")
}

func countKey(c record.Count) string {
	return fmt.Sprintf("%05d\x00%s\x00%s", c.Commune, c.Dataset, c.Measure)
}

// The four outcomes of the contract.
func TestOutcomes(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id | personal_id | full_name\nP1 | 042080000001 | Nguyễn Văn An")
	s := table(t, record.Sector{Code: "thue", Required: []record.Field{record.Phone}}, `
record_id | personal_id           | full_name     | tax_code               | phone
1         | 042080000001          | NGUYEN VAN AN | 8000000001             |
2         | 042080000001          | Nguyễn Vân An | 8000000001             | 1
3         | 042080000001          | Nguyễn Văn An | 8000000001!check_digit | 1
4         | 042080000002          | Lê Văn Bình   |                        | 1
5         | 183000001             | Lê Văn Bình   |                        | 1
6         | 04208!length          | Lê Văn Bình   |                        | 1
7         | 999080000002!province | Lê Văn Bình   |                        | 1
8         |                       | Lê Văn Bình   |                        | 1
9         |                       | Nguyễn Văn An |                        | 1
10        | 042080000001          | Nguyễn Văn An |                        | 1`).link(t, "0", "0", "0", "-", "-", "-", "-", "-", "0", "?0")
	want := []record.Outcome{record.OutcomeCorrect, record.OutcomeWrong, record.OutcomeWrong, record.OutcomeUnverified, record.OutcomeUnverified,
		record.OutcomeNoID, record.OutcomeNoID, record.OutcomeNoID, record.OutcomeCorrect, record.OutcomeUnverified}
	if got := run(t, pop, s).Outcomes[0]; !reflect.DeepEqual(got, want) {
		t.Errorf("outcomes %v\nwant     %v", got, want)
	}
}

// A3: the list a finding goes on is the linked person's commune's, else the record's own where the register's place may be it, else that of no
// commune.
func TestA3Commune(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id | permanent_address\nP1 | 00001/1/1\nP2 |\nP3 | n00000/0/1>3,4/1")
	s := table(t, record.Sector{Code: "thue", Required: []record.Field{record.FullName}}, `
record_id | full_name | permanent_address
1         |           | 00002/1/1
2         |           | 00002/1/1
3         |           | 00002/1/1
4         |           |
5         |           | 00005/7/2
6         |           | 00003/1/1`).link(t, "0", "1", "-", "-", "2", "2")
	want := map[string]uint32{"1": 1, "2": 2, "3": 2, "4": 0, "5": 0, "6": 3}
	for _, f := range run(t, pop, s).findings() {
		if f.Code == CodeMissingField && f.Commune != want[f.RecordID] {
			t.Errorf("record %s: commune %d, want %d", f.RecordID, f.Commune, want[f.RecordID])
		}
	}
}

// B3: a special resident who is registered nowhere goes on the list of the commune he or she lives in; other sectors' do not.
func TestB3CommuneOfSpecialResident(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id | permanent_address\nP1 | 00001/1/1\nP2 |")
	records := `
record_id | full_name | permanent_address | current_address
1         |           |                   | 00002/1/1
2         |           | 00003/1/1         | 00002/1/1
3         |           |                   | 00002/1/1
4         |           |                   | 00002/1/1
5         |           |                   | /1/1`
	for code, want := range map[string][]uint32{"nhan_khau_dac_biet": {2, 3, 1, 2, 0}, "thue": {0, 3, 1, 0, 0}} {
		s := table(t, record.Sector{Code: code, Required: []record.Field{record.FullName}}, records).link(t, "-", "-", "0", "1", "-")
		r := run(t, pop, s)
		for _, f := range r.findings() {
			if i, err := strconv.Atoi(f.RecordID); err != nil || f.Commune != want[i-1] {
				t.Errorf("%s, record %s, %s: commune %d, want %d", code, f.RecordID, f.Code, f.Commune, want[i-1])
			}
		}
		rows := map[uint32]int64{}
		for _, c := range r.Counts {
			if c.Dataset == code && c.Measure == "rows" {
				rows[c.Commune] = c.Value
			}
		}
		for _, c := range want {
			rows[c]--
		}
		for c, n := range rows {
			if n != 0 {
				t.Errorf("%s: %d rows too many of commune %d in the counts", code, n, c)
			}
		}
	}
}

func TestRunStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Run(ctx, Input{AsOf: asOf, Population: table(t, sector("dan_cu"), "record_id | phone\n1 |").Dataset}, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// An empty run, and datasets without rows or columns, are no trouble.
func TestRunOfNothing(t *testing.T) {
	r := run(t, table(t, sector("dan_cu"), "record_id"), table(t, sector("cu_tru"), "record_id"))
	if len(r.findings()) != 0 || len(r.Outcomes) != 1 {
		t.Errorf("%+v", r)
	}
}

func BenchmarkRun(b *testing.B) {
	in := random(b, 1, 5000)
	rows := in.Population.People.Rows()
	for _, s := range in.Sectors {
		rows += s.People.Rows()
	}
	b.ReportAllocs()
	for b.Loop() {
		r, err := Run(context.Background(), in, 2)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(r.findings())), "findings")
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
