package numfmt

import "testing"

func TestParse(t *testing.T) {
	for code, want := range map[string]Style{
		"General": {}, "0": {}, "0.00": {}, "#,##0": {}, "@": {}, "dd/mm/yyyy": {Date: true}, `yyyy\-mm\-dd hh:mm`: {Date: true, Clock: true}, "mm/yyyy": {Date: true},
		"h:mm": {Clock: true}, "[h]:mm:ss": {Clock: true}, "mmm": {Date: true}, "000000000": {Pad: 9}, `"ngày" 0`: {}, "[Red]0;[Blue]-0": {}, `[$-42A]dd mmmm yyyy`: {Date: true},
		`000000000000;@`: {Pad: 12}, "mm:ss": {Clock: true}, "0.00E+00": {}, "m/d/yy": {Date: true}, `_(* #,##0_)`: {},
	} {
		if got := Parse(code); got != want {
			t.Errorf("%s: %+v, want %+v", code, got, want)
		}
	}
}

func FuzzAppend(f *testing.F) {
	f.Add("29221.5", "dd/mm/yyyy")
	f.Add("1E+300", "000")
	f.Fuzz(func(t *testing.T, v, code string) {
		if out, _ := Append(nil, []byte(v), Parse(code), false); len(v) > 0 && len(out) == 0 {
			t.Errorf("%q in %q gives nothing", v, code)
		}
	})
}
