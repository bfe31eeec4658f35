package match

import (
	"math/bits"
	"slices"
	"strings"
	"sync"

	"github.com/doisanh/doisanh/internal/splitmix"
	"github.com/doisanh/doisanh/match/edit"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// nameTable is a comparison of names prepared for one table to be looked in, the right one. The names of each table that is
// held against it are added as they come: numbering does not change a result.
type nameTable struct {
	joint, folds     numbering
	sur, mid         *spelledParts
	giv              *parts
	marked           [3]*parts  // surname, middle and given name with their marks
	names            []nameInfo // by joint code; 0 unused
	rest             []nameRest
	texts            record.Texts // folded
	symbols          []byte
	syllables        map[string]syllable
	counts           []uint32  // right rows of each code, as far as the right table goes
	folded           []float64 // the same of each fold
	total            int
	exclude, weighed int          // what the chances were worked out for, and of how many names
	bearers          *bearers     // of the person's own names; nil of others'
	given            [2][]float32 // see nameComparer
}

// syllable is what a folded syllable brings to the keys of a name.
type syllable struct{ sound, word uint64 }

// parts numbers distinct strings from 1 and counts the right table's rows.
type parts struct {
	numbers numbering
	count   []float64
	total   float64
}

func newParts() *parts { return &parts{count: make([]float64, 1)} }

func (p *parts) of(s string) uint32 {
	n, _ := p.number(s)
	return n
}

// number returns the number of a string, and whether it is new.
func (p *parts) number(s string) (n uint32, fresh bool) {
	if s == "" {
		return 0, false
	}
	if n, fresh = p.numbers.of(hashText(s)); fresh {
		p.count = append(p.count, 0)
	}
	return n, fresh
}

// spelledParts are parts whose letters are kept, so that an abbreviated one can be held against the others.
type spelledParts struct {
	parts
	texts record.Texts // by number
	short map[string]float64
}

func newSpelledParts() *spelledParts {
	return &spelledParts{parts: *newParts(), texts: record.TextsOf(""), short: map[string]float64{}}
}

func (p *spelledParts) of(s string) uint32 {
	n, fresh := p.number(s)
	if fresh {
		p.texts.Append(s)
	}
	return n
}

// begun is share of all parts that an abbreviated one may stand for.
func (p *spelledParts) begun(n uint32) float64 {
	short := p.texts.At(n)
	share, known := p.short[short]
	if !known {
		rows := 0.
		for part, count := range p.count {
			if count > 0 && partsFit(short, p.texts.At(uint32(part))) {
				rows += count
			}
		}
		share = (rows + .5) / (p.total + 1)
		p.short[short] = share
	}
	return share
}

func (p *parts) add(n uint32, rows float64) {
	p.count[n] += rows
	p.total += rows
}

// share of number n; a part the register does not have counts as half a row. Number 0 ("no middle name") is a part too.
func (p *parts) share(n uint32) float64 { return (p.count[n] + .5) / (p.total + 1) }

// others is share with a row of number n left out; a part that no other row has counts as noOther rows.
func (p *parts) others(n uint32) float64 { return (max(p.count[n]-1, 0) + noOther) / (p.total + 1) }

// borne returns by number the chance that somebody else than a part's own row bears it, the more as a published list has it the smaller the table is.
func (p *parts) borne(published map[uint64]float64) []float32 {
	chance := make([]float32, len(p.count))
	for n, rows := range p.count {
		chance[n] = float32((max(rows-1, 0) + noOther) / (p.total + publishedHeld))
	}
	for hash, share := range published {
		if n := p.numbers.number(hash); n != 0 {
			chance[n] += float32(publishedHeld * share / (p.total + publishedHeld))
		}
	}
	return chance
}

// publishedHeld is how many rows the published list of given names is worth beside a table's own.
const publishedHeld = 300

// publishedGiven returns the shares of given names in published lists (refdata given_names.csv) by hash, folded and with their marks.
var publishedGiven = sync.OnceValue(func() (of [2]map[uint64]float64) {
	of = [2]map[uint64]float64{{}, {}}
	total := 0.
	for _, t := range refdata.GivenNames() {
		total += float64(t.Male + t.Female)
	}
	for _, t := range refdata.GivenNames() {
		share := float64(t.Male+t.Female) / total
		of[0][hashText(strings.ToLower(t.ASCII))] += share
		of[1][hashText(t.Text)] += share
	}
	return of
})

// The slots of a person's own name: its number, what he shares with others of the name, in the right table the number of his wife's or husband's name,
// as if it were one's own, in a left one whether a title before it tells the sex, and the number of what else he is called.
const ownNameSlots, ownSpouse, ownTitle, ownElse = 4, 2, 2, 3

// newNameTable makes a table with room for the names of some columns.
func newNameTable(columns []*record.Values[record.Name]) *nameTable {
	t := &nameTable{
		sur: newSpelledParts(), mid: newSpelledParts(), giv: newParts(), names: make([]nameInfo, 1), rest: make([]nameRest, 1), texts: record.TextsOf(""),
		marked: [3]*parts{newParts(), newParts(), newParts()}, syllables: map[string]syllable{},
	}
	n := 1
	for _, v := range columns {
		n += v.Count
	}
	t.joint.reserve(n)
	n += n / 2 // what only the tables held against it have, which costs nothing until it comes
	t.names, t.rest, t.symbols = slices.Grow(t.names, n), slices.Grow(t.rest, n), make([]byte, 0, 14*n)
	t.texts.Grow(n)
	return t
}

// count counts the right table's rows by name and by the parts of names.
func (t *nameTable) count(rows int, code func(row int) uint32) {
	t.counts, t.total = countRows(rows, len(t.names), code)
	t.folded = make([]float64, t.folds.n+1)
	for code := 1; code < len(t.counts); code++ {
		if k := float64(t.counts[code]); k > 0 {
			n := &t.names[code]
			t.folded[n.fold] += k
			t.sur.add(n.sur, k)
			t.mid.add(n.mid, k)
			t.giv.add(n.giv, k)
			for i, part := range t.rest[code].marked {
				t.marked[i].add(part, k)
			}
		}
	}
}

// comparer compares the names there are by now: own, where they are the persons' own, and one, where a table is compared with itself.
func (t *nameTable) comparer(own, one bool) *nameComparer {
	return &nameComparer{names: t.names, rest: t.rest, texts: t.texts, symbols: t.symbols, own: own, one: one, given: t.given}
}

func prepareName(right *record.People, def *Comparison) *prepared {
	vr := chain(right.Names, def.Fields)
	if len(vr) == 0 {
		return nil
	}
	t := newNameTable(vr)
	head := slices.Contains(def.Fields, record.HeadName)
	code := rowCode(vr, number(vr, t.of))
	if head {
		code = t.another(right, code, record.FullName)
	}
	t.count(right.Rows(), code)
	own := def.Fields[0] == record.FullName
	slots := 1
	spouse, other := noName, noName
	if own {
		t.bearers = newBearers(right, t, code)
		slots = ownNameSlots
		if v := chain(right.Names, []record.Field{record.SpouseName}); len(v) > 0 {
			spouse = rowCode(v, number(v, t.of))
		}
		other = t.otherNames(right)
	}
	return &prepared{
		slots: slots,
		fill: filling{
			rows: func(s *side, off, from, to int) {
				s.fill(off, from, to, code)
				if t.bearers != nil {
					s.fill(off+1, from, to, func(row int) uint32 { return uint32(t.bearers.companyOf(row, &t.rest[code(row)])) })
				}
				if own {
					s.fill(off+ownSpouse, from, to, spouse)
					s.fill(off+ownElse, from, to, other)
				}
			},
			done: func(*side, int) {
				if t.bearers != nil {
					t.bearers.forget()
				}
			},
		},
		join: func(left *record.People, exclude int) (comparer, filling) {
			var fill filling
			if left == right && head {
				return nil, fill // the rows of a household name the same head, and mostly the same father or mother too
			}
			if left != right {
				vl := append(chain(left.Names, def.Fields), chain(left.Parents, def.Fields)...)
				if len(vl) == 0 {
					return nil, fill
				}
				code := rowCode(vl, number(vl, t.of))
				if head {
					code = t.another(left, code, record.FullName, record.FatherName, record.MotherName, record.SpouseName)
				}
				other, title := noName, noName
				if own {
					other, title = t.otherNames(left), titled(left)
				}
				fill.rows = func(s *side, off, from, to int) {
					s.fill(off, from, to, code)
					if own {
						s.fill(off+ownTitle, from, to, title)
						s.fill(off+ownElse, from, to, other)
					}
				}
			}
			t.weigh(exclude)
			return t.comparer(own, left == right), fill
		},
		renew: func(old comparer) comparer {
			before := old.(*nameComparer)
			t.weigh(t.exclude)
			c := t.comparer(own, before.one)
			c.m, c.pattern = before.m, before.pattern
			return c
		},
	}
}

// titled returns 1 of a row before whose name a title tells the sex, and where nothing says another, else 0.
func titled(p *record.People) func(row int) uint32 {
	if p.Titles == nil {
		return noName
	}
	sexes := p.Coded[record.Sex]
	return func(row int) uint32 {
		title := p.Titles.At(row)
		if !title.Known {
			return 0
		}
		if sexes != nil {
			if sex := sexes.At(row); sex.Known && sex != title {
				return 0
			}
		}
		return 1
	}
}

// noName is what rows of a table have that lacks a field of names.
func noName(int) uint32 { return 0 }

// otherNames returns the number of what else each row's person is called (tên gọi khác), as a whole name: of somebody called Long besides, that
// is his surname and middle name with this in the given name's place.
func (t *nameTable) otherNames(p *record.People) func(row int) uint32 {
	names, others := p.Names[record.FullName], p.Names[record.OtherName]
	if names == nil || others == nil || others.Count == 0 {
		return noName
	}
	codes := make([]uint32, p.Rows())
	for row := range codes {
		codes[row] = t.of(whole(names.At(row), others.At(row)))
	}
	return func(row int) uint32 { return codes[row] }
}

// whole is another name of a person: with his surname and middle name where it is a given name alone.
func whole(name, other record.Name) record.Name {
	if other.Folded == "" || name.Folded == "" || strings.Contains(other.Folded, " ") {
		return other
	}
	other.Full, other.Folded = name.Full[:name.FullGiven]+other.Full, name.Folded[:name.FoldedGiven]+other.Folded
	other.FullSurname, other.FullGiven, other.FoldedSurname, other.FoldedGiven = name.FullSurname, name.FullGiven, name.FoldedSurname, name.FoldedGiven
	other.Faults |= name.Faults
	return other
}

// another takes away the head's name of rows whose head is someone the row names in another field, with a slip in one of the two or none: it would only say the
// same once more.
func (t *nameTable) another(p *record.People, code func(row int) uint32, fields ...record.Field) func(row int) uint32 {
	named := chain(p.Names, fields)
	return func(row int) uint32 {
		n := code(row)
		for _, v := range named {
			if n != 0 && oneName(v.At(row).Folded, t.texts.At(n)) {
				return 0
			}
		}
		return n
	}
}

// oneName says of two folded names of one row whether they are one person's: the same but for one slip of the hand, an abbreviation, words left out or
// their order.
func oneName(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	if a == b || initialsFit(a, b) || wordsIn(a, b) || wordsIn(b, a) {
		return true
	}
	for a != "" && b != "" && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for a != "" && b != "" && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return len(a) <= 1 && len(b) <= 1 || len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
}

// of returns the joint code of a name, which is decoded when it first comes.
func (t *nameTable) of(n record.Name) uint32 {
	if n.Folded == "" {
		return 0
	}
	code, fresh := t.joint.of(hashText(n.Full))
	if !fresh {
		return code
	}
	fold, _ := t.folds.of(hashText(n.Folded))
	folded, marked, told := partsOf(n)
	info := nameInfo{
		fold: fold, sur: t.sur.of(folded[0]), mid: t.mid.of(folded[1]), giv: t.giv.of(folded[2]),
		off: uint32(len(t.symbols)), surLen: n.FoldedSurname, givLen: uint8(len(n.Folded)) - n.FoldedGiven,
	}
	rest := nameRest{
		marked: [3]uint32{t.marked[0].of(marked[0]), t.marked[1].of(marked[1]), t.marked[2].of(marked[2])}, surEnd: n.FoldedSurname, givStart: n.FoldedGiven,
		midFrom: n.FoldedSurname, midTo: n.FoldedGiven,
	}
	if !told { // no middle name
		rest.midFrom, rest.midTo = 0, 0
	}
	for rest.midFrom < rest.midTo && n.Folded[rest.midFrom] == ' ' {
		rest.midFrom++
	}
	for rest.midFrom < rest.midTo && n.Folded[rest.midTo-1] == ' ' {
		rest.midTo--
	}
	t.symbols = edit.AppendSymbols(t.symbols, n.Folded)
	for _, s := range t.symbols[info.off:] {
		info.letters |= 1 << (s & 31)
		info.n++
	}
	if n.Faults.Has(record.FaultUnmarked) {
		info.flags |= nameTyped
	}
	if n.Faults.Has(record.FaultInitials) {
		info.flags |= nameShort
	}
	if int(info.n) == len(n.Folded) {
		info.flags |= nameASCII
	}
	t.keys(n.Folded, &info)
	for s := n.Folded[rest.midFrom:rest.midTo]; s != ""; {
		w, more, _ := strings.Cut(s, " ")
		info.midWords |= 1 << (t.syllable(w).word >> 59)
		s = more
	}
	t.names, t.rest = append(t.names, info), append(t.rest, rest)
	t.texts.Append(n.Folded)
	return code
}

// keys sets what comes from a name's syllables: names that sound alike in some region share phonetic, names of the same
// syllables in any order share order; words has one bit set per distinct syllable, by its hash.
func (t *nameTable) keys(folded string, info *nameInfo) {
	sound, order := uint64(fnvOffset), uint64(0)
	for s := folded; s != ""; {
		w, rest, _ := strings.Cut(s, " ")
		y := t.syllable(w)
		sound = bits.RotateLeft64(sound, 23)*fnvPrime ^ y.sound
		order += y.word
		info.words |= 1 << (y.word >> 59)
		s = rest
	}
	info.phonetic, info.order = uint32(splitmix.Mix(sound)), uint32(order>>32)
	info.flags |= uint8(min(strings.Count(folded, " ")+1, 255/nameSyllable)) * nameSyllable
}

func (t *nameTable) syllable(w string) syllable {
	y, ok := t.syllables[w]
	if !ok {
		y = syllable{sound: splitmix.Mix(phoneticSyllable(fnvOffset, w)), word: splitmix.Mix(fnv(fnvOffset, w))}
		t.syllables[w] = y
	}
	return y
}

// weigh works out the chances of the names that have none yet. They come from the right table alone.
func (t *nameTable) weigh(exclude int) {
	if exclude != t.exclude {
		t.exclude, t.weighed = exclude, 1
	}
	for code := t.weighed; code < len(t.names); code++ {
		n := &t.names[code]
		rows, folded := 0., 0.
		if code < len(t.counts) {
			rows = float64(t.counts[code])
		}
		if int(n.fold) < len(t.folded) {
			folded = t.folded[n.fold]
		}
		s, m, g := t.sur.share(n.sur), t.mid.share(n.mid), t.giv.share(n.giv)
		if n.flags&nameShort != 0 {
			s, m = t.sur.begun(n.sur), t.mid.begun(n.mid)
		}
		n.pSur, n.pMid, n.pGiv = float32(s), float32(m), float32(g)
		rest := &t.rest[code]
		rest.strange = t.giv.count[n.giv] == 0
		full, plain := t.bearers.together(rest.marked, [3]uint32{n.sur, n.mid, n.giv})
		if exclude > 1 { // inside one table
			others := full
			for i, part := range rest.marked {
				others *= t.marked[i].others(part)
			}
			rest.full = float32(chanceOf(rows, others, t.total, 1, leastBorne))
			others = plain * t.sur.others(n.sur) * t.mid.others(n.mid) * t.giv.others(n.giv)
			rest.ff = float32(chanceOf(folded, others, t.total, 1, leastBorne))
		}
		for i, part := range rest.marked {
			full *= t.marked[i].share(part)
		}
		n.full = float32(chanceOf(rows, full, t.total, exclude, leastName))
		n.ff = float32(chanceOf(folded, plain*s*m*g, t.total, exclude, leastName))
	}
	t.weighed = len(t.names)
	if exclude > 1 {
		published := publishedGiven()
		t.given = [2][]float32{t.giv.borne(published[0]), t.marked[2].borne(published[1])}
	}
}

const (
	leastName = .02 // rows that a name counts as at least
	// Inside one table a slip is among the names that are counted, and what it makes of a syllable among their parts. Whether somebody bears the rarer of two names
	// that are near each other (nearTypo), its own row does not tell, and if no other does, hardly anybody: of some fifty slips of a part not more than one is another.
	noOther    = .02
	leastBorne = leastName * .01
)

// chanceOf is the chance that some other person has a value of which the register holds count rows. The pair's own rows
// are left out of the count: of a name seen once the count says nothing. There its parts speak, whose chance to be together is given. The more other
// rows, the more the count is believed.
func chanceOf(count, together float64, total, exclude int, least float64) float64 {
	n := float64(max(total, 1))
	other := max(count-float64(exclude), 0)
	w := other / (other + 3)
	return min(1, w*other/n+(1-w)*together+least/n)
}
