package job

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/doisanh/doisanh/job/explain"
	"github.com/doisanh/doisanh/job/officers"
	"github.com/doisanh/doisanh/job/outdir"
	"github.com/doisanh/doisanh/job/stage"
	"github.com/doisanh/doisanh/match"
	"github.com/doisanh/doisanh/record"
)

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
func Explain(ctx context.Context, plan *Plan, env Env, name, id, against string, values bool) (*explain.Explanation, error) {
	population := plan.Population.Name
	name = plan.called().Find(name)
	other, inside := againstWhom(name, population, against)
	load := name
	if name == population {
		load = plan.Datasets[0].Name // one is loaded beside the register; it plays no part
	} else if _, err := plan.place(name); err != nil { // where all are loaded nobody else sees to it
		return nil, err
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
	id = explain.PlainID(d.table(), id)
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
		if asked, err = rowOf(right, explain.PlainID(right.table(), other)); err != nil {
			return nil, err
		}
	}
	said, err := r.told(ctx, d, row, id)
	if err != nil {
		return nil, stage.Interrupted(ctx, err)
	}
	out := &explain.Explanation{
		Dataset: name, RecordID: id, Kind: "link", Decision: said.link.Decision.String(), Method: said.link.Method.String(), Cluster: said.cluster,
		Match: said.threshold, Review: cmp.Or(r.plan.ReviewThreshold, match.DefaultReview), Margin: match.DefaultMargin,
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
		out.Candidates = explain.Candidates(x, right.table(), row, explain.WithBest(x, row, insideWanted(right, said, asked), nil, "runner_up"), false, values)
		out.MarkDecided(name)
		return out, nil
	}
	explainLink(out, x, row, said.link, right.table(), explain.WithBest(x, row, linkWanted(said.link, asked), said.own, "next"), values)
	return out, nil
}

// againstWhom reads whom a record is to be held against: a record, and whether it is one of the same dataset.
func againstWhom(name, population, against string) (other string, inside bool) {
	other, inside = strings.CutPrefix(against, name+":")
	if rest, ok := strings.CutPrefix(against, population+":"); ok && name != population {
		other, inside = rest, false
	}
	return other, inside || name == population
}

// explainLink says why a record is linked to its person, or to none: the list says which rows of the register to hold it against.
func explainLink(x *explain.Explanation, by explain.Scorer, row int, link record.Link, population *record.Table, list []explain.Wanted, values bool) {
	x.Why = link.Why.String()
	x.Candidates = explain.Candidates(by, population, row, list, link.Method == record.MethodManual, values)
	x.MarkDecided(population.Name)
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

// rulingsOn returns the rows of the decisions files that name a record: as a finished run wrote them, or as they are held now.
func (r *run) rulingsOn(dataset, id string, values bool) (out []explain.Ruling, err error) {
	if r.rulings == nil {
		return nil, nil
	}
	if r.plan.run != "" {
		return explain.RulingsIn(r.plan.run, dataset, id, values)
	}
	for i := range r.rulings.Rows {
		u := &r.rulings.Rows[i]
		c := &u.Cells
		row := []string{u.File, strconv.Itoa(u.Line), c[officers.ColDatasetA], c[officers.ColRecordA], c[officers.ColDatasetB], c[officers.ColRecordB], u.Word(), c[officers.ColBy], c[officers.ColWhen], c[officers.ColWhy], u.State, u.Note}
		if told, ok := explain.RulingOf(row, dataset, id, values); ok {
			out = append(out, told)
		}
	}
	return out, nil
}

// rowOf finds a record of a dataset by its id.
func rowOf(d *data, id string) (int, error) {
	t := d.table()
	if row := t.IDs.Index(id); row >= 0 {
		return row, nil
	}
	return record.NoRow, &record.Problem{ID: record.ProblemRecord, File: t.Name, Column: id, Args: []any{t.Rows()}}
}

func linkWanted(link record.Link, asked int) (list []explain.Wanted) {
	add := func(w explain.Wanted) {
		if i := slices.IndexFunc(list, func(o explain.Wanted) bool { return o.Row == w.Row }); i >= 0 {
			list[i].Prob, list[i].Weight = max(list[i].Prob, w.Prob), w.Weight
		} else if w.Row != record.NoRow {
			list = append(list, w)
		}
	}
	add(explain.Wanted{Row: asked, Role: "asked", Prob: -1, Weight: math.NaN()})
	weight := link.Weight
	if link.Method == record.MethodManual {
		weight = math.NaN() // not the weight is why
	}
	add(explain.Wanted{Row: link.Person, Role: "chosen", Prob: link.Probability, Weight: weight})
	add(explain.Wanted{Row: link.RunnerUp, Role: "runner_up", Prob: link.RunnerUpProbability, Weight: math.NaN()})
	return list
}

func insideWanted(d *data, said *told, asked int) (list []explain.Wanted) {
	if asked != record.NoRow {
		list = append(list, explain.Wanted{Row: asked, Role: "asked", Prob: -1, Weight: math.NaN()})
	}
	for _, id := range said.mates {
		if row, err := rowOf(d, id); err == nil && row != asked && len(list) < 2 {
			list = append(list, explain.Wanted{Row: row, Role: "chosen", Prob: -1, Weight: math.NaN()})
		}
	}
	return list
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
