package legacy_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/normalize/legacy"
	"github.com/doisanh/doisanh/refdata"
)

// seed is printed by what fails, through the names it draws.
const seed = 20260712

// people draws names the way they are spread in refdata.
type people struct {
	r                *rand.Rand
	surname          []string
	surnameUpTo      []float64
	middle, given    []string
	middleTo, giveTo []float64
}

func newPeople(n uint64) *people {
	p := &people{r: rand.New(rand.NewPCG(seed, n))}
	sum := 0.0
	for _, s := range refdata.Surnames() {
		sum += s.Share + 0.01
		p.surname, p.surnameUpTo = append(p.surname, s.Text), append(p.surnameUpTo, sum)
	}
	spread := func(ts []refdata.Token) (names []string, upTo []float64) {
		sum := 0.0
		for _, t := range ts {
			sum += float64(t.Male+t.Female) + 1
			names, upTo = append(names, t.Text), append(upTo, sum)
		}
		return names, upTo
	}
	p.middle, p.middleTo = spread(refdata.MiddleNames())
	p.given, p.giveTo = spread(refdata.GivenNames())
	return p
}

func (p *people) draw(names []string, upTo []float64) string {
	x := p.r.Float64() * upTo[len(upTo)-1]
	lo, hi := 0, len(upTo)-1
	for lo < hi {
		if m := (lo + hi) / 2; upTo[m] > x {
			hi = m
		} else {
			lo = m + 1
		}
	}
	return viet.NFC(names[lo])
}

func (p *people) name() string {
	s := p.draw(p.surname, p.surnameUpTo)
	if p.r.IntN(20) > 0 {
		s += " " + p.draw(p.middle, p.middleTo)
	}
	return s + " " + p.draw(p.given, p.giveTo)
}

func (p *people) names(n int, upper bool) []string {
	seen := map[string]bool{}
	var out []string
	for len(out) < n {
		s := p.name()
		if upper {
			s = strings.ToUpper(s)
		}
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

func TestParse(t *testing.T) {
	for _, e := range legacy.Encodings() {
		if got, ok := legacy.Parse(e.String()); !ok || got != e {
			t.Errorf("Parse(%s) = %s, %t", e, got, ok)
		}
	}
	for name, want := range map[string]legacy.Encoding{"TCVN-3": legacy.TCVN3, "ABC": legacy.TCVN3, "VNI-Windows": legacy.VNI,
		"TCVN5712-1": legacy.TCVN5712, "windows-1258": legacy.CP1258, "UTF-8": legacy.UTF8} {
		if got, ok := legacy.Parse(name); !ok || got != want {
			t.Errorf("Parse(%s) = %s, %t", name, got, ok)
		}
	}
	if _, ok := legacy.Parse("koi8"); ok {
		t.Error("koi8 is none")
	}
}

// Every name in every encoding and shape comes back, but where the encoding has no such letter.
func TestRoundTrip(t *testing.T) {
	for _, e := range legacy.Encodings() {
		p := newPeople(uint64(e))
		failed, rawFailed, const_ := 0, 0, 100_000
		for i := range const_ {
			s := p.name()
			if i%3 == 0 {
				s = strings.ToUpper(s)
			}
			c, ok := legacy.Encode(e, s)
			if !ok {
				failed++
				if failed <= 12 {
					d, _ := legacy.Decode(e, c)
					t.Logf("%s: %q as %q back %q", e, s, c, d)
				}
			}
			if b, ok := legacy.EncodeBytes(e, s); !ok {
				rawFailed++
				_ = b
			}
		}
		t.Logf("%s: %d of %d cannot be written; %d raw", e, failed, const_, rawFailed)
	}
}

func TestDetectColumns(t *testing.T) {
	for _, e := range legacy.Encodings() {
		for _, size := range []int{20, 40, 200} {
			for _, upper := range []bool{false, true} {
				p := newPeople(uint64(e)*10 + uint64(size))
				wrong, left, spoiled, values := 0, 0, 0, 0
				const columns = 200
				for range columns {
					names := p.names(size, upper)
					coded := make([]string, size)
					for i, n := range names {
						coded[i], _ = legacy.Encode(e, n)
					}
					v := legacy.Detect(coded, nil)
					ok := v.Encoding == e || e == legacy.TCVN5712 && v.Encoding == legacy.TCVN3
					if !ok {
						wrong++
						if wrong < 4 {
							t.Logf("%s found %s %.3f %s: %q", e, v.Encoding, v.Confidence, v.Evidence, coded[:6])
						}
					}
					got, _ := legacy.DecodeColumn(coded, v)
					for i := range got {
						values++
						if got[i] != names[i] {
							if got[i] == coded[i] {
								left++
							} else {
								spoiled++
								if spoiled < 5 {
									t.Logf("%s: %q as %q became %q", e, names[i], coded[i], got[i])
								}
							}
						}
					}
				}
				t.Logf("%s size %d upper %t: %d of %d columns wrong; %d values left, %d spoiled of %d", e, size, upper, wrong, columns, left, spoiled, values)
			}
		}
	}
}
