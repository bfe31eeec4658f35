package dataset

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/doisanh/doisanh/docs/schema"
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/internal/yamltext"
	"github.com/doisanh/doisanh/record"
)

const commonName = "common"

// profileYAML is a sector's profile as authored; Profile is the resolved form.
type profileYAML struct {
	Code     string         `yaml:"code"`
	Extends  string         `yaml:"extends"`
	Title    titleYAML      `yaml:"title"`
	Agency   string         `yaml:"agency"`
	Row      string         `yaml:"row"`
	Fact     []record.Field `yaml:"fact"`
	Required []record.Field `yaml:"required"`
	Numbers  []record.Field `yaml:"numbers"`
	Needed   []record.Field `yaml:"needed"`
	Never    []record.Field `yaml:"never_together"`
	Links    string         `yaml:"links"`
	Active   *bool          `yaml:"active"`
	Stale    string         `yaml:"stale_after"`
	Coverage []coverageYAML `yaml:"coverage"`
	RecordID recordIDYAML   `yaml:"record_id"`
	Fields   []fieldYAML    `yaml:"fields"`
	People   []personYAML   `yaml:"people"`
	Ignore   []string       `yaml:"ignore"`
}

type titleYAML struct {
	VI string `yaml:"vi"`
	EN string `yaml:"en"`
}

type recordIDYAML struct {
	Headers []string       `yaml:"headers"`
	Weak    []string       `yaml:"weak"`
	Fields  []record.Field `yaml:"fields"`
	Of      []string       `yaml:"of"`     // what is recorded: "Mã" + one of these + anything names a record id
	Papers  []string       `yaml:"papers"` // those of them that "Số" may stand before
}

type fieldYAML struct {
	Field   record.Field        `yaml:"field"`
	Kind    string              `yaml:"kind"`
	Headers []string            `yaml:"headers"`
	Weak    []string            `yaml:"weak"`
	Words   map[string][]string `yaml:"words"`
	Implied map[string][]string `yaml:"implied"` // code: what headers say where every row is of it
}

type personYAML struct {
	Whose  string                        `yaml:"whose"`
	Words  []string                      `yaml:"words"`
	Fields map[record.Field]record.Field `yaml:"fields"`
}

type partsYAML struct {
	Field record.Field `yaml:"field"`
	Sep   string       `yaml:"sep"`
	Parts [][]string   `yaml:"parts"`
	Needs []int        `yaml:"needs"`
	Least int          `yaml:"least"`
	Whole []string     `yaml:"whole"`
	Units unitsYAML    `yaml:"units"`
}

type unitsYAML struct {
	Words   [][]string `yaml:"words"`
	Short   [][]string `yaml:"short"`
	Fillers []string   `yaml:"fillers"`
	Eras    [][]string `yaml:"eras"`
}

type commonProfile struct {
	Fields   []fieldYAML  `yaml:"fields"`
	RecordID recordIDYAML `yaml:"record_id"`
	People   []personYAML `yaml:"people"`
	Fillers  []string     `yaml:"fillers"`
	Sources  []string     `yaml:"sources"`
	Parts    []partsYAML  `yaml:"parts"`
	Ignore   []string     `yaml:"ignore"`
}

func readCommon() (*commonProfile, error) {
	const name = "profiles/" + commonName + ".yaml"
	data, err := profileFiles.ReadFile(name)
	if err != nil {
		return nil, err
	}
	c := new(commonProfile)
	if err := strictYAML(name, data, c); err != nil {
		return nil, err
	}
	return c, nil
}

// ReadProfile reads a user's profile. With `extends: <sector>` it adds to a built-in one, and whatever it says itself
// stands over that. Anything wrong is a *record.Problem: profile.invalid with the line, or file.missing.
func ReadProfile(path string) (*Profile, error) {
	data, err := ReadText(path)
	if err != nil {
		return nil, err
	}
	common, err := commonOnce()
	if err != nil {
		return nil, err
	}
	p, err := parseProfile(path, data, common)
	if err != nil {
		return nil, err
	}
	// The keys are known by now; the published schema judges the kinds and forms of their values.
	faults, err := schema.Check(schema.Profile, string(data))
	if err != nil {
		return nil, &record.Problem{ID: record.ProblemProfileInvalid, File: path, Args: []any{""}, Err: err}
	}
	for _, f := range faults {
		return nil, &record.Problem{ID: record.ProblemProfileInvalid, File: path, Column: f.Key, Args: []any{f.Key + ": " + f.What}}
	}
	return p, nil
}

// fileProblem turns an error of the file system into the Problem the user gets.
func fileProblem(path string, err error) error {
	id := record.ProblemFileUnreadable
	if errors.Is(err, os.ErrNotExist) {
		id = record.ProblemFileMissing
	}
	return &record.Problem{ID: id, File: path, Err: err}
}

// parseProfile reads one profile file together with the chain of built-in ones it extends, nearest last.
func parseProfile(file string, data []byte, common *commonProfile) (*Profile, error) {
	var chain []profileYAML
	name := file
	for {
		var y profileYAML
		if err := strictYAML(name, data, &y); err != nil {
			return nil, err
		}
		chain = append(chain, y)
		if y.Extends == "" {
			break
		}
		if len(chain) > len(Sectors()) {
			return nil, invalid(name, data, "extends:", "profiles extend each other in a circle")
		}
		if !slices.Contains(Sectors(), y.Extends) {
			return nil, invalid(name, data, "extends:", didYouMean("no such sector: "+y.Extends, y.Extends, Sectors()))
		}
		name = "profiles/" + y.Extends + ".yaml"
		var err error
		if data, err = profileFiles.ReadFile(name); err != nil {
			return nil, err
		}
	}
	own := chain[0]
	merged := chain[len(chain)-1]
	for i := len(chain) - 2; i >= 0; i-- {
		merged = extend(merged, chain[i])
	}
	src, err := ReadText(file)
	if err != nil { // a built-in one: only its text matters, for line numbers
		src, _ = profileFiles.ReadFile(file)
	}
	if own.Code == "" && own.Extends == "" {
		return nil, invalid(file, src, "", "code is missing")
	}
	return resolve(file, src, merged, common)
}

// extend lays what y says over what base says.
func extend(base, y profileYAML) profileYAML {
	out := base
	out.Extends = ""
	for _, s := range []struct{ to, from *string }{
		{&out.Code, &y.Code}, {&out.Title.VI, &y.Title.VI}, {&out.Title.EN, &y.Title.EN}, {&out.Agency, &y.Agency},
		{&out.Row, &y.Row}, {&out.Stale, &y.Stale}, {&out.Links, &y.Links},
	} {
		if *s.from != "" {
			*s.to = *s.from
		}
	}
	for _, s := range []struct{ to, from *[]record.Field }{
		{&out.Fact, &y.Fact}, {&out.Required, &y.Required}, {&out.Numbers, &y.Numbers}, {&out.Needed, &y.Needed}, {&out.Never, &y.Never},
		{&out.RecordID.Fields, &y.RecordID.Fields},
	} {
		if *s.from != nil {
			*s.to = *s.from
		}
	}
	if y.Active != nil {
		out.Active = y.Active
	}
	out.RecordID.Headers = slices.Concat(y.RecordID.Headers, base.RecordID.Headers)
	out.RecordID.Weak = slices.Concat(y.RecordID.Weak, base.RecordID.Weak)
	out.RecordID.Of = slices.Concat(y.RecordID.Of, base.RecordID.Of)
	out.RecordID.Papers = slices.Concat(y.RecordID.Papers, base.RecordID.Papers)
	out.People = slices.Concat(base.People, y.People)
	out.Coverage = extendCoverage(base.Coverage, y.Coverage)
	out.Ignore = slices.Concat(base.Ignore, y.Ignore)
	out.Fields = slices.Clone(base.Fields)
	for _, f := range y.Fields {
		i := slices.IndexFunc(out.Fields, func(b fieldYAML) bool { return b.Field == f.Field })
		if i < 0 {
			out.Fields = append(out.Fields, f)
			continue
		}
		out.Fields[i] = mergeField(out.Fields[i], f)
	}
	return out
}

// mergeField lays f over base: its headers come first, its kind wins, its words are added and win where
// both have one.
func mergeField(base, f fieldYAML) fieldYAML {
	out := base
	if f.Kind != "" {
		out.Kind = f.Kind
	}
	if f.Implied != nil {
		out.Implied = f.Implied
	}
	out.Headers = slices.Concat(f.Headers, base.Headers)
	out.Weak = slices.Concat(f.Weak, base.Weak)
	said := map[string]bool{}
	for code, words := range f.Words {
		for _, w := range append([]string{code}, words...) {
			said[viet.Words(w)] = true
		}
	}
	out.Words = map[string][]string{}
	for code, words := range base.Words {
		for _, w := range append([]string{code}, words...) {
			if !said[viet.Words(w)] {
				out.Words[code] = append(out.Words[code], w)
			}
		}
	}
	for code, words := range f.Words {
		out.Words[code] = slices.Concat(words, out.Words[code])
	}
	return out
}

// resolve checks a profile and makes the form Load works with.
func resolve(file string, src []byte, y profileYAML, common *commonProfile) (*Profile, error) {
	p := &Profile{Sector: record.Sector{
		Code: y.Code, TitleVI: y.Title.VI, TitleEN: y.Title.EN, AgencyVI: y.Agency,
		Fact: y.Fact, Required: y.Required, Numbers: y.Numbers, Active: y.Active != nil && *y.Active, NeverTogether: y.Never,
	}, Needed: y.Needed}
	if p.Sector.TitleVI == "" {
		p.Sector.TitleVI = y.Code
	}
	if p.Sector.TitleEN == "" {
		p.Sector.TitleEN = p.Sector.TitleVI
	}
	if p.Needed == nil {
		p.Needed = []record.Field{record.FullName}
	}
	switch y.Row {
	case "", "person":
	case "fact":
		p.Sector.Row = record.RowFact
	default:
		return nil, invalid(file, src, "row:", didYouMean("row is neither person nor fact: "+y.Row, y.Row, []string{"person", "fact"}))
	}
	switch y.Links {
	case "", "many_to_one":
	case "one_to_one":
		p.Sector.OneToOne = true
	default:
		return nil, invalid(file, src, "links:", didYouMean("links is neither one_to_one nor many_to_one: "+y.Links, y.Links, []string{"one_to_one", "many_to_one"}))
	}
	if err := resolveFields(file, src, p, y, common); err != nil {
		return nil, err
	}
	if err := resolveCoverage(file, src, p, y); err != nil {
		return nil, err
	}
	known := []string{string(record.RecordID)}
	for _, f := range p.Fields {
		known = append(known, string(f.Field))
	}
	lists := map[string][]record.Field{"fact:": y.Fact, "required:": y.Required, "numbers:": y.Numbers, "needed:": y.Needed, "never_together:": y.Never, "record_id:": y.RecordID.Fields}
	for _, key := range []string{"fact:", "required:", "numbers:", "needed:", "never_together:", "record_id:"} {
		for _, f := range lists[key] {
			if !slices.Contains(known, string(f)) {
				return nil, invalid(file, src, key, didYouMean("no such field: "+string(f), string(f), known))
			}
		}
	}
	p.IDHeaders = slices.Concat(y.RecordID.Headers, common.RecordID.Headers, y.RecordID.Weak, common.RecordID.Weak)
	p.IDFields = y.RecordID.Fields
	p.headers = newRecogniser(p, y, common)
	return p, nil
}

// resolveFields lists the sector's fields, then the common ones.
func resolveFields(file string, src []byte, p *Profile, y profileYAML, common *commonProfile) error {
	for _, f := range y.Fields {
		if f.Field == "" {
			return invalid(file, src, "fields:", "a field has no name")
		}
		if p.Spec(f.Field) != nil {
			return invalid(file, src, "field: "+string(f.Field), "field stands twice: "+string(f.Field))
		}
		if i := slices.IndexFunc(common.Fields, func(c fieldYAML) bool { return c.Field == f.Field }); i >= 0 {
			f = mergeField(common.Fields[i], f)
		}
		kind, ok := record.ParseKind(f.Kind)
		if !ok || kind == record.KindWords {
			what := "no such kind: " + f.Kind
			if f.Kind == "" {
				what = "field has no kind: " + string(f.Field)
			}
			return invalid(file, src, "field: "+string(f.Field), didYouMean(what, f.Kind, kindNames()))
		}
		spec, clash := fieldSpec(f, kind)
		if clash != "" {
			return invalid(file, src, "field: "+string(f.Field), "a word stands for two codes: "+clash)
		}
		spec.Own = true
		p.Fields = append(p.Fields, spec)
	}
	for _, f := range common.Fields {
		if p.Spec(f.Field) != nil {
			continue
		}
		kind, ok := record.ParseKind(f.Kind)
		if !ok {
			return fmt.Errorf("%s: no such kind: %s", commonName, f.Kind)
		}
		spec, clash := fieldSpec(f, kind)
		if clash != "" {
			return fmt.Errorf("%s: %s: a word stands for two codes: %s", commonName, f.Field, clash)
		}
		p.Fields = append(p.Fields, spec)
	}
	return nil
}

// fieldSpec makes a field's entry. clash is a word that stands for two codes, if there is one.
func fieldSpec(f fieldYAML, kind record.Kind) (spec FieldSpec, clash string) {
	spec = FieldSpec{Field: f.Field, Kind: kind, Headers: f.Headers, Weak: f.Weak}
	if kind != record.KindCode {
		return spec, ""
	}
	spec.Words = map[string]string{}
	codes := make([]string, 0, len(f.Words))
	for code := range f.Words {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	for _, code := range codes {
		if headers := f.Implied[code]; len(headers) > 0 && len(f.Words[code]) > 0 {
			spec.Implied = append(spec.Implied, Implied{f.Words[code][0], headers, inTitles(f.Words[code])})
		}
		for _, w := range append(f.Words[code], code) {
			key := viet.Words(w)
			if other, ok := spec.Words[key]; ok && other != code {
				clash = w
			}
			if key != "" {
				spec.Words[key] = code
			}
		}
	}
	return spec, clash
}

// inTitles lists the words of a code that a title line may say it by: those of two syllables and more.
func inTitles(words []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return len(strings.Fields(viet.Words(w))) < 2 })
}

func kindNames() []string {
	var names []string
	for k := record.KindText; ; k++ {
		names = append(names, k.String())
		if k == record.KindEVN {
			return names
		}
	}
}

// strictYAML decodes a profile; a key it does not know is an error with its line and the nearest key there is.
func strictYAML(file string, data []byte, into any) error {
	err := yamltext.Unmarshal(data, into, yaml.Strict())
	if err == nil {
		return nil
	}
	known := yamltext.Keys(reflect.TypeOf(into))
	p := &record.Problem{ID: record.ProblemProfileInvalid, File: file}
	what, line := yamltext.Said(err, known)
	var unknown *yaml.UnknownFieldError
	if m := regexp.MustCompile(`unknown field "(.*)"`).FindStringSubmatch(what); errors.As(err, &unknown) && m != nil {
		what = didYouMean("unknown key: "+m[1], m[1], known)
	}
	p.Row, p.Args = line, []any{what}
	return p
}

// invalid is a profile.invalid problem at the first line that holds the text at.
func invalid(file string, src []byte, at, what string) error {
	p := &record.Problem{ID: record.ProblemProfileInvalid, File: filepath.ToSlash(file), Args: []any{what}}
	if at != "" {
		for i, line := range strings.Split(string(src), "\n") {
			if strings.Contains(line, at) {
				p.Row = i + 1
				break
			}
		}
	}
	return p
}
