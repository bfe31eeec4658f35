package normalize

import "github.com/doisanh/doisanh/internal/distinct"

// tagOf makes a tag of a hash: any number but 0, which is no value's.
func tagOf(hash uint64) uint32 { return max(1, uint32(hash>>32)) }

// numbered gives values that are the same one number, in the order of their first index: 1, 2, 3… into canon, 0 where the tag is
// 0. Values that are the same have the same tag. It returns how many numbers it gave.
func numbered(canon, tags []uint32, same func(a, b uint32) bool) int {
	distinct.Firsts(tags, canon, same)
	count := uint32(0)
	for i, first := range canon {
		switch {
		case tags[i] == 0:
			canon[i] = 0
		case first == uint32(i):
			count++
			canon[i] = count
		default:
			canon[i] = canon[first]
		}
	}
	return int(count)
}
