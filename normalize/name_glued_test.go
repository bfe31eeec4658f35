package normalize

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// foreignNames can be cut into Vietnamese syllables in part, or look as if.
const foreignNames = `Schmidt Johnson Alexander Maria Anna Smith Miller Martin Thomas Nelson Coleman Susan Linda Diana Amanda Samantha Dorothy
Madison Anthony Nathan Dylan Hannah Sophia Lucia Monica Elena Alina Milana Polina Irina Tania Vanya Natalia Romano Milano Antonio Dominico Thiago
Phero Phaolo Giuse Gioan Augustino Phêrô Phaolô Têrêsa Tôma Đaminh Anphongsô Catarina Inhaxiô Stêphanô Lihua Yanan Yanhong Haiyan Xinhua Chunhua
Xiaoming Tanaka Hinata Minato Minami Naoki Hiromi Kimura Sasaki Saito Hana Minho Sangmin Dongmin Nayeon Sokha Sothea Vanna Vanny Thida Chanda Bopha
Samnang Dara Vichea Theary Sovanna Chanthavong Thongloun Phommasan Somchai Suharto Sutanto Susanto Aquino Marino Levina Leona Lana Lenin Langley Longman`

const minorityNames = `Ksor H'Linh Êban Niê Rơ Châm Bhăm Hmông Giàng Siu Kpă Knul Ênuôl Kdăm Mlô Byă Krông Rahlan Rcom Rmah Rochom Kpuih Ayun Ayŭn Blim Djuê
Djruêng Klơng Rươne Katơr Pinăng Bhnong Zơrâm Pơloong Bling Bríu Arất Avô Atủa Apáo Adơ Kơsă Touneh Drong Rơông Niêkdăm Ama Amí`

// Words that are names by themselves are not cut, wherever they stand, in small letters, capitals, with marks and without.
func TestNamesAreNotCut(t *testing.T) {
	words := strings.Fields(foreignNames + " " + minorityNames)
	for _, s := range refdata.Surnames() {
		words = append(words, s.Text)
	}
	for _, n := range refdata.MiddleNames() {
		words = append(words, n.Text)
	}
	for _, n := range refdata.GivenNames() {
		words = append(words, n.Text)
	}
	for _, v := range refdata.Variants() {
		words = append(words, v.Form)
	}
	check := func(s string) {
		if strings.Contains(s, "' ") { // H' and K' join the next word
			return
		}
		want := len(strings.Fields(s))
		for _, w := range []string{s, strings.ToUpper(s), viet.Fold(s)} {
			if n := ParseName(w); n.Faults.Has(record.RepairedChars) || len(strings.Fields(n.Full)) != want {
				t.Errorf("%q is %q (%v)", w, n.Full, n.Faults)
			}
		}
	}
	for _, w := range words {
		check(w + " Bích")
		check(w + " Văn An")
		check("Nguyễn " + w)
		check("Nguyễn " + w + " An")
	}
	for _, s := range []string{"Nguyen Alexander", "Maria Schmidt", "Y Bhăm Êban", "Y Thịnh Niêkdăm", "H'Linh Thịhoa", "Siu Thihoa"} {
		check(s)
	}
}

// nameLists draws parts of names as often as they were met.
type nameLists struct{ surnames, middles, givens []string }

func newNameLists() *nameLists {
	l := new(nameLists)
	put := func(to *[]string, text string, n int) {
		if !strings.Contains(text, " ") {
			for range n {
				*to = append(*to, text)
			}
		}
	}
	for _, s := range refdata.Surnames() {
		put(&l.surnames, s.Text, s.Count)
	}
	for _, n := range refdata.MiddleNames() {
		put(&l.middles, n.Text, n.Male+n.Female)
	}
	for _, n := range refdata.GivenNames() {
		put(&l.givens, n.Text, n.Male+n.Female)
	}
	return l
}

// draw makes up a name; one in ten has no middle name, three have two.
func (l *nameLists) draw(r *rand.Rand) []string {
	name := []string{l.surnames[r.IntN(len(l.surnames))]}
	for range []int{0, 1, 1, 1, 1, 1, 1, 2, 2, 2}[r.IntN(10)] {
		name = append(name, l.middles[r.IntN(len(l.middles))])
	}
	return append(name, l.givens[r.IntN(len(l.givens))])
}

// Nearly every name comes back from its syllables run together, all of them or two; of the others nearly all stay untouched.
func TestGluedNamesComeBack(t *testing.T) {
	const seed, names = 5, 10_000
	r := rand.New(rand.NewPCG(seed, seed))
	lists := newNameLists()
	for _, c := range []struct {
		kind   string
		marked bool
		whole  bool
		least  float64 // share that comes back
	}{
		{"whole, with marks", true, true, 0.97},
		{"whole, without marks", false, true, 0.95},
		{"two words, with marks", true, false, 0.93},
		{"two words, without marks", false, false, 0.88},
	} {
		back, wrong := 0, 0
		for range names {
			name := strings.ToUpper(strings.Join(lists.draw(r), " "))
			if !c.marked {
				name = strings.ToUpper(viet.Fold(name))
			}
			words := strings.Fields(name)
			glued := strings.Join(words, "")
			if k := 1 + r.IntN(len(words)-1); !c.whole {
				glued = strings.Join(words[:k], " ") + strings.Join(words[k:], " ")
			}
			switch want, got := ParseName(name), ParseName(glued); {
			case got.Full == want.Full:
				back++
			case got.Faults.Has(record.RepairedChars):
				wrong++
				t.Logf("%s: %q is %q, want %q", c.kind, glued, got.Full, want.Full)
			}
		}
		t.Logf("%s: %.1f%% of %d come back, %.2f%% are cut elsewhere", c.kind, 100*float64(back)/names, names, 100*float64(wrong)/names)
		if float64(back) < c.least*names {
			t.Errorf("seed %d: %s: only %d of %d come back", seed, c.kind, back, names)
		}
		if wrong > names/1000 {
			t.Errorf("seed %d: %s: %d of %d are cut elsewhere", seed, c.kind, wrong, names)
		}
	}
}

// A slip in one word is not taken for two words.
func TestSlipsAreNotCut(t *testing.T) {
	const seed, names = 6, 20_000
	r := rand.New(rand.NewPCG(seed, seed))
	lists := newNameLists()
	letters := []rune("abcdeghiklmnopqrstuvxy")
	for i := range names {
		words := strings.Fields(strings.ToLower(strings.Join(lists.draw(r), " ")))
		if i%2 == 0 {
			words = strings.Fields(viet.Fold(strings.Join(words, " ")))
		}
		at := r.IntN(len(words))
		w := []rune(words[at])
		k, other := r.IntN(len(w)), letters[r.IntN(len(letters))]
		switch r.IntN(3) {
		case 0:
			w[k] = other
		case 1:
			w = append(w[:k], append([]rune{other}, w[k:]...)...)
		case 2:
			if k > 0 {
				w[k-1], w[k] = w[k], w[k-1]
			}
		}
		words[at] = string(w)
		s := strings.Join(words, " ")
		if n := ParseName(s); len(strings.Fields(n.Full)) > len(words) {
			t.Errorf("seed %d: %q is %q", seed, s, n.Full)
		}
	}
}

func BenchmarkNameGlued(b *testing.B) {
	benchmark(b, []string{"NGUYENVANAN", "Nguyễn Thịhoa", "TRẦNTHỊTHANHHƯƠNG"}, func(s string) { ParseName(s) })
}
