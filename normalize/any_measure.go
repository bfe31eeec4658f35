package normalize

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/doisanh/doisanh/internal/pattern"
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// Lengths, weights and volumes are written with a unit behind them, each table in its own (1,78 m and 178), or from the least to the most (60-80 cm).

// measureShare is the share of a column's values that are such quantities, and unitTold that of those of one column at least with a unit behind them.
const (
	measureShare   = .9
	unitTold       = .5
	longestMeasure = 40 // bytes: nothing longer is one
)

var measureWritten = pattern.Of(`^(?:ca\.?|circa|approx\.?|about|~|±|<|>|≤|≥)?\s*(\d[\d.,]*)(?:\s*(?:-|–|—|to|bis|tot|до)\s*(\d[\d.,]*))?\s*([\pL°]{1,6}\d?)?\.?$`)

// squares writes the square of a unit with a digit.
var squares = strings.NewReplacer("²", "2", "㎡", "m2")

// unit is a unit of what is measured, how many of the basic one it is.
type unit struct {
	of   string
	size float64
}

// units are those that quantities are written with most, folded.
var units = map[string]unit{
	"mm": {"length", .001}, "cm": {"length", .01}, "dm": {"length", .1}, "m": {"length", 1}, "mtr": {"length", 1}, "km": {"length", 1000}, "in": {"length", .0254}, "inch": {"length", .0254},
	"ft": {"length", .3048}, "feet": {"length", .3048}, "yd": {"length", .9144}, "mi": {"length", 1609.344}, "мм": {"length", .001}, "см": {"length", .01}, "м": {"length", 1}, "км": {"length", 1000},
	"mg": {"weight", .000001}, "g": {"weight", .001}, "gr": {"weight", .001}, "kg": {"weight", 1}, "kgs": {"weight", 1}, "t": {"weight", 1000}, "lb": {"weight", .45359237}, "lbs": {"weight", .45359237},
	"oz": {"weight", .028349523}, "г": {"weight", .001}, "кг": {"weight", 1},
	"ml": {"volume", .001}, "cl": {"volume", .01}, "dl": {"volume", .1}, "l": {"volume", 1}, "ltr": {"volume", 1}, "мл": {"volume", .001}, "л": {"volume", 1},
	"m2": {"area", 1}, "sqm": {"area", 1}, "qm": {"area", 1}, "ha": {"area", 10_000}, "km2": {"area", 1_000_000}, "sqft": {"area", .09290304},
}

// readMeasure reads a quantity with or without a unit: the middle of one from the least to the most.
func readMeasure(s string) (amount float64, in string, ok bool) {
	if len(s) > longestMeasure || !hasDigit(s) {
		return 0, "", false
	}
	parts := measureWritten().FindStringSubmatch(squares.Replace(strings.TrimSpace(viet.Fold(s))))
	if parts == nil || parts[3] != "" && units[parts[3]].of == "" {
		return 0, "", false
	}
	n := 0.0
	for _, p := range parts[1:3] {
		if p == "" {
			continue
		}
		t, is := looseNumber(strings.TrimRight(p, ".,"))
		if !is {
			return 0, "", false
		}
		x, _ := strconv.ParseFloat(t, 64)
		amount, n = amount+x, n+1
	}
	return amount / n, parts[3], true
}

// measured is what a column's values measure.
type measured struct {
	of       string  // "" = nothing, or numbers alone
	in       string  // the unit that most have, or that the header says
	told     int     // rows with a unit
	ok, rows int     // rows with such a quantity, and with anything
	logs     float64 // the sum of their logarithms, of those with a unit in the basic one, where any has one
}

// sure says whether enough rows have the unit, or the header says it of all.
func (m measured) sure() bool {
	return m.of != "" && (m.told == 0 || float64(m.told) >= unitTold*float64(m.rows))
}

// measuredIn finds out what a column's values measure.
func measuredIn(c *record.Column) (m measured) {
	rows := map[string]int{}
	bare := 0.0
	for s, n := range c.Distinct() {
		if plainText(s) == "" || n == 0 {
			continue
		}
		m.rows += n
		x, in, ok := readMeasure(s)
		if !ok {
			continue
		}
		m.ok += n
		if in != "" {
			m.told += n
			rows[in] += n
			if x > 0 {
				m.logs += float64(n) * math.Log(x*units[in].size)
			}
		} else if x > 0 {
			bare += float64(n) * math.Log(x)
		}
	}
	for in, n := range rows {
		if m.in == "" || n > rows[m.in] || n == rows[m.in] && in < m.in {
			m.in = in
		}
	}
	m.of = units[m.in].of
	for in := range rows {
		if units[in].of != m.of {
			m.ok -= rows[in]
		}
	}
	if m.told > 0 {
		return m
	}
	m.logs = bare
	if words := strings.Fields(viet.Words(c.Header)); len(words) > 1 && units[words[len(words)-1]].of != "" { // height_cm
		m.in = words[len(words)-1]
		m.of = units[m.in].of
		m.logs += float64(m.ok) * math.Log(units[m.in].size)
	}
	return m
}

// measureReaders read columns of which all are of quantities, and one at least of those whose unit is sure, in the finest unit of theirs; nil where they are not. Numbers alone are of the unit
// that most of their column have, or, where none has any, that in which they come nearest to the other column's by the mean of their logarithms.
func measureReaders(cols []measured) []func(string) string {
	of, logs := "", 0.0
	for _, m := range cols {
		if m.rows == 0 || float64(m.ok) < measureShare*float64(m.rows) {
			return nil
		}
		if m.sure() {
			of, logs = m.of, m.logs/float64(cmp.Or(m.told, m.ok))
		}
	}
	sizes := make([]float64, len(cols))
	for i, m := range cols {
		switch {
		case of == "" || m.of != "" && m.of != of:
			return nil
		case m.of != "":
			sizes[i] = units[m.in].size
		default:
			sizes[i] = nearestSize(sizesOf(of), m.logs/float64(m.ok), logs)
		}
	}
	finest := slices.Min(sizes)
	read := make([]func(string) string, len(cols))
	for i := range cols {
		read[i] = func(s string) string {
			x, in, ok := readMeasure(s)
			if !ok {
				return ""
			}
			size := sizes[i]
			if in != "" {
				size = units[in].size
			}
			return strconv.FormatFloat(math.Round(1000*x*size/finest)/1000, 'f', -1, 64)
		}
	}
	return read
}

// sizesOf are those of the units of what is measured, the least first.
func sizesOf(of string) (sizes []float64) {
	for _, u := range units {
		if u.of == of {
			sizes = append(sizes, u.size)
		}
	}
	slices.Sort(sizes)
	return sizes
}

// measuresOf reads columns as measureReaders does, where values tell their units, or two headers say different ones: else numbers stay what they are.
func measuresOf(cols []*record.Column) []func(string) string {
	all, told, said := make([]measured, len(cols)), false, map[string]bool{}
	for i, c := range cols {
		all[i] = measuredIn(c)
		told = told || all[i].told > 0
		said[all[i].in] = true
	}
	if !told && (len(said) < 2 || said[""]) {
		return nil
	}
	return measureReaders(all)
}
