package evaluate

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/doisanh/doisanh/record"
)

// Answer is what a clerk said of one record of a stratified sample.
type Answer struct {
	Row             int // of the sample's file
	Dataset, Record string
	Stratum         string
	Size            int      // records of the stratum in the run
	Verdict         string   // same, different, unsure; empty for a row nobody answered
	Right           string   // the person's record in the register where it is another one than the one shown
	Groups          []string // the record's values of the groupings named beside the answers
}

// Sampled is what an answered sample says of a run: Horvitz–Thompson estimates, so that each answer stands for as many records as its
// stratum has for each one answered.
type Sampled struct {
	Rows      int           `json:"rows"`   // of the sample
	Unsure    int           `json:"unsure"` // answers that say neither; they count as not answered
	Blank     int           `json:"blank"`
	Unchecked int           `json:"unchecked,omitempty"` // answers that name another person whom nobody could look up: the register has changed since the run
	All       SampledLine   `json:"all"`
	By        []SampledLine `json:"by"` // datasets, then the groups
}

// SampledLine is one group's figures.
type SampledLine struct {
	Group     string     `json:"group,omitempty"` // dataset, sex, …; empty for all
	Value     string     `json:"value,omitempty"`
	Answered  int        `json:"answered"`
	Precision SampleRate `json:"precision"`
	Recall    SampleRate `json:"recall"`
	F1        SampleRate `json:"f1"`
}

// SampleRate is a share estimated from a sample, with its 95% interval: Clopper and Pearson's, at the number of independent answers
// that the design's variance is worth (Korn and Graubard 1998), which holds near 1, where the usual ones break down.
type SampleRate struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	Worth float64 `json:"worth"` // independent answers; 0 = nothing was sampled, and nothing is known
}

// unit is one answered record.
type unit struct {
	stratum                int
	linked, right, missing float64 // 1 or 0: linked; linked rightly; its person is in the register and not linked to it
	values                 []string
}

// layer is a stratum as far as it was answered.
type layer struct {
	size, answered float64
	units          []int
}

// FromSample estimates precision, recall and F1 of the run in runDir from an answered sample of it, the file at path. names are the groupings
// of Answer.Groups. An answer about a record the run does not have is a *record.Problem.
func FromSample(runDir, path string, names []string, answers []Answer) (*Sampled, error) {
	run, err := readRun(runDir)
	if err != nil {
		return nil, err
	}
	out := &Sampled{Rows: len(answers)}
	var units []unit
	layers := map[string]int{}
	var strata []layer
	for _, a := range answers {
		l, ok := run.links[ref{a.Dataset, a.Record}]
		if !ok {
			return nil, &record.Problem{ID: record.ProblemSampleRecord, File: path, Row: a.Row, Column: "record_a"}
		}
		switch a.Verdict {
		case "unsure":
			out.Unsure++
			continue
		case "":
			out.Blank++
			continue
		}
		key := a.Dataset + "\x00" + a.Stratum
		i, ok := layers[key]
		if !ok {
			i = len(strata)
			layers[key] = i
			strata = append(strata, layer{size: float64(a.Size)})
		}
		same := a.Verdict == "same"
		u := unit{stratum: i, values: append([]string{a.Dataset}, a.Groups...)}
		if l.decision == record.DecideMatch {
			u.linked, u.right, u.missing = 1, float64(b2i(same)), float64(b2i(!same && a.Right != ""))
		} else {
			u.missing = float64(b2i(same || a.Right != ""))
		}
		strata[i].answered++
		strata[i].units = append(strata[i].units, len(units))
		units = append(units, u)
	}
	out.All = sampledLine(units, strata, func(*unit) bool { return true })
	for g, name := range append([]string{"dataset"}, names...) {
		var values []string
		for i := range units {
			values = append(values, units[i].values[g])
		}
		slices.Sort(values)
		for _, v := range slices.Compact(values) {
			line := sampledLine(units, strata, func(u *unit) bool { return u.values[g] == v })
			line.Group, line.Value = name, v
			out.By = append(out.By, line)
		}
	}
	return out, nil
}

func sampledLine(units []unit, strata []layer, in func(*unit) bool) SampledLine {
	line := SampledLine{}
	for i := range units {
		if in(&units[i]) {
			line.Answered++
		}
	}
	share := func(above, below func(*unit) float64) SampleRate {
		return ratioOf(units, strata, func(u *unit) (y, x float64) {
			if !in(u) {
				return 0, 0
			}
			return above(u), below(u)
		})
	}
	right := func(u *unit) float64 { return u.right }
	line.Precision = share(right, func(u *unit) float64 { return u.linked })
	line.Recall = share(right, func(u *unit) float64 { return u.right + u.missing })
	// F1 is an increasing function of J = right/(right + wrong + missing), a share: its interval is J's put through it. A false
	// link whose person is elsewhere in the register counts twice, as in the figures with truth.
	j := share(right, func(u *unit) float64 { return u.linked + u.missing })
	f := func(x float64) float64 { return 2 * x / (1 + x) }
	line.F1 = SampleRate{Value: f(j.Value), Low: f(j.Low), High: f(j.High), Worth: j.Worth}
	return line
}

// ratioOf estimates a ratio of two totals, with the interval of a share.
func ratioOf(units []unit, strata []layer, of func(*unit) (y, x float64)) SampleRate {
	var above, below, square float64
	whole := true
	for i := range strata {
		s := &strata[i]
		w := s.size / s.answered
		whole = whole && w <= 1
		for _, k := range s.units {
			y, x := of(&units[k])
			above += w * y
			below += w * x
			square += w * w * x
		}
	}
	if below == 0 {
		return SampleRate{High: 1}
	}
	r := min(above/below, 1)
	if whole { // everybody was asked
		return SampleRate{Value: r, Low: r, High: r, Worth: below}
	}
	variance := 0.0
	for i := range strata {
		variance += strata[i].variance(units, r, of)
	}
	variance /= below * below
	worth := below * below / square // as many as the weights are worth (Kish 1965), where no answer differs
	if variance > 0 && r < 1 {
		worth = min(worth, r*(1-r)/variance)
	}
	worth = max(worth, 1)
	return clopperPearson(r, worth)
}

// variance is a stratum's part of the linearized ratio's variance, drawn without replacement.
func (s *layer) variance(units []unit, r float64, of func(*unit) (y, x float64)) float64 {
	var sum, squares float64
	for _, k := range s.units {
		y, x := of(&units[k])
		z := y - r*x
		sum += z
		squares += z * z
	}
	n := s.answered
	spread := squares // one answer tells nothing of the spread: its own distance stands for it
	if n > 1 {
		spread = max(squares-sum*sum/n, 0) / (n - 1)
	}
	return s.size * s.size * max(1-n/s.size, 0) * spread / n
}

// clopperPearson is the interval of a share r of n answers, n not being whole.
func clopperPearson(r, n float64) SampleRate {
	out := SampleRate{Value: r, High: 1, Worth: n}
	k := r * n
	if k > 1e-9 {
		out.Low = distuv.Beta{Alpha: k, Beta: n - k + 1}.Quantile(.025)
	}
	if n-k > 1e-9 {
		out.High = distuv.Beta{Alpha: k + 1, Beta: n - k}.Quantile(.975)
	}
	out.Low, out.High = min(out.Low, r), max(out.High, r)
	if math.IsNaN(out.Low) || math.IsNaN(out.High) {
		out.Low, out.High = 0, 1
	}
	return out
}

// WriteText writes the figures for a terminal, in Vietnamese ("vi") or English.
func (s *Sampled) WriteText(w io.Writer, lang string) error {
	t := wordsOf(lang)
	var b strings.Builder
	fmt.Fprintf(&b, t.sampled+"\n", s.Rows, s.Rows-s.Unsure-s.Blank, s.Unsure, s.Blank)
	tab := table{{"", t.answered, t.precision, "95%", t.recall, "95%", "F1", "95%"}}
	row := func(name string, l SampledLine) {
		cells := []string{name, fmt.Sprint(l.Answered)}
		for _, r := range []SampleRate{l.Precision, l.Recall, l.F1} {
			if r.Worth == 0 {
				cells = append(cells, "–", "–")
				continue
			}
			cells = append(cells, t.decimal(fourDecimals(r.Value)), t.decimal(fourDecimals(r.Low))+"–"+t.decimal(fourDecimals(r.High)))
		}
		tab = append(tab, cells)
	}
	if s.Unchecked > 0 {
		fmt.Fprintf(&b, t.unchecked+"\n", s.Unchecked)
	}
	row(t.all, s.All)
	for _, l := range s.By {
		row(l.Group+" "+cmp.Or(l.Value, "–"), l)
	}
	tab.write(&b)
	_, err := io.WriteString(w, b.String())
	return err
}
