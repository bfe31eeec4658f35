package synth

import (
	"strings"
	"testing"
)

func TestLegacyEncoding(t *testing.T) {
	if got := mojibake("Nguyễn Văn Đức", lettersOf("tcvn3")); got != "NguyÔn V¨n §øc" {
		t.Errorf("%q", got)
	}
	if lettersOf("klingon") != nil {
		t.Error("an encoding nobody knows")
	}
	files := generated(t, config(t, "people: 200\nsectors: [thue]\nfiles: {thue: {encoding: TCVN3}}"))
	if !strings.Contains(files["thue.csv"], "NguyÔn") || strings.Contains(files["thue.csv"], "Nguyễn") {
		t.Error("the tax list is not in TCVN3")
	}
}
