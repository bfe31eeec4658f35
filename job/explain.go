package job

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/doisanh/doisanh/job/officers"
	"github.com/doisanh/doisanh/job/outdir"
	"github.com/doisanh/doisanh/job/stage"
	"github.com/doisanh/doisanh/match"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
)

// Explanation is why a record was linked as it was, or why it stands in the duplicate cluster it does.
type Explanation struct {
	Dataset  string `json:"dataset"`          // of link and dedupe, the left table's file
	Engine   string `json:"engine,omitempty"` // of link and dedupe: AnySummary.Engine
	RecordID string `json:"record_id"`
	// Kind is "link" (against the register) or "duplicate" (against its own dataset).
	Kind string `json:"kind"`
	// Decision is match, review or none of a link, and duplicate or single of a duplicate.
	Decision string `json:"decision"`
	Method   string `json:"method,omitempty"`
	Why      string `json:"why,omitempty"`        // the reason's fixed word (record.Why, why…), of a link, and of link and dedupe
	Cluster  string `json:"cluster_id,omitempty"` // the duplicate cluster the record stands in
	// Missed says that the run found nobody, and the best person is probable: no blocking rule brings the two together.
	Missed     bool        `json:"missed_by_blocking,omitempty"`
	Match      float64     `json:"match_threshold,omitempty"` // of a link, as the review threshold; link and dedupe have no other
	Review     float64     `json:"review_threshold,omitempty"`
	Margin     float64     `json:"margin,omitempty"` // how many times more probable than the runner-up a match is
	Candidates []Candidate `json:"candidates"`       // the one asked for or chosen first, then the runner-up
	// Rulings are the rows of the decisions files that name the record.
	Rulings []Ruling `json:"decisions,omitempty"`
	Labels  int      `json:"labels,omitempty"` // of link and dedupe: AnySummary.Labels
}

// Ruling is what an officer decided of the record and another one. Who decided and why are told only with values.
type Ruling struct {
	File     string `json:"file"`
	Row      int    `json:"row"`
	Dataset  string `json:"dataset"`
	RecordID string `json:"record_id"` // the other record
	Decision string `json:"decision"`
	By       string `json:"by,omitempty"`
	When     string `json:"when,omitempty"`
	Why      string `json:"why,omitempty"`
	State    string `json:"state"`
	Reason   string `json:"reason,omitempty"`
}

// stands says that the two records themselves are treated as decided.
func (u *Ruling) stands() bool {
	return u.State == officers.Applied || u.Reason == officers.NoteDuplicates
}

// Candidate is another record beside the one explained, with the evidence in bits (log2). The prior and the weights of the
// evidence add up to the log odds of Alone.
type Candidate struct {
	PopulationID string  `json:"population_id"` // its record id, of a duplicate too
	Role         string  `json:"role"`          // chosen, runner_up, asked, best, next (as like as any other, but not among those the run weighed)
	Prior        float64 `json:"prior"`
	Weight       float64 `json:"weight"`
	Alone        float64 `json:"probability_alone"` // of this pair, no other candidate considered
	// What is more than the pair itself: what other records and lists show of this person (that one sure of him bears the same number of the
	// sector's own, say), with which Weight is the weight in links.csv; and the other candidates, and whom other records have. With both the sum is
	// the log odds of Probability.
	Told   float64 `json:"told,omitempty"`
	Others float64 `json:"others,omitempty"`
	// Probability is the run's, among all candidates; where the run did not keep one, that of the pair alone.
	Probability float64    `json:"probability"`
	Evidence    []Evidence `json:"evidence"`
	// Rules are the blocking rules that bring the two together, of link and dedupe. Where none does they are "rest" or "cluster" as in
	// pairs.csv, or NoRule says so.
	Rules  []string `json:"blocking_rules,omitempty"`
	NoRule bool     `json:"missed_by_blocking,omitempty"`
	// Officer is what an officer decided of the pair: same, different, unsure.
	Officer string `json:"officer,omitempty"`
}

// Evidence is the part of one comparison. Left and Right are the cells as read: only where values were asked for.
type Evidence struct {
	Field     string  `json:"field"`
	Level     string  `json:"level"`
	M         float64 `json:"m"`
	Chance    float64 `json:"chance"`
	Frequency float64 `json:"frequency"`        // of the values, in the register
	Weight    float64 `json:"weight"`           // what the comparison adds
	Rarity    float64 `json:"rarity,omitempty"` // the part of it that comes of the values' being rare or common
	Left      string  `json:"left,omitempty"`
	Right     string  `json:"right,omitempty"`
}

// told is what a run decided of a record.
type told struct {
	link    record.Link // Person and RunnerUp are rows of the register
	cluster string
	mates   []string // the other records of the cluster
	own     []uint32 // rows of the register that are its person's, the linked one among them, where there are several

	threshold float64 // from which the dataset's records were linked
}

// Explain says why a record came out as it did. Of a plan made of a finished run (ReadRun) what the run wrote is explained;
// of a job the datasets are linked first. Against, where it is not empty, names the record to hold it against: a person of
// the register, or <dataset>:<record> of the same dataset. The cells themselves are told only with values.
func Explain(ctx context.Context, plan *Plan, env Env, name, id, against string, values bool) (*Explanation, error) {
	population := plan.Population.Name
	other, inside := strings.CutPrefix(against, name+":")
	if rest, ok := strings.CutPrefix(against, population+":"); ok && name != population {
		other, inside = rest, false
	}
	inside = inside || name == population
	load := name
	if name == population {
		load = plan.Datasets[0].Name // one is loaded beside the register; it plays no part
	}
	if len(plan.Decisions) > 0 && plan.run == "" {
		load = "" // decisions reach through all datasets
	}
	r, err := inspect(ctx, plan, env, load)
	if err != nil {
		return nil, err
	}
	d := r.all[0]
	if name != population {
		d = r.all[slices.IndexFunc(r.all, func(d *data) bool { return d.table().Name == name })]
	}
	id = plainID(d.table(), id)
	row, err := rowOf(d, id)
	if err != nil {
		return nil, err
	}
	right := r.all[0]
	if inside {
		right = d
	}
	asked := record.NoRow
	if other != "" {
		if asked, err = rowOf(right, plainID(right.table(), other)); err != nil {
			return nil, err
		}
	}
	said, err := r.told(ctx, d, row, id)
	if err != nil {
		return nil, stage.Interrupted(ctx, err)
	}
	out := &Explanation{
		Dataset: name, RecordID: id, Kind: "link", Decision: said.link.Decision.String(), Method: said.link.Method.String(), Cluster: said.cluster,
		Match: said.threshold, Review: r.plan.ReviewThreshold, Margin: match.DefaultMargin,
	}
	if out.Review == 0 {
		out.Review = match.DefaultReview
	}
	if out.Rulings, err = r.rulingsOn(name, id, values); err != nil {
		return nil, err
	}
	model := r.model
	if !inside {
		model = r.model.For(name)
	}
	x := match.NewScorer(model, d.people, right.people)
	if inside {
		out.Kind, out.Decision, out.Method = "duplicate", "single", ""
		if said.cluster != "" {
			out.Decision = "duplicate"
		}
		out.Candidates = candidatesOf(x, right.table(), row, withBest(x, row, insideWanted(right, said, asked), nil, "runner_up"), false, values)
		out.markDecided(name)
		return out, nil
	}
	out.explainLink(x, row, said.link, right.table(), withBest(x, row, linkWanted(said.link, asked), said.own, "next"), values)
	return out, nil
}

// explainLink says why a record is linked to its person, or to none: the list says which rows of the register to hold it against.
func (x *Explanation) explainLink(by evidence, row int, link record.Link, population *record.Table, list []wanted, values bool) {
	x.Why = link.Why.String()
	x.Candidates = candidatesOf(by, population, row, list, link.Method == record.MethodManual, values)
	x.markDecided(population.Name)
	if link.Method == record.MethodManual { // also by way of other records
		person := population.IDs.At(uint32(link.Person))
		for i := range x.Candidates {
			if c := &x.Candidates[i]; c.PopulationID == person {
				c.Officer = officers.Same.String()
			}
		}
	}
	if best := x.Candidates; link.Why == record.WhyNoCandidate && len(best) > 0 && best[0].Role == "best" {
		x.Missed = best[0].Alone >= x.Review
	}
}

// markDecided says of each candidate, a record of the dataset given, what an officer decided.
func (x *Explanation) markDecided(dataset string) {
	for i := range x.Candidates {
		for k := range x.Rulings {
			if c, u := &x.Candidates[i], &x.Rulings[k]; u.stands() && u.Dataset == dataset && u.RecordID == c.PopulationID {
				c.Officer = u.Decision
			}
		}
	}
}

// rulingsOn returns the rows of the decisions files that name a record: as a finished run wrote them, or as they are held now.
func (r *run) rulingsOn(dataset, id string, values bool) (out []Ruling, err error) {
	if r.rulings == nil {
		return nil, nil
	}
	if r.plan.run != "" {
		return rulingsIn(r.plan.run, dataset, id, values)
	}
	for i := range r.rulings.Rows {
		u := &r.rulings.Rows[i]
		c := &u.Cells
		row := []string{u.File, strconv.Itoa(u.Line), c[officers.ColDatasetA], c[officers.ColRecordA], c[officers.ColDatasetB], c[officers.ColRecordB], u.Word(), c[officers.ColBy], c[officers.ColWhen], c[officers.ColWhy], u.State, u.Note}
		if told, ok := rulingOf(row, dataset, id, values); ok {
			out = append(out, told)
		}
	}
	return out, nil
}

// rulingsIn reads what the decisions.csv of a result says of a record.
func rulingsIn(dir, dataset, id string, values bool) (out []Ruling, err error) {
	err = outdir.ReadRows(filepath.Join(dir, "decisions.csv"), 13, func(row []string) error {
		if u, ok := rulingOf(row, dataset, id, values); ok {
			out = append(out, u)
		}
		return nil
	})
	if err != nil {
		return nil, &record.Problem{ID: record.ProblemRun, File: dir, Args: []any{"decisions.csv"}, Err: err}
	}
	return out, nil
}

// rulingOf makes one of a row of decisions.csv, if it is about the record.
func rulingOf(row []string, dataset, id string, values bool) (Ruling, bool) {
	cell := func(i int) string { return strings.Clone(row[i]) }
	u := Ruling{File: cell(0), Decision: cell(6), When: cell(8), State: cell(10), Reason: cell(11)}
	switch {
	case row[2] == dataset && row[3] == id:
		u.Dataset, u.RecordID = cell(4), cell(5)
	case row[4] == dataset && row[5] == id:
		u.Dataset, u.RecordID = cell(2), cell(3)
	default:
		return u, false
	}
	if values {
		u.By, u.Why = cell(7), cell(9)
	}
	u.Row, _ = strconv.Atoi(row[1])
	return u, true
}

// plainID returns the id of a record that is named as the CSV files write it: one that a spreadsheet might take for a formula stands there behind an apostrophe.
func plainID(t *record.Table, id string) string {
	if plain := record.Unguard(id); t.IDs.Index(id) < 0 && t.IDs.Index(plain) >= 0 {
		return plain
	}
	return id
}

// rowOf finds a record of a dataset by its id.
func rowOf(d *data, id string) (int, error) {
	t := d.table()
	if row := t.IDs.Index(id); row >= 0 {
		return row, nil
	}
	return record.NoRow, &record.Problem{ID: record.ProblemRecord, File: t.Name, Column: id, Args: []any{t.Rows()}}
}

// wanted is a record to hold the explained one against.
type wanted struct {
	row    int
	role   string
	prob   float64 // the run's, −1 where it has none
	weight float64 // the run's, NaN where it has none
}

func linkWanted(link record.Link, asked int) (list []wanted) {
	add := func(w wanted) {
		if i := slices.IndexFunc(list, func(o wanted) bool { return o.row == w.row }); i >= 0 {
			list[i].prob, list[i].weight = max(list[i].prob, w.prob), w.weight
		} else if w.row != record.NoRow {
			list = append(list, w)
		}
	}
	add(wanted{asked, "asked", -1, math.NaN()})
	weight := link.Weight
	if link.Method == record.MethodManual {
		weight = math.NaN() // not the weight is why
	}
	add(wanted{link.Person, "chosen", link.Probability, weight})
	add(wanted{link.RunnerUp, "runner_up", link.RunnerUpProbability, math.NaN()})
	return list
}

func insideWanted(d *data, said *told, asked int) (list []wanted) {
	if asked != record.NoRow {
		list = append(list, wanted{asked, "asked", -1, math.NaN()})
	}
	for _, id := range said.mates {
		if row, err := rowOf(d, id); err == nil && row != asked && len(list) < 2 {
			list = append(list, wanted{row, "chosen", -1, math.NaN()})
		}
	}
	return list
}

// beyondThePair tells the bits that the run's weight and probability have beyond those of the pair itself.
func beyondThePair(e pair.Evidence, w wanted) (told, others float64) {
	const least = .005 // what two decimals show
	sum := e.Prior + e.Weight
	if !math.IsNaN(w.weight) {
		told = report.Rounded(w.weight - e.Weight)
		sum += told
	}
	// Probabilities are written with six decimals: 0 and 1 are as far from even odds as that can tell.
	const nearest = 5e-7
	p := min(max(w.prob, nearest), 1-nearest)
	odds := math.Log2(p / (1 - p))
	if w.prob < nearest && sum < odds || w.prob > 1-nearest && sum > odds || math.Abs(odds-sum) < least {
		return told, 0
	}
	return told, report.Rounded(odds - sum)
}

// evidence tells why pairs of two tables have their scores, and which rows a left one is most likely to be one with.
type evidence interface {
	Explain(l, r uint32) pair.Evidence
	Best(l uint32, n int, skip func(r uint32) bool) []uint32
}

// withBest adds the best others to the pairs wanted, so that there are two where there can be: the best of all first where the run has nobody,
// the next one, in the role given, behind those it has. The rows of own are the very person's and no others.
func withBest(x evidence, row int, list []wanted, own []uint32, next string) []wanted {
	if len(list) >= 2 {
		return list
	}
	skip := func(r uint32) bool {
		return slices.Contains(own, r) || slices.ContainsFunc(list, func(w wanted) bool { return w.row == int(r) })
	}
	for _, r := range x.Best(uint32(row), 2-len(list), skip) {
		w := wanted{int(r), next, -1, math.NaN()}
		if len(list) == 0 || list[0].role == "runner_up" {
			w.role = "best"
			list = slices.Insert(list, 0, w)
			continue
		}
		list = append(list, w)
	}
	return list
}

// candidatesOf explains the pairs wanted. manual says that an officer decided, and no probability.
func candidatesOf(x evidence, others *record.Table, row int, list []wanted, manual, values bool) (out []Candidate) {
	for _, w := range list {
		e := x.Explain(uint32(row), uint32(w.row))
		c := Candidate{PopulationID: others.IDs.At(uint32(w.row)), Role: w.role, Prior: e.Prior, Weight: e.Weight, Alone: e.Probability, Probability: w.prob}
		if w.prob < 0 {
			c.Probability = e.Probability
		} else if !manual {
			c.Told, c.Others = beyondThePair(e, w)
		}
		for _, i := range e.Comparisons {
			v := Evidence{Field: i.Name, Level: i.Level, M: i.M, Chance: i.Chance, Frequency: i.Frequency, Weight: i.Weight}
			v.Rarity = math.Round(i.Rarity*1e6) / 1e6 // a difference: what is left of its rounding is nothing
			if values {
				v.Left, v.Right = i.Left, i.Right
			}
			c.Evidence = append(c.Evidence, v)
		}
		out = append(out, c)
	}
	return out
}

// told returns what was decided of a record: what the run wrote, or what comes of linking now.
func (r *run) told(ctx context.Context, d *data, row int, id string) (*told, error) {
	if r.plan.run != "" {
		return r.recorded(d, id)
	}
	if err := r.dedupePopulation(ctx); err != nil {
		return nil, err
	}
	if d != r.all[0] {
		if err := r.linkSectors(ctx); err != nil {
			return nil, err
		}
	}
	t := &told{link: record.Link{Person: record.NoRow, RunnerUp: record.NoRow}}
	if d.links != nil {
		t.link, t.threshold = d.links[row], d.linking.Threshold
	}
	refs, _ := r.clusterRefs(nil)
	for _, ref := range refs {
		rows := ref.data.clusters[ref.n].Rows
		if ref.data == r.all[0] && d != r.all[0] && t.link.Person != record.NoRow && slices.Contains(rows, uint32(t.link.Person)) {
			t.own = rows
		}
		if ref.data != d || !slices.Contains(rows, uint32(row)) {
			continue
		}
		t.cluster = ref.id
		for _, other := range rows {
			if int(other) != row {
				t.mates = append(t.mates, d.table().IDs.At(other))
			}
		}
	}
	return t, nil
}

// recorded reads what a finished run wrote of a record.
func (r *run) recorded(d *data, id string) (*told, error) {
	t := &told{link: record.Link{Person: record.NoRow, RunnerUp: record.NoRow}}
	name := d.table().Name
	bad := func(file string, err error) error {
		return &record.Problem{ID: record.ProblemRun, File: r.plan.run, Args: []any{file}, Err: err}
	}
	clusters := map[string][]string{}
	var persons [][2]string // the register's clusters, and their rows
	err := outdir.ReadRows(filepath.Join(r.plan.run, "clusters.csv"), 6, func(row []string) error {
		if row[0] == r.all[0].table().Name {
			persons = append(persons, [2]string{strings.Clone(row[1]), strings.Clone(row[2])})
		}
		if row[0] == name {
			clusters[strings.Clone(row[1])] = append(clusters[row[1]], strings.Clone(row[2]))
			if row[2] == id {
				t.cluster = strings.Clone(row[1])
			}
		}
		return nil
	})
	if err != nil {
		return nil, bad("clusters.csv", err)
	}
	for _, mate := range clusters[t.cluster] {
		if mate != id {
			t.mates = append(t.mates, mate)
		}
	}
	if d == r.all[0] {
		return t, nil
	}
	if err := r.recordedLink(name, id, &t.link); err != nil {
		return nil, bad("links.csv", err)
	}
	t.own = rowsOfOne(persons, t.link.Person, &r.all[0].table().IDs)
	text, err := os.ReadFile(filepath.Join(r.plan.run, "summary.json"))
	var s Summary
	if err == nil {
		err = json.Unmarshal(text, &s)
	}
	if err != nil {
		return nil, bad("summary.json", err)
	}
	if f := s.Datasets[name]; f != nil && f.Linking != nil {
		t.threshold = f.Linking.Threshold
	}
	return t, nil
}

// rowsOfOne returns the rows of the cluster that a row stands in, of all clusters' rows by their ids; none where it stands in none. An id is looked for among all rows,
// so that only those of the one cluster are.
func rowsOfOne(clusters [][2]string, row int, ids *record.Texts) (rows []uint32) {
	if row == record.NoRow {
		return nil
	}
	id := ids.At(uint32(row))
	at := slices.IndexFunc(clusters, func(c [2]string) bool { return c[1] == id })
	if at < 0 {
		return nil
	}
	for _, c := range clusters {
		if c[0] != clusters[at][0] {
			continue
		}
		if other := ids.Index(c[1]); other >= 0 {
			rows = append(rows, uint32(other))
		}
	}
	return rows
}

var errNotLinked = errors.New("the record is not in it")

// recordedLink reads a record's row of links.csv, and of link_reasons.csv.
func (r *run) recordedLink(name, id string, link *record.Link) error {
	found := false
	err := outdir.ReadRows(filepath.Join(r.plan.run, "links.csv"), 10, func(row []string) error {
		if found || row[0] != name || row[1] != id {
			return nil
		}
		found = true
		person := func(id string) int {
			if id == "" {
				return record.NoRow
			}
			return r.all[0].table().IDs.Index(id)
		}
		link.Person, link.RunnerUp = person(row[2]), person(row[8])
		link.Decision, _ = record.ParseDecision(row[3])
		link.Method, _ = record.ParseMethod(row[7])
		var err error
		if link.Probability, err = strconv.ParseFloat(row[5], 64); err == nil && row[6] != "" {
			link.Weight, err = strconv.ParseFloat(row[6], 64)
		}
		if err == nil && row[9] != "" {
			link.RunnerUpProbability, err = strconv.ParseFloat(row[9], 64)
		}
		return err
	})
	switch {
	case err != nil:
		return err
	case !found:
		return errNotLinked
	}
	link.Why = record.WhyProbable
	switch {
	case link.Decision == record.DecideNone && link.Probability == 0:
		link.Why = record.WhyNoCandidate
	case link.Decision == record.DecideNone:
		link.Why = record.WhyUnlikely
	case link.Method == record.MethodManual:
		link.Why = record.WhySame
	case link.Method == record.MethodID && link.Decision == record.DecideMatch:
		link.Why = record.WhyIdentified
	}
	if link.Decision != record.DecideMatch {
		return outdir.ReadRows(filepath.Join(r.plan.run, "link_reasons.csv"), 3, func(row []string) error {
			if row[0] == name && row[1] == id {
				link.Why, _ = record.ParseWhy(row[2])
			}
			return nil
		})
	}
	return nil
}
