package lastrun

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/doisanh/doisanh/cluster"
	"github.com/doisanh/doisanh/job/outdir"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
)

// What may happen to a cluster from one run to the next.
const (
	eventBorn   = "born"        // its records were in no cluster
	eventGrown  = "grown"       // records came to it
	eventShrunk = "shrunk"      // records left it
	eventMerged = "merged_into" // most of its records are in Other now, which keeps its own id
	eventSplit  = "split_from"  // most of its records were in Other, whose id went to another part
	eventGone   = "gone"        // its records are in no cluster any more
)

// Event is a row of cluster_history.csv.
type Event struct {
	dataset, id, day, event string
	from, to                int // records before and after
	other                   string
}

// Clusters are the clusters of the run before, by dataset, and the history up to it.
type Clusters struct {
	of      map[string]map[string]string // dataset → record → cluster
	size    map[string]map[string]int    // dataset → cluster → records
	History []Event                      // the oldest first
}

// ReadClusters reads the clusters of a finished run that are of the named datasets, and the history of all.
func ReadClusters(dir string, datasets []string) (*Clusters, error) {
	manifest, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		return nil, &record.Problem{ID: record.ProblemRun, File: dir, Args: []any{"manifest.json"}, Err: err}
	}
	files, err := filesOf(manifest)
	if err != nil {
		return nil, &record.Problem{ID: record.ProblemRun, File: dir, Args: []any{"manifest.json"}, Err: err}
	}
	for _, name := range tables[1:] {
		if err := files.check(dir, name); err != nil {
			return nil, err
		}
	}
	p := &Clusters{of: map[string]map[string]string{}, size: map[string]map[string]int{}}
	err = outdir.ReadRows(filepath.Join(dir, "clusters.csv"), 6, func(row []string) error {
		dataset, id := row[0], row[1]
		if !slices.Contains(datasets, dataset) {
			return nil
		}
		if p.of[dataset] == nil {
			p.of[dataset], p.size[dataset] = map[string]string{}, map[string]int{}
		}
		p.of[dataset][row[2]] = id
		p.size[dataset][id]++
		return nil
	})
	if err != nil {
		return nil, &record.Problem{ID: record.ProblemRun, File: dir, Args: []any{"clusters.csv"}, Err: err}
	}
	err = outdir.ReadRows(filepath.Join(dir, "cluster_history.csv"), len(historyColumns()), func(row []string) error {
		from, err1 := strconv.Atoi(row[4])
		to, err2 := strconv.Atoi(row[5])
		p.History = append(p.History, Event{row[0], row[1], row[2], row[3], from, to, row[6]})
		return errors.Join(err1, err2)
	})
	if err != nil && !errors.Is(err, os.ErrNotExist) { // a run from before there was a history
		return nil, &record.Problem{ID: record.ProblemRun, File: dir, Args: []any{"cluster_history.csv"}, Err: err}
	}
	return p, nil
}

// Name gives the clusters of one dataset, each a list of record ids, their ids: a cluster that holds records of an
// earlier one keeps its id, where several could, the one with most of its records; the others are named by their smallest
// record id that no other cluster bears. It returns the ids and what happened since, on the day given, in the order of ids.
func (p *Clusters) Name(dataset, day string, clusters [][]string) (ids []string, events []Event) {
	var of map[string]string
	var size map[string]int
	if p != nil {
		of, size = p.of[dataset], p.size[dataset]
	}
	type claim struct {
		id      string
		cluster int
		shared  int
	}
	smallest := make([]string, len(clusters))
	shared := make([]map[string]int, len(clusters)) // old id → records in common
	var claims []claim
	for i, records := range clusters {
		smallest[i] = slices.MinFunc(records, cluster.CompareIDs)
		shared[i] = map[string]int{}
		for _, rec := range records {
			if id, ok := of[rec]; ok {
				shared[i][id]++
			}
		}
		for id, n := range shared[i] {
			claims = append(claims, claim{id, i, n})
		}
	}
	slices.SortFunc(claims, func(a, b claim) int {
		return cmp.Or(cmp.Compare(b.shared, a.shared), cluster.CompareIDs(a.id, b.id), cluster.CompareIDs(smallest[a.cluster], smallest[b.cluster]))
	})
	ids = make([]string, len(clusters))
	heir := map[string]int{} // old id → the cluster that keeps it
	for _, c := range claims {
		if _, taken := heir[c.id]; !taken && ids[c.cluster] == "" {
			ids[c.cluster], heir[c.id] = c.id, c.cluster
		}
	}
	used := map[string]bool{} // also those given up today: one name is not two clusters on one day
	for id := range size {
		used[id] = true
	}
	for i := range clusters {
		if ids[i] == "" {
			ids[i] = freeName(clusters[i], used)
			used[ids[i]] = true
		}
	}
	for i, records := range clusters {
		events = append(events, eventsOf(dataset, day, ids[i], len(records), shared[i], size, heir, i)...)
	}
	for id, n := range size {
		if _, kept := heir[id]; kept {
			continue
		}
		e := Event{dataset: dataset, id: id, day: day, event: eventGone, from: n}
		for _, c := range claims { // the first is the one with most of its records
			if c.id == id {
				e.event, e.to, e.other = eventMerged, len(clusters[c.cluster]), ids[c.cluster]
				break
			}
		}
		events = append(events, e)
	}
	slices.SortStableFunc(events, func(a, b Event) int { return cluster.CompareIDs(a.id, b.id) })
	return ids, events
}

// eventsOf tells what happened to one of today's clusters.
func eventsOf(dataset, day, id string, n int, shared, size map[string]int, heir map[string]int, at int) (events []Event) {
	e := Event{dataset: dataset, id: id, day: day, to: n}
	if h, kept := heir[id]; kept && h == at {
		e.from = size[id]
		stayed := shared[id]
		if stayed < e.from {
			lost := e
			lost.event, lost.to = eventShrunk, stayed
			events = append(events, lost)
		}
		if stayed < n {
			e.event, e.from = eventGrown, stayed
			events = append(events, e)
		}
		return events
	}
	e.event = eventBorn
	for old, k := range shared {
		if best := shared[e.other]; k > best || k == best && cluster.CompareIDs(old, e.other) < 0 {
			e.event, e.other = eventSplit, old
		}
	}
	e.from = size[e.other]
	return []Event{e}
}

// freeName returns the smallest record id of a cluster that is no other cluster's name.
func freeName(records []string, used map[string]bool) string {
	sorted := slices.SortedFunc(slices.Values(records), cluster.CompareIDs)
	for _, id := range sorted {
		if !used[id] {
			return id
		}
	}
	for n := 2; ; n++ { // every record of it once gave another cluster its name
		if id := sorted[0] + "~" + strconv.Itoa(n); !used[id] {
			return id
		}
	}
}

func historyColumns() []string {
	return []string{"dataset", "cluster_id", "as_of", "event", "from_records", "to_records", "other_id"}
}

// HistorySheet is cluster_history.csv: everything that ever happened to the clusters, the oldest first.
func HistorySheet(events []Event) report.Sheet {
	names := historyColumns()
	cell := func(i int, of func(e *Event) string) report.Column {
		return report.Column{Name: names[i], Str: func(row int) string { return of(&events[row]) }}
	}
	number := func(i int, of func(e *Event) int) report.Column {
		return report.Column{Name: names[i], Kind: report.Integer, Num: func(row int) float64 { return float64(of(&events[row])) }}
	}
	return report.Sheet{Name: "cluster_history", Rows: len(events), Columns: []report.Column{
		cell(0, func(e *Event) string { return e.dataset }), cell(1, func(e *Event) string { return e.id }),
		cell(2, func(e *Event) string { return e.day }), cell(3, func(e *Event) string { return e.event }),
		number(4, func(e *Event) int { return e.from }), number(5, func(e *Event) int { return e.to }),
		cell(6, func(e *Event) string { return e.other }),
	}}
}
