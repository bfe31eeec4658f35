// Package blocking says what blocking rules come to before anything is matched: the pairs of each, the time and memory that comparing them is forecast to take,
// and which rules to keep for a budget of pairs.
package blocking

import (
	"context"
	"errors"
	"math"
	"time"

	"github.com/doisanh/doisanh/block"
	"github.com/doisanh/doisanh/job/memory"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/quality"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
)

// Report is what blocking makes of a job's datasets, or of one or two tables of any kind.
type Report struct {
	Engine   string  `json:"engine"` // any, or person
	Datasets []Table `json:"datasets"`
	Total    *Total  `json:"total,omitempty"` // of a job
}

// Total forecasts a job's run, as far as the links: deduplicating, rules and writing come on top.
type Total struct {
	Pairs   int64   `json:"pairs"`
	Scored  int64   `json:"run_pairs"`
	Reading float64 `json:"reading_seconds"` // as it was just now, normalizing included
	Seconds float64 `json:"run_seconds"`     // of linking
	Bytes   int64   `json:"forecast_bytes"`
}

// Table is what blocking makes of two tables, or of one.
type Table struct {
	Dataset string `json:"dataset"`
	Left    int    `json:"left_rows"`
	Right   int    `json:"right_rows,omitempty"` // 0 inside one table
	Pairs   int64  `json:"pairs"`
	Rules   []Rule `json:"rules"`
	// Seconds and Bytes forecast the scoring of all pairs: from the rate a sample of them was scored at, and from what the tables
	// and their keys take. Of persons a run passes over those of records that are settled before: Scored and RunSeconds are what is
	// left, 0 where it was not looked into.
	Seconds    float64 `json:"forecast_seconds"`
	Scored     int64   `json:"run_pairs,omitempty"`
	RunSeconds float64 `json:"run_seconds,omitempty"`
	Bytes      int64   `json:"forecast_bytes"`        // of all, all of it in memory
	Least      int64   `json:"least_bytes,omitempty"` // of work that puts on disk what it does not work on, where that is less
	PerRow     int64   `json:"bytes_per_row"`
	// Recall is the estimated share of the records' persons that blocking brings together with them; 0 where it cannot be told.
	Recall    float64 `json:"estimated_recall,omitempty"`
	Suggested []Kept  `json:"suggested,omitempty"` // for the budget of pairs asked for
}

// Rule is one rule of a Table. New are the pairs no earlier rule found.
type Rule struct {
	Name       string  `json:"name"`
	Rows       int     `json:"left_rows"`
	Pairs      int64   `json:"pairs"`
	New        int64   `json:"new"`
	Cumulative int64   `json:"cumulative"`
	Largest    []int64 `json:"largest_blocks"`     // pairs
	Partners   int     `json:"partners,omitempty"` // of a rule for rare values: how many others it brings a record at most
	Refined    int     `json:"refined_blocks,omitempty"`
	LetGo      int64   `json:"pairs_let_go,omitempty"`
	Links      float64 `json:"links,omitempty"` // share of a sample's links that it finds
	Only       float64 `json:"only,omitempty"`  // and that no other rule finds
}

// Of turns the figures of a run of blocking over.
func Of(name string, left, right int, rules []block.Rule, st block.Stats) Table {
	t := Table{Dataset: name, Left: left, Right: right, Pairs: st.Pairs}
	sum := int64(0)
	for i, s := range st.Rules {
		sum += s.Pairs
		rule := Rule{Name: s.Name, Partners: rules[i].Partners, Rows: s.LeftRows, Pairs: s.Found, New: s.Pairs, Cumulative: sum, Refined: s.RefinedBlocks, LetGo: s.RefinedPairs + s.SkippedPairs}
		for _, b := range s.Largest {
			rule.Largest = append(rule.Largest, b.Pairs())
		}
		t.Rules = append(t.Rules, rule)
	}
	return t
}

// Forecast tells the memory that work on tables takes, with all in memory and with tables put away.
func (t *Table) Forecast(sizes []memory.Size, whole, spilled memory.Peak) {
	t.Bytes = whole(sizes)
	if least := spilled(sizes); least < t.Bytes {
		t.Least = least
	}
	t.PerRow = (t.Bytes - memory.Program) / max(1, int64(t.Left+t.Right))
}

// sampleRate is how many pairs are scored to know the rate.
const sampleRate = 30_000

// Rate scores the first pairs that come to know how long preparing the tables takes, and each pair on so many threads.
func Rate(ctx context.Context, now func() time.Time, threads int, source pair.Source, link func(pair.Source) error) (base, each float64, err error) {
	var pairs []record.Pair
	enough := errors.New("enough")
	err = source(ctx, func(batch []record.Pair) error {
		pairs = append(pairs, batch...)
		if len(pairs) >= sampleRate {
			return enough
		}
		return nil
	})
	if err != nil && !errors.Is(err, enough) || len(pairs) == 0 {
		return 0, 0, err
	}
	start := now()
	scoring := 0.0 // of one thread; what is left is preparing the tables
	err = link(func(_ context.Context, emit func([]record.Pair) error) error {
		start := now()
		err := emit(pairs)
		scoring = now().Sub(start).Seconds()
		return err
	})
	if err != nil {
		return 0, 0, err
	}
	return now().Sub(start).Seconds() - scoring, scoring / float64(len(pairs)*max(threads, 1)), nil
}

// Kept is one of the rules suggested for a budget of pairs: with those before it, it comes to so many pairs at most and
// finds that share of the links all rules find.
type Kept struct {
	Name  string  `json:"name"`
	Pairs int64   `json:"pairs"`
	Links float64 `json:"links"`
}

// Suggest chooses among a table's rules those that bring most links for their pairs, one after the other, as long as their
// pairs together stay within the budget. Pairs that several rules find are counted for each: the budget is kept for sure.
func Suggest(rules []Rule, c *quality.Captures, total float64, budget int64) (kept []Kept) {
	var taken record.RuleSet
	spent, have := int64(0), 0.0
	for budget > 0 {
		best, gain, worth := -1, 0.0, 0.0
		for i, rule := range rules {
			if taken.Has(i) || rule.Pairs == 0 || spent+rule.Pairs > budget {
				continue
			}
			more := 0.0
			for k, by := range c.Found {
				if !by.Has(i) {
					continue
				}
				if already, _ := by.Against(taken); !already {
					more += c.Weight[k]
				}
			}
			if v := more / float64(rule.Pairs); more > 0 && v > worth {
				best, gain, worth = i, more, v
			}
		}
		if best < 0 {
			break
		}
		taken.Add(best)
		spent += rules[best].Pairs
		have += gain
		kept = append(kept, Kept{rules[best].Name, spent, report.Rounded(have / total)})
	}
	return kept
}

// Hundredths keeps two decimals: a forecast is good for no more.
func Hundredths(v float64) float64 { return math.Round(v*100) / 100 }
