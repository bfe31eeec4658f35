package legacy

import "testing"

// The tone of oa, oe and uy has two places, everything else one.
func TestOtherTonePlace(t *testing.T) {
	for in, want := range map[string]string{
		"hòa": "hoà", "hoà": "hòa", "thủy": "thuỷ", "khoẻ": "khỏe", "ùy": "uỳ",
		"quỳ": "", "hoa": "", "hoàn": "", "an": "", "ý": "", "": "",
	} {
		if got := otherTonePlace(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
