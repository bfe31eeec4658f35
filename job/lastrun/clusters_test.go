package lastrun

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/cluster"
)

// nightOf names one night's clusters, each written as its records, and returns what the next night reads, the ids, and what
// happened, as text.
func nightOf(past *Clusters, day string, clusters ...string) (*Clusters, string, string) {
	var lists [][]string
	for _, c := range clusters {
		lists = append(lists, strings.Fields(c))
	}
	ids, events := past.Name("x", day, lists)
	next := &Clusters{of: map[string]map[string]string{"x": {}}, size: map[string]map[string]int{"x": {}}}
	if past != nil {
		next.History = past.History
	}
	next.History = append(slices.Clip(next.History), events...)
	for i, id := range ids {
		for _, rec := range lists[i] {
			next.of["x"][rec] = id
			next.size["x"][id]++
		}
	}
	var told []string
	for _, e := range events {
		told = append(told, strings.TrimSpace(fmt.Sprintf("%s %s %d→%d %s", e.id, e.event, e.from, e.to, e.other)))
	}
	return next, strings.Join(ids, " "), strings.Join(told, "; ")
}

// TestClusterHistory follows clusters over nights.
func TestClusterHistory(t *testing.T) {
	var past *Clusters
	for i, n := range []struct{ clusters, ids, events string }{
		{"2 10 3|7 8", "2 7", "2 born 0→3; 7 born 0→2"},
		{"7 8|3 2 10", "7 2", ""},                                          // nothing new, in another order
		{"1 2 10 3|7 8", "2 7", "2 grown 3→4"},                             // a smaller record id comes: the name stays
		{"1 2 10 3 7 8", "2", "2 grown 4→6; 7 merged_into 2→6 2"},          // merge: the larger keeps its name
		{"1 2 10|3 7 8", "2 3", "2 shrunk 6→3; 3 split_from 6→3 2"},        // split in halves: the one with the smaller record
		{"1 10|3 7 8 2", "2 3", "2 shrunk 3→2; 3 grown 3→4"},               // the record that gave the name leaves
		{"1 10|3 7 8|2 20", "2 3 20", "3 shrunk 4→3; 20 split_from 4→2 3"}, // its name is taken: the next record's
		{"3 7 8|2 20", "3 20", "2 gone 2→0"},
		{"3 7 9|2 20", "3 20", "3 shrunk 3→2; 3 grown 2→3"},
		{"", "", "3 gone 3→0; 20 gone 2→0"},
	} {
		var clusters []string
		if n.clusters != "" {
			clusters = strings.Split(n.clusters, "|")
		}
		var ids, events string
		past, ids, events = nightOf(past, fmt.Sprint(i), clusters...)
		if ids != n.ids || events != n.events {
			t.Errorf("night %d: ids %q, events %q; want %q, %q", i, ids, events, n.ids, n.events)
		}
	}
}

// TestClusterHistoryProperties moves records between clusters at random over ten nights. Ids are unique, a cluster that did
// not change keeps its id and has no event, the order of clusters and records is of no matter, and the history alone tells
// how many records every cluster has.
func TestClusterHistoryProperties(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 31))
		at := make([]int, 14) // record → group
		for i := range at {
			at[i] = r.IntN(8)
		}
		var past *Clusters
		before := map[string]string{} // records → id
		sizes := map[string]int{}
		for night := range 10 {
			for range r.IntN(4) {
				at[r.IntN(len(at))] = r.IntN(8)
			}
			groups := map[int][]string{}
			for i, g := range at {
				groups[g] = append(groups[g], fmt.Sprint(i+1))
			}
			var clusters []string
			for g := range 8 {
				if len(groups[g]) > 1 {
					clusters = append(clusters, strings.Join(groups[g], " "))
				}
			}
			next, ids, told := nightOf(past, fmt.Sprint(night), clusters...)
			r.Shuffle(len(clusters), func(i, j int) { clusters[i], clusters[j] = clusters[j], clusters[i] })
			if again, _, toldAgain := nightOf(past, fmt.Sprint(night), clusters...); toldAgain != told || !reflect.DeepEqual(again.of, next.of) {
				t.Fatalf("seed %d night %d: shuffled %q, before %q", seed, night, toldAgain, told)
			}
			list := strings.Fields(ids)
			slices.Sort(list)
			if len(slices.Compact(slices.Clone(list))) != len(clusters) {
				t.Fatalf("seed %d night %d: ids %s", seed, night, ids)
			}
			now := map[string]string{}
			for _, c := range clusters {
				id := next.of["x"][strings.Fields(c)[0]]
				now[c] = id
				if was, same := before[c]; same && was != id {
					t.Fatalf("seed %d night %d: %s was %s and is %s", seed, night, c, was, id)
				}
			}
			from := 0
			if past != nil {
				from = len(past.History)
			}
			for _, e := range next.History[from:] {
				switch e.event {
				case eventGone, eventMerged:
					delete(sizes, e.id)
				case eventBorn, eventSplit, eventGrown, eventShrunk:
					sizes[e.id] = e.to
				}
			}
			if !reflect.DeepEqual(sizes, next.size["x"]) {
				t.Fatalf("seed %d night %d: the history says %v, there are %v", seed, night, sizes, next.size["x"])
			}
			past, before = next, now
		}
	}
}

// The name of a cluster is that of its smallest record, as people order ids.
func TestFreeName(t *testing.T) {
	if got := freeName([]string{"B10", "B9"}, nil); got != "B9" {
		t.Error(got)
	}
	if got := freeName([]string{"B10", "B9"}, map[string]bool{"B9": true, "B10": true}); got != "B9~2" || cluster.CompareIDs("B9", "B10") > 0 {
		t.Error(got)
	}
}
