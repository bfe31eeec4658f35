package reconcile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"

	"github.com/doisanh/doisanh/record"
)

// Coverage rules are written as expressions (github.com/expr-lang/expr, its built-in functions left out but for the ones here):
//
//	age >= 5 and age <= 11
//	birth_year in 2013..2019 and not has("giao_duc")
//	sex == "male" and age >= 17 and province == "42"
//	valid_to == "" or valid_to >= as_of
//
// Every field is a text: the code of a closed list, the canonical name, the number, YYYY-MM-DD; "" where it is missing.
// Beside the fields there are
//
//	age, birth_year  whole numbers; a person whose birth date is not known is not due by a rule that asks for them, and one
//	                 whose birth date is known in part only where the rule says so for its first and its last day
//	commune, province  codes of the permanent residence, in force at as_of
//	as_of            the day the data are judged on
//	has("sector")    a record in force of that sector is linked to the person; a rule that asks for a sector the run does not
//	                 hold says nothing
const (
	varAge       = "age"
	varBirthYear = "birth_year"
	varCommune   = "commune"
	varProvince  = "province"
	varAsOf      = "as_of"
	varHas       = "has"
)

// expression is a compiled rule with what it asks for.
type expression struct {
	program *vm.Program
	fields  []record.Field
	birth   bool // asks for age or birth_year
	uses    map[string]bool
	sectors []string // that has() asks for
}

// CheckCoverage reports whether a sector's coverage rules can be carried out: the error names the rule and what is wrong with its
// expression. own are the sector's fields, register those of the register, sectors the codes that has() may ask for.
func CheckCoverage(s *record.Sector, own, register []record.Field, sectors []string) error {
	for _, c := range s.Coverage {
		e, err := compileExpression(c.Who, register, true)
		if err != nil {
			return fmt.Errorf("coverage %s: who: %w", c.Name, err)
		}
		for _, code := range e.sectors {
			if !slices.Contains(sectors, code) {
				return fmt.Errorf("coverage %s: who: has(%q): no such sector; there are %s", c.Name, code, strings.Join(sectors, ", "))
			}
		}
		if c.Counts == "" {
			continue
		}
		if _, err := compileExpression(c.Counts, own, false); err != nil {
			return fmt.Errorf("coverage %s: counts: %w", c.Name, err)
		}
	}
	return nil
}

// compileExpression checks an expression over fields. Only an expression over the register knows the person's age, place and
// other records.
func compileExpression(text string, fields []record.Field, register bool) (*expression, error) {
	env := map[string]any{varAsOf: ""}
	for _, f := range fields {
		env[string(f)] = ""
	}
	if register {
		env[varAge], env[varBirthYear], env[varCommune], env[varProvince] = 0, 0, "", ""
		env[varHas] = func(string) bool { return false }
	}
	program, err := expr.Compile(text, expr.Env(env), expr.AsBool(), expr.DisableAllBuiltins())
	if err != nil {
		what, _, _ := strings.Cut(err.Error(), "\n")
		return nil, fmt.Errorf("%s: %s", text, what)
	}
	tree, err := parser.Parse(text)
	if err != nil {
		return nil, err
	}
	e := &expression{program: program, uses: map[string]bool{}}
	asked := 0
	ast.Walk(&tree.Node, visitor(func(n ast.Node) {
		switch n := n.(type) {
		case *ast.IdentifierNode:
			e.uses[n.Value] = true
		case *ast.CallNode:
			asked++
			if code, ok := sectorAsked(n); ok {
				e.sectors = append(e.sectors, code)
			}
		}
	}))
	if len(e.sectors) < asked {
		return nil, fmt.Errorf("%s: %s() takes one sector's code in quotes", text, varHas)
	}
	e.birth = e.uses[varAge] || e.uses[varBirthYear]
	for _, f := range fields {
		if e.uses[string(f)] {
			e.fields = append(e.fields, f)
		}
	}
	slices.Sort(e.fields)
	return e, nil
}

// sectorAsked returns the code in has("code").
func sectorAsked(call *ast.CallNode) (string, bool) {
	if id, ok := call.Callee.(*ast.IdentifierNode); !ok || id.Value != varHas || len(call.Arguments) != 1 {
		return "", false
	}
	code, ok := call.Arguments[0].(*ast.StringNode)
	if !ok {
		return "", false
	}
	return code.Value, true
}

type visitor func(ast.Node)

// Visit implements ast.Visitor.
func (v visitor) Visit(n *ast.Node) { v(*n) }

// evaluation is an expression over the rows of a view. It is for one goroutine.
type evaluation struct {
	*expression
	v       *view
	asOf    record.Date
	row     int
	env     map[string]any
	columns []textColumn
	machine vm.VM
}

// textColumn is a field's values as expressions see them.
type textColumn struct {
	name  string
	codes []uint32
	texts []any // per distinct value
}

// over makes the expression ready for the rows of a dataset, for one goroutine. has answers for other sectors; it may be nil.
func (e *expression) over(v *view, columns []textColumn, asOf record.Date, has func(row int, sector string) bool) *evaluation {
	ev := &evaluation{expression: e, v: v, columns: columns, asOf: asOf, env: map[string]any{
		varAsOf: asOf.String(), varAge: 0, varBirthYear: 0, varCommune: "", varProvince: "",
	}}
	ev.env[varHas] = func(sector string) bool { return has != nil && has(ev.row, sector) }
	for _, f := range e.fields {
		ev.env[string(f)] = ""
	}
	return ev
}

// columns writes the columns the expression asks for, once for all goroutines.
func (e *expression) columns(v *view) (all []textColumn) {
	for _, f := range e.fields {
		if c := v.table.Column(f); c != nil {
			all = append(all, textColumn{string(f), c.Codes, canonicalTexts(v.people, c)})
		}
	}
	return all
}

// canonicalTexts writes a column's distinct values in their canonical form.
func canonicalTexts(p *record.People, c *record.Column) []any {
	texts := make([]any, c.Dict.Len())
	for i, s := range c.Dict.All() {
		switch f := c.Field; {
		case p.Coded[f] != nil:
			s = p.Coded[f].Dict[i].Code
		case p.Dates[f] != nil:
			s = p.Dates[f].Dict[i].Date.String()
		case p.Names[f] != nil:
			s = p.Names[f].Of(i).Full
		case p.IDs[f] != nil:
			if s = record.FormatID(p.IDs[f].Dict[i].Number); s == "" {
				s = record.FormatOldID(p.IDs[f].Dict[i].Old)
			}
		case p.Numbers[f] != nil:
			s = p.Numbers[f].Dict[i].Text
		case p.Places[f] != nil:
			if s = ""; p.Places[f].Dict[i].Commune() != 0 {
				s = fmt.Sprintf("%05d", p.Places[f].Dict[i].Commune())
			}
		case p.Texts[f] != nil:
			s = p.Texts[f].Of(i)
		}
		texts[i] = s
	}
	return texts
}

// holds reports whether the expression holds for a row.
func (ev *evaluation) holds(row int) bool {
	ev.row = row
	for i := range ev.columns {
		c := &ev.columns[i]
		ev.env[c.name] = c.texts[c.codes[row]]
	}
	if ev.uses[varCommune] || ev.uses[varProvince] {
		ev.place(row)
	}
	if !ev.birth {
		return ev.run()
	}
	first, last := span(ev.v.birth(row))
	if first == 0 || surelyAfter(first, ev.asOf) { // nobody is born after as_of: the date is wrong, and says nothing of the age
		return false
	}
	ev.born(first)
	if !ev.run() {
		return false
	}
	if first == last {
		return true
	}
	ev.born(last)
	return ev.run()
}

func (ev *evaluation) born(day record.Date) {
	ev.env[varAge], ev.env[varBirthYear] = ageAt(day, ev.asOf), day.Year()
}

func (ev *evaluation) place(row int) {
	commune, province := "", ""
	if c := ev.v.people.Commune[row]; c != 0 {
		commune = fmt.Sprintf("%05d", c)
	}
	if places := ev.v.people.Places[record.PermanentAddress]; places != nil {
		if p := places.Dict[places.Codes[row]].Provinces; len(p) == 1 {
			province = fmt.Sprintf("%02d", p[0])
		}
	}
	ev.env[varCommune], ev.env[varProvince] = commune, province
}

// run evaluates. An expression that was compiled against the types it is given cannot fail but by dividing by nothing and
// the like: it does not hold then.
func (ev *evaluation) run() bool {
	out, err := ev.machine.Run(ev.program, ev.env)
	yes, ok := out.(bool)
	return err == nil && ok && yes
}
