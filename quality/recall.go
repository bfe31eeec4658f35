package quality

// Recall estimates which share of the linked persons blocking finds, from how its rules overlap: what neither of two lists of
// rules finds is as many as what each finds alone says, and a third more, for errors come together. ok is false where the lists overlap in too
// few pairs to say.
func (c *Captures) Recall() (recall float64, ok bool) {
	t := c.estimate(0)
	if t.both == 0 {
		return 0, false
	}
	found := 0.0
	for i, by := range c.Found {
		if by.Len() > 0 {
			found += c.Weight[i]
		}
	}
	found *= 1 / c.Share
	return found / (found + together*t.expected()), true
}
