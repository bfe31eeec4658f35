package synth

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// Summary is what was generated.
type Summary struct {
	People   int       `json:"people"` // made up, those from elsewhere included
	Datasets []Dataset `json:"datasets"`
	Job      string    `json:"job"`   // path of job.yaml
	Truth    string    `json:"truth"` // path of the truth folder
}

// Dataset is one generated file.
type Dataset struct {
	Sector string `json:"sector"`
	File   string `json:"file"`
	Rows   int    `json:"rows"`
}

// Generate writes a province into a folder: dan_cu.csv, a file for each sector, job.yaml that names them, and
// truth/{links,clusters,findings,faults}.csv. The same configuration gives the same bytes. progress, which may be nil, is
// called with numbers of rows written. The folder is created; the files of an earlier province are replaced when all of them are written, and not before:
// where it fails or is stopped, nothing is. Other files of those names are not: it is refused.
func Generate(ctx context.Context, cfg Config, dir string, progress func(rows int64)) (*Summary, error) {
	if cfg.Hardness == "" {
		cfg.Hardness = "ordinary"
	}
	if cfg.Hardness != "ordinary" {
		copyRates(&cfg)
		cfg.harden(cfg.Hardness)
	}
	if err := cfg.Check(); err != nil {
		return nil, err
	}
	if err := keepOthers(cfg, dir); err != nil {
		return nil, err
	}
	_, there := os.Stat(dir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, problem(dir, err)
	}
	made, err := os.MkdirTemp(dir, ".tmp-")
	if err != nil {
		return nil, problem(dir, err)
	}
	sum, err := generate(ctx, cfg, made, progress)
	if err == nil {
		err = problem(dir, moveInto(made, dir))
	}
	_ = os.RemoveAll(made) // what remains of it is hidden
	if err != nil {
		if there != nil {
			_ = os.Remove(dir) // it is empty
		}
		return nil, err
	}
	sum.Job, sum.Truth = filepath.Join(dir, "job.yaml"), filepath.Join(dir, "truth")
	return sum, nil
}

// moveInto moves files, and those of folders, into another folder, where they replace those of their names.
func moveInto(from, to string) error {
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, e := range entries {
		a, b := filepath.Join(from, e.Name()), filepath.Join(to, e.Name())
		if !e.IsDir() {
			err = os.Rename(a, b)
		} else if err = os.MkdirAll(b, 0o700); err == nil {
			err = moveInto(a, b)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// generate writes the files into a folder of their own.
func generate(ctx context.Context, cfg Config, dir string, progress func(rows int64)) (*Summary, error) {
	w := newWorld(cfg)
	w.populate()
	truth, err := openTruth(filepath.Join(dir, "truth"))
	if err != nil {
		return nil, err
	}
	defer func() { _ = truth.close() }() // a second close; the first one below tells the error
	sum := &Summary{People: len(w.people)}
	register, err := w.write(ctx, dir, registerSector, truth, progress)
	if err != nil {
		return nil, err
	}
	w.settleRegister(register.infos)
	w.families(register)
	register.across()
	sum.add(register)
	books := &archive{}
	for _, code := range cfg.Sectors {
		spec, _ := sectorNamed(code)
		d, err := w.write(ctx, dir, spec, truth, progress)
		if err != nil {
			return nil, err
		}
		d.across()
		if code == "cu_tru" {
			books.read(d)
		}
		d.uncovered(register)
		sum.add(d)
	}
	if w.inSectors["cu_tru"] {
		books.compare(register)
	}
	if err := truth.close(); err != nil {
		return nil, err
	}
	return sum, w.writeJob(filepath.Join(dir, "job.yaml"), sum)
}

func (s *Summary) add(d *dataset) {
	s.Datasets = append(s.Datasets, Dataset{d.spec.code, d.file, len(d.items)})
}

// copyRates makes the rate tables the configuration's own, so that multiplying them leaves the caller's alone.
func copyRates(c *Config) {
	c.Errors, c.RegisterErrors, c.Duplicates = merged(c.Errors, nil), merged(c.RegisterErrors, nil), merged(c.Duplicates, nil)
	own := map[string]map[string]float64{}
	for k, m := range c.SectorErrors {
		own[k] = merged(m, nil)
	}
	c.SectorErrors = own
}

// families writes the register's findings that look at two of its rows: a parent too young.
func (w *world) families(d *dataset) {
	t := &finder{w: w, d: d}
	for k := range w.register {
		r := &w.register[k]
		for i, parent := range [...]int32{r.fatherOf, r.motherOf} {
			if parent == none || w.rowOf[parent] == none || i == 0 && r.father.blank || i == 1 && r.mother.blank {
				continue
			}
			b, f := w.register[w.rowOf[parent]].birth, [...]record.Field{record.FatherID, record.MotherID}[i]
			t.id = d.recordID(k)
			switch {
			case b != 0 && r.birth != 0 && yearsLess(b, r.birth, 12):
				t.add(record.Dung, "impossible", f, "parent_too_young")
			case w.people[parent].female == (i == 0):
				t.add(record.Dung, "impossible", f, "parent_sex")
			}
		}
	}
	d.truth.findings.Write(t.out)
}

// yearsLess reports whether less than n years passed from one date to another.
func yearsLess(from, to record.Date, n int) bool {
	years := to.Year() - from.Year()
	if from.IsFull() && to.IsFull() && to&0x1ff < from&0x1ff {
		years--
	}
	return years < n
}

// What the residence books hold of a register's person.
const (
	heldHere uint8 = 1 << iota
	heldElsewhere
	heldMoved
	heldDead
	heldTemporary
)

// archive is what the residence books hold: whom, and how many in each commune.
type archive struct {
	holds []uint8        // by person
	count map[uint32]int // residents by commune
	rows  map[uint32]int // rows by commune
	// judged are the communes whose archive is in the run: it has a tenth as many rows of them as the register or more.
	// Fewer are strays.
	judged map[uint32]bool
	d      *dataset
}

func (a *archive) read(d *dataset) {
	w := d.w
	a.d, a.holds, a.count = d, make([]uint8, len(w.people)), map[uint32]int{}
	a.rows, a.judged = map[uint32]int{}, map[uint32]bool{}
	for i := range d.infos {
		n := &d.infos[i]
		if n.commune != 0 {
			a.rows[n.commune]++
			if n.counted {
				a.count[n.commune]++
			}
		}
		k := w.rowOf[n.person]
		if k == none {
			continue
		}
		home := w.commune(w.register[k].perm)
		bit := heldHere
		switch {
		case n.status == statusDead || n.status == statusMissing:
			bit = heldDead
		case n.status == statusMoved || n.status == statusDeregistered || n.status == statusAbroad:
			bit = heldMoved
		case n.kind == 2:
			bit = heldTemporary
		case home != 0 && n.commune != 0 && home != n.commune:
			bit = heldElsewhere
		}
		a.holds[n.person] |= bit
	}
}

// compare writes the register's surplus, and the communes whose counts differ.
func (a *archive) compare(register *dataset) {
	w := register.w
	counts, rows := map[uint32]int{}, map[uint32]int{}
	t := &finder{w: w, d: register}
	for k := range register.infos {
		if n := &register.infos[k]; n.commune != 0 {
			rows[n.commune]++
			if n.counted {
				counts[n.commune]++
			}
		}
	}
	for c, n := range a.rows {
		a.judged[c] = n*10 >= rows[c]
	}
	for k := range register.infos {
		n := &register.infos[k]
		r := &w.register[k]
		if r.status != statusLiving && r.status != statusSynced && r.status != statusPending || n.commune != 0 && !a.judged[n.commune] {
			continue
		}
		t.id = register.recordID(k)
		held, reason := a.holds[r.person], "unexplained"
		switch {
		case w.rowOf[r.person] != int32(k):
			reason = "duplicate"
		case held&heldHere != 0:
			continue
		case w.people[r.person].flags&deathEvent != 0 && w.inSectors["ho_tich"] || held&heldDead != 0:
			reason = "dead_or_missing"
		case r.kind == 2 || held&heldTemporary != 0:
			reason = "temporary"
		case held&(heldElsewhere|heldMoved) != 0:
			reason = "moved_away"
		}
		t.add(record.Sach, "surplus", "", reason)
	}
	books := &finder{w: w, d: a.d}
	for _, c := range slices.Sorted(maps.Keys(a.rows)) {
		books.id = padded(uint64(c), 5)
		switch {
		case !a.judged[c]:
		case counts[c] < a.count[c]:
			books.add(record.Du, "count_low", "", "")
		case counts[c] > a.count[c]:
			books.add(record.Sach, "count_high", "", "")
		}
	}
	register.truth.findings.Write(t.out)
	register.truth.findings.Write(books.out)
}

// writeJob writes the job file that runs the program on what was generated.
func (w *world) writeJob(path string, s *Summary) error {
	pr, _ := refdata.Units().Province63(w.cfg.Province)
	var b strings.Builder
	fmt.Fprintf(&b, "# %s, %s %d. No row is a real person.\n", pr.Full, madeUp, w.cfg.Seed)
	fmt.Fprintf(&b, "name: synth-%d\nas_of: %s\npopulation: {sector: dan_cu, path: %s}\ndatasets:\n", w.cfg.Seed, w.asOf, s.Datasets[0].File)
	for _, d := range s.Datasets[1:] {
		fmt.Fprintf(&b, "  - {sector: %s, path: %s}\n", d.Sector, d.File)
	}
	b.WriteString("output: out\n")
	return problem(path, os.WriteFile(path, []byte(b.String()), 0o600))
}
