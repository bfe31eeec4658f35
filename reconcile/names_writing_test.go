package reconcile

import "testing"

func TestSameButForY(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Vi", "Vy", true}, {"Lý", "Lí", true}, {"Quý", "Quí", true}, {"MỸ", "mĩ", true}, {"Y", "I", true},
		{"Thúy", "Thúi", false}, {"Lý", "Lì", false}, {"Tay", "Tai", false}, {"Vi", "Vu", false}, {"Ky", "Kyi", false}, {"", "Y", false},
	} {
		if got := sameButForY(c.a, c.b); got != c.want {
			t.Errorf("%s, %s: %v", c.a, c.b, got)
		}
	}
}
