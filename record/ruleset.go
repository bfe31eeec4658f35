package record

import "math/bits"

// RuleSet is a set of blocking rules, each by its number, below 256: a pair names its rule in a byte.
type RuleSet [4]uint64

// Add puts a rule into the set.
func (s *RuleSet) Add(rule int) { s[rule>>6] |= 1 << (rule & 63) }

// Has says whether a rule is in the set.
func (s RuleSet) Has(rule int) bool { return s[rule>>6]>>(rule&63)&1 == 1 }

// Len is how many rules the set has.
func (s RuleSet) Len() (n int) {
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// Against says whether a rule of the set is in another one, and whether one is not.
func (s RuleSet) Against(o RuleSet) (within, beyond bool) {
	for i, w := range s {
		within = within || w&o[i] != 0
		beyond = beyond || w&^o[i] != 0
	}
	return within, beyond
}
