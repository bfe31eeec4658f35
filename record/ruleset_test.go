package record

import "testing"

func TestRuleSet(t *testing.T) {
	var a, b RuleSet
	for _, rule := range []int{0, 63, 64, 255} {
		a.Add(rule)
	}
	b.Add(64)
	if a.Len() != 4 || !a.Has(255) || !a.Has(64) || a.Has(65) || b.Has(0) {
		t.Errorf("%v, %v", a, b)
	}
	if within, beyond := a.Against(b); !within || !beyond {
		t.Errorf("a against b: %v %v", within, beyond)
	}
	if within, beyond := b.Against(a); !within || beyond {
		t.Errorf("b against a: %v %v", within, beyond)
	}
	if within, beyond := (RuleSet{}).Against(a); within || beyond {
		t.Error("the empty set has a rule")
	}
}
