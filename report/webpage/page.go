// Package webpage writes report.html: a run in pictures, one file that any browser opens without a network and without a script.
//
// It takes no decisions and counts nothing: a Page holds the figures, page.html says where they stand, charts.go draws them. Charts are
// tables whose rows hold a bar of inline SVG, so that every number can be read, searched, copied, printed and spoken; only the
// histogram is a drawing, with its table below it. Why no library draws them: docs/decisions/0008-run-page.md.
//
// All texts stand in the page in both languages; two radio buttons and a style sheet show one of them. The page holds figures of
// communes and datasets, and nothing of any person.
package webpage

import (
	_ "embed"
	"fmt"
	"html"
	"html/template"
	"io"
	"math"
	"strings"
)

//go:embed page.html
var source string

//go:embed page.css
var style string

// Text is a text in both languages.
type Text struct{ VI, EN string }

// Page is what the page shows.
type Page struct {
	Name, AsOf string // AsOf is YYYY-MM-DD
	RowsIn     int
	Loaded     int
	Rejected   int
	Duplicates int
	Findings   int
	Warnings   []Text    // what is to be known before the figures are used
	Datasets   []Dataset // the register first
	Criteria   []Criterion
	Communes   []Commune // most findings first
	OtherUnits int       // communes with findings beside those listed
	// OtherFindings are the findings of those.
	OtherFindings int
	Balance       []Balance
	Histogram     []Bin
	Match         float64 // the lowest threshold from which a dataset's records were linked
	MatchTo       float64 // the highest
	Review        float64
	Model         []Comparison
	Trained       Text // where the model comes from
	Estimates     []Estimate
	Books         []Book
}

// Dataset is a dataset's figures.
type Dataset struct {
	Title      Text
	Name       string
	Register   bool
	RowsIn     int
	Loaded     int
	Rejected   int
	Duplicates int
	Findings   int
	Outcomes   [4]int // correct, wrong, unverified, no ID
}

// Criterion is one of the four, with the codes found under it, most frequent first.
type Criterion struct {
	ID    string
	Title Text
	Codes []Code
	Sum   int
}

// Code is a finding code's figures.
type Code struct {
	Code     string
	Title    Text
	Count    int
	Severity [3]int // high, medium, low
}

// Commune is a commune's figures. Residents and Archive are -1 where they are not known.
type Commune struct {
	Code, Name         string
	Residents, Archive int
	Findings           [4]int // đúng, đủ, sạch, sống
	Sum                int
}

// Balance is a line of the reconciliation of the register's count of residents with the archive's.
type Balance struct {
	Title Text
	Count int
	Side  string // matched, register, archive
}

// Bin is a bar of the histogram of match probabilities, from one twentieth to the next.
type Bin struct {
	From, To              float64
	Match, Review, Beside int // by decision; Beside: the best candidate was not taken
}

// Sum returns the records of the bin.
func (b Bin) Sum() int { return b.Match + b.Review + b.Beside }

// Comparison is a piece of evidence of the match model.
type Comparison struct {
	Title  Text
	Levels []Level
}

// Level is an outcome of a Comparison. Bits is the weight in bits; where ByValue is set it depends on how common the value is.
type Level struct {
	Name    string
	M       float64 // share among pairs of one person
	Bits    float64
	ByValue bool
}

// Estimate is how right the links of a dataset are, estimated without a truth: shares with their 95% intervals.
type Estimate struct {
	Title                 Text
	Precision, Recall, F1 Interval
}

// Interval is an estimate with its 95% interval.
type Interval struct{ Value, Low, High float64 }

// Book is one of the workbooks beside the page.
type Book struct {
	File  string
	Title Text
}

// Write writes the page.
func Write(w io.Writer, p *Page) error {
	t, err := template.New("page").Funcs(template.FuncMap{
		"b":            func(vi, en string) template.HTML { return both(Text{vi, en}) },
		"t":            both,
		"n":            number,
		"hundredths":   hundredths,
		"pct":          percent,
		"date":         func(iso string) template.HTML { return both(Text{turned(iso), iso}) },
		"outcomes":     func(o [4]int) template.HTML { return stacked(o[:], sum(o[:]), "o") },
		"severity":     func(s [3]int, most int) template.HTML { return stacked(s[:], most, "s") },
		"bar":          func(n, most int, class string) template.HTML { return stacked([]int{n}, most, class) },
		"bits":         bits,
		"share":        share,
		"histogram":    histogram,
		"whiskers":     whiskers,
		"heat":         heat,
		"mostCode":     mostCode,
		"mostSum":      mostSum,
		"mostCount":    mostCount,
		"mostFindings": mostFindings,
		"sum":          func(o [4]int) int { return sum(o[:]) },
		"rate":         func(n, of int) float64 { return float64(n) / float64(max(1, of)) },
		"minus":        func(a, b int) int { return a - b },
		"css":          func() template.CSS { return template.CSS(style) },
	}).Parse(source)
	if err != nil {
		return err
	}
	return t.Execute(w, p)
}

// both writes a text in both languages, one of which is shown.
func both(t Text) template.HTML {
	if t.VI == t.EN {
		return template.HTML(html.EscapeString(t.VI))
	}
	return template.HTML(`<span class="vi" lang="vi">` + html.EscapeString(t.VI) + `</span><span class="en" lang="en">` + html.EscapeString(t.EN) + `</span>`)
}

// number writes a whole number with narrow blanks between the thousands, which both languages read the same way.
func number(n int) string {
	digits := fmt.Sprint(n)
	var b strings.Builder
	for i, c := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 && digits[i-1] != '-' {
			b.WriteString("\u202f")
		}
		b.WriteRune(c)
	}
	return b.String()
}

// percent writes a share with the language's decimal mark.
func percent(v float64) template.HTML {
	return decimal(fmt.Sprintf("%.1f %%", 100*v))
}

// hundredths writes a share with two decimals, cut and not rounded: 100 % is said of nothing that is less.
func hundredths(v float64) template.HTML {
	return decimal(fmt.Sprintf("%.2f %%", math.Floor(1e4*v)/100))
}

func decimal(s string) template.HTML { return both(Text{strings.ReplaceAll(s, ".", ","), s}) }

// turned writes YYYY-MM-DD as DD/MM/YYYY.
func turned(iso string) string {
	if len(iso) != 10 {
		return iso
	}
	return iso[8:] + "/" + iso[5:7] + "/" + iso[:4]
}

func sum(all []int) int {
	n := 0
	for _, v := range all {
		n += v
	}
	return n
}

// mostCode returns the count of the most frequent code of all criteria, so that their bars are of one scale.
func mostCode(all []Criterion) int {
	most := 1
	for _, c := range all {
		for _, code := range c.Codes {
			most = max(most, code.Count)
		}
	}
	return most
}

func mostSum(all []Commune) int {
	most := 1
	for _, c := range all {
		most = max(most, c.Sum)
	}
	return most
}

// mostFindings returns the most findings of a commune under each criterion.
func mostFindings(all []Commune) [4]int {
	var most [4]int
	for _, c := range all {
		for i, n := range c.Findings {
			most[i] = max(most[i], n)
		}
	}
	return most
}

func mostCount(all []Balance) int {
	most := 1
	for _, b := range all {
		if b.Side != "matched" {
			most = max(most, b.Count)
		}
	}
	return most
}
