package block

// maxRules is how many rules there can be: a pair names its rule in a byte.
const maxRules = 256

// found holds the rows' keys under the rules prepared so far, row by row, where a pair belongs to the first rule that finds it: the keys of a pair are looked at
// side by side, and rule by rule each of them would be a place in memory of its own.
type found struct {
	place       []int // of a rule among those that are walked
	width       int   // how many those are
	left, right []uint32
}

// newFound makes room for the keys of the rules that are walked, by their numbers, of all there are.
func newFound(rules int, walked []int, left, right *side) *found {
	f := &found{place: make([]int, rules), width: len(walked)}
	for i, slot := range walked {
		f.place[slot] = i
	}
	f.left = make([]uint32, left.rows*f.width)
	f.right = f.left
	if right != left {
		f.right = make([]uint32, right.rows*f.width)
	}
	return f
}

// keep notes the keys of a rule, which are final. Sides that do not outlive the run let go of them.
func (f *found) keep(slot int, left, right *side) {
	f.note(f.left, left.keys[slot], slot)
	left.release(slot)
	if right != left {
		f.note(f.right, right.keys[slot], slot)
		right.release(slot)
	}
}

func (f *found) note(into, keys []uint32, slot int) {
	at := f.place[slot]
	for _, k := range keys {
		into[at] = k
		at += f.width
	}
}

// before returns a row's keys, of one side, under the rules that are walked before one.
func (f *found) before(side []uint32, row uint32, slot int) []uint32 {
	at := int(row) * f.width
	return side[at : at+f.place[slot]]
}

// sameKey reports whether two rows agree under one of some rules: 0 agrees with nothing.
func sameKey(a, b []uint32) bool {
	b = b[:len(a)]
	for i, k := range a {
		if b[i] == k && k != 0 {
			return true
		}
	}
	return false
}
