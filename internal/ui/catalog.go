package ui

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/message/catalog"

	"github.com/doisanh/doisanh/record"
)

// Lang is a language of the catalogue.
type Lang string

// The languages.
const (
	Vietnamese Lang = "vi"
	English    Lang = "en"
)

// ParseLang reads a --lang value or a locale such as en_US.UTF-8; ok is false for a language the catalogue lacks.
func ParseLang(s string) (Lang, bool) {
	s = strings.ToLower(s)
	for _, l := range []Lang{Vietnamese, English} {
		if s == string(l) || strings.HasPrefix(s, string(l)+"_") || strings.HasPrefix(s, string(l)+"-") || strings.HasPrefix(s, string(l)+".") {
			return l, true
		}
	}
	return Vietnamese, false
}

// Printer writes the catalogue's sentences in one language, with that language's digit grouping.
type Printer struct {
	lang    Lang
	printer *message.Printer
}

// NewPrinter returns the printer of a language.
func NewPrinter(lang Lang) *Printer {
	b := catalog.NewBuilder(catalog.Fallback(language.Vietnamese))
	for key, s := range sentences {
		// SetString fails on a malformed tag alone, and these two are well formed.
		_ = b.SetString(language.Vietnamese, key, s[0])
		_ = b.SetString(language.English, key, s[1])
	}
	tag := language.Vietnamese
	if lang == English {
		tag = language.English
	}
	return &Printer{lang: lang, printer: message.NewPrinter(tag, message.Catalog(b))}
}

// Lang returns the printer's language.
func (p *Printer) Lang() Lang { return p.lang }

// Text returns the sentence of a key with its arguments filled in.
func (p *Printer) Text(key string, args ...any) string {
	if _, ok := sentences[key]; !ok {
		return key
	}
	s := p.printer.Sprintf(key, plainArgs(args)...)
	if i := strings.Index(s, "%!(EXTRA"); i >= 0 { // sentences may leave arguments unused
		s = s[:i]
	}
	return s
}

// Note returns the sentence of a note on a dataset. A reason of rejection among its arguments is told in the language's words.
func (p *Printer) Note(id string, args ...any) string {
	args = slices.Clone(args)
	for i, a := range args {
		if word, ok := a.(string); ok && id == "rows.none" {
			args[i] = p.Text("reason." + word)
		}
	}
	return p.Text(id, args...)
}

// Problem returns the two sentences of a problem: what is wrong, naming file, row and column, and what to do.
func (p *Printer) Problem(q *record.Problem) (what, hint string) {
	args := append([]any{q.Column}, q.Args...)
	if told, ok := firstString(q.Args); ok && describes(q.ID) {
		args[1] = p.detail(told)
	}
	for len(args) < 4 {
		args = append(args, "")
	}
	what = p.Text(sentenceOf(q), args...)
	if q.Column != "" && (q.ID == record.ProblemFileMissing || q.ID == record.ProblemGlobEmpty || q.ID == record.ProblemFileUnreadable) {
		what += " (" + Plain(q.Column) + ")" // the job's key that names the file
	}
	if q.Column != "" && q.ID == record.ProblemFileDamaged {
		what += ", " + p.Text("problem.column", q.Column)
	}
	if q.File != "" {
		place := Plain(q.File)
		if q.Row > 0 {
			place += fmt.Sprintf(":%d", q.Row)
		}
		what = place + ": " + what
	}
	if q.Err != nil && showsCause(q.ID) {
		what += " (" + Plain(p.cause(q.Err)) + ")"
	}
	if suggestion, ok := firstString(q.Args); ok && suggestion != "" && suggests(q.ID) {
		return what, p.Text("hint.did_you_mean", suggestion)
	}
	return what, p.Text(hintOf(q), args...)
}

// sentenceOf returns the key of what is wrong: a list whose first row is somebody's has no header at all.
func sentenceOf(q *record.Problem) string {
	if len(q.Args) > 0 && q.ID == record.ProblemHeaderUnknown {
		if _, ok := q.Args[0].(int); ok {
			return q.ID + ".data"
		}
	}
	return q.ID
}

// hintOf returns the key of what to do about a problem: of a file of a kind that is not read what helps with that kind, where there is something, and of a
// record that is not there in which table it was looked for.
func hintOf(q *record.Problem) string {
	hint := sentenceOf(q) + ".hint"
	if kind, ok := firstString(q.Args); ok && q.ID == record.ProblemFileBinary {
		if of, ok := kindsOfHint[kind]; ok {
			return hint + "." + of
		}
	}
	if q.ID == record.ProblemRecord && len(q.Args) > 1 {
		return fmt.Sprint(hint, ".", q.Args[1])
	}
	return hint
}

// kindsOfHint says by the kind of a file that is not read which hint helps.
var kindsOfHint = map[string]string{
	"docx": "document", "odt": "document", "rtf": "document", "office document": "document",
	"pdf": "print", "png": "print", "jpeg": "print", "pptx": "print",
	"rar": "packed", "7z": "packed", "bzip2": "packed", "xz": "packed", "sqlite in an archive": "packed",
	"zip": "archive", "xlsb": "resave", "mht": "resave", "html": "resave", "xml": "markup",
}

// showsCause tells the problems whose cause is the system's own word (a permission, a full disk), never a cell's content.
func showsCause(id string) bool {
	switch id {
	case record.ProblemFileUnreadable, record.ProblemOutput, record.ProblemOutputSQL, record.ProblemModel, record.ProblemProfileInvalid, record.ProblemSynthConfig, record.ProblemRun:
		return true
	}
	return false
}

// describes tells the problems whose first argument says in English what is wrong.
func describes(id string) bool {
	switch id {
	case record.ProblemJobInvalid, record.ProblemProfileInvalid, record.ProblemModel, record.ProblemTruth, record.ProblemRun, record.ProblemSynthConfig, record.ProblemUsage:
		return true
	}
	return false
}

// suggests tells the problems whose first argument is the nearest known word.
func suggests(id string) bool {
	switch id {
	case record.ProblemJobKeyUnknown, record.ProblemSectorUnknown, record.ProblemRuleUnknown, record.ProblemDatasetUnknown, record.ProblemFieldUnknown, record.ProblemColumnUnknown:
		return true
	}
	return false
}

func firstString(args []any) (string, bool) {
	if len(args) == 0 {
		return "", false
	}
	s, ok := args[0].(string)
	return s, ok
}

// Number writes a whole number with the language's digit grouping.
func (p *Printer) Number(n int) string { return p.printer.Sprintf("%d", n) }

// Decimal writes a figure in the given form with the language's decimal sign, and no grouping.
func (p *Printer) Decimal(form string, v float64) string {
	s := fmt.Sprintf(form, v)
	if p.lang != English {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}

// Share writes a share with four decimals in the language's form. What is short of 1 is never rounded up to it.
func (p *Printer) Share(v float64) string {
	if v < 1 {
		v = min(v, .9999)
	}
	return p.printer.Sprintf("%.4f", v)
}
