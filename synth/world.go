package synth

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"strconv"
	"sync"

	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// reform is the day since which there are 34 provinces, 3,321 communes and no districts.
const reform = refdata.Reform

// world is everything that is the same for all datasets: the tables, the people, and the register as it was written.
type world struct {
	cfg     Config
	asOf    record.Date
	threads int
	units   *refdata.UnitTable
	names   *nameTable
	groups  []refdata.EthnicGroup
	minor   weighted
	minorAt []uint8
	spell   spelling

	oldUnits     []refdata.Commune
	newUnits     []refdata.Commune
	successors   [][]uint16 // old position → new positions
	historic     []refdata.Historic
	former       map[uint16][]uint16 // old position → abolished units of its district, as positions in historic
	oldTitles    [2][]string
	newTitles    [2][]string
	communes     []uint16 // the province's, as positions in oldUnits
	cmndPrefixes map[uint16][]cmndPrefix
	longPrefixes map[uint64]bool // the CMND prefixes of three digits

	people    []person
	residents int

	// registerHas are the register's columns.
	registerHas [colCount]bool
	register    []row   // the rows of dan_cu as written, by file order
	rowOf       []int32 // person → the register's surviving row of them, or none
	copies      map[uint32][]int32
	numbers     []numberOwner // the register's personal IDs, sorted
	inSectors   map[string]bool
}

// numberOwner is a personal ID the register holds and the person whose row it stands in.
type numberOwner struct {
	id     uint64
	person uint32
}

// cmndPrefix is the beginning of a province's CMND numbers, of two digits or, where long, of three.
type cmndPrefix struct {
	digits uint64
	long   bool
}

// minorityShares are the groups beside the Kinh with their people in thousands (census of 2019, rounded).
var minorityShares = []struct {
	name   string
	people float64
}{
	{"Tày", 1846}, {"Thái", 1820}, {"Mường", 1452}, {"Hmông", 1393}, {"Khơ-me", 1320}, {"Nùng", 1083}, {"Dao", 891},
	{"Hoa", 749}, {"Gia-rai", 514}, {"Ê-đê", 399}, {"Ba-na", 287}, {"Xơ-đăng", 212}, {"Sán Chay", 201}, {"Cơ-ho", 201},
	{"Chăm", 179}, {"Sán Dìu", 183}, {"Hrê", 149}, {"Bru-Vân Kiều", 95}, {"Thổ", 92}, {"Lào", 17}, {"Chứt", 7},
}

func newWorld(cfg Config) *world {
	w := &world{cfg: cfg, asOf: record.Date(cfg.AsOf), threads: cfg.Threads, units: refdata.Units(),
		groups: refdata.EthnicGroups(), cmndPrefixes: map[uint16][]cmndPrefix{}, longPrefixes: map[uint64]bool{}, copies: map[uint32][]int32{}, inSectors: map[string]bool{}}
	if w.threads <= 0 {
		w.threads = runtime.GOMAXPROCS(0)
	}
	w.names = newNameTable(w.groups)
	w.spell = newSpelling()
	for _, s := range cfg.Sectors {
		w.inSectors[s] = true
	}
	var ws []float64
	for _, m := range minorityShares {
		for i, g := range w.groups {
			if g.Name == m.name {
				w.minorAt = append(w.minorAt, uint8(i))
				ws = append(ws, m.people)
			}
		}
	}
	w.minor = newWeighted(ws)
	w.placeUnits()
	w.oldTitles, w.newTitles = w.titlesOf(len(w.oldUnits), placeOld), w.titlesOf(len(w.newUnits), placeNew)
	for _, c := range refdata.CMNDPrefixes() {
		n, _ := strconv.ParseUint(c.Prefix, 10, 64)
		if len(c.Prefix) == 3 {
			w.longPrefixes[n] = true
		}
		w.cmndPrefixes[c.Province] = append(w.cmndPrefixes[c.Province], cmndPrefix{n, len(c.Prefix) == 3})
	}
	return w
}

// placeUnits numbers the units of both maps and picks the province's communes that people live in.
func (w *world) placeUnits() {
	w.oldUnits, w.newUnits = w.units.AllOld(), w.units.AllNew()
	at := map[uint32]uint16{}
	for i, c := range w.newUnits {
		at[c.Code] = uint16(i)
	}
	w.successors = make([][]uint16, len(w.oldUnits))
	var all []uint16
	for i, c := range w.oldUnits {
		for _, n := range w.units.Successors(c.Code) {
			if k, ok := at[n]; ok {
				w.successors[i] = append(w.successors[i], k)
			}
		}
		if c.Province == w.cfg.Province && len(w.successors[i]) > 0 {
			all = append(all, uint16(i))
		}
	}
	names := map[string]bool{} // a former name that some unit bears now means that unit
	for _, c := range w.oldUnits {
		names[c.Name] = names[c.Name] || c.Province == w.cfg.Province
	}
	for _, c := range w.newUnits {
		names[c.Name] = true
	}
	w.historic, w.former = w.units.AllHistoric(), map[uint16][]uint16{}
	for k, h := range w.historic {
		if !h.Abolished || h.Province != w.cfg.Province || names[h.Name] || h.LastSeen >= w.asOf {
			continue
		}
		for i, c := range w.oldUnits {
			d, _ := w.units.District(c.District)
			if c.Province == h.Province && d.Title() == h.DistrictName {
				w.former[uint16(i)] = append(w.former[uint16(i)], uint16(k))
			}
		}
	}
	if w.cfg.Districts > 0 {
		all = w.inDistricts(all)
	}
	n := w.cfg.Communes
	if n == 0 {
		n = max(6, w.cfg.People/250)
	}
	n = min(n, len(all))
	for i := range n {
		w.communes = append(w.communes, all[i*len(all)/n])
	}
}

// inDistricts keeps the communes of the configured number of districts, which the seed picks.
func (w *world) inDistricts(communes []uint16) (kept []uint16) {
	var districts []uint16
	for _, c := range communes {
		if d := w.oldUnits[c].District; !slices.Contains(districts, d) {
			districts = append(districts, d)
		}
	}
	s := newStream(w.cfg.Seed, stageDistricts, 0)
	for i := range min(w.cfg.Districts, len(districts)) {
		j := i + s.intn(len(districts)-i)
		districts[i], districts[j] = districts[j], districts[i]
	}
	districts = districts[:min(w.cfg.Districts, len(districts))]
	for _, c := range communes {
		if slices.Contains(districts, w.oldUnits[c].District) {
			kept = append(kept, c)
		}
	}
	return kept
}

// drawGroup draws a household's ethnic group, as a position in refdata.EthnicGroups.
func (w *world) drawGroup(s *stream) uint8 {
	if !s.chance(w.cfg.MinorityShare) {
		return 0
	}
	return w.minorAt[w.minor.draw(s)]
}

// chunkRows is how many rows are generated at a time by one goroutine.
const chunkRows = 4096

// inOrder calls work for 0…n-1 in several goroutines and hands the results to done one after another in order. At most a
// few results wait, so memory does not grow with n.
func inOrder[T any](ctx context.Context, n, threads int, work func(i int) T, done func(i int, t T) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	slots := make(chan chan T, 2*threads)
	jobs := make(chan func())
	var wg sync.WaitGroup
	for range threads {
		wg.Go(func() {
			for f := range jobs {
				f()
			}
		})
	}
	go func() {
		defer close(jobs)
		defer close(slots)
		for i := range n {
			slot := make(chan T, 1)
			select {
			case slots <- slot:
			case <-ctx.Done():
				return
			}
			select {
			case jobs <- func() { slot <- work(i) }:
			case <-ctx.Done():
				return
			}
		}
	}()
	var first error
	i := 0
	for slot := range slots {
		if first != nil {
			continue
		}
		select {
		case t := <-slot:
			first = done(i, t)
			i++
		case <-ctx.Done():
			first = ctx.Err()
		}
		if first != nil {
			cancel()
		}
	}
	wg.Wait()
	if first == nil && i < n {
		first = ctx.Err()
	}
	return first
}

// problem wraps an error of writing the output.
func problem(path string, err error) error {
	var p *record.Problem
	if err == nil || errors.As(err, &p) || errors.Is(err, context.Canceled) {
		return err
	}
	return &record.Problem{ID: record.ProblemOutput, File: path, Err: err}
}
