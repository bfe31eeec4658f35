package match

import "slices"

// Two strangers hardly ever show one number, so that a number that agrees is nearly proof. But numbers are also looked up: the list had none, and somebody took each from the register by
// the person's name, or wrote it down of the one of that name whom the search showed first. Where that is a namesake, number and name agree with him, and neither is evidence of the other:
// all else is as with a stranger. So beside strangers and relatives there is one more way in which two persons agree,
//
//	λ m(id) min(u(name), m(name)/n) Π u of all others,
//
// λ being the share of numbers that were looked up and are a namesake's, and n the persons of the register: u(name) n persons bear the name, one at the least, and the number is that of one of them. So
// the rarity of the name does not count, as that of the number does not, unless the name is so rare that nobody else of it is to be expected.
//
// A number may have lost a digit since, or have been miswritten, as any number has; so both come as a person's own do (m).

// lookedUpHeld is how many numbers "as the model has it" is worth.
const lookedUpHeld = 1000

// agreesID are the levels of numbers that one may have been taken from the other.
const agreesID = 1<<idSame | 1<<idSame9 | 1<<idMixed | 1<<idDigit | 1<<idDigit9 | 1<<idLost

// locate finds the comparisons of number and name.
func (s *scorer) locate() {
	s.idAt = slices.IndexFunc(s.comps, func(c comp) bool { return c.def.Kind == KindID })
	s.nameAt = slices.IndexFunc(s.comps, func(c comp) bool { return c.name })
}

// led is the last pair's likelihood as two of whom the one has the other's number because he bears his name, by that as strangers and as neighbours of all comparisons. What number and name
// were seen to be stands in w.
func (s *scorer) led(strangers float64, kin *[nClasses]float64, w *worker) float64 {
	if s.lookedUp == 0 || s.idAt < 0 || s.nameAt < 0 {
		return 0
	}
	idLevel, nameLevel := w.levels[s.idAt], w.levels[s.nameAt]
	if agreesID>>idLevel&1 == 0 || nameLevel == missing {
		return 0
	}
	number, names, id, name := &s.comps[s.idAt], &s.comps[s.nameAt], w.seen[s.idAt], w.seen[s.nameAt]
	both := s.lookedUp * number.at[idLevel].m * min(name.u, names.at[nameLevel].m/s.persons)
	alone := [nClasses]float64{classNeighbour: 1} // what the two made of neighbours
	number.relate(idLevel, id, &alone)
	names.relate(nameLevel, name, &alone)
	return both * max(strangers/(id.u*name.u), kin[classNeighbour]/alone[classNeighbour])
}

// hasNumber says whether a row of the left table shows a number.
func (s *scorer) hasNumber(row uint32) bool {
	return s.idAt >= 0 && s.comps[s.idAt].shown(s.at(s.left, row))
}

// lookedUpTimes is how many times as often as the model has it numbers were looked up by the name, of so many of which so many are expected to be.
func (s *scorer) lookedUpTimes(led, numbers float64) float64 {
	if s.lookedUp == 0 {
		return 1
	}
	times := (led/s.lookedUp + lookedUpHeld) / (numbers + lookedUpHeld)
	return min(max(times, 1./mostChange), mostChange)
}
