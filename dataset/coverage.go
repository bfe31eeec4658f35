package dataset

import (
	"slices"
	"strconv"

	"github.com/doisanh/doisanh/internal/pattern"
	"github.com/doisanh/doisanh/record"
)

// coverageYAML is one rule of whom a sector must cover, as authored. The expressions are checked by the job, which
// knows their language.
type coverageYAML struct {
	Name       string       `yaml:"name"`
	Title      titleYAML    `yaml:"title"`
	Who        string       `yaml:"who"`
	Counts     string       `yaml:"counts"`
	Field      record.Field `yaml:"field"`
	Least      float64      `yaml:"least"`
	FigureOnly bool         `yaml:"figure_only"`
}

var (
	coverageName = pattern.Of(`^[a-z][a-z0-9_]*$`)
	staleAfter   = pattern.Of(`^([1-9][0-9]{0,4})\s*d$`)
)

// extendCoverage lays the rules of y over those of base: a rule of the same name stands in its place, the others come first,
// so that an officer's own rule is the one that names a fault which a shipped rule would name too.
func extendCoverage(base, y []coverageYAML) []coverageYAML {
	out := slices.Clone(y)
	for _, c := range base {
		if !slices.ContainsFunc(y, func(o coverageYAML) bool { return o.Name == c.Name }) {
			out = append(out, c)
		}
	}
	return out
}

// resolveCoverage fills in the sector's limit for stale records and its coverage rules.
func resolveCoverage(file string, src []byte, p *Profile, y profileYAML) error {
	if y.Stale != "" && y.Stale != "never" {
		m := staleAfter().FindStringSubmatch(y.Stale)
		if m == nil {
			return invalid(file, src, "stale_after:", "stale_after is a number of days, as 365d, or never: "+y.Stale)
		}
		p.Sector.StaleAfter, _ = strconv.Atoi(m[1]) // the pattern admits nothing else
	}
	seen := map[string]bool{}
	for _, c := range y.Coverage {
		at := "name: " + c.Name
		switch {
		case c.Name == "":
			return invalid(file, src, "coverage:", "a coverage rule has no name")
		case !coverageName().MatchString(c.Name):
			return invalid(file, src, at, "a coverage rule's name is of small letters without marks, digits and _: "+c.Name)
		case seen[c.Name]:
			return invalid(file, src, at, "coverage rule stands twice: "+c.Name)
		case c.Who == "":
			return invalid(file, src, at, "coverage rule does not say who: "+c.Name)
		case c.Least < 0 || c.Least > 1:
			return invalid(file, src, at, "least is a share between 0 and 1: "+c.Name)
		case c.Field != "" && p.Spec(c.Field) == nil:
			return invalid(file, src, at, "no such field: "+string(c.Field))
		}
		seen[c.Name] = true
		vi, en := c.Title.VI, c.Title.EN
		if vi == "" {
			vi = c.Name
		}
		if en == "" {
			en = vi
		}
		p.Sector.Coverage = append(p.Sector.Coverage, record.Coverage{
			Name: c.Name, TitleVI: vi, TitleEN: en, Who: c.Who, Counts: c.Counts, Field: c.Field, Least: c.Least, FigureOnly: c.FigureOnly,
		})
	}
	return nil
}
