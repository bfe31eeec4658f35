package command

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/doisanh/doisanh/internal/ui"
	"github.com/doisanh/doisanh/job/explain"
)

// besideFrom is the width of a terminal from which the runner-up stands beside the candidate, not below it.
const besideFrom = 110

// writeExplanation writes why a record came out as it did: the decision in a sentence, then a waterfall of the candidate's
// evidence, the prior first, with the runner-up beside or below it. It fits the columns given.
func writeExplanation(w io.Writer, p *ui.Printer, x *explain.Explanation, columns int) error {
	var b strings.Builder
	title := p.Text("explain.title", x.Dataset, x.RecordID, x.Decision+" "+x.Method)
	fmt.Fprintln(&b, strings.TrimRight(title, " ")+" ("+p.Text("decision."+x.Decision)+")")
	words := wording{p, x.Engine == "any"}
	switch {
	case x.Engine != "":
		fmt.Fprintln(&b, fill(p.Text("why."+x.Why), columns))
		fmt.Fprintln(&b, fill(p.Text("explain.threshold", p.Decimal("%.4g", x.Match)), columns))
	case x.Kind == "link":
		fmt.Fprintln(&b, fill(p.Text("why."+x.Why), columns))
		fmt.Fprintln(&b, fill(p.Text("explain.thresholds", p.Decimal("%.4g", x.Match), p.Decimal("%.4g", x.Margin), p.Decimal("%.4g", x.Review)), columns))
		if x.Missed {
			fmt.Fprintln(&b, fill(p.Text("explain.missed"), columns))
		}
	}
	if x.Cluster != "" && (x.Engine == "" || x.Kind != "link") {
		fmt.Fprintln(&b, fill(p.Text("explain.cluster", x.Cluster), columns))
	}
	for i := range x.Rulings {
		fmt.Fprintln(&b, fill(ruling(p, &x.Rulings[i]), columns))
	}
	if len(x.Rulings) == 0 && strings.HasPrefix(x.Why, "officer_") {
		fmt.Fprintln(&b, fill(p.Text("explain.ruling_through"), columns))
	}
	if x.Labels > 0 {
		fmt.Fprintln(&b, fill(p.Text("explain.labels", x.Labels), columns))
	}
	if len(x.Candidates) == 0 && x.Kind != "link" {
		fmt.Fprintln(&b, p.Text("explain.nobody"))
	}
	if columns >= besideFrom && len(x.Candidates) > 1 {
		writeWaterfall(&b, words, &x.Candidates[0], &x.Candidates[1], columns)
		for i := range x.Candidates[2:] {
			writeWaterfall(&b, words, &x.Candidates[2+i], nil, columns)
		}
	} else {
		for i := range x.Candidates {
			writeWaterfall(&b, words, &x.Candidates[i], nil, columns)
		}
	}
	_, err := io.WriteString(w, ui.PlainLines(b.String()))
	return err
}

// wording has the words for a waterfall. A table of any kind has columns of its own names, which are no words of the catalogue, and
// levels of its own.
type wording struct {
	*ui.Printer
	any bool
}

func (w wording) field(name string) string {
	if w.any {
		return name
	}
	return named(w.Printer, "field.", name)
}

func (w wording) level(name string) string {
	if w.any {
		return named(w.Printer, "table.level.", name)
	}
	return named(w.Printer, "level.", name)
}

// rules tells which blocking rules bring a candidate and the record explained together.
func (w wording) rules(c *explain.Candidate) string {
	const most = 6
	if c.NoRule {
		return w.Text("explain.no_rule")
	}
	if len(c.Rules) == 1 && (c.Rules[0] == "rest" || c.Rules[0] == "cluster" || c.Rules[0] == "manual") {
		return w.Text("explain.rule." + c.Rules[0])
	}
	list := strings.Join(c.Rules[:min(len(c.Rules), most)], "; ")
	if more := len(c.Rules) - most; more > 0 {
		list += w.Text("explain.more_rules", more)
	}
	return w.Text("explain.rules", list)
}

// ruling writes a row of the decisions files in one sentence.
func ruling(p *ui.Printer, u *explain.Ruling) string {
	said := []string{named(p, "verdict.", u.Decision)}
	for _, s := range []string{u.When, u.By, u.Why} {
		if s != "" {
			said = append(said, s)
		}
	}
	return p.Text("explain.ruling", u.File, strconv.Itoa(u.Row), u.Dataset+":"+u.RecordID, strings.Join(said, ", "), strings.TrimSpace(u.State+" "+u.Reason))
}

// line is one row of a waterfall.
type line struct {
	name, level, bits, sum, rarity, otherLevel, otherBits string
	from, to                                              float64
	bar                                                   bool
	values                                                []string
}

// writeWaterfall writes one candidate, and the other's levels and bits beside it where there is one.
func writeWaterfall(b *strings.Builder, p wording, c, other *explain.Candidate, columns int) {
	candidate := func(c *explain.Candidate) string {
		role := p.Text("role." + c.Role)
		if c.Officer != "" {
			role += "; " + p.Text("explain.officer", p.Text("verdict."+c.Officer))
		}
		return p.Text("explain.candidate", c.PopulationID, probability(p.Printer, c.Probability), role)
	}
	fmt.Fprintf(b, "\n%s\n", candidate(c))
	if other != nil {
		fmt.Fprintln(b, p.Text("explain.beside", candidate(other)))
	}
	lines, silent := waterfall(p, c, other)
	head := line{name: p.Text("explain.field"), level: p.Text("explain.level"), bits: p.Text("explain.bits"), sum: p.Text("explain.sum"),
		rarity: p.Text("explain.rarity")}
	if other != nil {
		head.otherLevel, head.otherBits = other.PopulationID, p.Text("explain.bits")
	}
	draw(b, append([]line{head}, lines...), columns)
	sum := func(c *explain.Candidate) string {
		if c.Officer == "same" {
			return p.Text("explain.end_decided", bits(p.Printer, c.Prior+c.Weight), probability(p.Printer, c.Alone))
		}
		return p.Text("explain.end", bits(p.Printer, c.Prior+c.Weight+c.Told+c.Others), probability(p.Printer, c.Probability), probability(p.Printer, c.Alone))
	}
	end := sum(c)
	if other != nil {
		end += "; " + other.PopulationID + ": " + sum(other)
	}
	fmt.Fprintln(b, fill(end, columns))
	for _, c := range []*explain.Candidate{c, other} {
		if c != nil && (c.NoRule || len(c.Rules) > 0) {
			fmt.Fprintln(b, fill(c.PopulationID+": "+p.rules(c), columns))
		}
	}
	if len(silent) > 0 {
		fmt.Fprintln(b, fill(p.Text("explain.silent", strings.Join(silent, ", ")), columns))
	}
}

// waterfall makes the lines of a candidate, and the names of the comparisons that say nothing.
func waterfall(p wording, c, other *explain.Candidate) (lines []line, silent []string) {
	sum := c.Prior
	first := line{name: p.Text("explain.prior"), bits: bits(p.Printer, c.Prior), sum: bits(p.Printer, sum), from: 0, to: sum, bar: true}
	if other != nil {
		first.otherBits = bits(p.Printer, other.Prior)
	}
	lines = append(lines, first)
	for i, e := range c.Evidence {
		name := p.field(e.Field)
		var o *explain.Evidence
		says := func(e *explain.Evidence) bool { return e.Level != "missing" || e.Weight != 0 }
		if other != nil && i < len(other.Evidence) && says(&other.Evidence[i]) {
			o = &other.Evidence[i]
		}
		if !says(&e) && o == nil {
			silent = append(silent, name)
			continue
		}
		l := line{name: name, level: "–", sum: bits(p.Printer, sum), from: sum, to: sum}
		if says(&e) {
			sum += e.Weight
			l.level, l.bits, l.sum, l.to, l.bar = p.level(e.Level), bits(p.Printer, e.Weight), bits(p.Printer, sum), sum, true
			if e.Rarity >= .05 || e.Rarity <= -.05 {
				l.rarity = bits(p.Printer, e.Rarity)
			}
		}
		if o != nil {
			l.otherLevel, l.otherBits = p.level(o.Level), bits(p.Printer, o.Weight)
		}
		if e.Left != "" || e.Right != "" {
			l.values = []string{e.Left, e.Right}
			if o != nil && o.Right != e.Right {
				l.values = append(l.values, o.Right)
			}
		}
		lines = append(lines, l)
	}
	for _, more := range []struct {
		name string
		of   func(*explain.Candidate) float64
	}{
		{"explain.told", func(c *explain.Candidate) float64 { return c.Told }},
		{"explain.others", func(c *explain.Candidate) float64 { return c.Others }},
	} {
		v, theirs := more.of(c), 0.0
		if other != nil {
			theirs = more.of(other)
		}
		const least = .005 // what two decimals show
		if math.Abs(v) < least && math.Abs(theirs) < least {
			sum += v
			continue
		}
		l := line{name: p.Text(more.name), from: sum, to: sum + v, bar: v != 0}
		if sum += v; v != 0 {
			l.bits, l.sum = bits(p.Printer, v), bits(p.Printer, sum)
		}
		if theirs != 0 {
			l.otherBits = bits(p.Printer, theirs)
		}
		lines = append(lines, l)
	}
	return lines, silent
}

// named returns the catalogue's word for a comparison or level, the word itself where the catalogue has none.
func named(p *ui.Printer, prefix, word string) string {
	if s := p.Text(prefix + word); s != prefix+word {
		return s
	}
	return word
}

// draw lays the lines out in columns, the bars in the room that is left.
func draw(b *strings.Builder, lines []line, columns int) {
	cells := func(l *line) []string {
		return []string{l.name, l.level, l.bits, l.rarity, l.sum, l.otherLevel, l.otherBits}
	}
	var width [7]int
	least, most := 0.0, 0.0
	for i := range lines {
		for k, cell := range cells(&lines[i]) {
			if k == 1 && cell == "" || k == 0 && lines[i].level == "" && i > 0 {
				continue // the prior's name runs over the level's column
			}
			width[k] = max(width[k], utf8.RuneCountInString(cell))
		}
		if lines[i].bar {
			least, most = min(least, lines[i].from, lines[i].to), max(most, lines[i].from, lines[i].to)
		}
	}
	for _, l := range lines[1:] {
		if l.level == "" {
			width[0] = max(width[0], utf8.RuneCountInString(l.name)-width[1]-2)
		}
	}
	room := columns - 2
	for _, w := range width {
		if w > 0 {
			room -= w + 2
		}
	}
	for i := range lines {
		l := &lines[i]
		row := ""
		for k, cell := range cells(l) {
			if width[k] == 0 {
				continue
			}
			pad := strings.Repeat(" ", max(0, width[k]-utf8.RuneCountInString(cell)))
			switch {
			case k == 0 && l.level == "" && i > 0:
				row += cell + strings.Repeat(" ", max(0, width[0]+2+width[1]-utf8.RuneCountInString(cell)))
			case k == 1 && l.level == "" && i > 0:
			case k == 0:
				row += cell + pad
			case k == 1 || k == 5:
				row += "  " + cell + pad
			default:
				row += "  " + pad + cell
			}
		}
		if l.bar && room >= 8 {
			row += "  " + bar(l.from, l.to, least, most, room)
		}
		fmt.Fprintln(b, strings.TrimRight(row, " "))
		if all := strings.Join(l.values, " | "); utf8.RuneCountInString(all)+4 <= columns {
			if all != "" {
				fmt.Fprintln(b, "    "+all)
			}
			continue
		}
		for k, v := range l.values {
			fmt.Fprintln(b, "    "+strings.Repeat("| ", min(k, 1))+v)
		}
	}
}

// bar draws the step from one sum to the next on a scale from least to most: full for what speaks for the pair, light for
// what speaks against it, with a stroke at even odds.
func bar(from, to, least, most float64, room int) string {
	at := func(v float64) int { return min(int((v-least)/max(most-least, 1e-9)*float64(room-1)+.5), room-1) }
	fill := '█'
	if to < from {
		fill = '░'
	}
	cells := []rune(strings.Repeat(" ", room))
	cells[at(0)] = '│'
	for i := min(at(from), at(to)); i <= max(at(from), at(to)); i++ {
		cells[i] = fill
	}
	return strings.TrimRight(string(cells), " ")
}

// bits writes a weight, probability a probability, with the language's decimal sign.
func bits(p *ui.Printer, v float64) string        { return p.Decimal("%+.2f", v) }
func probability(p *ui.Printer, v float64) string { return p.Decimal("%.6f", v) }

// fill breaks a sentence into lines of so many columns.
func fill(s string, columns int) string {
	var b strings.Builder
	at := 0
	for i, word := range strings.Fields(s) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case at+1+n > columns:
			b.WriteByte('\n')
			at = 0
		default:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += n
	}
	return b.String()
}
