package tables

import (
	"context"
	"errors"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/block"
	"github.com/doisanh/doisanh/cluster"
	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/internal/yamltext"
	"github.com/doisanh/doisanh/job/inputs"
	"github.com/doisanh/doisanh/job/memory"
	"github.com/doisanh/doisanh/job/models"
	"github.com/doisanh/doisanh/job/stage"
	"github.com/doisanh/doisanh/match"
	"github.com/doisanh/doisanh/match/modelfile"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/match/table"
	"github.com/doisanh/doisanh/normalize"
	"github.com/doisanh/doisanh/normalize/legacy"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// vietnameseShare is the share of a name column's values that begin with a surname of Viet Nam from which a table is taken for one of persons
// of this country. The surnames are the common ones and those of its smaller peoples, whose district may hold few others; folded, one
// in six of China's common surnames is among them, and hardly any European name of two words begins with one.
const vietnameseShare = .5

// loadPersons reads the tables as tables of Vietnamese persons, and says whether they are: full name and birth date are
// among their columns, and the names are Vietnamese. Only then the person model's knowledge of kinship, numbers and
// addresses holds.
func (r *run) loadPersons(ctx context.Context) (bool, error) {
	if r.opt.Model != "" && !personModel(r.opt.Model) {
		return false, nil
	}
	profile, err := dataset.Persons()
	if err != nil {
		return false, err
	}
	whole, spilled := r.forecasts()
	r.store = memory.NewStore(r.opt.Memory, r.opt.Out, whole, spilled)
	if r.opt.spill != nil {
		r.store.Create = r.opt.spill
	}
	var tables []*record.Table
	var all []*dataset.Loaded
	for i, plain := range r.sources {
		src := dataset.Source{Name: plain.Name, Files: plain.Files, Passed: plain.Passed, Profile: profile, Columns: map[record.Field]string{record.RecordID: r.ids[i]}}
		if dataset.Lacks(ctx, src, record.FullName, record.BirthDate) {
			return false, nil
		}
		loaded, err := r.read(ctx, r.files[i], src)
		var problem *record.Problem
		if errors.As(err, &problem) {
			return false, nil // not of that kind; the other engine says what is wrong, if it finds it wrong too
		}
		if err != nil {
			return false, err
		}
		t := inputs.Sorted(loaded.Table, r.opt.Threads)
		t.Columns = slices.DeleteFunc(t.Columns, func(c *record.Column) bool {
			isKey := slices.Contains(profile.Sector.Numbers, c.Field) && viet.Words(c.Header) == viet.Words(r.ids[i]) // no two rows have the same
			return r.ignores(c.Header) || isKey
		})
		if !namesRows(loaded) || !vietnamese(t.Column(record.FullName)) || t.Column(record.BirthDate) == nil {
			return false, nil
		}
		tables, all = append(tables, t), append(all, loaded)
		if err := r.store.Add(r.files[i], t); err != nil {
			return false, err
		}
	}
	r.forecast(r.store.Need())
	if err := r.normalizePersons(ctx, tables); err != nil {
		return false, err
	}
	r.ownNumbers = r.haveAll(profile.Sector.Numbers)
	headers := make([][]string, len(all))
	for i, l := range all {
		r.account(l)
		headers[i] = slices.DeleteFunc(slices.Clone(l.Ignored), func(h string) bool { return r.ignores(h) })
	}
	r.leftOut(headers...)
	return true, nil
}

// normalizePersons makes the tables' canonical values. Of two tables that are put away the second waits until it is wanted; the first tells the province.
func (r *run) normalizePersons(ctx context.Context, tables []*record.Table) error {
	units := refdata.Units()
	r.normal = normalize.Options{
		AsOf: r.opt.AsOf, Threads: r.opt.Threads, Units: units, Places: normalize.NewPlaceParser(units, r.opt.AsOf, 0),
	}
	for _, t := range tables {
		r.people = append(r.people, &record.People{Table: t})
	}
	for i, p := range r.people {
		if i > 0 && r.store.Short() {
			break
		}
		r.opt.Progress.Start(stage.Normalize, filepath.Base(r.files[i]), int64(p.Rows()))
		err := r.normalize(ctx, p)
		r.opt.Progress.Done()
		if err != nil {
			return err
		}
	}
	return nil
}

// ignores says that a column is not to be looked at.
func (r *run) ignores(header string) bool {
	return slices.ContainsFunc(r.opt.Ignore, func(h string) bool { return viet.Words(h) == viet.Words(header) })
}

// forecasts are what the work takes with all in memory, and with tables put away. A model's own rules look back at all keys.
func (r *run) forecasts() (whole, spilled memory.Peak) {
	whole, spilled = memory.NeedLinked, memory.NeedLinkedSpilled
	if len(r.sources) == 1 {
		whole, spilled = memory.NeedDeduped, memory.NeedDedupedSpilled
	}
	if r.opt.Model != "" {
		if m, err := models.ReadPersons(r.opt.Model); err != nil || m.Blocking != nil {
			return whole, whole
		}
	}
	return whole, spilled
}

// normalize makes a table's canonical values. What was read is not asked for again.
func (r *run) normalize(ctx context.Context, p *record.People) error {
	t := p.Table
	if err := r.store.Fetch(t); err != nil {
		return err
	}
	normal, report, err := normalize.Table(ctx, t, r.normal)
	if err != nil {
		return err
	}
	if r.normal.Province == 0 {
		r.normal.Province = report.Province
	}
	if !r.opt.cells {
		for _, c := range t.Columns {
			c.Dict = record.Texts{}
		}
	}
	if r.store.Short() {
		delete(normal.Texts, record.RecordID) // which no rule but a model's own asks for
	}
	*p = *normal // what was made ready of it goes by the pointer
	p.Table = t  // the store goes by it
	return nil
}

// personModel says whether a model file may be one of the person engine. A faulty file is the other engine's, which tells the faults.
func personModel(path string) bool {
	text, err := dataset.ReadText(path)
	if err != nil {
		return false
	}
	var doc struct {
		Format string `yaml:"format"`
		Fields []any  `yaml:"fields"`
	}
	if err := yamltext.Unmarshal(text, &doc); err != nil {
		return false
	}
	return doc.Format == match.Format || doc.Format == "" && doc.Fields == nil
}

// vietnamese says whether a column's names are Vietnamese, in whichever of the country's old encodings they are written.
func vietnamese(c *record.Column) bool {
	if c == nil {
		return false
	}
	const common = .05 // percent
	surnames := map[string]bool{}
	for _, s := range refdata.Surnames() {
		if s.Share >= common || len(s.Ethnic) > 0 {
			surnames[viet.Fold(s.Text)] = true
		}
	}
	rows := c.Counts()
	const looked = 1 << 14 // names: an even choice of them says enough
	var names []string
	var weights []uint32
	for code, step := 0, max(1, c.Dict.Len()/looked); code < c.Dict.Len(); code += step {
		if rows[code] > 0 {
			names, weights = append(names, c.Dict.At(uint32(code))), append(weights, rows[code])
		}
	}
	if begin(names, weights, surnames) {
		return true
	}
	in := legacy.Detect(names, weights)
	if in.Encoding == legacy.UTF8 {
		return false
	}
	names, _ = legacy.DecodeColumn(names, in)
	return begin(names, weights, surnames)
}

// begin says whether enough of the names begin with one of the surnames.
func begin(names []string, rows []uint32, surnames map[string]bool) bool {
	known, total := 0., 0.
	for i, name := range names {
		first, rest, _ := strings.Cut(viet.Words(name), " ")
		if first == "" {
			continue
		}
		total += float64(rows[i])
		if rest != "" && surnames[first] {
			known += float64(rows[i])
		}
	}
	return total > 0 && known >= vietnameseShare*total
}

// decidePersons is the person engine's part of a run.
func (r *run) decidePersons(ctx context.Context) error {
	r.sum.Engine, r.sum.Columns = "person", map[string]string{}
	for _, c := range r.left().Table.Columns {
		r.sum.Columns[c.Header] = string(c.Field)
	}
	if err := r.personModel(); err != nil {
		return err
	}
	r.opt.Progress.Start(stage.Link, "", 0)
	defer r.opt.Progress.Done()
	opt := match.Options{Threads: r.opt.Threads, MinProbability: r.opt.MinProbability, Learn: r.opt.Model == "", Progress: r.opt.Progress.Add}
	var stats match.Stats
	var err error
	if r.one() {
		stats, err = r.dedupePersons(ctx, opt)
	} else {
		stats, err = r.linkPersons(ctx, opt)
	}
	if err != nil {
		return err
	}
	share, persons := stats.Coverage, max(r.left().Rows(), r.right().Rows())
	if r.one() {
		share = stats.Duplicates
	}
	r.weighed(stats.Learned)
	r.prior = math.Log2(share / (float64(max(persons, 1)) - share))
	r.sum.Scored = stats.Pairs
	for i := range r.stats.Rules {
		r.sum.Rules = append(r.sum.Rules, Rule{Name: r.rules[i].Name, Pairs: r.stats.Rules[i].Found, New: r.stats.Rules[i].Pairs})
	}
	for _, p := range r.pairs {
		r.sum.Matches += p.Probability
	}
	r.sum.Matches = round(r.sum.Matches)
	r.told = r.estimate()
	r.index, r.personOf, r.several = nil, nil, nil
	return nil
}

// weighed takes the rates of error that the pairs were weighed by into the model.
func (r *run) weighed(by *match.Learned) {
	if by == nil || by.M == nil {
		return
	}
	m := *r.person
	m.Datasets = map[string]*match.Learned{"": by}
	r.person = m.For("")
	r.person.Source = "trained"
	r.person.Training.Settled = modelfile.SettledByShipped
}

// personModel reads the model, and takes its blocking rules where it has some.
func (r *run) personModel() (err error) {
	r.person = match.PriorModel()
	if r.opt.Model != "" {
		if r.person, err = models.ReadPersons(r.opt.Model); err != nil {
			return err
		}
	}
	r.rules, err = models.PersonRules(r.opt.Model, r.person, r.ownNumbers, r.people...)
	return err
}

// haveAll returns those of some fields that all tables have a column of.
func (r *run) haveAll(fields []record.Field) []record.Field {
	return slices.DeleteFunc(slices.Clone(fields), func(f record.Field) bool {
		return slices.ContainsFunc(r.people, func(p *record.People) bool { return p.Table.Column(f) == nil })
	})
}

// keepIDs lets all go of the tables but the rows' ids, which is what is written of them.
func (r *run) keepIDs(context.Context) error {
	for i, p := range r.people {
		r.people[i] = &record.People{Table: &record.Table{Name: p.Table.Name, IDs: p.Table.IDs, Line: p.Table.Line}}
	}
	return nil
}

// candidates brings the candidate pairs of the rows that still want some. The register's keys are kept from deduplicating it.
func (r *run) candidates() pair.OpenSource {
	return func(ctx context.Context, open func(uint32) bool, emit func([]record.Pair) error) error {
		opt := models.PersonBlocking(r.person, r.rules, r.opt.Threads, open)
		opt.Index = r.index
		var err error
		if r.one() {
			r.stats, err = block.Dedupe(ctx, r.left(), opt, emit)
		} else {
			r.stats, err = block.Link(ctx, r.left(), r.right(), opt, emit)
		}
		return err
	}
}

// wanted makes a table's canonical values where they are not there. That is shown as a part of linking.
func (r *run) wanted(ctx context.Context, p *record.People) error {
	if p.Names != nil {
		return nil
	}
	return r.normalize(ctx, p)
}

// makeReady makes the right table ready to be looked in, the only one in memory where that is short.
func (r *run) makeReady(ctx context.Context, opt *match.Options) error {
	if err := r.wanted(ctx, r.right()); err != nil {
		return err
	}
	r.index = block.NewIndex(r.right(), r.rules)
	if r.store.Short() {
		*r.left() = record.People{Table: r.left().Table}
		r.store.Drop(r.left().Table)
		if err := r.index.Spill(ctx, r.store.File, opt.Threads); err != nil {
			return err
		}
	}
	opt.Prepared = match.Prepare(r.person, r.right(), opt.Threads)
	return nil
}

// dedupePersons finds the persons that one table has several rows of.
func (r *run) dedupePersons(ctx context.Context, opt match.Options) (stats match.Stats, err error) {
	within := r.officers.pairs()
	opt = r.officers.persons(opt)
	if r.store.Short() {
		if err := r.makeReadyAlone(ctx, &opt); err != nil {
			return stats, err
		}
	}
	r.pairs, stats, err = match.Dedupe(ctx, r.person, r.left(), within.Source(r.candidates()), opt)
	if err != nil {
		return stats, err
	}
	opt.Prepared = nil
	if err := r.wanted(ctx, r.left()); err != nil {
		return stats, err
	}
	for _, c := range cluster.Group(r.left(), r.pairs, within.Cluster(cluster.Options{Threads: r.opt.Threads})) {
		r.groups = append(r.groups, c.Rows)
	}
	return stats, nil
}

// makeReadyAlone makes the only table ready to be looked in where memory is short, and lets go of its values: they are made again when pairs
// have been compared.
func (r *run) makeReadyAlone(ctx context.Context, opt *match.Options) error {
	p := r.left()
	r.index = block.NewIndex(p, r.rules)
	if err := r.index.Spill(ctx, r.store.File, opt.Threads); err != nil {
		return err
	}
	p.IDs = nil // the most there is of any kind; what is compared of them are the rows' numbers
	opt.Prepared = match.Prepare(r.person, p, opt.Threads)
	*p = record.People{Table: p.Table, ID12: p.ID12} // loose rules are for rows that lack it
	r.store.Drop(p.Table)
	return nil
}

// turned says that the left table of persons is the larger one, and so the register.
func (r *run) turned() bool { return !r.one() && r.left().Rows() > r.right().Rows() }

// linkPersons takes the larger table for the register the other one's rows are looked for in: its duplicates are found
// first, so that they do not compete.
func (r *run) linkPersons(ctx context.Context, opt match.Options) (match.Stats, error) {
	people := r.people
	officers := r.officers
	turned := r.turned()
	if turned {
		r.people = []*record.People{people[1], people[0]}
		officers = officers.turned()
	}
	if err := r.makeReady(ctx, &opt); err != nil {
		return match.Stats{}, err
	}
	register := &run{opt: r.opt, people: r.people[1:], rules: r.rules, person: r.person, index: r.index}
	within, alone := officers.side(1), opt
	alone.Learn = false
	scored, _, err := match.Dedupe(ctx, r.person.Shipped(), register.left(), within.Source(register.candidates()), alone)
	if err != nil {
		return match.Stats{}, err
	}
	clusters := cluster.Group(register.left(), scored, within.Cluster(cluster.Options{Threads: r.opt.Threads}))
	personOf := cluster.Survivors(register.left().Rows(), clusters)
	if r.store.Short() {
		*r.right() = memory.Asked(r.right()) // the keys are on disk, and what is compared has been made ready
		r.store.Drop(r.right().Table)
		if err := r.wanted(ctx, r.left()); err != nil {
			return match.Stats{}, err
		}
	}
	r.index.Spend()
	var stats match.Stats
	opt = officers.persons(opt)
	opt.PersonOf = personOf
	r.pairs, stats, err = match.Candidates(ctx, r.person, r.left(), r.right(), officers.pairs().Source(r.candidates()), opt)
	if err != nil {
		return stats, err
	}
	if !r.store.Short() {
		r.index = nil
	}
	r.remember(personOf)
	if turned {
		r.people = people
		for i := range r.pairs {
			p := &r.pairs[i]
			p.Left, p.Right = p.Right, p.Left
		}
		r.pairs = inRowOrder(r.pairs, r.left().Rows())
	}
	once := func(c table.Choice, usual bool) bool { return c == table.Yes || c == table.Auto && usual }
	r.link(table.Stats{OneLeft: once(r.opt.LeftOnce, !turned), OneRight: once(r.opt.RightOnce, turned)})
	return stats, nil
}
