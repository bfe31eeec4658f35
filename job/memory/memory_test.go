package memory

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/internal/spill"
	"github.com/doisanh/doisanh/job/jobtest"
	"github.com/doisanh/doisanh/job/lastrun"
	"github.com/doisanh/doisanh/normalize"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// tableOf makes a table of so many rows, each with a number of its own and one of ten words.
func tableOf(name string, rows int) *record.Table {
	ids, numbers := make([]string, rows), make([]string, rows)
	words := make([]uint32, rows)
	codes := make([]uint32, rows)
	for i := range rows {
		ids[i], numbers[i] = fmt.Sprintf("%s%06d", name, i), fmt.Sprintf("0%011d", i)
		words[i], codes[i] = uint32(i%10), uint32(i)
	}
	return &record.Table{Name: name, IDs: record.TextsOf(ids...), Columns: []*record.Column{
		{Field: record.PersonalIDNo, Kind: record.KindPersonalID, Codes: codes, Dict: record.TextsOf(numbers...)},
		{Field: record.Sex, Kind: record.KindSex, Codes: words, Dict: record.TextsOf("a", "b", "c", "d", "e", "f", "g", "h", "i", "k")},
	}}
}

// held returns the bytes that what makes leaves on the heap.
func held(makes func()) int64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&before)
	makes()
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&after)
	return int64(after.HeapAlloc) - int64(before.HeapAlloc)
}

// TestForecastIsWhatTablesHold holds the forecast of a register as read, and of what normalizing adds, against the heap.
func TestForecastIsWhatTablesHold(t *testing.T) {
	path := filepath.Join(jobtest.Province(t, 20_000, "thue"), "dan_cu.csv")
	profile, err := dataset.Builtin("dan_cu")
	if err != nil {
		t.Fatal(err)
	}
	units := refdata.Units() // made once, and no table's
	opt := normalize.Options{AsOf: record.MakeDate(2025, 10, 1), Threads: 1, Units: units, Places: normalize.NewPlaceParser(units, record.MakeDate(2025, 10, 1), 0)}
	src := dataset.Source{Name: "dan_cu", Files: []string{path}, Profile: profile}
	load := func() *record.Table {
		loaded, err := dataset.Load(t.Context(), src, dataset.Options{Threads: 1})
		if err != nil {
			t.Fatal(err)
		}
		return loaded.Table
	}
	if _, _, err := normalize.Table(t.Context(), load(), opt); err != nil { // what is made once of places and names is there
		t.Fatal(err)
	}
	var table *record.Table
	read := held(func() { table = load() })
	size := SizeOf(table)
	var people *record.People
	normalized := held(func() {
		if people, _, err = normalize.Table(t.Context(), table, opt); err != nil {
			t.Fatal(err)
		}
	})
	for _, c := range []struct {
		what           string
		held, forecast int64
		least, most    float64 // of what is held
	}{{"as read", read, size.read, .85, 1.2}, {"normalized", normalized, size.normalized, .95, 2}} { // the latter is of the dearest values
		t.Logf("%s: %d bytes held, %d forecast", c.what, c.held, c.forecast)
		if share := float64(c.forecast) / float64(c.held); share < c.least || share > c.most {
			t.Errorf("%s: %d bytes are held, %d were forecast", c.what, c.held, c.forecast)
		}
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if least := Least(info.Size()); least > Need([]Size{size}) {
		t.Errorf("before it is read a file is forecast to take %d bytes at the least, and then %d", least, Need([]Size{size}))
	}
	runtime.KeepAlive(table)
	runtime.KeepAlive(people)
}

// TestForecastsFollowTheTables: more rows are never forecast to take less, a run's forecast grows by what a dataset adds, and it does not matter which of two tables
// that are linked stands first.
func TestForecastsFollowTheTables(t *testing.T) {
	small, large := SizeOf(tableOf("a", 30_000)), SizeOf(tableOf("b", 90_000))
	for name, need := range map[string]Peak{
		"run": Need, "run spilled": NeedSpilled, "link": NeedLinked, "link spilled": NeedLinkedSpilled, "dedupe": NeedDeduped, "dedupe spilled": NeedDedupedSpilled,
	} {
		if a, b := need([]Size{small}), need([]Size{large}); a >= b || a < Program {
			t.Errorf("%s: %d bytes for a small table, %d for a large one", name, a, b)
		}
	}
	both := []Size{large, small}
	if Need(both) <= Need(both[:1]) {
		t.Errorf("%d bytes with a dataset beside the register, %d without", Need(both), Need(both[:1]))
	}
	turned := []Size{small, large}
	if NeedLinkedSpilled(both) != NeedLinkedSpilled(turned) {
		t.Errorf("linking is forecast to take %d bytes, and %d with the tables turned", NeedLinkedSpilled(both), NeedLinkedSpilled(turned))
	}
	if NeedSpilled(both) >= Need(both) || NeedLinkedSpilled(both) >= NeedLinked(both) {
		t.Errorf("putting tables away saves nothing: %d of %d bytes, linking %d of %d", NeedSpilled(both), Need(both), NeedLinkedSpilled(both), NeedLinked(both))
	}
}

// TestFits: a budget of the forecast is enough, a byte less is refused; what is told then is the need of all, though a part has been read.
func TestFits(t *testing.T) {
	const need = 300 << 20
	for budget, fits := range map[int64]bool{0: true, need: true, need - 1: false, 1: false} {
		err := Budget(budget).Fits("a.csv", need, 1)
		if (err == nil) != fits {
			t.Errorf("%d bytes of %d: %v", need, budget, err)
		}
		var p *record.Problem
		if err != nil && (!errors.As(err, &p) || p.ID != record.ProblemMemory || p.File != "a.csv" || p.Args[0] != int64(300)) {
			t.Errorf("%d bytes of %d: told %+v", need, budget, p)
		}
	}
	var p *record.Problem
	err := Budget(200<<20).Fits("a.csv", need, .5)
	if !errors.As(err, &p) || p.Args[0] != int64(300+300-64) || p.Args[1] != int64(200) { // the program itself is there once
		t.Errorf("half of the bytes read: told %+v", p)
	}
}

// storeOf returns a store of a run that puts tables away on a disk of the test's, and how many files it has made.
func storeOf(t *testing.T, budget int64) (s *Store, made *int) {
	t.Helper()
	s, made = NewStore(budget, t.TempDir(), Need, NeedSpilled), new(int)
	create := s.Create
	s.Create = func(output string) (*spill.File, error) {
		*made++
		return create(output)
	}
	t.Cleanup(s.Close)
	return s, made
}

// TestStorePutsAwayWhatWasReadFirst: as long as all fits nothing is put away; with the table that does not fit any more those before it go to disk with it, and those after
// it at once. They come back as they were, and can be let go and read again.
func TestStorePutsAwayWhatWasReadFirst(t *testing.T) {
	sets := func() []*record.Table {
		return []*record.Table{tableOf("a", 60_000), tableOf("b", 20_000), tableOf("c", 20_000), tableOf("d", 20_000)}
	}
	sizes := make([]Size, 4)
	for i, table := range sets() {
		sizes[i] = SizeOf(table)
	}
	inMemory := func(tables []*record.Table) (at []bool) {
		for _, table := range tables {
			at = append(at, table.Columns[0].Codes != nil && table.Columns[0].Dict.Len() > 0)
		}
		return at
	}
	for two, spills := range map[int64]bool{Need(sizes[:3]): false, Need(sizes[:3]) - 1: true} {
		s, made := storeOf(t, two)
		tables := sets()[:3]
		for i, table := range tables {
			if err := s.Add(table.Name, table); err != nil {
				t.Fatal(err)
			}
			if short := spills && i == 2; s.Short() != short || s.Spilled() > 0 != short {
				t.Errorf("budget %d, %d tables: short %v, %d bytes put away", two, i+1, s.Short(), s.Spilled())
			}
		}
		want := slices.Repeat([]bool{!spills}, 3)
		if got := inMemory(tables); !slices.Equal(got, want) || *made > 1 {
			t.Errorf("budget %d: in memory %v, want %v; %d files", two, got, want, *made)
		}
		if !spills {
			continue
		}
		late := sets()[3]
		if err := s.Add(late.Name, late); err != nil {
			t.Fatal(err)
		}
		if inMemory([]*record.Table{late})[0] {
			t.Error("a table read when memory is short stays in it")
		}
		for range 2 {
			for i, table := range append(tables, late) {
				if err := s.Fetch(table); err != nil {
					t.Fatal(err)
				}
				for k, c := range sets()[i].Columns {
					for _, row := range []int{0, 9, table.IDs.Len() - 1} {
						if got := table.Columns[k]; got.At(row) != c.At(row) || len(got.Codes) != len(c.Codes) {
							t.Fatalf("table %s, column %d, row %d: %q, want %q", table.Name, k, row, got.At(row), c.At(row))
						}
					}
				}
				s.Drop(table)
			}
		}
		if got := inMemory(tables); slices.Contains(got, true) {
			t.Errorf("in memory after they have been let go: %v", got)
		}
	}
}

// TestStoreRefuses: where the work does not fit with its tables put away either, that is told before anything is put on disk, and a disk that cannot be had is told too.
func TestStoreRefuses(t *testing.T) {
	table := tableOf("a", 60_000)
	sizes := []Size{SizeOf(table)}
	if NeedSpilled(sizes) >= Need(sizes) {
		t.Fatalf("putting the table away saves nothing: %d of %d bytes", NeedSpilled(sizes), Need(sizes))
	}
	s, made := storeOf(t, NeedSpilled(sizes)-1)
	jobtest.IsProblem(t, s.Add("a.csv", table), record.ProblemMemory)
	if *made > 0 || s.Short() || table.Columns[0].Codes == nil {
		t.Errorf("%d files are made of what is refused", *made)
	}
	s, made = storeOf(t, NeedSpilled(sizes))
	if err := s.Add("a.csv", table); err != nil || *made != 1 || !s.Short() {
		t.Errorf("in the least memory there is: %v, %d files", err, *made)
	}
	full := errors.New("no disk")
	s, _ = storeOf(t, NeedSpilled(sizes))
	s.Create = func(string) (*spill.File, error) { return nil, full }
	if err := s.Add("a.csv", tableOf("a", 60_000)); !errors.Is(err, full) {
		t.Errorf("with no disk: %v", err)
	}
}

// TestForecastIsWhatTheRunBeforeTakes holds the forecast of what a run keeps of the one before it against the heap: its findings, and the rows of those
// that are gone.
func TestForecastIsWhatTheRunBeforeTakes(t *testing.T) {
	const rows = 50_000
	output := t.TempDir()
	dir := filepath.Join(output, "run")
	if err := errors.Join(os.Mkdir(dir, 0o700), os.WriteFile(filepath.Join(output, "latest"), []byte("run\n"), 0o600)); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	b.WriteString(strings.Join(lastrun.FindingColumns, ",") + "\n")
	for i := range rows {
		values := fmt.Sprintf("birth_date,19%02d-07-05,19%02d-05-07", i%100, i%100)
		if i%3 == 0 {
			values = fmt.Sprintf("permanent_address,\"Thôn %d, Xã Sơn Hồng, Huyện Hương Sơn\",\"Thôn %d, Xã Sơn Hồng\"", i, i)
		}
		fmt.Fprintf(&b, "%016x,dung,field_mismatch,bhxh,B%09d,CD%08d,%s,different,update,agency,%05d,Xã Sơn Hồng,high,2025-06-15,new\n",
			uint64(i)*0x9E3779B97F4A7C15, i, i, values, 18_000+i%300)
	}
	files := map[string]string{
		"findings.csv": b.String(), "manifest.json": fmt.Sprintf(`{"as_of": "2025-06-15", "outputs": [{"name": "findings.csv", "rows": %d}]}`, rows),
		"summary.json": `{"datasets": {"bhxh": {"findings": {"dung": {"field_mismatch": 48000}}, "kept_open": {"dung": {"field_mismatch": 1000}}}, "thue": {"findings": {"dung": {"field_mismatch": 400}}}}}`,
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		datasets []string
		gone     int
	}{{[]string{"bhxh"}, 1_000}, {[]string{"thue", "bhxh"}, 600}, {[]string{"evn"}, rows}} {
		if findings, gone := lastrun.Count(output, c.datasets); findings != rows || gone != c.gone {
			t.Errorf("beside %v: %d findings, %d gone; want %d, %d", c.datasets, findings, gone, rows, c.gone)
		}
	}
	if findings, gone := lastrun.Count(t.TempDir(), nil); findings != 0 || gone != 0 {
		t.Errorf("without a run before: %d findings, %d gone", findings, gone)
	}
	var past *lastrun.Findings
	var gone *lastrun.Rows
	var err error
	findings := held(func() { past, err = lastrun.ReadFindings(output, 2) })
	if err != nil {
		t.Fatal(err)
	}
	both := held(func() {
		gone, err = past.Gone("2025-06-16", func(string, string, string, string) bool { return false })
	})
	if err != nil || gone.Len() != rows {
		t.Fatalf("%d rows are gone, want %d: %v", gone.Len(), rows, err)
	}
	// While findings are read they stand twice, once in the pieces of the file.
	for _, c := range []struct {
		what           string
		held, forecast int64
	}{{"findings", findings, pastPerFinding * rows}, {"rows that are gone", both, pastPerGone * rows}} {
		t.Logf("%s: %d bytes held, %d forecast", c.what, c.held, c.forecast)
		if c.held > c.forecast*11/10 || c.held < c.forecast/3 {
			t.Errorf("%s: %d bytes are held, %d were forecast", c.what, c.held, c.forecast)
		}
	}
	runtime.KeepAlive(past)
	runtime.KeepAlive(gone)
}

// TestForecastCountsTheRunBefore: it is counted beside all else, and where tables are put away at the end of a run alone, where finding pairs has let
// its memory go.
func TestForecastCountsTheRunBefore(t *testing.T) {
	tables := []Size{SizeOf(tableOf("a", 90_000)), SizeOf(tableOf("b", 30_000))}
	for _, c := range []struct {
		findings, gone int
		more           bool // where tables are put away
	}{{0, 0, false}, {10_000, 100, false}, {3_000_000, 0, true}, {900_000, 900_000, true}} {
		whole, spilled := After(c.findings, c.gone)
		past := int64(c.findings*pastPerFinding + c.gone*pastPerGone + min(c.gone, underWay)*underWayPerRow)
		if a, b := whole(tables), Need(tables)+past; a < b || a > b+past/5 {
			t.Errorf("%d findings, %d gone: %d bytes, want about %d", c.findings, c.gone, a, b)
		}
		if a, b := spilled(tables), NeedSpilled(tables); a < b || a > b != c.more {
			t.Errorf("%d findings, %d gone, tables put away: %d bytes, %d without", c.findings, c.gone, a, b)
		}
	}
}

// TestPlacesAreCounted: of each row its file and its number there stay in memory, and are forecast as what they take.
func TestPlacesAreCounted(t *testing.T) {
	const rows = 1 << 16
	table := &record.Table{}
	for range rows {
		table.IDs.Append("1")
	}
	took := held(func() { table.File, table.Line = make([]uint32, rows), make([]uint32, rows) })
	forecast := SizeOf(table).kept - table.IDs.Bytes()
	if share := float64(forecast) / float64(took); share < .98 || share > 1.02 {
		t.Errorf("%d bytes are held, %d were forecast", took, forecast)
	}
	if read := SizeOf(table).read; read != forecast {
		t.Errorf("%d bytes are forecast to be kept of the places, %d to be read", forecast, read)
	}
	runtime.KeepAlive(table)
}
