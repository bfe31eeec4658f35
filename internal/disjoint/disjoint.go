// Package disjoint keeps disjoint sets of rows: which rows belong together, as more and more of them are joined.
package disjoint

// Sets are disjoint sets of rows. A set's root is its first row.
type Sets struct {
	of []int32 // an earlier row of the same set; of a root, less than 0, how many rows the set has
}

// New makes a set of each of n rows.
func New(n int) *Sets {
	s := &Sets{make([]int32, n)}
	for i := range s.of {
		s.of[i] = -1
	}
	return s
}

// Root returns the root of a row's set.
func (s *Sets) Root(row uint32) uint32 {
	for {
		next := s.of[row]
		if next < 0 {
			return row
		}
		if after := s.of[next]; after >= 0 {
			s.of[row] = after
		}
		row = uint32(next)
	}
}

// Join makes one set of those of two rows.
func (s *Sets) Join(a, b uint32) {
	a, b = s.Root(a), s.Root(b)
	if a == b {
		return
	}
	a, b = min(a, b), max(a, b)
	s.of[a] += s.of[b]
	s.of[b] = int32(a)
}

// Size returns how many rows the set of a root has, 0 where the row is no root.
func (s *Sets) Size(root uint32) int { return int(max(-s.of[root], 0)) }
