package report

import "math"

// Value returns a cell as typed files hold it: a string of valid UTF-8, an int64, a float64 rounded as in the CSV, or nil for a number
// that is not there.
func (c *Column) Value(row int) any {
	switch c.Kind {
	case Text:
		return valid(c.Str(row))
	case Word:
		return valid(c.Words[c.Code(row)])
	case Key:
		return valid(string(c.Append(nil, row)))
	case Integer:
		return int64(c.number(row))
	}
	if v := c.number(row); !math.IsNaN(v) {
		return v
	}
	return nil
}
