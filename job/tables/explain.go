package tables

import (
	"cmp"
	"context"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/doisanh/doisanh/block"
	"github.com/doisanh/doisanh/cluster"
	"github.com/doisanh/doisanh/job/explain"
	"github.com/doisanh/doisanh/job/models"
	"github.com/doisanh/doisanh/job/officers"
	"github.com/doisanh/doisanh/job/outdir"
	"github.com/doisanh/doisanh/job/stage"
	"github.com/doisanh/doisanh/match"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/match/table"
	"github.com/doisanh/doisanh/normalize"
	"github.com/doisanh/doisanh/record"
)

// Why a row of `link` or `dedupe` came out as it did: Explanation.Why.
const (
	whyPaired    = "table_paired"    // more probable than not, and nothing surer stands against it
	whyClustered = "table_clustered" // its records hold together
	whyNoPair    = "table_no_pair"   // no pair of it reached the least probability
	whyBelow     = "table_below"     // the best is less probable than what makes two records one
	whyTaken     = "table_taken"     // the best partner has a surer one
	whySetApart  = "table_not"       // no pair of it is left: an officer said what it is not
	whyApart     = "table_apart"     // probable by itself, but the other records of its cluster speak against it
)

// Explained says which row of a result of `link` or `dedupe` is to be explained, and how the tables are read for that.
type Explained struct {
	Dir      string // the result's folder
	ID       string // of a row of the left table, or of the one
	Against  string // the row to hold it against: of the right table, or of the one; may be blank
	Values   bool   // tell the cells too
	Threads  int
	Progress stage.Progress
}

// Explain says why a row of `link` or `dedupe` came out as it did: what was decided is read from the result, the evidence is that of the
// scorer and model which decided it, over the same inputs.
func Explain(ctx context.Context, o Explained) (*explain.Explanation, error) {
	m, err := readManifest(ctx, o.Dir)
	if err != nil {
		return nil, stage.Interrupted(ctx, err)
	}
	r, err := m.load(ctx, o)
	if err != nil {
		return nil, stage.Interrupted(ctx, err)
	}
	o.ID, o.Against = explain.PlainID(r.left().Table, o.ID), explain.PlainID(r.people[len(r.people)-1].Table, o.Against)
	row, err := r.rowOf(0, o.ID)
	if err != nil {
		return nil, err
	}
	asked := record.NoRow
	if o.Against != "" {
		if asked, err = r.rowOf(len(r.people)-1, o.Against); err != nil {
			return nil, err
		}
	}
	told, err := r.readTold(o.Dir, o.ID)
	if err != nil {
		return nil, err
	}
	x, err := r.explainer(ctx, o.Dir, m.Prior)
	if err != nil {
		return nil, err
	}
	out := told.explanation(r, o.ID)
	out.Labels = m.Labels
	right := r.right().Table
	out.Candidates = explain.Candidates(x, right, row, explain.WithBest(x, row, told.wanted(right, asked), nil, "runner_up"), false, o.Values)
	if err := r.nameRules(ctx, row, told, out.Candidates); err != nil || len(m.Officers) == 0 {
		return out, err
	}
	out.Rulings, err = explain.RulingsIn(o.Dir, r.left().Table.Name, o.ID, o.Values)
	heed(out, told, right.Name)
	return out, err
}

// heed tells what officers' decisions had to do with a row that is explained.
func heed(x *explain.Explanation, told *told, others string) {
	x.MarkDecided(others)
	for i := range x.Candidates {
		c := &x.Candidates[i]
		manual := slices.ContainsFunc(told.pairs, func(p toldPair) bool { return p.other == c.PopulationID && p.rule == manualRule })
		if manual { // also by way of other records
			c.Officer = officers.Same.String()
		}
		if c.Role == "chosen" && manual {
			x.Why = record.WhySame.String()
		}
	}
	if len(told.chosen) > 0 {
		return
	}
	if best := x.Candidates; x.Why != whyBelow && len(best) > 0 && len(told.pairs) > 0 && best[0].PopulationID == told.pairs[0].other && best[0].Officer == officers.Unsure.String() {
		x.Why = record.WhyUnsure.String()
	}
	apart := slices.ContainsFunc(x.Rulings, func(u explain.Ruling) bool {
		return u.Stands() && u.Decision == officers.Different.String() && u.Dataset == others
	})
	if x.Why == whyNoPair && apart {
		x.Why = whySetApart
	}
}

// load reads the inputs of a result again.
func (m *Manifest) load(ctx context.Context, o Explained) (*run, error) {
	opt := Options{
		ID: m.ID, Ignore: m.Ignore, Model: filepath.Join(o.Dir, "model.json"), MinProbability: m.MinProbability, Threads: o.Threads,
		Progress: o.Progress, cells: true,
	}
	if m.AsOf != "" {
		var err error
		if opt.AsOf, err = normalize.ParseDay(m.AsOf); err != nil {
			return nil, err
		}
	}
	files := make([]string, len(m.Files))
	for i, f := range m.Files {
		files[i] = filepath.FromSlash(f)
	}
	r, _, err := newRun(ctx, files, opt)
	if err != nil {
		return nil, err
	}
	r.sum.Engine = m.Engine
	return r, nil
}

// rowOf finds a row of one of the tables by its id.
func (r *run) rowOf(table int, id string) (int, error) {
	t := r.people[table].Table
	if row := t.IDs.Index(id); row >= 0 {
		return row, nil
	}
	where := "dedupe"
	if len(r.people) > 1 {
		where = [...]string{"left", "right"}[table]
	}
	return record.NoRow, &record.Problem{ID: record.ProblemRecord, File: r.files[table], Column: id, Args: []any{t.Rows(), where}}
}

// toldPair is a row of pairs.csv.
type toldPair struct {
	other string
	prob  float64
	rule  string
}

// told is what a result says of one row.
type told struct {
	pairs   []toldPair // by falling probability
	chosen  []string   // the rows it is linked to, or clustered with
	cluster string     // its cluster, where others are in it
}

// readTold reads what a result says of a row of the left table, or of the one.
func (r *run) readTold(dir, id string) (*told, error) {
	t := &told{}
	read := func(name string, columns int, row func([]string) error) error {
		if err := outdir.ReadRows(filepath.Join(dir, name), columns, row); err != nil {
			return &record.Problem{ID: record.ProblemRun, File: dir, Args: []any{name}, Err: err}
		}
		return nil
	}
	err := read("pairs.csv", 5, func(row []string) error {
		other := row[1]
		switch {
		case row[0] == id:
		case r.one() && row[1] == id:
			other = row[0]
		default:
			return nil
		}
		p, err := strconv.ParseFloat(row[2], 64)
		t.pairs = append(t.pairs, toldPair{strings.Clone(other), p, strings.Clone(row[4])})
		return err
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(t.pairs, func(a, b toldPair) int { return cmp.Compare(b.prob, a.prob) })
	columns := 2
	if !r.one() {
		columns = 3
		err = read("links.csv", 5, func(row []string) error {
			if row[0] == id {
				t.chosen = append(t.chosen, strings.Clone(row[1]))
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	own := ""
	of := func(row []string) bool { return row[1] == id && (columns == 2 || row[2] == "left") }
	err = read("clusters.csv", columns, func(row []string) error {
		if of(row) {
			own = strings.Clone(row[0])
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = read("clusters.csv", columns, func(row []string) error {
		if row[0] != own || of(row) {
			return nil
		}
		if t.cluster = own; r.one() {
			t.chosen = append(t.chosen, strings.Clone(row[1]))
		}
		return nil
	})
	return t, err
}

// explanation says what was decided, and why.
func (t *told) explanation(r *run, id string) *explain.Explanation {
	out := &explain.Explanation{
		Dataset: filepath.Base(r.files[0]), Engine: r.sum.Engine, RecordID: id, Kind: "link", Decision: record.DecideNone.String(), Cluster: t.cluster, Match: decided,
	}
	yes, no := record.DecideMatch.String(), record.DecideNone.String()
	out.Why = whyPaired
	if r.one() {
		out.Kind, yes, no = "duplicate", "duplicate", "single"
		out.Why = whyClustered
		if r.person != nil {
			out.Match = cluster.DefaultThreshold
		}
	}
	if out.Decision = yes; len(t.chosen) > 0 {
		return out
	}
	out.Decision = no
	switch {
	case len(t.pairs) == 0:
		out.Why = whyNoPair
	case t.pairs[0].prob < out.Match:
		out.Why = whyBelow
	case r.one():
		out.Why = whyApart
	default:
		out.Why = whyTaken
	}
	return out
}

// wanted are the rows to hold the explained one against: the one asked for, those chosen, the surest first, and the next best.
func (t *told) wanted(others *record.Table, asked int) (list []explain.Wanted) {
	const most = 3
	prob := func(id string) float64 {
		if i := slices.IndexFunc(t.pairs, func(p toldPair) bool { return p.other == id }); i >= 0 {
			return t.pairs[i].prob
		}
		return -1
	}
	add := func(row int, role string) {
		if row == record.NoRow || slices.ContainsFunc(list, func(w explain.Wanted) bool { return w.Row == row }) {
			return
		}
		list = append(list, explain.Wanted{Row: row, Role: role, Prob: prob(others.IDs.At(uint32(row))), Weight: math.NaN()})
	}
	add(asked, "asked")
	chosen := slices.Clone(t.chosen)
	slices.SortStableFunc(chosen, func(a, b string) int { return cmp.Compare(prob(b), prob(a)) })
	for _, id := range chosen[:min(len(chosen), most)] {
		add(others.IDs.Index(id), "chosen")
	}
	for _, p := range t.pairs {
		if slices.Contains(t.chosen, p.other) {
			continue
		}
		role := "runner_up"
		if len(list) == 0 {
			role = "best"
		}
		if add(others.IDs.Index(p.other), role); len(list) > 1 {
			break
		}
	}
	return list
}

// evidence tells the evidence of pairs of a left row and a right one as the run weighed them: link takes the larger of two tables of
// persons for the register, and dedupe the earlier of two rows for the left one.
type evidence struct {
	of     explain.Scorer
	turned *match.Scorer // of the right table and the left one, where they were linked that way round
	one    bool
	prior  float64
}

func (x *evidence) Explain(l, r uint32) pair.Evidence {
	var e pair.Evidence
	if turn := x.turned != nil || x.one && l > r; turn {
		e = x.of.Explain(r, l)
		for i := range e.Comparisons {
			c := &e.Comparisons[i]
			c.Left, c.Right = c.Right, c.Left
		}
	} else {
		e = x.of.Explain(l, r)
	}
	e.Prior = x.prior
	e.Probability = 1 / (1 + math.Exp2(-e.Prior-e.Weight))
	return e
}

func (x *evidence) Best(l uint32, n int, skip func(uint32) bool) []uint32 {
	if x.turned != nil {
		return x.turned.BestLeft(l, n, skip)
	}
	return x.of.Best(l, n, skip)
}

// explainer makes the scorer of a result again, from the model in its folder, and the blocking rules.
func (r *run) explainer(ctx context.Context, dir string, prior float64) (*evidence, error) {
	x := &evidence{one: r.one(), prior: prior}
	if r.sum.Engine == "person" {
		err := r.personModel()
		if err == nil && r.opt.Model == "" { // what was learned stands with the result
			r.person, err = models.ReadPersons(filepath.Join(dir, "model.json"))
		}
		if err != nil {
			return nil, err
		}
		if r.turned() {
			x.turned = match.NewScorer(r.person, r.right(), r.left())
			x.of = x.turned
		} else {
			x.of = match.NewScorer(r.person, r.left(), r.right())
		}
		return x, nil
	}
	path := filepath.Join(dir, "model.json")
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, &record.Problem{ID: record.ProblemFileUnreadable, File: path, Err: err}
	}
	if r.model, err = table.ReadModel(text); err != nil {
		return nil, models.Invalid(path, err.Error())
	}
	x.of = table.NewScorer(r.model, r.left(), r.right())
	if r.nothing() {
		return x, nil
	}
	return x, r.suggest(ctx)
}

// nameRules names the blocking rules that bring the explained row together with each of the candidates.
func (r *run) nameRules(ctx context.Context, row int, told *told, list []explain.Candidate) error {
	if len(r.rules) == 0 {
		return nil
	}
	opt := block.Options{Rules: r.rules, Threads: r.opt.Threads, MaxBlock: math.MaxInt32, HardCap: math.MaxInt32}
	if r.person != nil {
		opt = models.PersonBlocking(r.person, r.rules, r.opt.Threads, nil)
	}
	opt.Repeats = true
	turned := r.person != nil && r.turned()
	if !turned {
		opt.Open = func(left uint32) bool { return int(left) == row }
	}
	found := map[uint32][]int{}
	var mu sync.Mutex
	take := func(pairs []record.Pair) error {
		for _, p := range pairs {
			a, b := p.Left, p.Right
			if turned || r.one() && int(b) == row {
				a, b = b, a
			}
			if int(a) == row {
				mu.Lock()
				found[b] = append(found[b], int(p.Rule))
				mu.Unlock()
			}
		}
		return ctx.Err()
	}
	var err error
	switch {
	case r.one():
		_, err = block.Dedupe(ctx, r.left(), opt, take)
	case turned:
		_, err = block.Link(ctx, r.right(), r.left(), opt, take)
	default:
		_, err = block.Link(ctx, r.left(), r.right(), opt, take)
	}
	if err != nil {
		return stage.Interrupted(ctx, err)
	}
	ids := &r.right().Table.IDs
	for i := range list {
		c := &list[i]
		slots := found[uint32(ids.Index(c.PopulationID))]
		slices.Sort(slots)
		for _, k := range slices.Compact(slots) {
			c.Rules = append(c.Rules, r.rules[k].Name)
		}
		if at := slices.IndexFunc(told.pairs, func(p toldPair) bool { return p.other == c.PopulationID }); at >= 0 && len(c.Rules) == 0 {
			c.Rules = []string{told.pairs[at].rule} // rest, cluster or manual
		}
		c.NoRule = len(c.Rules) == 0
	}
	return nil
}
