package normalize

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"

	"golang.org/x/text/unicode/norm"
)

// skeleton is a name with its tone marks taken off the letters and put at the end of each word, and y for i: what may
// change between two spellings of one name is gone.
func skeleton(s string) string {
	var out []string
	for _, w := range strings.Fields(s) {
		var letters, tones []rune
		for _, r := range norm.NFD.String(strings.ToLower(w)) {
			if _, ok := toneOf(r); ok {
				tones = append(tones, r)
			} else {
				letters = append(letters, r)
			}
		}
		out = append(out, strings.ReplaceAll(string(letters), "y", "i")+string(tones))
	}
	return strings.Join(out, " ")
}

// Every name of refdata comes through with nothing changed but the place of its tone and i for y.
func TestNamesOfRefdataComeThrough(t *testing.T) {
	check := func(kind, name, in, got string, faults record.Fault) {
		if skeleton(got) != skeleton(name) {
			t.Errorf("%s %q in %q came out as %q", kind, name, in, got)
		}
		if strings.HasSuffix(name, "Qúi") || strings.HasPrefix(name, "Qúi ") { // refdata has the old place of the tone, and this one is misplaced
			faults &^= record.RepairedTyping
		}
		if bad := faults &^ (record.FaultUnmarked | record.FaultInitials); bad != 0 {
			t.Errorf("%s %q in %q: %v", kind, name, in, bad)
		}
	}
	for _, s := range refdata.Surnames() {
		if strings.HasSuffix(s.Text, "'") || norm.NFC.String(s.Text) != s.Text {
			continue // K' and H' join the next word
		}
		in := s.Text + " Ngọc Bích"
		n := ParseName(in)
		check("surname", in, in, n.Full, n.Faults)
		if got := n.Given(); got != "Bích" && !strings.HasSuffix(got, "Ngọc Bích") {
			t.Errorf("%q: given name %q", in, got)
		}
	}
	for _, g := range refdata.GivenNames() {
		in := "Nguyễn Ngọc " + g.Text
		n := ParseName(in)
		check("given", g.Text, in, n.Given(), n.Faults)
	}
	for _, m := range refdata.MiddleNames() {
		if strings.HasSuffix(m.Text, "'") {
			continue
		}
		in := "Nguyễn " + m.Text + " Bích"
		n := ParseName(in)
		check("middle", m.Text, in, n.Middle(), n.Faults)
	}
}

// The two tone placements, i and y, NFC and NFD, capitals and small letters are one name.
func TestSpellingsAreOne(t *testing.T) {
	for _, g := range refdata.GivenNames() {
		in := "Trần Thị " + g.Text
		want := ParseName(in)
		for _, v := range []string{strings.ToUpper(in), strings.ToLower(in), norm.NFD.String(in), norm.NFD.String(strings.ToUpper(in)),
			oldStyle(want.Full), want.Full, strings.ReplaceAll(in, " ", "\u00a0")} {
			if got := ParseName(v); got.Full != want.Full || got.Folded != want.Folded {
				t.Errorf("%q is %q, %q is %q", in, want.Full, v, got.Full)
			}
		}
	}
}

// oldStyle writes oà, oè, uỳ of open syllables as òa, òe, ùy.
func oldStyle(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		if strings.HasPrefix(strings.ToLower(w), "qu") {
			continue
		}
		for _, p := range [...][3]string{{"o", "a", "oa"}, {"o", "e", "oe"}, {"u", "y", "uy"}} {
			for _, mark := range "\u0300\u0301\u0309\u0303\u0323" {
				if d := norm.NFD.String(w); strings.HasSuffix(d, p[2]+string(mark)) {
					w = norm.NFC.String(strings.TrimSuffix(d, p[2]+string(mark)) + p[0] + string(mark) + p[1])
				}
			}
		}
		words[i] = w
	}
	return strings.Join(words, " ")
}

// foldName folds a canonical name: as viet.Fold does, but Vy folds like Vi.
func foldName(full string) string {
	words := strings.Split(viet.Fold(full), " ")
	for i, w := range words {
		if y := parseSyllable(w); y.ok && y.eitherI() && !y.oneI() {
			words[i] = w[:len(w)-1] + "i"
		}
	}
	return strings.Join(words, " ")
}

func checkName(t *testing.T, s string) {
	n := ParseName(s)
	if int(n.FullSurname) > int(n.FullGiven) || int(n.FullGiven) > len(n.Full) || n.FoldedSurname > n.FoldedGiven || int(n.FoldedGiven) > len(n.Folded) {
		t.Fatalf("%q: offsets of %+v", s, n)
	}
	_, _, _, _ = n.Surname(), n.Middle(), n.Given(), n.FMiddle()
	if !utf8.ValidString(n.Full) || strings.Contains(n.Full, "  ") {
		t.Errorf("%q: full %q", s, n.Full)
	}
	if f := foldName(n.Full); f != n.Folded {
		t.Errorf("%q: folded %q is not the fold %q of %q", s, n.Folded, f, n.Full)
	}
	m := ParseName(n.Full)
	if m.Full != n.Full || m.FullGiven != n.FullGiven || m.FullSurname != n.FullSurname {
		t.Errorf("%q: %q (%d %d) is normalized again to %q (%d %d)", s, n.Full, n.FullSurname, n.FullGiven, m.Full, m.FullSurname, m.FullGiven)
	}
}

func TestNameTwiceIsOnce(t *testing.T) {
	for _, r := range cases(t, "names.csv") {
		checkName(t, r[0])
	}
}

func FuzzName(f *testing.F) {
	for _, s := range []string{"Nguyễn Văn An", "H' Hen Niê", "Ng. V. An", "An, Nguyễn Văn", "Nguye64n", "Nguyê\u0303\u0302n (đã chết)", "\xff\xfe", "K'", "ông bà"} {
		f.Add(s)
	}
	f.Fuzz(checkName)
}

func checkDate(t *testing.T, s string, ctx DateContext) {
	v := ParseDate(s, ctx)
	ctx.Swapped = false // of a column as it was read; what is written of it is not
	for _, d := range [...]record.Date{v.Date, v.Alt} {
		if d == 0 {
			continue
		}
		if d.Year() < 1000 || d.Year() > 9999 || d.Month() > 12 || d.Day() > daysIn(d.Year(), d.Month()) || d.Month() == 0 && d.Day() != 0 {
			t.Errorf("%q: no date %v", s, d)
		}
		if w := ParseDate(d.String(), ctx); w.Date != d && !w.Faults.Has(record.FaultStandIn) {
			t.Errorf("%q: %v is read again as %v", s, d, w.Date)
		}
	}
	if v.Date == 0 && v.Alt != 0 {
		t.Errorf("%q: only another reading %v", s, v.Alt)
	}
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"05/03/1980", "1950/0000", "ngày 5 tháng 3 năm 1980", "29285.5", "1980-03-04T17:00:00.000Z", "201203", "30/02/1980"} {
		f.Add(s, uint8(0))
	}
	asOf := record.MakeDate(2025, 6, 15)
	f.Fuzz(func(t *testing.T, s string, c uint8) {
		checkDate(t, s, DateContext{AsOf: asOf, Order: DateOrder(c % 3), Event: c&8 != 0, Swapped: c&16 != 0})
	})
}

func FuzzNumbers(f *testing.F) {
	for _, r := range []string{"042080001234", "4.2080001234E+10", "012345678/042080001234", "0100109106-001", "DN4424216001234;x", "PA01020304050"} {
		f.Add(r)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p := ParsePersonalID(s)
		if p.Number >= 1e12 || p.Old >= 1e9 {
			t.Errorf("%q: %+v", s, p)
		}
		if p.Number != 0 {
			if q := ParsePersonalID(record.FormatID(p.Number)); q.Number != p.Number {
				t.Errorf("%q: %+v is read again as %+v", s, p, q)
			}
		}
		for i, parse := range []func(string) record.Number{ParseTaxCode, ParseBHXH, ParseBHYT, ParseEVN} {
			n := parse(s)
			if n.Text == "" && n.ID != 0 || n.ID >= 1e12 {
				t.Errorf("%d %q: %+v", i, s, n)
			}
			if m := parse(n.Text); m.Text != n.Text && n.Faults&^(record.RepairedChars|record.RepairedZero) == 0 {
				t.Errorf("%d %q: %q is read again as %q", i, s, n.Text, m.Text)
			}
		}
	})
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{"Nữ", "Ê Đê", "không quốc tịch", "đã ly hôn", "1.500.000 đ", "+84 912 345 678", "Đã mất tích", "dу\u0483"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, parse := range []func(string) record.Coded{ParseSex, ParseEthnicity, ParseNationality, ParseMarital} {
			if c := parse(s); c.Known && c.Code == "" {
				t.Errorf("%q: known and nothing", s)
			}
		}
		for _, field := range []record.Field{record.Status, record.EventType, record.ResidenceForm, record.BloodType} {
			if c := ParseCode(field, nil, s); c.Known && c.Code == "" {
				t.Errorf("%q: known and nothing", s)
			}
		}
		for _, parse := range []func(string) string{ParseKey, ParseAmount, ParsePhone} {
			once := parse(s)
			if twice := parse(once); twice != once {
				t.Errorf("%q: %q, then %q", s, once, twice)
			}
		}
	})
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"Nguyễn", "a\u0301\u0302", "Ð\u00a0\u200b", "А", "Ｎ`", "\xf0\x28"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once, _ := Clean(s)
		twice, faults := Clean(once)
		if twice != once {
			t.Errorf("%q: %q, then %q", s, once, twice)
		}
		if faults != 0 {
			t.Errorf("%q: clean text %q is mended: %v", s, once, faults)
		}
	})
}

// Every letter there is, by itself after a Latin one, is normalized once and for all.
func TestEveryLetterTwiceIsOnce(t *testing.T) {
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if unicode.IsLetter(r) {
			checkName(t, "A "+string(r))
			checkName(t, "Ab"+string(r))
		}
	}
}
