package webpage

import (
	"fmt"
	"html/template"
	"math"
	"strings"
)

// stacked draws a bar of parts one after the other, most being its whole width; the parts are of the classes <class>0, <class>1 and on.
func stacked(parts []int, most int, class string) template.HTML {
	var b strings.Builder
	b.WriteString(`<svg class="bar" viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true" focusable="false">`)
	at := 0.0
	for i, n := range parts {
		if n == 0 {
			continue
		}
		wide := max(2, 1000*float64(n)/float64(max(1, most))) // what is there is seen
		fmt.Fprintf(&b, `<rect class="%s%d" x="%.1f" width="%.1f" height="16"/>`, class, i, at, wide)
		at += wide
	}
	b.WriteString(`</svg>`)
	return template.HTML(b.String())
}

// mostBits is the weight that reaches to the edge of a drawing.
const mostBits = 20.0

// bits draws a weight to the right or left of nothing.
func bits(v float64) template.HTML {
	wide := 500 * min(math.Abs(v), mostBits) / mostBits
	x, class := 500.0, "plus"
	if v < 0 {
		x, class = 500-wide, "minus"
	}
	return template.HTML(fmt.Sprintf(`<svg class="bar" viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="%s" x="%.1f" width="%.1f" height="16"/><line class="axis" x1="500" x2="500" y1="0" y2="16"/></svg>`, class, x, wide))
}

// share draws a share of one.
func share(v float64) template.HTML {
	return template.HTML(fmt.Sprintf(`<svg class="bar" viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="m0" width="%.1f" height="16"/></svg>`, 1000*v))
}

// whiskers draws an estimate and its interval between a least value and one.
func whiskers(i Interval) template.HTML {
	const least = 0.8
	at := func(v float64) float64 { return 1000 * (max(v, least) - least) / (1 - least) }
	return template.HTML(fmt.Sprintf(`<svg class="bar" viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="interval" x="%.1f" y="5" width="%.1f" height="6"/><rect class="value" x="%.1f" width="8" height="16"/></svg>`,
		at(i.Low), max(1, at(i.High)-at(i.Low)), max(0, at(i.Value)-4)))
}

// heat returns a shade for a number beside the most there is, 0 to 5.
func heat(n, most int) int {
	if n == 0 || most == 0 {
		return 0
	}
	return 1 + min(4, int(5*math.Sqrt(float64(n)/float64(most))*0.999))
}

// mark is a line in a drawing and what it says in both languages, with a place for its number.
type mark struct {
	at     float64
	vi, en string
}

// histogram draws the match probabilities; heights go with the logarithm, for nearly all records are at the ends.
func histogram(p *Page) template.HTML {
	const (
		wide, high     = 960.0, 300.0
		left, right    = 60.0, 10.0
		top, bottom    = 16.0, 46.0
		inner, bottom0 = wide - left - right, high - bottom
	)
	most := 1
	for _, b := range p.Histogram {
		most = max(most, b.Sum())
	}
	decades := math.Ceil(math.Log10(float64(most) + 1))
	y := func(n float64) float64 { return bottom0 - (bottom0-top)*math.Log10(n+1)/decades }
	x := func(v float64) float64 { return left + inner*v }
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="chart" viewBox="0 0 %.0f %.0f" role="img" aria-labelledby="histogram-title"><title id="histogram-title">Phân bố xác suất đối sánh / distribution of match probabilities</title>`, wide, high)
	for d := 0.0; d <= decades; d++ {
		n := math.Pow(10, d)
		if d == 0 {
			n = 0
		}
		fmt.Fprintf(&b, `<line class="grid" x1="%.1f" x2="%.1f" y1="%.1f" y2="%.1f"/><text class="tick" x="%.1f" y="%.1f" text-anchor="end">%s</text>`, left, wide-right, y(n), y(n), left-6, y(n)+4, number(int(n)))
	}
	for _, bin := range p.Histogram {
		if bin.Sum() == 0 {
			continue
		}
		class := "h-beside"
		switch {
		case bin.Match >= bin.Review && bin.Match >= bin.Beside:
			class = "h-match"
		case bin.Review >= bin.Beside:
			class = "h-review"
		}
		from, to := x(bin.From)+1, x(bin.To)-1
		fmt.Fprintf(&b, `<rect class="%s" x="%.1f" y="%.1f" width="%.1f" height="%.1f"><title>%.2f–%.2f: %s</title></rect>`, class, from, y(float64(bin.Sum())), to-from, bottom0-y(float64(bin.Sum())), bin.From, bin.To, number(bin.Sum()))
	}
	for v := 0.0; v <= 1.001; v += 0.1 {
		tick := fmt.Sprintf("%.1f", v)
		fmt.Fprintf(&b, `<text class="tick vi" x="%.1f" y="%.1f" text-anchor="middle" lang="vi">%s</text><text class="tick en" x="%.1f" y="%.1f" text-anchor="middle" lang="en">%s</text>`,
			x(v), bottom0+16, strings.Replace(tick, ".", ",", 1), x(v), bottom0+16, tick)
	}
	marks := []mark{{p.Review, "xem xét ≥ %s", "review ≥ %s"}, {p.Match, "khớp ≥ %s", "match ≥ %s"}}
	if p.MatchTo-p.Match >= .005 { // as it is written
		marks[1] = mark{p.Match, "khớp ≥ %s, tùy nguồn", "match ≥ %s, by source"}
		marks = append(marks, mark{p.MatchTo, "đến %s", "to %s"})
	}
	for i, m := range marks {
		down, beside, anchor := float64(14*i), 5.0, "start" // they may stand close together
		if i == 0 {
			beside, anchor = -5, "end"
		}
		at := fmt.Sprintf("%.2f", m.at)
		vi, en := fmt.Sprintf(m.vi, strings.Replace(at, ".", ",", 1)), fmt.Sprintf(m.en, at)
		fmt.Fprintf(&b, `<line class="mark" x1="%.1f" x2="%.1f" y1="%.1f" y2="%.1f"/><text class="label vi" x="%.1f" y="%.1f" text-anchor="%s" lang="vi">%s</text><text class="label en" x="%.1f" y="%.1f" text-anchor="%s" lang="en">%s</text>`,
			x(m.at), x(m.at), top-8, bottom0, x(m.at)+beside, top+2+down, anchor, vi, x(m.at)+beside, top+2+down, anchor, en)
	}
	fmt.Fprintf(&b, `<text class="label vi" x="%.1f" y="%.1f" text-anchor="middle" lang="vi">xác suất là cùng một người</text><text class="label en" x="%.1f" y="%.1f" text-anchor="middle" lang="en">probability of being the same person</text></svg>`,
		left+inner/2, high-8, left+inner/2, high-8)
	return template.HTML(b.String())
}
