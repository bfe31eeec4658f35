package viet

import (
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// What is composed by the table of Vietnamese is what x/text makes of it.
func TestNFC(t *testing.T) {
	const seed = 5
	r := rand.New(rand.NewPCG(seed, seed))
	pieces := strings.Split("a,e,i,o,u,y,A,E,I,O,U,Y,b,D,đ,Đ,ă,â,ê,ô,ơ,ư,ạ,ế,Ợ,ñ,Å,\u212B, ,1,-,\x00,\u00A0,\xFF,\xCC,\u1100,\u1161,"+
		"\u0340,\u0345,\u0302\u0323,\u0323\u0302,\u0301\u0302,\u031B\u0301", ",")
	for _, m := range marks {
		pieces = append(pieces, string(m), string(m), string(m))
	}
	for range 300_000 {
		var b strings.Builder
		for range r.IntN(8) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		if s := b.String(); NFC(s) != norm.NFC.String(s) {
			t.Fatalf("seed %d: NFC(%+q) = %+q, want %+q", seed, s, NFC(s), norm.NFC.String(s))
		}
	}
	for letter := rune(0); letter < 0x3000; letter++ {
		for _, mark := range marks {
			for _, s := range []string{string(letter), string(letter) + string(mark), "a" + string(letter), string(letter) + "\u0323" + string(mark)} {
				if NFC(s) != norm.NFC.String(s) {
					t.Errorf("NFC(%+q) = %+q, want %+q", s, NFC(s), norm.NFC.String(s))
				}
			}
		}
	}
	for _, s := range []string{"", "Nguyễn Văn An", "an"} {
		if n := testing.AllocsPerRun(10, func() { NFC(s) }); n != 0 {
			t.Errorf("NFC(%q) allocates", s)
		}
	}
}

func FuzzNFC(f *testing.F) {
	for _, s := range []string{norm.NFD.String("Nguyễn Thị Đào"), "a\u0301\u0302", "o\u031B\u0323", "\u1100\u1161", "\xCC"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := NFC(s), norm.NFC.String(s); got != want {
			t.Errorf("NFC(%+q) = %+q, want %+q", s, got, want)
		}
	})
}

func BenchmarkNFC(b *testing.B) {
	for name, s := range map[string]string{"composed": "Nguyễn Thị Đào", "apart": norm.NFD.String("Nguyễn Thị Đào")} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				NFC(s)
			}
		})
	}
}
