package table

import (
	"github.com/doisanh/doisanh/match/modelfile"
	"github.com/doisanh/doisanh/record"
)

// Two lists may have nothing in common but a name. That two rows share what nobody else has is then all there is, and as one row in all may have it by chance, as many
// pairs share such a value by chance as there are: EM finds no match. How seldom strangers share it shows elsewhere: within each table, where a name that one row has is
// hardly ever another's too (Good, Biometrika 40, 1953), and in its words, of which most stand in other rows.

// fitRare learns from a sample once more where a text is all there is, with values that nobody else has as rare as the tables and their words show. It returns where
// it began; if there are too few matches so, the model is as it was.
func (s *Scorer) fitRare(sm *sample, random strangers, start *Model) *Model {
	kept := s.learning()
	*s.model = *start.clone()
	for i := range s.fields {
		f := s.field(i)
		f.Together = s.fields[i].kind == record.KindText && !s.fields[i].whole
		if single := s.singleWithin(i); f.Single == 0 && single < 1/(s.fields[i].total+1) {
			f.Single = single
		}
	}
	s.apply()
	s.chances(sm)
	s.unmix(sm, random)
	begun, t := s.model.clone(), &modelfile.Training{Random: kept.model.Training.Random}
	s.model.Training = t
	if s.fit(sm, random, t); !t.KeptAll() {
		return begun
	}
	s.resume(kept)
	s.chances(sm)
	return start
}

// alone says whether a text is the only column that tells rows apart.
func (s *Scorer) alone() bool {
	texts, others := 0, 0
	for i := range s.fields {
		switch f := s.field(i); {
		case s.fields[i].kind == record.KindText && !s.fields[i].whole:
			texts++
		case f.Levels[0].U <= idleRare:
			others++
		}
	}
	return texts == 1 && others == 0
}

// singleWithin is how likely a row of a table has a value that one other row of it has, as two tables that say everything once show it; 1 for one table, whose rows
// that share a value may be the matches. Numbers say nothing of it: lists may be numbered alike.
func (s *Scorer) singleWithin(i int) float64 {
	f := &s.fields[i]
	if s.left == s.right || !isText(f.kind) {
		return 1
	}
	twice, once := 1.0, 1.0 // rows that share their value with one other, and those that with none by how many others there are
	for _, side := range []func(code int) float64{
		func(code int) float64 { return f.leftCount[code] },
		func(code int) float64 { return f.count[code] - f.leftCount[code] },
	} {
		alone, rows := 0.0, 0.0
		for code := range f.count {
			n := side(code)
			switch rows += n; n {
			case 1:
				alone++
			case 2:
				twice += 2
			}
		}
		once += alone * rows
	}
	return min(twice/once, 1)
}

// nearLevels are those of texts that say the same with an error, in another order, or with a few words more or less: typo, near, part and most.
const nearLevels = 5

// sharedFrequency is the chance that a stranger has the words that two texts share, as nameFrequency has it of a text; 1 where they share fewer than two.
func (f *column) sharedFrequency(a, b uint32, exclude int) float64 {
	x, y := f.values[a].numbers, f.values[b].numbers
	var shared []uint32
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i] < y[j]:
			i++
		case y[j] < x[i]:
			j++
		default:
			shared = append(shared, x[i])
			i, j = i+1, j+1
		}
	}
	if len(shared) < 2 {
		return 1
	}
	return f.nameFrequency(0, shared, exclude)
}
