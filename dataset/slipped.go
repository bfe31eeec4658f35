package dataset

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"
)

// A cell too many or too few, typed or pasted into a row, pushes what follows it into the columns beside: the name stands under the birth date, the date under
// the sex, the telephone under the address. Or two cells side by side are exchanged. What each column holds is learned from the list itself, as the shapes of its
// cells; a row whose cells are far likelier in the columns beside is read so.
const (
	leastLearnt = 50      // rows that columns are learned from
	mostLearnt  = 100_000 // and about the most: a larger list in as many of whose rows nothing slipped is left as it is
	rareShape   = .02     // a shape that less of a column has is odd in it
	leastOdd    = 2       // odd cells of a row that is looked at
	shapeDoubt  = .25     // cells of each shape that a column is taken to hold besides its own
	slipFactor  = 1e6     // how much likelier a row's cells have to be in other places: one row in a thousand slips, and it may in many ways
	slipRounds  = 3       // slipped rows are among those learned from: without them their like are odder
	knownWords  = 8       // values of a column that are shapes of their own
	knownShare  = .8      // of the filled rows have one of them in such a column
)

// The shapes of cells: what one takes them for without a look at their headers. The values of columns that say the same few all over again follow.
const (
	shapeUntold = iota
	shapeBlank
	shapeDate  // figures with a sign or two between
	shapePlace // words with commas
	shapeCode  // letters and figures in one word
	shapeMixed // letters and figures in several
	shapeOther
	shapeWords                     // letters: by the number of words, 5 at most
	shapeDigits = shapeWords + 5   // figures alone: by their number, 15 at most
	shapeZero   = shapeDigits + 15 // with a zero before the others
	shapeKnown  = shapeZero + 15
	mostShapes  = 256
)

// shapeOf tells the shape of a cell that is no frequent value.
func shapeOf(v string) uint8 {
	v = strings.TrimPrefix(v, "'")
	digits, signs, commas, blanks := 0, 0, 0, 0
	for i := range len(v) {
		switch c := v[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == ' ':
			blanks++
		case c == ',':
			commas++
		case c == '/' || c == '-' || c == '.':
			signs++
		}
	}
	letters := len(v) - digits - signs - commas - blanks
	switch {
	case v == "":
		return shapeBlank
	case letters > 0 && commas > 0:
		return shapePlace
	case letters > 0 && digits == 0:
		return shapeWords + uint8(min(blanks, 4))
	case letters > 0 && blanks > 0:
		return shapeMixed
	case letters > 0:
		return shapeCode
	case digits == len(v) && v[0] == '0':
		return shapeZero + uint8(min(digits, 15)) - 1
	case digits == len(v):
		return shapeDigits + uint8(min(digits, 15)) - 1
	case digits >= 4 && digits <= 8 && signs > 0 && signs <= 2 && digits+signs == len(v):
		return shapeDate
	}
	return shapeOther
}

// slips is the search for slipped rows.
type slips struct {
	columns []coded
	at      []int            // by column, its place in the file
	step    int              // of the rows one in so many is learned from
	known   map[string]uint8 // values that are shapes of their own
	shapes  [][]uint8        // by column and code, as far as they were asked for
	chance  [][]float64      // by column and shape: how likely it is there, as a logarithm
	usual   []float64        // by column: the mean of that over its cells
	slipped []bool           // by row
	moved   []moved
	threads int
}

// moved is a cell that gets the value of another column of its row, less than 0 for a blank.
type moved struct{ row, to, from int }

// mendSlips puts the cells of slipped rows where they belong and returns how many rows there were. at are the places of the columns in the file.
func (rs *rows) mendSlips(at []int, threads int) (found int) {
	n := len(rs.line)
	if n < leastLearnt {
		return 0
	}
	s := &slips{columns: rs.columns, at: at, step: 1 + n/mostLearnt, slipped: make([]bool, n), threads: threads}
	s.know()
	for range slipRounds {
		s.learn()
		before := found
		if found = s.find(s.step); found == before {
			break
		}
	}
	if found == 0 {
		return 0
	}
	if s.step > 1 {
		found = s.find(1)
	}
	s.put()
	return found
}

// eachColumn does something with every column.
func (s *slips) eachColumn(do func(k int, c *coded)) {
	var g errgroup.Group
	g.SetLimit(max(1, s.threads))
	for k := range s.columns {
		g.Go(func() error { do(k, &s.columns[k]); return nil })
	}
	_ = g.Wait() // nothing in it fails
}

// know finds the values that are shapes of their own.
func (s *slips) know() {
	frequent := make([][]string, len(s.columns))
	s.shapes = make([][]uint8, len(s.columns))
	s.eachColumn(func(k int, c *coded) {
		frequent[k] = c.frequent(s.step)
		s.shapes[k] = make([]uint8, c.dict.Len())
	})
	s.known = map[string]uint8{}
	for _, words := range frequent {
		for _, v := range words {
			if _, ok := s.known[v]; !ok && shapeKnown+len(s.known) < mostShapes {
				s.known[v] = uint8(shapeKnown + len(s.known))
			}
		}
	}
}

// frequent lists the values of a column that says the same few all over again, as a sex or a people, the most frequent first.
func (c *coded) frequent(step int) (words []string) {
	count, filled := map[uint32]int{}, 0
	for row := 0; row < len(c.codes); row += step {
		if code := c.codes[row]; code != 0 {
			count[code]++
			filled++
		}
	}
	codes := slices.SortedFunc(maps.Keys(count), func(a, b uint32) int { return cmp.Or(count[b]-count[a], cmp.Compare(a, b)) })
	covered := 0
	for _, code := range codes[:min(len(codes), knownWords)] {
		covered += count[code]
		words = append(words, c.dict.At(code))
	}
	if float64(covered) < knownShare*float64(filled) {
		return nil
	}
	return words
}

// shape tells the shape of a column's value.
func (s *slips) shape(k int, code uint32) uint8 {
	if shape := s.shapes[k][code]; shape != shapeUntold {
		return shape
	}
	v := s.columns[k].dict.At(code)
	shape, ok := s.known[v]
	if !ok {
		shape = shapeOf(v)
	}
	s.shapes[k][code] = shape
	return shape
}

// learn counts the shapes of each column, the slipped rows aside.
func (s *slips) learn() {
	s.chance, s.usual = make([][]float64, len(s.columns)), make([]float64, len(s.columns))
	s.eachColumn(func(k int, c *coded) {
		var count [mostShapes]float64
		n := 0.0
		for row := 0; row < len(c.codes); row += s.step {
			if !s.slipped[row] {
				count[s.shape(k, c.codes[row])]++
				n++
			}
		}
		s.chance[k] = make([]float64, mostShapes)
		for shape, seen := range count {
			others := max(seen-1, 0) // a row speaks not for itself
			s.chance[k][shape] = math.Log((others + shapeDoubt) / (n + shapeDoubt*mostShapes))
			s.usual[k] += seen / max(n, 1) * s.chance[k][shape]
		}
	})
}

// find looks for slipped rows, at one in so many, and returns how many there are.
func (s *slips) find(step int) (found int) {
	s.moved = s.moved[:0]
	odd := make([]uint8, len(s.slipped))
	rare := math.Log(rareShape)
	for k, c := range s.columns {
		for row := 0; row < len(odd); row += step {
			if odd[row] < leastOdd && s.chance[k][s.shape(k, c.codes[row])] < rare {
				odd[row]++
			}
		}
	}
	clear(s.slipped)
	for row, n := range odd {
		if n >= leastOdd && s.mend(row) {
			s.slipped[row] = true
			found++
		}
	}
	return found
}

// mend looks for the slip that leaves a row's cells the likeliest, and says whether there is one that leaves them far likelier than they are. Either a blank cell
// at one end of a stretch of columns belongs at its other end, or two cells side by side are each other's.
func (s *slips) mend(row int) bool {
	n := len(s.columns)
	shapes := make([]uint8, n)
	for k := range shapes {
		shapes[k] = s.shape(k, s.columns[k].codes[row])
	}
	best, from, to := math.Log(slipFactor), 0, 0
	try := func(gain float64, j, e int) {
		if gain > best {
			best, from, to = gain, j, e
		}
	}
	// gain is what column k gains by a shape in place of the one it has.
	gain := func(k int, shape uint8) float64 { return s.chance[k][shape] - s.chance[k][shapes[k]] }
	// beside is what it gains by the value of a column before or behind it; of one that is not read nothing is known but that it was as its values are.
	beside := func(k, other int) float64 {
		if !s.adjoin(k, other) {
			return s.usual[k] - s.chance[k][shapes[k]]
		}
		return gain(k, shapes[other])
	}
	for j := range n {
		if shapes[j] == shapeBlank {
			sum := 0.0
			for e := j + 1; e < n; e++ { // what stands behind the blank belongs before it
				sum += beside(e-1, e)
				if e < n-1 {
					try(sum+gain(e, shapeBlank), j, e)
				} else { // what belongs there is gone
					try(sum+s.usual[e]-s.chance[e][shapes[e]], j, e)
				}
			}
			sum = 0
			for e := j - 1; e >= 0; e-- { // what stands before it belongs behind
				sum += beside(e+1, e)
				try(sum+gain(e, shapeBlank), j, e)
			}
		} else if j+1 < n && shapes[j+1] != shapeBlank && s.adjoin(j, j+1) {
			try(gain(j, shapes[j+1])+gain(j+1, shapes[j]), j, -1)
		}
	}
	switch {
	case from == to:
		return false
	case to < 0:
		s.moved = append(s.moved, moved{row, from, from + 1}, moved{row, from + 1, from})
		return true
	}
	step := 1
	if to < from {
		step = -1
	}
	for k := from; k != to; k += step {
		value := k + step
		if !s.adjoin(k, value) {
			value = -1
		}
		s.moved = append(s.moved, moved{row, k, value})
	}
	s.moved = append(s.moved, moved{row, to, -1})
	return true
}

// adjoin reports whether two columns stand side by side in the file.
func (s *slips) adjoin(a, b int) bool { return abs(s.at[a]-s.at[b]) == 1 }

// put gives the moved cells their values.
func (s *slips) put() {
	values := make([]map[int]string, len(s.columns)) // by column and row
	for _, m := range s.moved {
		if values[m.to] == nil {
			values[m.to] = map[int]string{}
		}
		v := ""
		if m.from >= 0 {
			c := &s.columns[m.from]
			v = c.dict.At(c.codes[m.row])
		}
		values[m.to][m.row] = v
	}
	s.eachColumn(func(k int, c *coded) {
		if values[k] != nil {
			c.set(values[k])
		}
	})
}

// set gives rows other values.
func (c *coded) set(values map[int]string) {
	codes := map[string]uint32{"": 0}
	for _, v := range values {
		codes[v] = 0
	}
	for code, v := range c.dict.All() {
		if _, ok := codes[v]; ok {
			codes[v] = code
		}
	}
	for _, row := range slices.Sorted(maps.Keys(values)) {
		v := values[row]
		if codes[v] == 0 && v != "" {
			codes[v] = uint32(c.dict.Len())
			c.dict.Append(v)
		}
		c.codes[row] = codes[v]
	}
	all := make([]int, len(c.codes))
	for row := range all {
		all[row] = row
	}
	*c = c.pick(all)
}
