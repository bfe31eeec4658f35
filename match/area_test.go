package match

import (
	"testing"

	"github.com/doisanh/doisanh/record"
)

// Two addresses say of each other what they do the other way round, and of themselves that they are one.
func FuzzAgree(f *testing.F) {
	f.Add("276a hai ba trung khoi 4", "khoi 4")
	f.Add("thon dong to 5", "thon tay to 5")
	f.Add("to 5 12 tran phu", "12 tran phu")
	f.Fuzz(func(t *testing.T, x, y string) {
		a, b := record.Place{Hamlet: x}.Areas(), record.Place{Hamlet: y}.Areas()
		there, back := agree(&a, &b), agree(&b, &a)
		if there.house != back.house || there.told != back.told || (len(there.same.All()) > 0) != (len(back.same.All()) > 0) {
			t.Errorf("%q, %q: %v, the other way round %v", x, y, there, back)
		}
		if g := agree(&a, &a); len(a.All()) > 0 && !g.house && len(g.same.All()) == 0 {
			t.Errorf("%q does not agree with itself", x)
		}
	})
}
