package job

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/csv"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/job/officers"
	"github.com/doisanh/doisanh/job/stage"
	"github.com/doisanh/doisanh/match"
	"github.com/doisanh/doisanh/quality"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
)

// sampleUnit is a record that may be drawn.
type sampleUnit struct {
	data    *data
	row     int
	person  int // the linked or best candidate's row, or NoRow
	stratum int
	order   uint64 // by which units of a stratum are drawn
}

// stratum is the records of one dataset, decision and band of probability.
type stratum struct {
	name  string
	units []sampleUnit
	doubt float64 // sum of p(1−p): where answers will vary
	take  int
}

// sampleFields are what a clerk is shown of both records, as far as either has it.
func sampleFields() []record.Field {
	return []record.Field{
		record.FullName, record.OtherName, record.BirthDate, record.Sex, record.PersonalIDNo, record.OldID, record.PermanentAddress,
		record.CurrentAddress, record.ServiceAddress, record.FatherName, record.MotherName, record.SpouseName, record.Phone,
		record.BirthPlace, record.HomeTown, record.Ethnicity,
	}
}

// Sample draws a stratified sample of about n of a run's records for clerks to judge, links as well as records that were not linked,
// and writes it to path: both records side by side and a blank column for the answer. The same seed draws the same records.
// It returns the number of rows written, which is larger than n where there are more strata than n can fill with two each.
func Sample(ctx context.Context, plan *Plan, env Env, n int, seed uint64, path string) (int, error) {
	review := cmp.Or(plan.ReviewThreshold, match.DefaultReview)
	all := *plan
	all.ReviewThreshold = 1e-12 // so that records that were not linked have their best candidate too
	r, err := inspect(ctx, &all, env, "")
	if err != nil {
		return 0, err
	}
	if err := r.dedupePopulation(ctx); err != nil {
		return 0, stage.Interrupted(ctx, err)
	}
	population, of := r.all[0].people, r.personOf()
	for _, d := range r.all[1:] {
		done := r.begin(stage.Link, d.table().Name, 0)
		err := r.linkSector(ctx, d, population, of)
		done()
		if err != nil {
			return 0, stage.Interrupted(ctx, err)
		}
		for i := range d.links {
			if l := &d.links[i]; l.Decision == record.DecideReview && l.Why != record.WhyUnsure && l.Present < review {
				l.Decision = record.DecideNone
			}
		}
	}
	drawn := drawSample(r.all[1:], n, seed)
	_, err = report.WriteFile(ctx, filepath.Dir(path), filepath.Base(path), func(w io.Writer) error { return r.writeSample(w, drawn) })
	return len(drawn.rows), err
}

// drawnSample is a drawn sample in the order clerks see it, which tells nothing of the strata.
type drawnSample struct {
	rows   []sampleUnit
	strata []stratum
}

func drawSample(sets []*data, n int, seed uint64) drawnSample {
	var out drawnSample
	at := map[string]int{}
	for _, d := range sets {
		ids := d.table().IDs
		for row := range d.links {
			l := &d.links[row]
			if l.Method == record.MethodManual {
				continue // an officer has answered already
			}
			name := d.table().Name + "/" + bandOf(l)
			i, ok := at[name]
			if !ok {
				i = len(out.strata)
				at[name] = i
				out.strata = append(out.strata, stratum{name: name})
			}
			s := &out.strata[i]
			s.units = append(s.units, sampleUnit{d, row, l.Person, i, drawOrder(seed, d.table().Name, ids.At(uint32(row)))})
			p := l.Probability
			if l.Decision != record.DecideMatch {
				p = l.Present
			}
			s.doubt += p * (1 - p)
		}
	}
	allocate(out.strata, n)
	for i := range out.strata {
		s := &out.strata[i]
		slices.SortFunc(s.units, func(a, b sampleUnit) int { return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.row, b.row)) })
		out.rows = append(out.rows, s.units[:s.take]...)
	}
	slices.SortFunc(out.rows, func(a, b sampleUnit) int {
		return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.stratum, b.stratum), cmp.Compare(a.row, b.row))
	})
	return out
}

// bandOf names a link's decision and band of probability.
func bandOf(l *record.Link) string {
	band := func(p float64, edges ...float64) string {
		for _, e := range edges {
			if p >= e {
				return strconv.FormatFloat(e, 'f', -1, 64)
			}
		}
		return "0"
	}
	switch l.Decision {
	case record.DecideMatch:
		return "match/" + band(l.Probability, .999, .95)
	case record.DecideReview:
		return "review/" + band(l.Present, .9)
	}
	if l.Present == 0 {
		return "none/nobody"
	}
	return "none/" + band(l.Present, .05)
}

// leastDoubt is the share of unexpected answers every stratum is drawn for, however sure the model is of it.
const leastDoubt = 0.002

// allocate spreads n over the strata by Neyman's rule (1934), size times the expected standard deviation of the answers, at least two each.
func allocate(strata []stratum, n int) {
	weight := make([]float64, len(strata))
	sum := 0.0
	left := n
	for i := range strata {
		s := &strata[i]
		size := float64(len(s.units))
		s.take = min(2, len(s.units))
		left -= s.take
		weight[i] = size * math.Sqrt(max(s.doubt/size, leastDoubt))
		sum += weight[i]
	}
	for left > 0 {
		given, open := 0, 0.0
		for i := range strata {
			s := &strata[i]
			more := min(int(float64(left)*weight[i]/sum), len(s.units)-s.take)
			s.take += more
			given += more
			if s.take < len(s.units) {
				open += weight[i]
			}
		}
		left -= given
		if sum = open; given == 0 || open == 0 {
			break
		}
	}
	for i := 0; left > 0 && i < len(strata); i++ { // what rounding left over
		if s := &strata[i]; s.take < len(s.units) {
			s.take++
			left--
		}
	}
}

// drawOrder gives a record its place among the draws of a seed.
func drawOrder(seed uint64, dataset, id string) uint64 {
	h := sha256.Sum256([]byte(strconv.FormatUint(seed, 10) + "\x00" + dataset + "\x00" + id))
	return binary.BigEndian.Uint64(h[:8])
}

// sampleColumns come before the two records. The first eight are those of a file of decisions, so that an answered sample is one.
func sampleColumns() []string {
	return []string{"dataset_a", "record_a", "dataset_b", "record_b", "decision", "by", "when", "why", "right_record", "stratum", "stratum_size",
		groupSex, groupAge, groupCommune, groupEthnic}
}

func (r *run) writeSample(out io.Writer, s drawnSample) error {
	if _, err := io.WriteString(out, "\uFEFF"); err != nil { // for the spreadsheet programs clerks use
		return err
	}
	w := csv.NewWriter(out)
	population := r.all[0].table()
	var fields []record.Field
	header := sampleColumns()
	for _, f := range sampleFields() {
		if slices.ContainsFunc(r.all, func(d *data) bool { return d.table().Column(f) != nil }) {
			fields = append(fields, f)
			header = append(header, string(f)+"_a", string(f)+"_b")
		}
	}
	if err := w.Write(header); err != nil {
		return err
	}
	groups := map[*data][]quality.Grouping{}
	for _, u := range s.rows {
		t := u.data.table()
		if groups[u.data] == nil {
			groups[u.data] = r.groups(u.data.people)
		}
		person := ""
		if u.person != record.NoRow {
			person = population.IDs.At(uint32(u.person))
		}
		row := []string{t.Name, t.IDs.At(uint32(u.row)), population.Name, person, "", "", "", "", "", strconv.Itoa(u.stratum + 1), strconv.Itoa(len(s.strata[u.stratum].units))}
		for _, name := range AnswerGroups() {
			i := slices.IndexFunc(groups[u.data], func(g quality.Grouping) bool { return g.Name == name })
			g := &groups[u.data][i]
			row = append(row, g.Values[g.Of[u.row]])
		}
		for _, f := range fields {
			theirs := ""
			if u.person != record.NoRow {
				theirs = population.Column(f).At(u.person)
			}
			row = append(row, t.Column(f).At(u.row), theirs)
		}
		for i := range row {
			row[i] = record.Guard(row[i])
		}
		if err := w.Write(row); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// Answer is one row of an answered sample.
type Answer struct {
	Row             int // of the file
	Dataset, Record string
	Stratum         string
	Size            int      // records of the stratum
	Verdict         string   // same, different, unsure; empty for a row nobody answered
	Right           string   // the person's record in the register where it is another one than shown, or was found where the run found nobody
	Groups          []string // in the order of AnswerGroups
}

// AnswerGroups names the groups of Answer.
func AnswerGroups() []string { return []string{groupSex, groupAge, groupCommune, groupEthnic} }

// ReadAnswers reads an answered sample, in any format datasets come in. A word for an answer that is none, a record that stands there twice
// and a stratum whose rows tell several sizes are a *record.Problem: of each the figures would come out wrong and look right.
func ReadAnswers(ctx context.Context, path string) ([]Answer, error) {
	loaded, err := officers.LoadPlain(ctx, "sample", path)
	if err != nil {
		return nil, err
	}
	t := loaded.Table
	columns := map[string]*record.Column{}
	for _, c := range t.Columns {
		columns[strings.ReplaceAll(viet.Words(strings.ReplaceAll(c.Header, "_", " ")), " ", "_")] = c
	}
	for _, name := range []string{"dataset_a", "record_a", "decision", "stratum", "stratum_size"} {
		if columns[name] == nil {
			return nil, officers.LacksColumn(t, path, name)
		}
	}
	var out []Answer
	first := map[[2]string]int{}     // dataset and record → the row that has it
	strata := map[[2]string]Answer{} // dataset and stratum → its first answer
	for row := range t.Rows() {
		cell := func(name string) string { return record.Unguard(strings.TrimSpace(columns[name].At(row))) }
		a := Answer{Row: int(t.Line[row]), Dataset: cell("dataset_a"), Record: cell("record_a"), Stratum: cell("stratum"), Right: cell("right_record")}
		fault := func(id, column string, args ...any) error {
			return &record.Problem{ID: id, File: path, Row: a.Row, Column: column, Args: args}
		}
		word := cell("decision")
		v := officers.ParseVerdict(word)
		size, err := strconv.Atoi(cell("stratum_size"))
		switch {
		case v == officers.Unanswered && word != "":
			return nil, fault(record.ProblemSample, "decision")
		case err != nil || size < 1:
			return nil, fault(record.ProblemSample, "stratum_size")
		}
		a.Verdict, a.Size = v.String(), size
		unit, stratum := [2]string{a.Dataset, a.Record}, [2]string{a.Dataset, a.Stratum}
		if before, twice := first[unit]; twice {
			return nil, fault(record.ProblemSampleTwice, "record_a", before)
		}
		first[unit] = a.Row
		if s, ok := strata[stratum]; !ok {
			strata[stratum] = a
		} else if s.Size != a.Size {
			return nil, fault(record.ProblemSampleSize, "stratum_size", s.Row)
		}
		for _, g := range AnswerGroups() {
			a.Groups = append(a.Groups, cell(g))
		}
		out = append(out, a)
	}
	return out, nil
}

// Unregistered returns which ids no record of a finished run's register has. Where the register is no longer as that run read it, or cannot be
// told to be, that is a *record.Problem.
func Unregistered(ctx context.Context, plan *Plan, env Env, ids []string) (map[string]bool, error) {
	p := *plan
	p.Datasets = nil // nothing is asked of them: they may have changed
	if p.Population.SQL != nil {
		return nil, &record.Problem{ID: record.ProblemInputChanged, File: p.Population.Name}
	}
	if env.Progress == nil {
		env.Progress = stage.Silent{}
	}
	r := &run{plan: &p, env: env, started: env.Now()}
	if err := r.unchanged(ctx); err != nil {
		return nil, stage.Interrupted(ctx, err)
	}
	loaded, err := r.read(ctx, p.Population)
	if err != nil {
		return nil, stage.Interrupted(ctx, err)
	}
	missing := map[string]bool{}
	for _, id := range ids {
		missing[id] = true
	}
	for _, id := range loaded.Table.IDs.All() {
		delete(missing, id)
	}
	return missing, nil
}
