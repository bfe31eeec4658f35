package normalize

import (
	"slices"
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// minWitnesses is how many rows must speak for a figure's meaning, and minAgree the part of them that must agree.
const (
	minWitnesses = 10
	minAgree     = 0.9
)

// sex normalizes a column of sexes. Words are read by the profile's list and ParseSex. What is left, as a rule figures, is
// read by what its rows say otherwise: the century-and-sex digit of their personal IDs, else Thị and Văn in their names.
// Where too few rows speak, 1 beside 0 and 1 beside 2 are male, the usual coding of Vietnamese exports. Anything else
// stays unknown. Where enough rows speak for one of the two alone, and for the usual one, the other is the other sex.
func (n *columnRun) sex() {
	c := n.column
	var learned []record.Coded
	parse := func(i int) record.Coded {
		if len(c.Words) > 0 {
			if code, ok := c.Words[viet.Words(n.text.dict.At(uint32(i)))]; ok {
				return record.Coded{Code: code, Known: code != ""}
			}
		}
		return ParseSex(n.text.dict.At(uint32(i)))
	}
	v := &record.Values[record.Coded]{Codes: c.Codes, Dict: make([]record.Coded, c.Dict.Len()), Canon: make([]uint32, c.Dict.Len())}
	open := false
	for i := range v.Dict {
		v.Dict[i] = parse(i)
		open = open || !v.Dict[i].Known && v.Dict[i].Code != ""
	}
	if open && c.Dict.Len() <= 64 {
		learned = n.learnSex(c, v.Dict)
		for i, l := range learned {
			if l.Known {
				v.Dict[i] = l
			}
		}
	}
	seen := map[record.Coded]uint32{}
	for i, x := range v.Dict {
		if read, _ := codedState(x); !read {
			continue
		}
		if seen[x] == 0 {
			seen[x] = uint32(len(seen) + 1)
		}
		v.Canon[i] = seen[x]
	}
	v.Count = len(seen)
	n.words = v
	tell(n, v, codedState)
}

// learnPair gives the figure too few rows speak for the other sex, where its fellow of the usual coding is known for what it usually is.
func learnPair(dict, out []record.Coded, figures map[string]int) {
	known := map[string]string{}
	for i, l := range out {
		if l.Known {
			known[dict[i].Code] = l.Code
		}
	}
	if len(known) != 1 || len(figures) != 1 {
		return
	}
	usual := map[string]string{"0": record.SexFemale, "1": record.SexMale, "2": record.SexFemale}
	fellows := map[string][]string{"0": {"1"}, "1": {"0", "2"}, "2": {"1"}}
	for code, i := range figures {
		if slices.ContainsFunc(fellows[code], func(f string) bool { return known[f] == usual[f] }) {
			out[i] = record.Coded{Code: usual[code], Known: true}
		}
	}
}

// learnSex returns, for each value that is not known, the sex its rows say.
func (n *tableRun) learnSex(c *record.Column, dict []record.Coded) []record.Coded {
	type count struct{ male, female int }
	ids, byName := make([]count, len(dict)), make([]count, len(dict))
	full := n.people.Names[record.FullName]
	for row, code := range c.Codes {
		if dict[code].Known || dict[code].Code == "" {
			continue
		}
		if id := n.people.ID12[row]; id != 0 {
			if record.IDIsMale(id) {
				ids[code].male++
			} else {
				ids[code].female++
			}
		}
		switch middle := " " + full.At(row).FMiddle() + " "; {
		case strings.Contains(middle, " thi "):
			byName[code].female++
		case strings.Contains(middle, " van "):
			byName[code].male++
		}
	}
	out := make([]record.Coded, len(dict))
	figures := map[string]int{}
	for i, d := range dict {
		if d.Known || d.Code == "" {
			continue
		}
		w := ids[i]
		if w.male+w.female < minWitnesses {
			w = byName[i]
		}
		total := float64(w.male + w.female)
		switch {
		case total < minWitnesses:
			figures[d.Code] = i
		case float64(w.male) >= minAgree*total:
			out[i] = record.Coded{Code: record.SexMale, Known: true}
		case float64(w.female) >= minAgree*total:
			out[i] = record.Coded{Code: record.SexFemale, Known: true}
		}
	}
	one, ok := figures["1"]
	zero, hasZero := figures["0"]
	two, hasTwo := figures["2"]
	if !ok || hasZero == hasTwo {
		learnPair(dict, out, figures)
		return out
	}
	out[one] = record.Coded{Code: record.SexMale, Known: true}
	if hasZero {
		two = zero
	}
	out[two] = record.Coded{Code: record.SexFemale, Known: true}
	return out
}
