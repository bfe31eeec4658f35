package synth

import (
	"bytes"
	_ "embed" // the default configuration is compiled in
	"errors"
	"fmt"
	"io"
	"reflect"
	"sort"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/doisanh/doisanh/internal/yamltext"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// Config says what to generate. Default gives the shipped values; ReadConfig lays a user's file over them.
type Config struct {
	Seed          uint64   `yaml:"seed"`
	People        int      `yaml:"people"`
	AsOf          Day      `yaml:"as_of"`
	Province      uint16   `yaml:"province"`  // code of the 63
	Communes      int      `yaml:"communes"`  // 0 = by the number of people
	Districts     int      `yaml:"districts"` // 0 = all; fewer make more namesakes live together
	MinorityShare float64  `yaml:"minority_share"`
	NewUnits      NewUnits `yaml:"new_units_share"`
	Hardness      string   `yaml:"hardness"` // ordinary, hard, brutal
	Sectors       []string `yaml:"sectors"`
	// Threads is how many goroutines work; it changes nothing in the output. 0 = one for each CPU.
	Threads int `yaml:"threads"`

	Families         map[string]float64            `yaml:"families"`
	States           map[string]float64            `yaml:"states"`
	Events           map[string]float64            `yaml:"events"`
	Coverage         map[string]float64            `yaml:"coverage"`
	Outside          map[string]float64            `yaml:"outside"`
	Duplicates       map[string]float64            `yaml:"duplicates"`
	ActiveAfterDeath float64                       `yaml:"active_after_death"`
	Stale            float64                       `yaml:"stale"` // records not updated for over a year
	Files            map[string]FileForm           `yaml:"files"`
	Errors           map[string]float64            `yaml:"errors"`
	RegisterErrors   map[string]float64            `yaml:"register_errors"`
	SectorErrors     map[string]map[string]float64 `yaml:"sector_errors"`
	CohortBoost      float64                       `yaml:"cohort_boost"`
}

// NewUnits are the shares of addresses written in the units in force since 1 July 2025.
type NewUnits struct {
	Register float64 `yaml:"register"`
	Sectors  float64 `yaml:"sectors"`
}

// FileForm is how a sector's file is written.
type FileForm struct {
	Delimiter string `yaml:"delimiter"` // "," if empty
	BOM       bool   `yaml:"bom"`
	CRLF      bool   `yaml:"crlf"`
	Extension string `yaml:"extension"` // "csv" if empty
	// Encoding is a legacy encoding of refdata (TCVN3, VNI-WIN, VPS, VISCII) that names and places are written in, opened by
	// mistake as cp1252 and saved as UTF-8: NguyÔn V¨n. Empty = none.
	Encoding string `yaml:"encoding"`
}

// Day is a date written YYYY-MM-DD.
type Day record.Date

// UnmarshalYAML reads a day.
func (d *Day) UnmarshalYAML(b []byte) error {
	var y, m, day int
	s := string(bytes.Trim(bytes.TrimSpace(b), `"'`))
	if n, err := fmt.Sscanf(s, "%d-%d-%d", &y, &m, &day); n != 3 || err != nil || y < 2000 || y > 2100 || m < 1 || m > 12 || day < 1 || day > daysIn(y, m) {
		return fmt.Errorf("not a day YYYY-MM-DD: %q", s)
	}
	*d = Day(record.MakeDate(y, m, day))
	return nil
}

//go:embed default.yaml
var defaultYAML []byte

// Default returns the shipped configuration.
func Default() Config {
	var c Config
	if err := yamltext.Unmarshal(defaultYAML, &c, yaml.Strict()); err != nil {
		panic("synth: default.yaml: " + err.Error()) // the file is compiled in and tested
	}
	return c
}

// DefaultYAML returns the text of the shipped configuration, with its comments.
func DefaultYAML() []byte { return bytes.Clone(defaultYAML) }

// yamlProblem tells what is wrong with a configuration's YAML, and where.
func yamlProblem(err error) *record.Problem {
	what, line := yamltext.Said(err, yamltext.Keys(reflect.TypeFor[Config]()))
	return &record.Problem{ID: record.ProblemSynthConfig, Row: line, Args: []any{what}}
}

// ReadConfig reads a configuration and lays it over the shipped one: a key it does not have keeps the shipped value, and so
// does each rate it does not name. The shipped one is first made as hard as the file's hardness; what the file names stands
// as it is. Unknown keys are a *record.Problem.
func ReadConfig(r io.Reader) (Config, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return Config{}, &record.Problem{ID: record.ProblemSynthConfig, Args: []any{"unreadable"}, Err: err}
	}
	var level struct {
		Hardness string `yaml:"hardness"`
	}
	base := Default()
	if len(bytes.TrimSpace(text)) > 0 {
		if err := yamltext.Unmarshal(text, &level); err != nil && !errors.Is(err, io.EOF) {
			return Config{}, yamlProblem(err)
		}
	}
	if level.Hardness != "" {
		if err := checkHardness(level.Hardness); err != nil {
			return Config{}, err
		}
		base.harden(level.Hardness)
	}
	c := base
	c.Families, c.States, c.Events, c.Coverage, c.Outside, c.Duplicates = nil, nil, nil, nil, nil, nil
	c.Files, c.Errors, c.RegisterErrors, c.SectorErrors = nil, nil, nil, nil
	if len(bytes.TrimSpace(text)) > 0 {
		if err := yamltext.Unmarshal(text, &c, yaml.Strict()); err != nil && !errors.Is(err, io.EOF) {
			return Config{}, yamlProblem(err)
		}
	}
	for _, m := range [...]struct {
		name string
		dst  *map[string]float64
		base map[string]float64
	}{
		{"families", &c.Families, base.Families}, {"states", &c.States, base.States}, {"events", &c.Events, base.Events},
		{"coverage", &c.Coverage, base.Coverage}, {"outside", &c.Outside, base.Outside},
		{"duplicates", &c.Duplicates, base.Duplicates}, {"errors", &c.Errors, base.Errors},
		{"register_errors", &c.RegisterErrors, base.RegisterErrors},
	} {
		*m.dst = merged(m.base, *m.dst)
	}
	c.Files = merged(base.Files, c.Files)
	own := c.SectorErrors
	c.SectorErrors = map[string]map[string]float64{}
	for s, m := range base.SectorErrors {
		c.SectorErrors[s] = merged(m, nil)
	}
	for s, m := range own {
		c.SectorErrors[s] = merged(c.SectorErrors[s], m)
	}
	c.Hardness = "ordinary" // applied
	return c, c.Check()
}

func merged[T any](base, own map[string]T) map[string]T {
	m := make(map[string]T, len(base)+len(own))
	for k, v := range base {
		m[k] = v
	}
	for k, v := range own {
		m[k] = v
	}
	return m
}

func mapsOf(m map[string]map[string]float64) []map[string]float64 {
	out := make([]map[string]float64, 0, len(m))
	for _, v := range m {
		out = append(out, v)
	}
	return out
}

// Check reports the first thing that cannot be, as a *record.Problem.
func (c *Config) Check() error {
	bad := func(column string, what ...any) error {
		return &record.Problem{ID: record.ProblemSynthConfig, Column: column, Args: what}
	}
	switch {
	case c.People < 100 || c.People > 20_000_000:
		return bad("people", fmt.Sprintf("%d is not between 100 and 20000000", c.People))
	case c.AsOf == 0:
		return bad("as_of", "missing")
	}
	if err := checkHardness(c.Hardness); err != nil {
		return err
	}
	if _, ok := refdata.Units().Province63(c.Province); !ok {
		return bad("province", fmt.Sprintf("%d is not a province of the 63", c.Province))
	}
	d := Default()
	seen := map[string]bool{}
	for _, s := range c.Sectors {
		if _, ok := sectorNamed(s); !ok || seen[s] || s == "dan_cu" {
			return bad("sectors", fmt.Sprintf("%q stands twice, or is none of %s", s, strings.Join(d.Sectors, ", ")))
		}
		seen[s] = true
	}
	for _, m := range [...]struct {
		name      string
		own, base map[string]float64
	}{
		{"families", c.Families, d.Families}, {"states", c.States, d.States}, {"events", c.Events, d.Events},
		{"coverage", c.Coverage, d.Coverage}, {"outside", c.Outside, d.Coverage}, {"duplicates", c.Duplicates, d.Duplicates},
		{"errors", c.Errors, d.Errors}, {"register_errors", c.RegisterErrors, d.Errors},
	} {
		if err := checkRates(m.name, m.own, m.base); err != nil {
			return err
		}
	}
	shares := map[string]float64{"active_after_death": c.ActiveAfterDeath, "stale": c.Stale, "minority_share": c.MinorityShare,
		"new_units_share.register": c.NewUnits.Register, "new_units_share.sectors": c.NewUnits.Sectors}
	for _, name := range sortedKeys(shares) {
		if err := checkRate(name, shares[name]); err != nil {
			return err
		}
	}
	return c.checkSectors()
}

// checkSectors checks what is set for single sectors.
func (c *Config) checkSectors() error {
	bad := func(column string, what ...any) error {
		return &record.Problem{ID: record.ProblemSynthConfig, Column: column, Args: what}
	}
	d := Default()
	for _, s := range sortedKeys(c.SectorErrors) {
		if _, ok := sectorNamed(s); !ok {
			return bad("sector_errors", fmt.Sprintf("%q is not a sector", s))
		}
		if err := checkRates("sector_errors."+s, c.SectorErrors[s], d.Errors); err != nil {
			return err
		}
	}
	for _, s := range sortedKeys(c.Files) {
		if _, ok := sectorNamed(s); !ok {
			return bad("files", fmt.Sprintf("%q is not a sector", s))
		}
		if f := c.Files[s]; len(f.Delimiter) > 1 || f.Extension != "" && f.Extension != "csv" && f.Extension != "tsv" {
			return bad("files."+s, "the delimiter is one character, the extension csv or tsv")
		}
		if e := c.Files[s].Encoding; e != "" && lettersOf(e) == nil {
			return bad("files."+s, fmt.Sprintf("%q is not an encoding that can be opened as cp1252", e))
		}
	}
	return nil
}

func checkHardness(preset string) error {
	if _, ok := levelOf(preset); ok {
		return nil
	}
	return &record.Problem{ID: record.ProblemSynthConfig, Column: "hardness", Args: []any{fmt.Sprintf("%q is not ordinary, hard or brutal", preset)}}
}

func checkRates(name string, own, known map[string]float64) error {
	for _, k := range sortedKeys(own) {
		if _, ok := known[k]; !ok {
			return &record.Problem{ID: record.ProblemSynthConfig, Column: name + "." + k, Args: []any{"unknown key"}}
		}
		if err := checkRate(name+"."+k, own[k]); err != nil {
			return err
		}
	}
	return nil
}

func checkRate(name string, v float64) error {
	if v >= 0 && v <= 1 {
		return nil
	}
	return &record.Problem{ID: record.ProblemSynthConfig, Column: name, Args: []any{fmt.Sprintf("%g is not between 0 and 1", v)}}
}

func sortedKeys[T any](m map[string]T) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// daysIn returns the number of days of a month.
func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}
