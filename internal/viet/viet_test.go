package viet

import (
	"strings"
	"testing"
	"unicode"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Nguyễn Thị  Đào ":       "nguyen thi dao",
		"NGUYÊ\u0303N":           "nguyen",
		"Ðặng\u00a0Văn\u200bTý":  "dang vanty",
		"Ａ１":                     "a1",
		"٢٠٠٤/٠٩/١٩ ۷ १२ ๙":      "2004/09/19 7 12 9",
		"Họ, chữ đệm và tên (*)": "ho, chu dem va ten (*)",
		"":                       "",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
	if got := Words("Họ, chữ đệm & tên (*)"); got != "ho chu dem ten" {
		t.Errorf("Words = %q", got)
	}
}

func FuzzFold(f *testing.F) {
	f.Add("Nguyễn Thị Đào")
	f.Add("\u212b") // the sign for Ångström
	f.Add(" a\u200b\u00a0(b),  1\xff\x00-c ")
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Errorf("Fold is not stable: %q, %q", once, twice)
		}
		words := strings.FieldsFunc(once, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if got, want := Words(s), strings.Join(words, " "); got != want {
			t.Errorf("Words(%q) = %q, want %q", s, got, want)
		}
	})
}
