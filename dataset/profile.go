package dataset

import (
	"embed"
	"slices"
	"strings"
	"sync"

	"github.com/doisanh/doisanh/record"
)

// Profile says what a sector's rows are and how its columns are recognised and read. Treat it as read-only: the built-in
// ones are shared.
type Profile struct {
	Sector record.Sector
	Fields []FieldSpec // the sector's own fields first, then the canonical person fields

	// Needed are the fields without which a file cannot be read at all.
	Needed []record.Field

	// IDHeaders are the headers that name a record id, best first; IDFields the fields whose column serves as one
	// where no such header is found.
	IDHeaders []string
	IDFields  []record.Field

	headers *recogniser
}

// FieldSpec is a field of a profile.
type FieldSpec struct {
	Field   record.Field
	Kind    record.Kind
	Own     bool              // named by the sector's profile, not only by the common one
	Headers []string          // what its column is called
	Weak    []string          // what it is called where no other column claims the field
	Words   map[string]string // KindCode: viet.Words of a word → code
	Implied []Implied         // what headers say where every row is of one code
}

// Implied is a code's word and what says of every row that it is of the code: wordings within headers, and words within title lines.
type Implied struct {
	Word            string
	Headers, Titles []string
}

// Spec returns the profile's entry of a field, or nil where it has none.
func (p *Profile) Spec(f record.Field) *FieldSpec {
	for i := range p.Fields {
		if p.Fields[i].Field == f {
			return &p.Fields[i]
		}
	}
	return nil
}

// FieldNames returns the names of the profile's fields, in its order.
func (p *Profile) FieldNames() []string {
	names := make([]string, len(p.Fields))
	for i, f := range p.Fields {
		names[i] = string(f.Field)
	}
	return names
}

//go:embed profiles/*.yaml
var profileFiles embed.FS

// commonOnce and builtin parse the embedded profiles, each when it is first asked for and once. They are read-only.
var (
	commonOnce = sync.OnceValues(readCommon)

	builtin = func() map[string]func() (*Profile, error) {
		all := map[string]func() (*Profile, error){}
		for _, code := range Sectors() {
			all[code] = sync.OnceValues(func() (*Profile, error) {
				name := "profiles/" + code + ".yaml"
				data, err := profileFiles.ReadFile(name)
				if err != nil {
					return nil, err
				}
				common, err := commonOnce()
				if err != nil {
					return nil, err
				}
				return parseProfile(name, data, common)
			})
		}
		return all
	}()
)

// register is the code of the population's register.
const register = "dan_cu"

// Persons returns the profile of tables of persons that nobody has named a sector of: the register's, with the numbers that sectors give their people
// by the wordings that leave no doubt which number it is. It is read-only, as the built-in ones are.
var Persons = sync.OnceValues(func() (*Profile, error) {
	common, err := commonOnce()
	if err != nil {
		return nil, err
	}
	name, persons, err := readBuiltin(register)
	if err != nil {
		return nil, err
	}
	for _, code := range Sectors() {
		_, sector, err := readBuiltin(code)
		if err != nil {
			return nil, err
		}
		for _, f := range sector.Fields {
			if slices.Contains(sector.Numbers, f.Field) {
				persons.Fields = append(persons.Fields, fieldYAML{Field: f.Field, Kind: f.Kind, Headers: f.Headers})
				persons.Numbers = append(persons.Numbers, f.Field)
			}
		}
	}
	return resolve(name, nil, persons, common)
})

// readBuiltin returns a built-in profile as authored, and the name of its file.
func readBuiltin(code string) (name string, y profileYAML, err error) {
	name = "profiles/" + code + ".yaml"
	data, err := profileFiles.ReadFile(name)
	if err != nil {
		return name, y, err
	}
	return name, y, strictYAML(name, data, &y)
}

// Builtin returns the built-in profile of a sector, or a *record.Problem (sector.unknown) with the nearest code.
func Builtin(code string) (*Profile, error) {
	if p := builtin[code]; p != nil {
		return p()
	}
	return nil, &record.Problem{
		ID:     record.ProblemSectorUnknown,
		Column: code,
		Args:   []any{nearest(code, Sectors()), strings.Join(Sectors(), ", ")},
	}
}

// Sectors lists the codes of the built-in sectors, sorted.
func Sectors() []string {
	entries, err := profileFiles.ReadDir("profiles")
	if err != nil {
		return nil // cannot be: the folder is embedded
	}
	var codes []string
	for _, e := range entries {
		if code := strings.TrimSuffix(e.Name(), ".yaml"); code != commonName {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return codes
}
