package synth

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/doisanh/doisanh/record"
)

// item is a row to be written: whose, which fact of theirs, and which rows are the same person or fact twice.
type item struct {
	person, cluster uint32
	kind            uint8 // the sector's own: which event, which dose
	mode            uint8
	copy            bool // typed a second time
	twin            bool // has a copy, or is one
}

// The modes of an item.
const (
	modeLive   uint8 = iota
	modeActive       // the person is dead, the record still counts them
	modeClosed       // the person is dead, the record knows
)

// fact is what a row says beside the person: the sector's own cells, and what of them the truth depends on.
type fact struct {
	own         [maxOwn]string
	number      uint64 // the sector's own number, hashed where it is no number; 0 = none
	numberFault string // reason of number_structure
	dateFault   string // reason of impossible, of the identity card's day of issue
	kind        uint8
	date, until record.Date
	changed     col // a correction: the column changed
	newName     nameVal
	newBirth    record.Date
}

// rowInfo is what the findings that look across rows need of a row.
type rowInfo struct {
	person, cluster uint32
	id, number      uint64
	household       uint32
	commune         uint32
	badness         uint8 // what speaks against keeping the row of its cluster
	counted         bool
	status, kind    uint8
}

// dataset is one file being written, with its truth.
type dataset struct {
	w     *world
	spec  *sector
	name  string
	items []item
	infos []rowInfo
	has   [colCount]bool
	rate  *[faultCount]float64
	truth *truthFiles
	file  string
}

// planner collects the rows a sector has.
type planner struct {
	w     *world
	spec  *sector
	s     stream
	cover float64
	items []item
}

// add plans a row about a person.
func (pl *planner) add(i uint32, kind, mode uint8) {
	pl.items = append(pl.items, item{person: i, cluster: uint32(len(pl.items)), kind: kind, mode: mode})
}

// held draws whether the sector holds the person, and in which mode.
func (pl *planner) held(p *person) (uint8, bool) {
	switch {
	case p.dead():
		if pl.spec.active && pl.s.chance(pl.cover*pl.w.cfg.ActiveAfterDeath) {
			return modeActive, true
		}
		return modeClosed, pl.s.chance(pl.cover * 0.15)
	case p.gone():
		return modeLive, pl.s.chance(pl.cover * 0.1)
	}
	return modeLive, pl.s.chance(pl.cover)
}

// plan draws the rows of a dataset and their order in the file.
func (w *world) plan(spec *sector) []item {
	pl := &planner{w: w, spec: spec, cover: w.cfg.Coverage[spec.code]}
	name := hashText(spec.code)
	draw := func(i int) {
		pl.s = newStream(w.cfg.Seed, stagePlan^name, uint64(i))
		spec.plan(pl, uint32(i), &w.people[i])
	}
	for i := range w.residents {
		draw(i)
	}
	if out := w.cfg.Outside[spec.code]; out > 0 {
		pl.cover = min(1, out*float64(len(pl.items))/float64(len(w.people)-w.residents)*1.3)
		for i := w.residents; i < len(w.people); i++ {
			draw(i)
		}
	}
	s := newStream(w.cfg.Seed, stageShuffle, name)
	for k := range pl.items {
		if s.chance(w.cfg.Duplicates[spec.code]) {
			pl.items[k].twin = true
			it := pl.items[k]
			it.copy = true
			pl.items = append(pl.items, it)
		}
	}
	items := pl.items
	for i := len(items) - 1; i > 0; i-- {
		j := s.intn(i + 1)
		items[i], items[j] = items[j], items[i]
	}
	return items
}

// recordID is the dataset's own key of a row.
func (d *dataset) recordID(k int) string { return d.spec.prefix + fmt.Sprintf("%08d", k+1) }

// chunk is a run of rows as bytes of each file.
type chunk struct{ data, links, findings, faults []byte }

// write generates a dataset's file and the truth about each of its rows.
func (w *world) write(ctx context.Context, dir string, spec *sector, truth *truthFiles, progress func(int64)) (*dataset, error) {
	form := w.cfg.Files[spec.code]
	ext := form.Extension
	if ext == "" {
		ext = "csv"
	}
	d := &dataset{w: w, spec: spec, name: spec.code, items: w.plan(spec), rate: w.cfg.ratesOf(spec.code), truth: truth,
		file: spec.code + "." + ext}
	d.infos = make([]rowInfo, len(d.items))
	for _, c := range spec.columns {
		d.has[c.col] = true
	}
	if spec.code == "dan_cu" {
		w.register = make([]row, len(d.items))
		w.registerHas = d.has
	}
	path := filepath.Join(dir, d.file)
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, problem(path, err)
	}
	defer file.Close()
	out := bufio.NewWriterSize(file, 1<<20)
	delim, eol := byte(','), "\n"
	if form.Delimiter != "" {
		delim = form.Delimiter[0]
	}
	if form.CRLF {
		eol = "\r\n"
	}
	if form.BOM {
		out.WriteString("\ufeff")
	}
	for i, c := range spec.columns {
		if i > 0 {
			out.WriteByte(delim)
		}
		out.WriteString(quoted(c.header, delim))
	}
	out.WriteString(eol)
	chunks := (len(d.items) + chunkRows - 1) / chunkRows
	err = inOrder(ctx, chunks, w.threads, func(i int) chunk {
		return d.chunk(i*chunkRows, min((i+1)*chunkRows, len(d.items)), delim, eol)
	}, func(i int, c chunk) error {
		truth.links.Write(c.links)
		truth.findings.Write(c.findings)
		truth.faults.Write(c.faults)
		if progress != nil {
			progress(int64(min((i+1)*chunkRows, len(d.items)) - i*chunkRows))
		}
		_, err := out.Write(c.data)
		return err
	})
	if err == nil {
		err = out.Flush()
	}
	if err == nil {
		err = file.Close()
	}
	return d, problem(path, err)
}

func quoted(s string, delim byte) string {
	for i := 0; i < len(s); i++ {
		if s[i] == delim || s[i] == '"' {
			return `"` + s + `"`
		}
	}
	return s
}

// chunk generates the rows [from, to).
func (d *dataset) chunk(from, to int, delim byte, eol string) chunk {
	w := d.w
	p := &pen{w: w, spec: d.spec, delim: delim, eol: eol, rate: d.rate}
	p.letters = lettersOf(w.cfg.Files[d.spec.code].Encoding)
	p.out = make([]byte, 0, (to-from)*len(d.spec.columns)*20)
	t := &finder{w: w, d: d}
	var links, faults []byte
	var r row
	var f fact
	for k := from; k < to; k++ {
		id := d.recordID(k)
		log := func(c col, kind kind) {
			faults = append(faults, d.name...)
			faults = append(faults, ',')
			faults = append(faults, id...)
			faults = append(faults, ',')
			faults = append(faults, d.spec.field(c)...)
			faults = append(faults, ',')
			faults = append(faults, faultKeys[kind]...)
			faults = append(faults, '\n')
		}
		p.log = log
		d.row(k, &r, &f, p, log)
		p.row(id, &r, &f)
		d.note(k, &r, &f)
		t.id = id
		if d.spec.code == "dan_cu" {
			w.register[k] = r
			t.register(&r)
		} else {
			links = d.link(links, id, r.person)
			t.sector(&r, &f)
		}
	}
	return chunk{p.out, links, t.out, faults}
}

// row draws the meaning of a row, with its errors, and the writings the pen is to use.
func (d *dataset) row(k int, r *row, f *fact, p *pen, log func(col, kind)) {
	w, it := d.w, &d.items[k]
	name := hashText(d.spec.code)
	key, retyped := uint64(it.cluster), false
	if it.copy {
		s := newStream(w.cfg.Seed, stageRow^name, 1<<41|uint64(k))
		if retyped = s.chance(d.rate[duplicateRetyped]); retyped {
			key = 1<<40 | uint64(k)
		}
	}
	s := newStream(w.cfg.Seed, stageRow^name, key)
	share := w.cfg.NewUnits.Sectors
	if d.spec.code == "dan_cu" {
		share = w.cfg.NewUnits.Register
	}
	*r = w.trueRow(it.person, w.asOf >= reform && s.chance(share))
	*f = fact{}
	who := &w.people[it.person]
	fs := newStream(w.cfg.Seed, stageFact^name, uint64(it.cluster))
	d.spec.fill(w, it, who, r, f, &fs)
	if w.asOf >= reform && s.chance(share*0.3) { // places of origin change more slowly than addresses
		r.birthPlace, r.town = w.anyPlace(who.birthPlace, 0, true), w.anyPlace(who.homeTown, 0, true)
	}
	c := clerk{w: w, rate: d.rate, boost: 1, has: &d.has, s: s, r: r, log: log}
	c.stay = it.twin && d.spec.code == "cu_tru" // a copy in another commune would be a double residence
	if it.copy {
		log(colRecord, duplicateRetyped)
	}
	if retyped {
		c.boost = 3
		if !c.stay && c.hit(colPerm, duplicateOtherCommune) {
			c.moveAddress(duplicateOtherCommune)
			if d.spec.code == "dan_cu" && s.chance(0.5) { // another household has the person too
				r.household = 9_500_000 + r.person%400_000
			}
		}
	}
	c.spoil()
	d.spoilNumber(it, r, f, log)
	p.s, p.rate = c.s, d.rate
	p.log = log
	p.choose(r)
}

// note keeps what the findings across rows need.
func (d *dataset) note(k int, r *row, f *fact) {
	n := &d.infos[k]
	n.person, n.cluster, n.household, n.badness = r.person, d.items[k].cluster, r.household, d.badness(r)
	if r.id.form == idTwelve {
		n.id = r.id.number
	}
	n.number = f.number
	n.commune = d.w.commune(r.perm)
	n.status, n.kind = r.status, r.kind
	if d.spec.counts {
		n.counted = counted(r) || d.spec.code == "dan_cu" && resident(r)
	}
}

// badness weighs what a row lacks and what is unsound in it (rule D4: keep the fullest, most exact one): a point for each
// blank, more for the number, the birth date and the name, by which people are told apart.
func (d *dataset) badness(r *row) uint8 {
	n := uint8(0)
	for _, c := range d.spec.columns {
		if c.col < colOwn && d.blank(c.col, r) {
			n++
		}
	}
	if d.has[colID] {
		switch {
		case r.id.form != idTwelve:
			n += 3
		case d.w.structure(r, &d.has) != "":
			n += 5
		}
	}
	if !r.birth.IsFull() || r.birth.IsNewYear() {
		n += 2
	}
	if r.name.unmarked || r.initials {
		n++
	}
	return n
}

// counted reports whether a register or archive row is a permanent resident of its commune.
func counted(r *row) bool { return resident(r) && r.kind == 1 }

// resident reports whether a row is a resident of its commune, permanent or temporary.
func resident(r *row) bool {
	switch r.status {
	case statusDead, statusMissing, statusMoved, statusDeregistered, statusAbroad, statusCancelled:
		return false
	}
	return true
}

// link writes the truth about a row's person: each of their rows in the register is right.
func (d *dataset) link(b []byte, id string, person uint32) []byte {
	one := func(b []byte, reg string) []byte {
		return append(append(append(append(append(append(b, d.name...), ','), id...), ','), reg...), '\n')
	}
	w := d.w
	if w.rowOf[person] == none {
		return one(b, "")
	}
	b = one(b, registerID(int(w.rowOf[person])))
	for _, c := range w.copies[person] {
		b = one(b, registerID(int(c)))
	}
	return b
}

// registerID is the register's key of a row.
func registerID(k int) string { return registerSector.prefix + fmt.Sprintf("%08d", k+1) }
