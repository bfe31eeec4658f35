package pattern

import "testing"

func TestOf(t *testing.T) {
	digits := Of(`^[0-9]+$`)
	if !digits().MatchString("12") || digits().MatchString("1a") {
		t.Error("not the expression that was asked for")
	}
	if again := digits(); again != digits() {
		t.Error("compiled twice")
	}
}
