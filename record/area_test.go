package record

import (
	"fmt"
	"strings"
	"testing"
)

func TestAreas(t *testing.T) {
	kinds := [...]string{AreaHouse: "house", AreaHamlet: "hamlet", AreaQuarter: "quarter", AreaGroup: "group"}
	for _, x := range []struct{ rest, want string }{
		{"", ""},
		{"thon 3", "hamlet 3"},
		{"276a hai ba trung khoi 4", "house 276a hai ba trung, quarter 4"},
		{"thon dong khe to 3", "hamlet dong khe, group 3"},
		{"ban lang moi", "hamlet lang moi"},
		{"to 5 12 tran phu", "group 5, house 12 tran phu"},
		{"12 to 5", "group 5"},                    // a number alone is no house
		{"tran phu to 5", "group 5"},              // nor is a street
		{"hem 5 khoi 3", "quarter 3"},             // nor an alley of it
		{"hoang thu pho", "hamlet hoang thu pho"}, // a hamlet without its word
		{"thon", "hamlet thon"},
		{"thon 1 thon 2 thon 3 thon 4 thon 5 thon 6 thon 7", "hamlet 1, hamlet 2, hamlet 3, hamlet 4, hamlet 5, hamlet 6"},
	} {
		a := Place{Hamlet: x.rest}.Areas()
		var got []string
		for _, p := range a.All() {
			got = append(got, fmt.Sprintf("%s %s", kinds[p.Kind], p.Name))
		}
		if g := strings.Join(got, ", "); g != x.want {
			t.Errorf("%q: %s; want %s", x.rest, g, x.want)
		}
	}
}
