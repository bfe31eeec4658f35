package normalize

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// mistyped changes one letter of a name: left out, doubled, exchanged with the next, or another one.
func mistyped(rng *rand.Rand, name string) string {
	r := []rune(name)
	for range 20 {
		i := rng.IntN(len(r))
		if letterOf(r[i]).base == 0 {
			continue
		}
		switch rng.IntN(4) {
		case 0:
			return string(append(slices.Clone(r[:i]), r[i+1:]...))
		case 1:
			return string(r[:i+1]) + string(r[i:])
		case 2:
			if i+1 < len(r) && letterOf(r[i+1]).base != 0 && r[i] != r[i+1] {
				r[i], r[i+1] = r[i+1], r[i]
				return string(r)
			}
		default:
			r[i] = rune("aeiouhntgcmlkbdvrxsp"[rng.IntN(20)])
			return string(r)
		}
	}
	return name
}

// A typing error in one name may cost a level where it makes a word that could be another name, but must hardly ever make another commune of it.
func TestMistypedPlaces(t *testing.T) {
	u := refdata.Units()
	p := NewPlaceParser(u, beforeReform, 0)
	rng := rand.New(rand.NewPCG(1, 2))
	for which, what := range []string{"commune", "district", "province"} {
		for _, w := range ways[:3] {
			total, right, wrong, exact := 0, 0, 0, 0
			for n := 0; n < len(u.AllOld()); n += 3 {
				c := u.AllOld()[n]
				d, _ := u.District(c.District)
				v, _ := u.Province63(c.Province)
				parts := []part{{c.Type, c.Name}, {d.Type, d.Name}, {v.Type, v.Name}}
				parts[which].name = mistyped(rng, parts[which].name)
				if len(parts[which].name) < 3 {
					continue
				}
				total++
				g := p.withProvince(c.Province).Parse(w.write(parts))
				if g.Unit == c.Code {
					exact++
				}
				switch {
				case g.Unit == c.Code || slices.Contains(g.Candidates, c.Code):
					right++
				case g.Level == record.LevelCommune:
					wrong++
					if wrong < 4 {
						t.Logf("%s → %s", w.write(parts), strings.Join(described(u, g, beforeReform), " "))
					}
				}
			}
			t.Logf("an error in the %s, %s: %d, read %.2f%%, right %.2f%%, wrong %.2f%%", what, w.name, total, 100*float64(exact)/float64(total),
				100*float64(right)/float64(total), 100*float64(wrong)/float64(total))
			if wrong*250 > total {
				t.Errorf("an error in the %s, %s: %d of %d became another commune", what, w.name, wrong, total)
			}
			if exact*10 < total*6 {
				t.Errorf("an error in the %s, %s: of %d the commune of %d is read", what, w.name, total, exact)
			}
		}
	}
}
