package match

import (
	"testing"

	"github.com/doisanh/doisanh/refdata/soundtest"
)

func soundOf(folded string) uint64 { return phoneticSyllable(fnvOffset, folded) }

func TestSound(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		same       bool
	}{
		{"ch is tr", "trinh", "chinh", true},
		{"s is x", "son", "xon", true},
		{"d is r", "dung", "rung", true},
		{"l is n", "lan", "nan", true},
		{"d is gi", "dang", "giang", true},
		{"c is k", "kien", "cien", true},
		{"g is gh", "ghe", "ge", true},
		{"ng is ngh", "nghia", "ngia", true},
		{"a final ng is n", "lang", "lan", true},
		{"a final nh is n", "tinh", "tin", true},
		{"a final c is t", "viec", "viet", true},
		{"ieu is iu", "lieu", "liu", false},
		{"a doublet", "huynh", "hoang", true},
		{"a rarer doublet", "nghia", "ngai", true},
		{"v is d", "van", "dan", true},
		{"the vowel tells", "lan", "lon", false},
		{"an onset tells", "hoa", "toa", false},
		{"a final m tells", "lam", "lan", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if a, b := soundOf(c.a), soundOf(c.b); (a == b) != c.same {
				t.Errorf("%s is %v, %s is %v, want the same: %v", c.a, a, c.b, b, c.same)
			}
		})
	}
}

func TestSoundGain(t *testing.T) {
	soundtest.Gain(t, soundOf, soundtest.Want{North: .9, Central: .86, South: .86, Apart: 400})
}

func TestSoundMerges(t *testing.T) {
	soundtest.Merges(t, soundOf, "r g", "qu w", "qu hu", "qu o", "c q", "i y", "iu iêu", "ưu ươu", "iu ưu", "iêu ươu",
		"Sơn San", "Tùng Tòng", "An Yên", "Chu Châu", "Trường Tràng", "Đang Đương")
}
