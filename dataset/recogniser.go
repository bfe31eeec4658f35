package dataset

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/doisanh/doisanh/internal/pattern"
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// tier says how surely a header names a field. Only two columns of the first two tiers can be at odds with each other;
// the lower ones give way.
type tier uint8

const (
	strong tier = iota // the wording is the field's
	medium             // it is, once fillers, sources or one half of "A/B" are taken off
	weak               // the wording is the field's if no other column claims it
	fuzzy              // it is like a wording of the field
)

// candidate is a field a column may hold. The empty field stands for a column known to be nobody's.
type candidate struct {
	field record.Field
	tier  tier
	rank  int // place in the field's list of wordings
	level int // 0 the sector's own wording, 1 a common one, 2 the field's own name
	whose string
	base  record.Field // what the column says of that person
}

// alias is one wording of a field.
type alias struct {
	candidate
	marked string   // compact, lower case, with its marks
	tokens []string // for the fuzzy comparison
}

// recogniser finds the fields headers may stand for. It is read-only once made.
type recogniser struct {
	aliases map[string][]alias    // compact folded wording → what it may mean, best first
	list    []alias               // the same in one list, for the fuzzy comparison
	weight  map[string]float64    // token → how much it tells
	unknown float64               // weight of a token no wording has
	people  map[string]phrase     // compact phrase → whom it is
	theirs  map[record.Field]bool // fields of other people
	anyones map[record.Field]bool // fields that words for people make those of others
	longest int                   // words in the longest such phrase
	words   map[string]bool       // every word of a wording, of a phrase that names people, and of a filler
	fillers map[string]bool       // compact
	sources map[string]bool       // compact
	records map[string]bool       // compact: what is recorded, and has a code
	papers  map[string]bool       // compact: those of them that are numbered
	parts   []parts
	kinds   map[record.Field]record.Kind
}

type person struct {
	whose  string
	fields map[record.Field]record.Field // nil for self: fields stay what they are
}

// has reports whether a field is one of the person's.
func (p person) has(f record.Field) bool {
	for _, own := range p.fields {
		if own == f {
			return true
		}
	}
	return false
}

// phrase is what is known of a phrase that names people: whom, and how it may be written.
type phrase struct {
	person
	marked map[string]bool
}

func newRecogniser(p *Profile, y profileYAML, common *commonProfile) *recogniser {
	r := &recogniser{
		kinds: map[record.Field]record.Kind{}, aliases: map[string][]alias{}, people: map[string]phrase{}, weight: map[string]float64{}, theirs: map[record.Field]bool{}, anyones: map[record.Field]bool{},
		fillers: compactSet(common.Fillers), sources: compactSet(common.Sources),
		records: compactSet(slices.Concat(y.RecordID.Of, common.RecordID.Of)), papers: compactSet(slices.Concat(y.RecordID.Papers, common.RecordID.Papers)),
	}
	r.addLevel(y.Fields, y.RecordID, y.Ignore, 0)
	r.addLevel(common.Fields, common.RecordID, common.Ignore, 1)
	for _, f := range p.Fields { // the canonical names themselves
		r.kinds[f.Field] = f.Kind
		r.add(2, string(f.Field), candidate{field: f.Field, tier: strong, base: f.Field})
	}
	for _, who := range slices.Concat(common.People, y.People) {
		has := who.Fields // those the sector has
		if has != nil {
			has = maps.Clone(has)
			maps.DeleteFunc(has, func(_, f record.Field) bool { return p.Spec(f) == nil })
		}
		for _, w := range who.Words {
			ph := phrase{person{who.Whose, has}, r.people[compact(w)].marked}
			if ph.marked == nil {
				ph.marked = map[string]bool{}
			}
			ph.marked[marked(w)] = true
			r.people[compact(w)] = ph
			for of, f := range has {
				r.theirs[f], r.anyones[of] = true, true
			}
			r.longest = max(r.longest, len(strings.Fields(viet.Words(w))))
		}
	}
	for _, s := range common.Parts {
		r.parts = append(r.parts, newParts(s))
	}
	r.weigh()
	r.words = map[string]bool{}
	for t := range r.weight {
		r.words[t] = true
	}
	for _, w := range slices.Concat(common.Fillers, common.Sources) {
		r.know(w)
	}
	for _, who := range slices.Concat(common.People, y.People) {
		for _, w := range who.Words {
			r.know(w)
		}
	}
	return r
}

// addLevel adds the wordings of one profile: fields by name, then record ids, then what is nobody's, then the wordings
// that give way.
func (r *recogniser) addLevel(fields []fieldYAML, ids recordIDYAML, ignore []string, level int) {
	for _, f := range fields {
		for i, h := range f.Headers {
			r.add(level, h, candidate{field: f.Field, tier: strong, rank: i, base: f.Field})
		}
	}
	for i, h := range ids.Headers {
		r.add(level, h, candidate{field: record.RecordID, tier: strong, rank: i, base: record.RecordID})
	}
	for _, f := range fields {
		for i, h := range f.Weak {
			r.add(level, h, candidate{field: f.Field, tier: weak, rank: i, base: f.Field})
		}
	}
	for _, h := range ignore {
		r.add(level, h, candidate{tier: strong})
	}
	for i, h := range ids.Weak {
		r.add(level, h, candidate{field: record.RecordID, tier: weak, rank: 1000 + i, base: record.RecordID})
	}
}

func (r *recogniser) add(level int, wording string, c candidate) {
	key := compact(wording)
	if key == "" {
		return
	}
	c.level = level
	a := alias{candidate: c, marked: marked(wording), tokens: strings.Fields(viet.Words(wording))}
	for _, b := range r.aliases[key] {
		if b.field == a.field && b.marked == a.marked {
			return // said before, at a better level
		}
		if b.field == "" && b.tier == strong && a.field != "" && b.marked == a.marked && c.tier == strong {
			return // the sector says that it is nobody's
		}
	}
	r.aliases[key] = append(r.aliases[key], a)
	r.list = append(r.list, a)
}

// know takes down the words of a wording.
func (r *recogniser) know(wording string) {
	for _, t := range strings.Fields(viet.Words(wording)) {
		r.words[t] = true
	}
}

func compact(s string) string { return strings.ReplaceAll(viet.Words(s), " ", "") }

// marked is the compact form with the marks kept: it tells ĐT (điện thoại) from DT (dân tộc).
func marked(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToLower(c)
		}
		return -1
	}, viet.NFC(s))
}

func compactSet(words []string) map[string]bool {
	set := map[string]bool{}
	for _, w := range words {
		set[compact(w)] = true
	}
	return set
}

var (
	numbering = pattern.Of(`^\s*(?:(?i:cột|cot|column|col)\s*(?:số\s*)?)?(?:[\(\[]?\s*(?:\d{1,3}|[IVX]{1,4}|[A-Za-z])\s*[\.\)\]:]|\[?\d{1,3}\]?\s*[-–.]|\d{1,3}\s+)[\s\-–.]*`)
	brackets  = pattern.Of(`\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|\([^()]*$`)
	halves    = pattern.Of(`[/\\|\n\r;:()\[\]{}–—,&+]|\s-\s|\s+hoặc\s+|\s+hay\s+`)
)

// inWords says that what a column holds is written out: "Ngày sinh (bằng chữ)".
var inWords = pattern.Of(`(?i)\(?\s*(?:ghi |viết |viet )?(?:bằng|bang) (?:chữ|chu)\s*\)?`)

// maxHeader is the length in bytes above which a cell is no header but prose.
const maxHeader = 240

// candidates lists what a header may stand for, best first. A single candidate of the empty field says that the column is
// known and nobody's.
func (r *recogniser) candidates(header string) []candidate {
	if len(header) > maxHeader {
		return nil
	}
	if s := inWords().ReplaceAllString(spaced(header), " "); s != spaced(header) && compact(s) != "" {
		return lower(r.candidates(s), weak) // the same value stands in another column in figures
	}
	header = r.withoutRemarks(spaced(header))
	all := forms(header)
	bare := all[len(all)-1]
	spelled := spelledOut(bare)
	for _, form := range all {
		if cs := r.named(form); cs != nil {
			return cs
		}
	}
	for _, form := range spelled {
		if cs := r.exact(form); cs != nil {
			return lower(cs, medium)
		}
	}
	for _, form := range all {
		if cs := r.wording(form); cs != nil {
			return cs
		}
	}
	if cs := r.halvesOfPerson(header); cs != nil {
		return cs
	}
	if cs := r.agreedHalves(header); cs != nil {
		return lower(cs, medium)
	}
	for _, form := range spelled {
		if cs := r.wording(form); cs != nil {
			return lower(cs, medium)
		}
	}
	for _, form := range append(spelled, bare) {
		if cs := r.dressed(form); cs != nil {
			return cs
		}
		if cs := r.ofRecord(form); cs != nil {
			return cs
		}
	}
	if cs := r.mended(bare); cs != nil {
		return cs
	}
	return r.like(bare)
}

// below reads what stands below a merged cell by itself, where the two together, cs, do not say it as surely: "Nội dung cũ" below "Nội dung thay đổi,
// cải chính" is the old value, and "Họ tên cha" below "Cha, mẹ" the father's name. Of what may be anybody's, such as a name, the merged cell says
// whose it is: the person's below words for her, or for nobody ("Thông tin cá nhân"), and below words that are not known ("Lý lịch") hers where
// no other column is, unless they may be somebody's ("Người làm chứng").
func (r *recogniser) below(header, cell string, cs []candidate) []candidate {
	merged := wordsOf(spaced(strings.TrimSuffix(header, cell)))
	for _, form := range forms(r.withoutRemarks(spaced(cell))) {
		own := r.wording(form)
		if own == nil {
			continue
		}
		hers, known := r.ofThePerson(merged), own[0].tier == strong
		switch f := own[0].field; {
		case own[0].tier == fuzzy || f == "":
		case len(cs) > 0 && cs[0].tier == strong && (cs[0].field != "" || !r.theirs[f]):
		case hers, !r.anyones[f] && known, r.theirs[f] && known:
			return lower(own, medium)
		case (len(cs) == 0 || cs[0].tier == fuzzy) && !r.maySaySomebody(merged):
			return lower(own, weak)
		}
		break
	}
	return cs
}

// ofThePerson reports whether words are about the person herself, or about nobody in particular.
func (r *recogniser) ofThePerson(words []word) bool {
	who, told := r.whose(words)
	return told && who.whose == "self" || r.allFillers(words)
}

// somebody are words that begin, or are, what people are called by what they do.
var somebody = []string{"nguoi", "can", "ong", "ba", "nhan vien", "chu", "dai dien", "lanh dao", "giao vien", "bac si"}

// maySaySomebody reports whether words that are not known may be what somebody is called, or hold what one is called who is not the person.
func (r *recogniser) maySaySomebody(words []word) bool {
	for i := 0; i < len(words); {
		length := 1
		for n := min(r.longest, len(words)-i); n > 0; n-- {
			who, ok := r.phrase(words[i : i+n])
			if ok && who.whose == "self" { // "Phần ghi về người chết"
				length = n
				break
			}
			if ok || slices.Contains(somebody, foldedWords(words[i:i+n])) {
				return true
			}
		}
		i += length
	}
	return false
}

// wording reads a header as a wording of a field, as one and a person's, or as one among words that change nothing.
func (r *recogniser) wording(form string) []candidate {
	if cs := r.named(form); cs != nil {
		return cs
	}
	return lower(r.trimmed(form), medium)
}

// named reads a header as a wording of a field, or as one and a person's.
func (r *recogniser) named(form string) []candidate {
	if cs := r.exact(form); cs != nil {
		return cs
	}
	return r.ofPerson(wordsOf(form))
}

// forms lists the ways to read a header, from the whole to what is left without number and brackets.
func forms(header string) []string {
	all := []string{header}
	for _, s := range []string{unnumbered(header), brackets().ReplaceAllString(header, " "), brackets().ReplaceAllString(unnumbered(header), " ")} {
		if compact(s) != "" && !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

// spaced puts blanks between the words of a camel-case header, and for the marks that stand for blanks.
func spaced(header string) string {
	rs := []rune(viet.NFC(header))
	var b strings.Builder
	for i, c := range rs {
		if c == '_' || c == '\u00a0' {
			c = ' '
		}
		if i > 0 && unicode.IsUpper(c) && (unicode.IsLower(rs[i-1]) ||
			unicode.IsUpper(rs[i-1]) && i+1 < len(rs) && unicode.IsLower(rs[i+1]) && i > 1 && unicode.IsUpper(rs[i-2])) {
			b.WriteByte(' ')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// exact looks a wording up.
func (r *recogniser) exact(form string) []candidate {
	found := r.aliases[compact(form)]
	if len(found) == 0 {
		return nil
	}
	m := marked(form)
	var same, all []candidate
	for _, a := range found {
		if a.marked == m {
			same = append(same, a.candidate)
		}
		all = append(all, a.candidate)
	}
	if same != nil {
		return same
	}
	if len(m) != len(compact(form)) && len(compact(form)) <= 5 {
		return nil // written with marks, and other ones: "Tên hộ" is not "Tên, họ"
	}
	return all
}

// trimmed takes off fillers, and everything from the source on.
func (r *recogniser) trimmed(form string) []candidate {
	words := wordsOf(form)
	for n := len(words) - 1; n > 0; n-- {
		for _, cut := range r.cuts(words, n) {
			if cs := r.exactWords(cut); cs != nil {
				return cs
			}
			if cs := r.ofPerson(cut); cs != nil && len(cut) > 1 {
				return cs
			}
		}
	}
	return nil
}

// cuts lists what n words of a header leave when the rest is fillers, or begins with a source.
func (r *recogniser) cuts(words []word, n int) (out [][]word) {
	for from := 0; from+n <= len(words); from++ {
		head, tail := words[:from], words[from+n:]
		if r.allFillers(head) && (r.allFillers(tail) || r.isSource(tail)) {
			out = append(out, words[from:from+n])
		}
	}
	return out
}

func (r *recogniser) allFillers(words []word) bool {
	for i := 0; i < len(words); {
		n := min(4, len(words)-i)
		for ; n > 0 && !r.fillers[compactWords(words[i:i+n])]; n-- {
		}
		if n == 0 {
			return false
		}
		i += n
	}
	return true
}

func (r *recogniser) isSource(words []word) bool {
	for n := 1; n <= min(3, len(words)); n++ {
		if r.sources[compactWords(words[:n])] {
			return true
		}
	}
	return false
}

// agreedHalves reads "A/B": the fields all recognised halves may stand for. A line that goes on on the next is no half.
func (r *recogniser) agreedHalves(header string) []candidate {
	pieces := halves().Split(header, -1)
	if len(pieces) < 2 {
		return nil
	}
	lines := continued(header)
	var agreed []candidate
	seen := false
	for _, s := range pieces {
		if compact(s) == "" {
			continue
		}
		cs := r.exact(s)
		if cs == nil {
			cs = r.ofPerson(wordsOf(s))
		}
		if cs == nil && (lines[compact(s)] || r.ofAnother(wordsOf(s))) {
			return nil
		}
		if cs == nil || cs[0].field == "" && !seen {
			continue
		}
		if !seen {
			agreed, seen = slices.Clone(cs), true
			continue
		}
		agreed = slices.DeleteFunc(agreed, func(a candidate) bool {
			return cs[0].field != "" && !slices.ContainsFunc(cs, func(c candidate) bool { return c.field == a.field })
		})
	}
	return agreed
}

// ofAnother reports whether words are one wording and then that of something else: "CCCD Ngày cấp" is the day of issue of the card.
func (r *recogniser) ofAnother(words []word) bool {
	for n := 1; n < len(words); n++ {
		what, other := r.exactWords(words[:n]), r.exactWords(words[n:])
		if what != nil && other != nil && what[0].field != "" && what[0].field != other[0].field {
			return true
		}
	}
	return false
}

func plain(as []alias) []candidate {
	out := make([]candidate, len(as))
	for i, a := range as {
		out[i] = a.candidate
	}
	return out
}

func lower(cs []candidate, t tier) []candidate {
	cs = slices.Clone(cs)
	for i := range cs {
		cs[i].tier = max(cs[i].tier, t)
	}
	return cs
}

func abs(n int) int { return max(n, -n) }
