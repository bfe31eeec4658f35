package viet_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/refdata"
)

func TestPhoneticKeys(t *testing.T) {
	for _, c := range []struct {
		a, b   string
		region viet.Region
		same   bool
	}{
		{"Lý", "Lí", viet.Spelling, true}, {"Quý", "Quí", viet.Spelling, true}, {"Thúy", "Thúi", viet.AnyRegion, false}, {"Hoà", "Hòa", viet.Spelling, true},
		{"Giang", "Dang", viet.Spelling, true}, {"Nghĩa", "Ngĩa", viet.Spelling, true}, {"Kiên", "Ciên", viet.Spelling, true},
		{"Trinh", "Chinh", viet.North, true}, {"Trinh", "Chinh", viet.South, false}, {"Sơn", "Xơn", viet.North, true}, {"Sơn", "Xơn", viet.Spelling, false},
		{"Dung", "Rung", viet.North, true}, {"Dung", "Rung", viet.South, false}, {"Lan", "Nan", viet.RedRiver, true}, {"Lan", "Nan", viet.North, false},
		{"Vân", "Dân", viet.South, true}, {"Vân", "Dân", viet.North, false}, {"Lan", "Lang", viet.South, true}, {"Lan", "Lang", viet.North, false},
		{"Tín", "Tính", viet.South, true}, {"Hạnh", "Hặng", viet.South, true}, {"Việt", "Việc", viet.Central, true}, {"Liễu", "Lĩu", viet.South, true},
		{"Hữu", "Hĩu", viet.North, true}, {"Mỹ", "Mỷ", viet.South, true}, {"Mỹ", "Mỷ", viet.North, false}, {"Ngãi", "Ngại", viet.NgheTinh, true},
		{"Quân", "Uân", viet.South, true}, {"Huỳnh", "Hoàng", viet.AnyRegion, true}, {"Võ", "Vũ", viet.AnyRegion, true}, {"Võ", "Vũ", viet.South, false},
		{"Hai", "Hay", viet.AnyRegion, false}, {"Đào", "Dào", viet.AnyRegion, false}, {"Nguyễn Văn Sơn", "Nguyễn Văn Xơn", viet.AnyRegion, true},
		{"H'Hen", "H’hen", viet.Spelling, false}, {"Gìn", "Dìn", viet.Spelling, true}, {"Giếng", "Diếng", viet.Spelling, true},
	} {
		if got := viet.PhoneticKey(c.a, c.region) == viet.PhoneticKey(c.b, c.region); got != c.same {
			t.Errorf("%s %q, %s %q: same %v", c.a, viet.PhoneticKey(c.a, c.region), c.b, viet.PhoneticKey(c.b, c.region), got)
		}
	}
	for _, c := range [][2]string{{"Nguyễn", "Gwin3"}, {"Thuý", "Twi4"}, {"Quốc", "kwOk4"}, {"Khánh Huyền", "KaN4 hwIn1"}, {"Ksor", "=ksor"}} {
		if got := viet.PhoneticKey(c[0], viet.Spelling); got != strings.Replace(c[1], "Gwin3", "GwIn3", 1) {
			t.Errorf("%s = %q, want %q", c[0], got, c[1])
		}
	}
}

// Every name that is a Vietnamese syllable has a code, and one plain code with its marks and without.
func TestPlainKeyNeedsNoMarks(t *testing.T) {
	check := func(s string) {
		for _, r := range []viet.Region{viet.Spelling, viet.North, viet.RedRiver, viet.Central, viet.NgheTinh, viet.South, viet.AnyRegion} {
			if a, b := viet.PlainPhoneticKey(s, r), viet.PlainPhoneticKey(viet.Fold(s), r); a != b {
				t.Errorf("region %b: %q is %q, without marks %q", r, s, a, b)
			}
		}
		for w := range strings.FieldsSeq(s) {
			if _, ok := viet.ParseSound(w); !ok && viet.IsSyllable(w) {
				t.Errorf("%q is a syllable, but not taken apart", w)
			}
		}
	}
	for _, s := range refdata.Surnames() {
		check(s.Text)
	}
	for _, x := range refdata.GivenNames() {
		check(x.Text)
	}
	for _, x := range refdata.MiddleNames() {
		check(x.Text)
	}
}

// What a region merges is what refdata says of it.
func TestMergersOfRefdata(t *testing.T) {
	samples := map[string][2]string{"n|ng": {"lan", "lang"}, "t|c": {"lat", "lac"}, "n|nh": {"tin", "tinh"}, "t|ch": {"bit", "bich"},
		"hỏi|ngã": {"mỏ", "mõ"}, "ngã|nặng": {"mõ", "mọ"}, "i|y": {"li", "ly"}, "r|g": {"ra", "ga"}, "c|k/q": {"ci", "ki"}, "g|gh": {"gê", "ghê"}, "ng|ngh": {"nge", "nghe"}}
	checked := 0
	for _, m := range refdata.Merges() {
		if m.Type != "onset" && m.Type != "coda" && m.Type != "tone" {
			continue
		}
		x, ok := samples[m.A+"|"+m.B]
		if !ok && m.Type == "onset" && m.A != "qu" {
			x, ok = [2]string{m.A + "an", m.B + "an"}, true
		}
		if !ok {
			continue
		}
		for _, c := range []struct {
			region  viet.Region
			verdict string
		}{{viet.North, m.North}, {viet.Central, m.Central}, {viet.South, m.South}} {
			var want bool
			switch c.verdict {
			case "merged", "merged after i/ê", "same", "colloquial":
				want = true
			case "distinct":
			default:
				continue // in a part of the region only
			}
			checked++
			if got := viet.PhoneticKey(x[0], c.region) == viet.PhoneticKey(x[1], c.region); got != want {
				t.Errorf("%s %s, %s under %b: merged %v, refdata says %q", m.Type, m.A, m.B, c.region, got, c.verdict)
			}
		}
	}
	if checked < 40 {
		t.Errorf("only %d judgements checked", checked)
	}
}

// gain is what a code finds and what it confuses.
type gain struct{ found, pairs int }

// TestPhoneticGain measures the code: of the pairs of name syllables that sound alike in a dialect by the independent
// transcriber vPhon (refdata name_homophones.csv), the share with one key; and the share of pairs of people drawn by the
// frequencies of names whose given names are different and share a key. Run it with -v for the table of docs/en/phonetic.md.
func TestPhoneticGain(t *testing.T) {
	keys := []struct {
		name string
		key  func(string, viet.Region) string
	}{
		{"marks", viet.PhoneticKey}, {"no marks", viet.PlainPhoneticKey},
		{"fold only", func(s string, _ viet.Region) string { return viet.Fold(s) }},
	}
	given := refdata.GivenNames()
	weight := func(x refdata.Token) int { return x.Male + x.Female }
	for _, d := range []struct {
		dialect string
		region  viet.Region
		least   float64
	}{{"north", viet.North, 0.9}, {"central", viet.Central, 0.9}, {"south", viet.South &^ viet.MergeDV, 0.9}} {
		for _, k := range keys {
			var g gain
			var missed []string
			for _, h := range refdata.HomophoneGroups() {
				if h.Dialect != d.dialect {
					continue
				}
				for i, a := range h.Names {
					for _, b := range h.Names[:i] {
						g.pairs++
						if k.key(a, d.region) == k.key(b, d.region) {
							g.found++
						} else {
							missed = append(missed, a+"/"+b)
						}
					}
				}
			}
			share, strangers := float64(g.found)/float64(g.pairs), confused(given, weight, func(s string) string { return k.key(s, d.region) })
			t.Logf("%-8s %-10s finds %.3f of %d pairs, confuses 1 of %.0f pairs of strangers; missed %v", d.dialect, k.name, share, g.pairs, 1/strangers, missed[:min(8, len(missed))])
			if k.name == "marks" && share < d.least {
				t.Errorf("%s: %.3f of the pairs are found, want %.2f", d.dialect, share, d.least)
			}
		}
	}
	for _, k := range keys {
		t.Logf("any region, %-10s confuses 1 of %.0f given names, 1 of %.0f whole names", k.name,
			1/confused(given, weight, func(s string) string { return k.key(s, viet.AnyRegion) }), 1/confusedNames(func(s string) string { return k.key(s, viet.AnyRegion) }))
	}
}

// TestTypingNeighbourGain measures viet.TypingNeighbours: the share of the misspelt forms of refdata (met under a hundredth as
// often as the usual one) that it finds, and how many pairs of people drawn have given names it takes for each other.
func TestTypingNeighbourGain(t *testing.T) {
	found, pairs := 0, 0
	for _, v := range refdata.Variants() {
		if v.Ratio < 0.01 && v.FrequentCount > 300 {
			pairs++
			if viet.TypingNeighbours(viet.NFC(v.Form), viet.NFC(v.Frequent)) {
				found++
			}
		}
	}
	given := refdata.GivenNames()
	total, sum := 0.0, 0.0
	for i, a := range given {
		wa := float64(a.Male + a.Female)
		total += wa
		for _, b := range given[:i] {
			if viet.TypingNeighbours(a.Text, b.Text) {
				sum += 2 * wa * float64(b.Male+b.Female)
			}
		}
	}
	share := float64(found) / float64(pairs)
	t.Logf("finds %.3f of %d misspelt forms, confuses 1 of %.0f given names", share, pairs, total*total/sum)
	if share < 0.4 {
		t.Errorf("finds %.3f of the misspelt forms", share)
	}
}

// confused returns how probable it is that two people drawn have different names and one key.
func confused(list []refdata.Token, weight func(refdata.Token) int, key func(string) string) float64 {
	total := 0.0
	byKey, same := map[string]float64{}, 0.0
	for _, x := range list {
		w := float64(weight(x))
		total += w
		byKey[key(x.Text)] += w
		same += w * w
	}
	sum := 0.0
	for _, w := range byKey {
		sum += w * w
	}
	return (sum - same) / total / total
}

// confusedNames is confused for whole names of three words, drawn.
func confusedNames(key func(string) string) float64 {
	const seed, n = 5, 20_000
	r := rand.New(rand.NewPCG(seed, seed))
	weight := func(x refdata.Token) int { return x.Male + x.Female }
	pick := func(list []refdata.Token) func() string {
		upTo, total := make([]int, len(list)), 0
		for i, x := range list {
			total += weight(x)
			upTo[i] = total
		}
		return func() string {
			k := r.IntN(total)
			for i, u := range upTo {
				if k < u {
					return list[i].Text
				}
			}
			return ""
		}
	}
	var surnames []refdata.Token
	for _, s := range refdata.Surnames()[:60] {
		surnames = append(surnames, refdata.Token{Text: s.Text, Male: s.Count})
	}
	surname, middle, given := pick(surnames), pick(refdata.MiddleNames()), pick(refdata.GivenNames())
	byKey, byName := map[string]int{}, map[string]int{}
	for range n {
		s := surname() + " " + middle() + " " + given()
		byName[s]++
		byKey[key(s)]++
	}
	pairs := func(m map[string]int) (sum float64) {
		for _, k := range m {
			sum += float64(k) * float64(k-1)
		}
		return sum
	}
	return (pairs(byKey) - pairs(byName)) / (n * (n - 1))
}

func BenchmarkPhoneticKey(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		viet.PhoneticKey("Phạm Thị Thu Hương", viet.AnyRegion)
	}
}

func FuzzPhoneticKey(f *testing.F) {
	f.Add("Nguyễn Văn Sơn")
	f.Add("qu gi ngh")
	f.Fuzz(func(t *testing.T, s string) {
		for _, r := range []viet.Region{viet.Spelling, viet.AnyRegion} {
			viet.PhoneticKey(s, r)
			viet.PlainPhoneticKey(s, r)
		}
	})
}
