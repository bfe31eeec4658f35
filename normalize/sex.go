package normalize

import (
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// minWitnesses is how many rows must speak for a figure's meaning, and minAgree the part of them that must agree. Where another figure's rows
// speak for the other sex, minLean is enough of both: a list in which every sixth number is a parent's, a husband's or mistyped still has two
// figures that say opposite things, which a column of anything else does not.
const (
	minWitnesses = 10
	minAgree     = 0.9
	minLean      = 0.7
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

// ballot is what the rows of one figure say.
type ballot struct{ male, female int }

// says returns the sex that at least a share of the rows says, "" where none has it or too few rows say anything.
func (b ballot) says(share float64) string {
	total := float64(b.male + b.female)
	switch {
	case total < minWitnesses:
		return ""
	case float64(b.male) >= share*total:
		return record.SexMale
	case float64(b.female) >= share*total:
		return record.SexFemale
	}
	return ""
}

// few reports whether too few rows say anything.
func (b ballot) few() bool { return b.male+b.female < minWitnesses }

// learnSex returns, for each value that is not known, the sex its rows say.
func (n *tableRun) learnSex(c *record.Column, dict []record.Coded) []record.Coded {
	out := make([]record.Coded, len(dict))
	ballots := n.ballots(c, dict)
	figures := map[string]int{} // those that are not sure
	var leaning []int
	for i, d := range dict {
		if d.Known || d.Code == "" {
			continue
		}
		if sex := ballots[i].says(minAgree); sex != "" {
			out[i] = record.Coded{Code: sex, Known: true}
		} else {
			figures[d.Code] = i
		}
		if ballots[i].says(minLean) != "" {
			leaning = append(leaning, i)
		}
	}
	if len(leaning) == 2 {
		one, two := ballots[leaning[0]].says(minLean), ballots[leaning[1]].says(minLean)
		if one != two {
			out[leaning[0]], out[leaning[1]] = record.Coded{Code: one, Known: true}, record.Coded{Code: two, Known: true}
		}
	}
	learnUsual(dict, out, ballots, figures)
	return out
}

// ballots counts what the rows of each value that is not known say: by their personal IDs, or by their names where too few have one.
func (n *tableRun) ballots(c *record.Column, dict []record.Coded) []ballot {
	ids, byName := make([]ballot, len(dict)), make([]ballot, len(dict))
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
	for i, b := range ids {
		if b.few() {
			ids[i] = byName[i]
		}
	}
	return ids
}

// usualSex is what a figure usually says, and fellows are those it then stands beside.
var (
	usualSex = map[string]string{"0": record.SexFemale, "1": record.SexMale, "2": record.SexFemale}
	fellows  = map[string][]string{"0": {"1"}, "1": {"0", "2"}, "2": {"1"}}
)

// learnUsual gives the figures too few rows speak for what they usually are: 1 beside 0 or 2 where nothing is known of the two, or where the
// rows of the other one say, or most of them do, that it is what it usually is.
func learnUsual(dict, out []record.Coded, ballots []ballot, figures map[string]int) {
	known := map[string]string{}
	for i, l := range out {
		if l.Known {
			known[dict[i].Code] = l.Code
		}
	}
	unheard := map[string]int{}
	for code, i := range figures {
		if sex := ballots[i].says(minLean); sex != "" {
			known[code] = sex
		} else if ballots[i].few() {
			unheard[code] = i
		}
	}
	_, one := unheard["1"]
	_, zero := unheard["0"]
	_, two := unheard["2"]
	for code, i := range unheard {
		if usualSex[code] == "" {
			continue
		}
		if one && zero != two {
			out[i] = record.Coded{Code: usualSex[code], Known: true}
			continue
		}
		for _, f := range fellows[code] {
			if len(known) == 1 && len(unheard) == 1 && known[f] == usualSex[f] {
				out[i] = record.Coded{Code: usualSex[code], Known: true}
				if k, leans := figures[f]; leans {
					out[k] = record.Coded{Code: known[f], Known: true}
				}
			}
		}
	}
}
