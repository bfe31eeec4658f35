package reconcile

import (
	"context"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"testing"
)

// C3, D3: the difference of the two counts is the sum of its classes, in every commune, on random data; and the findings
// count_low and count_high say the same.
func TestC3D3CountsAreExplained(t *testing.T) {
	for seed := uint64(1); seed <= 4; seed++ {
		in := random(t, seed, 1000)
		r, err := Run(context.Background(), in, 2)
		if err != nil {
			t.Fatal(err)
		}
		type sums struct{ register, archive, matched, registerOnly, archiveOnly int64 }
		communes := map[uint32]*sums{}
		for _, c := range r.Counts {
			s := communes[c.Commune]
			if s == nil {
				s = &sums{}
				communes[c.Commune] = s
			}
			switch {
			case c.Measure == MeasureRegisterResidents:
				s.register += c.Value
			case c.Measure == MeasureArchiveResidents:
				s.archive += c.Value
			case c.Measure == balanceMatched:
				s.matched += c.Value
			case strings.HasPrefix(c.Measure, balanceRegister):
				s.registerOnly += c.Value
			case strings.HasPrefix(c.Measure, balanceArchive):
				s.archiveOnly += c.Value
			}
		}
		judged := 0
		for commune, s := range communes {
			if s.matched+s.registerOnly+s.archiveOnly == 0 {
				continue // its archive is not in the run
			}
			judged++
			if s.register != s.matched+s.registerOnly || s.archive != s.matched+s.archiveOnly {
				t.Errorf("seed %d, commune %d: %+v", seed, commune, *s)
			}
		}
		if judged < 2 {
			t.Errorf("seed %d: %d communes explained", seed, judged)
		}
		for _, f := range r.findings() {
			if f.Code != CodeCountLow && f.Code != CodeCountHigh {
				continue
			}
			s := communes[f.Commune]
			if f.DatasetValue != strconv.FormatInt(s.archive, 10) || f.PopulationValue != strconv.FormatInt(s.register, 10) || s.register-s.archive != s.registerOnly-s.archiveOnly {
				t.Errorf("seed %d: %+v against %+v", seed, f, *s)
			}
		}
	}
}

// C3, D3: each class by hand.
func TestC3D3Classes(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | status | residence_kind | permanent_address
both      |        |                | 00001/1/1
twice     |        |                | 00001/1/1
again     |        |                | 00001/1/1
event     |        |                | 00001/1/1
booksdead |        |                | 00001/1/1
guest     |        |                | 00001/1/1
moved     |        |                | 00001/1/1
there     |        |                | 00002/1/1
review    |        |                | 00001/1/1
nobody    |        |                | 00001/1/1
gone      | moved  |                | 00001/1/1
temporary |        | temporary      | 00001/1/1
passing   |        | temporary      | 00001/1/1
missing   |        |                | 00001/1/1
abroad    |        |                | 00001/1/1
earlier   |        |                | 00001/1/1
later     |        |                | 00001/1/1
second    |        |                | 00001/1/1
first     |        |                | 00002/1/1
left      | moved  |                | 00001/1/1
stays     |        |                | 00002/1/1`).cluster(1, 2).cluster(16, 15).cluster(18, 17).cluster(19, 20)
	books := table(t, sector("cu_tru"), `
record_id | status | residence_kind | residence_form | permanent_address
01        |        |                |                | 00001/1/1
02        |        |                |                | 00001/1/1
03        | dead   |                |                | 00001/1/1
04        |        | temporary      |                | 00001/1/1
05        | moved  |                |                | 00001/1/1
06        |        |                |                | 00001/1/1
07        |        |                |                | 00001/1/1
08        |        |                |                | 00001/1/1
09        |        |                |                | 00001/1/1
10        |        |                | 2              | 00001/1/1
11        |        |                | 3              | 00001/1/1
12        |        |                | 1              | 00001/1/1
13        |        |                |                | 00001/1/1
14        | missing |               |                | 00001/1/1
15        |        |                |                | 00001/1/1
16        |        |                |                | 00001/1/1`).
		link(t, "0", "1", "4", "5", "6", "7", "?8", "10", "11", "-", "-", "-", "0", "13", "15", "19")
	events := table(t, sector("ho_tich"), "record_id|event_type\n1|death").link(t, "3")
	exits := table(t, sector(sectorExit), "record_id|notice_kind\n1|settled_abroad").link(t, "14")
	want := map[string]int64{
		"register_residents": 16, "archive_residents": 12, "balance.matched": 4,
		"balance.register.repeated": 3, "balance.register.dead_or_missing": 3, "balance.register.temporary": 2, "balance.register.moved_away": 2,
		"balance.register.review": 1, "balance.register.unexplained": 1,
		"balance.archive.register_elsewhere": 2, "balance.archive.review": 1, "balance.archive.register_gone": 1,
		"balance.archive.form_1": 1, "balance.archive.form_2": 1, "balance.archive.form_3": 1, "balance.archive.repeated": 1,
	}
	got := map[string]int64{}
	for _, c := range run(t, pop, events, books, exits).Counts {
		if c.Commune == 1 && (strings.HasPrefix(c.Measure, "balance.") || strings.HasSuffix(c.Measure, "_residents")) {
			got[c.Measure] += c.Value
		}
		if c.Value == 0 && strings.HasPrefix(c.Measure, "balance.") || strings.HasPrefix(c.Measure, "balance.") && c.Dataset != "cu_tru" {
			t.Errorf("%+v", c)
		}
	}
	for m, n := range want {
		if got[m] != n {
			t.Errorf("%s: %d, want %d", m, got[m], n)
		}
	}
	for m, n := range got {
		if want[m] != n {
			t.Errorf("%s: %d, want %d", m, n, want[m])
		}
	}
	// Without residence books there is nothing to explain.
	for _, c := range run(t, pop, events).Counts {
		if strings.HasPrefix(c.Measure, "balance.") {
			t.Errorf("%+v", c)
		}
	}
}

// C3: the archive of a commune is in the run where the books have a tenth of its register's rows; fewer are strays of other communes' books, of which
// nothing is explained.
func TestC3StraysAreNoArchive(t *testing.T) {
	people, books := "record_id|permanent_address", "record_id|permanent_address"
	for commune, n := range []int{20, 21} {
		for i := range n {
			people += fmt.Sprintf("\nP%d-%d|%05d/1/1", commune, i, 1+commune)
		}
		books += fmt.Sprintf("\n%d-1|%05d/1/1\n%d-2|%05d/1/1", commune, 1+commune, commune, 1+commune)
	}
	got := map[string]int64{}
	for _, c := range run(t, table(t, sector("dan_cu"), people), table(t, sector("cu_tru"), books).link(t, "0", "-", "20", "-")).Counts {
		if strings.HasPrefix(c.Measure, "balance.") {
			got[fmt.Sprintf("%d %s", c.Commune, c.Measure)] += c.Value
		}
	}
	if want := map[string]int64{"1 balance.matched": 1, "1 balance.register.unexplained": 19, "1 balance.archive.form_1": 1}; !maps.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
