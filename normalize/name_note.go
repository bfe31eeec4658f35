package normalize

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// notePhrases begin a note that stands behind a name without brackets.
var notePhrases = map[string]bool{
	"đã chết": true, "đã mất": true, "chết": true, "mất tích": true, "liệt sĩ": true, "liệt sỹ": true, "con ông": true,
	"con bà": true, "vợ ông": true, "chồng bà": true, "tức": true, "đã chuyển": true, "chuyển đi": true, "khai tử": true,
}

// shortTitles are titles that are written with a dot.
var shortTitles = map[string]bool{"ô": true, "b": true, "mr": true, "mrs": true, "ms": true, "bs": true, "ths": true, "ls": true,
	"ts": true, "gs": true, "pgs": true, "ks": true, "dr": true, "ht": true, "tt": true, "đđ": true, "lm": true, "đ/c": true, "ô/b": true, "ông/bà": true}

// ranks are what a person is, in two words before the name. They need their marks.
var ranks = map[string]bool{"đồng chí": true, "liệt sĩ": true, "liệt sỹ": true, "linh mục": true, "thượng tọa": true, "thượng toạ": true,
	"đại đức": true, "bác sĩ": true, "bác sỹ": true, "kỹ sư": true, "kĩ sư": true, "luật sư": true, "thạc sĩ": true, "thạc sỹ": true,
	"tiến sĩ": true, "tiến sỹ": true, "giáo sư": true, "hòa thượng": true, "hoà thượng": true, "ni sư": true, "ni trưởng": true, "sư cô": true,
	"sư thầy": true, "sư bà": true, "mục sư": true, "nữ tu": true, "thiếu úy": true, "thiếu uý": true, "trung úy": true, "trung uý": true,
	"thượng úy": true, "thượng uý": true, "đại úy": true, "đại uý": true, "thiếu tá": true, "trung tá": true, "thượng tá": true, "đại tá": true,
	"thiếu tướng": true, "trung tướng": true, "thượng tướng": true, "đại tướng": true, "thương binh": true, "bệnh binh": true, "mẹ vnah": true}

// saints are the baptismal names, folded, that Catholics write before their own ("Maria Nguyễn Thị Lan"), as the Church in Vietnam spells them.
var saints = map[string]bool{
	"agata": true, "ana": true, "andre": true, "anna": true, "anphongso": true, "anre": true, "anton": true, "antonio": true, "augustino": true,
	"augutino": true, "baotixia": true, "baotixita": true, "batolomeo": true, "benado": true, "catarina": true, "cecilia": true, "clara": true,
	"daminh": true, "elisabet": true, "emmanuel": true, "gabriel": true, "giacobe": true, "gierado": true, "gioakim": true, "gioan": true,
	"gioankim": true, "giuse": true, "giuseph": true, "goretti": true, "inhaxio": true, "isave": true, "laurenso": true, "luca": true, "lucia": true,
	"macco": true, "madalena": true, "maria": true, "martha": true, "martino": true, "matta": true, "mattha": true, "mattheo": true, "mattheu": true,
	"micae": true, "monica": true, "phanxico": true, "phaolo": true, "phero": true, "philipphe": true, "raphae": true, "rosa": true, "savio": true,
	"simon": true, "stephano": true, "teresa": true, "terexa": true, "toma": true, "veronica": true, "vinhson": true, "xavie": true,
}

// joining are the words between two persons' names in a cell.
var joining = map[string]bool{"và": true, "hay": true, "hoặc": true}

// otherNames begin, before a colon, what else a person is called.
var otherNames = []string{" tên gọi", " tên thường", " tên khác", " bí danh", " biệt danh"}

// numberLabels stand before a number in a note.
var numberLabels = map[string]bool{"cccd": true, "cmnd": true, "cmt": true, "sđt": true, "sdt": true, "đt": true, "dt": true, "sn": true, "ns": true,
	"sinh": true, "mst": true, "số": true, "tuổi": true}

// needsStripping reports whether a clean cell holds anything but letters, blanks and apostrophes, or a capital inside a
// word.
func needsStripping(c string) bool {
	lower := false
	for i := 0; i < len(c); i++ {
		switch b := c[i]; {
		case b >= 'a' && b <= 'z':
			lower = true
			continue
		case b >= 'A' && b <= 'Z':
			if lower {
				return true
			}
		case b >= 0x80, b == ' ', b == '\'' && i > 0:
		default:
			return true
		}
		lower = false
	}
	return false
}

// splitCapitals parts words written without the blank between them (NguyễnVăn An), where every part is a syllable.
func (p *nameParser) splitCapitals(c string) string {
	words := strings.Fields(c)
	for i, w := range words {
		var parts []string
		start, lower := 0, false
		for j, r := range w {
			if lower && unicode.IsUpper(r) {
				parts = append(parts, w[start:j])
				start = j
			}
			lower = unicode.IsLower(r)
		}
		if start == 0 || utf8.RuneCountInString(parts[0]) == 1 { // iTấn is a slip
			continue
		}
		parts = append(parts, w[start:])
		if !slices.ContainsFunc(parts, func(s string) bool { y := parseSyllable(s); return !y.valid(true) }) {
			words[i] = strings.Join(parts, " ")
			p.faults |= record.RepairedChars
		}
	}
	return strings.Join(words, " ")
}

// splitHyphens parts words joined as they were written until the 1970s (Nguyễn-Văn-An, Hồng-Hạnh), where every part is a
// syllable.
func (p *nameParser) splitHyphens(c string) string {
	if strings.IndexByte(c, '-') < 0 {
		return c
	}
	words := strings.Fields(c)
	for i, w := range words {
		parts := strings.Split(w, "-")
		if len(parts) > 1 && !slices.ContainsFunc(parts, func(s string) bool { y := parseSyllable(s); return !y.valid(true) }) {
			words[i] = strings.Join(parts, " ")
			p.faults |= record.RepairedChars
		}
	}
	return strings.Join(words, " ")
}

// strip takes brackets, labels, numbers and stray punctuation out of a name cell and turns "An, Nguyễn Văn" round. What it
// returns holds letters, apostrophes, inner hyphens, the dots of initials, digits inside a word, and what it does not know.
func (p *nameParser) strip(c string) string {
	c = p.stripBrackets(c)
	if before, after, ok := strings.Cut(c, ":"); ok {
		c = before
		if name, ok := beforeOtherName(before); ok {
			c = name
		} else if !strings.Contains(before, ",") && strings.ContainsFunc(after, unicode.IsLetter) { // "Họ tên: Nguyễn Văn An"
			c = after
		}
		p.faults |= record.RepairedNote
	}
	if before, _, ok := strings.Cut(c, " - "); ok && strings.Contains(strings.TrimSpace(before), " ") {
		c = before
		p.faults |= record.RepairedNote
	}
	c = p.stripTitleSlash(c)
	if len(c) > 5 && strings.EqualFold(c[:4], "th.s") {
		c = "ths" + c[4:]
	}
	if i := strings.IndexAny(c, ";/|\\"); i >= 0 {
		if strings.Trim(c[:i], " 0123456789") == "" { // also "01/ Nguyễn Văn An"
			c = c[i+1:]
			p.faults |= record.RepairedChars
		} else {
			c = c[:i]
			p.faults |= record.FaultAmbiguous
		}
	}
	if strings.Contains(c, ",") {
		c = p.turnComma(c)
	}
	return p.stripTokens(p.splitHyphens(p.splitCapitals(c)))
}

// beforeOtherName returns the name before the words that begin another one ("Nguyễn Văn An tên gọi khác").
func beforeOtherName(s string) (string, bool) {
	low := strings.ToLower(s)
	for _, w := range otherNames {
		if i := strings.Index(low, w); i > 0 && len(low) == len(s) && strings.Contains(strings.TrimSpace(s[:i]), " ") {
			return s[:i], true
		}
	}
	return "", false
}

// stripBrackets takes out what stands in brackets or quotation marks; an open bracket reaches to the end.
func (p *nameParser) stripBrackets(c string) string {
	if !strings.ContainsAny(c, "()[]{}<>\"") {
		return c
	}
	var out, inside strings.Builder
	depth, quoted := 0, false
	for _, r := range c {
		switch {
		case strings.ContainsRune("([{<", r):
			depth++
			out.WriteByte(' ')
		case strings.ContainsRune(")]}>", r):
			depth = max(0, depth-1)
		case r == '"':
			quoted = !quoted
			out.WriteByte(' ')
		case depth > 0 || quoted:
			inside.WriteRune(r)
		default:
			out.WriteRune(r)
		}
	}
	p.faults |= record.RepairedNote
	if !strings.ContainsFunc(out.String(), unicode.IsLetter) { // the name itself stood in brackets
		return inside.String()
	}
	return out.String()
}

// stripTitleSlash takes "Ông/bà" off before a slash is read as two names.
func (p *nameParser) stripTitleSlash(c string) string {
	c = strings.TrimSpace(c)
	first, rest, ok := strings.Cut(c, " ")
	if ok && strings.Contains(first, "/") && shortTitles[strings.ToLower(strings.TrimRight(first, "."))] {
		p.faults |= record.RepairedNote
		return rest
	}
	return c
}

// turnComma reads a cell with a comma: "An, Nguyễn Văn" is a name turned round, "Nguyễn, Văn An" a surname set off, and
// behind a whole name comes a note.
func (p *nameParser) turnComma(c string) string {
	if words := strings.FieldsFunc(c, func(r rune) bool { return r == ',' || r == ' ' }); strings.Count(c, ",") == len(words)-1 && len(words) > 2 &&
		!strings.Contains(strings.ReplaceAll(c, ", ", ","), " ") { // a comma behind every word
		p.faults |= record.RepairedChars
		return strings.Join(words, " ")
	}
	left, right, _ := strings.Cut(c, ",")
	right, _, more := strings.Cut(right, ",")
	left, right = strings.TrimSpace(left), strings.TrimSpace(right)
	switch {
	case left == "" || right == "":
		p.faults |= record.RepairedChars
		return left + right
	case more || strings.Count(left, " ") > 1:
		p.faults |= record.RepairedNote
		return left
	}
	l := names()
	l1, _, _ := strings.Cut(left, " ")
	r1, _, _ := strings.Cut(right, " ")
	ls, rs := l.surnameShare(l1), l.surnameShare(r1)
	switch {
	case rs > ls && rs > 0 && strings.Contains(right, " "):
		p.faults |= record.RepairedOrder
		return right + " " + left
	case ls > 0 && !strings.Contains(left, " "):
		p.faults |= record.RepairedChars
		return left + " " + right
	case strings.Contains(left, " "):
		p.faults |= record.RepairedNote
		return left
	}
	p.faults |= record.RepairedChars
	return left + " " + right
}

// surnameShare returns how usual a word is as a surname, whether it bears its marks or not.
func (l *lexicon) surnameShare(text string) float32 {
	y := parseSyllable(text)
	if !y.ok {
		return 0
	}
	y.canon()
	var buf [64]byte
	if y.isMarked() {
		return l.marked[string(y.appendCanonical(buf[:0], false))].surname
	}
	return l.plain[string(y.appendFolded(buf[:0]))].surname
}

// stripTokens cleans each word of punctuation and takes out numbers and titles with dots.
func (p *nameParser) stripTokens(c string) string {
	// N.V.A and T.Hương: a dot inside a word ends an initial.
	if strings.Contains(c, ".") {
		c = strings.ReplaceAll(c, ".", ". ")
	}
	c = strings.ReplaceAll(c, "_", " ")
	fields := strings.Fields(c)
	out := fields[:0]
	for i, f := range fields {
		dot := strings.HasSuffix(f, ".") && f != "."
		t := strings.Trim(f, ".-*+#!~^=,'\"")
		if strings.HasSuffix(f, "'") && len(t) > 0 && len(t) <= 3 { // H' and K' alone
			t += "'"
		}
		switch {
		case t == "":
			p.faults |= record.RepairedChars
			continue
		case len(out) > 1 && numberLabels[strings.ToLower(t)] && (strings.HasSuffix(f, ".") || hasDigit(strings.Join(fields[i+1:min(i+3, len(fields))], ""))):
			p.faults |= record.RepairedNote
			return strings.Join(out, " ") // what follows is about a number
		case strings.Trim(t, "0123456789") == "": // a running number, a year, the second of two namesakes
			p.faults |= record.RepairedNote
			continue
		case dot && i == 0 && len(fields) > 2 && (shortTitles[strings.ToLower(t)] || strings.EqualFold(t, "o")) && p.nameFollows(t, fields[1]):
			p.faults |= record.RepairedNote
			continue
		}
		if dot {
			t += "."
		} else if t != f {
			p.faults |= record.RepairedChars
		}
		out = append(out, t)
	}
	return strings.Join(out, " ")
}

// nameFollows reports whether a name begins behind a title with a dot: a surname, or the particle of a highland people. No surname but Ông, which
// is written out, begins with Ô, so whatever stands behind that does.
func (p *nameParser) nameFollows(title, next string) bool {
	if strings.EqualFold(title, "ô") || names().surnameShare(next) > 0 {
		return true
	}
	t := namePart{text: next, syl: parseSyllable(next)}
	return t.isParticle()
}

// takeNotes takes titles off the front and notes off the end.
func (p *nameParser) takeNotes() {
	if p.n == 0 {
		return
	}
	p.takeSaints()
	p.takeRanks()
	for i := 2; i < p.n; i++ {
		if p.tokens[i].word.flags&wordNote == 0 && !p.plain {
			continue
		}
		if p.joins(i) {
			p.n = i
			p.faults |= record.FaultAmbiguous
			p.lookAgain()
			break
		}
		if p.tokens[i].word.flags&wordNote != 0 && p.isNote(i) && (i < p.n-1 || p.tokens[i-1].word.middle <= 10*p.tokens[i-1].word.given) { // Nguyễn Văn Chết
			p.n = i
			p.faults |= record.RepairedNote
			break
		}
	}
	if p.n > 2 && !p.plain && p.tokens[0].word.flags&wordNote != 0 && p.isNote(0) {
		// "Con bà Nguyễn Thị B": the cell names a relative, not the person.
		p.n = 0
		p.faults |= record.RepairedNote | record.FaultUnknown
		return
	}
	p.takeHousehold()
	if p.tokens[0].word.flags&wordTitle == 0 || p.n < 3 {
		return
	}
	if p.tokens[1].isParticle() && p.tokens[2].word.surname < 0.3 { // Bà H Hoa Niê, Ông Y Blim
		p.takeFront(1)
		p.tokens[0].initial = false
		return
	}
	if p.tokens[0].isPersonal() && p.tokens[p.n-1].isMiddleOnly() { // Anh Nguyễn Thị: given name first, as reorder sees
		return
	}
	// Ông is a surname too, and so are Bà and Cụ in places: the next word must be a surname, and a usual one where what is
	// left would be two syllables. A word that is none as it stands (Nguyển) or has lost its marks (Bà Nguyen Thị Lan) is
	// taken for the one it folds to.
	second := p.folded(1)
	next := second.surname
	if float32(second.middle) > 3000*next { // Ông Thị Lan, Ông Văn Năm
		return
	}
	if p.plain && !p.plainTitle() {
		return
	}
	if p.n > 3 && next > 0 && next > p.tokens[0].word.surname || next >= 1 {
		p.takeFront(1)
	}
}

// folded returns what the name lists know of a word, or where they do not know it, of those it folds to.
func (p *nameParser) folded(i int) word {
	t := &p.tokens[i]
	if t.word.flags&wordKnown != 0 || !t.syl.ok {
		return t.word
	}
	var buf [64]byte
	return p.lex.plain[string(t.syl.appendFolded(buf[:0]))]
}

// takeFront takes words off the front that are none of the name.
func (p *nameParser) takeFront(n int) {
	copy(p.tokens[:], p.tokens[n:p.n])
	p.n -= n
	p.faults |= record.RepairedNote
	p.lookAgain()
}

// lookAgain looks the words up as a name without marks where those that were taken away alone had some.
func (p *nameParser) lookAgain() {
	if !p.plain && !slices.ContainsFunc(p.tokens[:p.n], func(t namePart) bool { return t.isMarked() }) {
		p.plain = true
		p.look()
	}
}

// takeRanks takes ranks and trades off the front, where a name with a surname follows: "Đồng chí", "ThS", "PGS TS".
func (p *nameParser) takeRanks() {
	for p.n > 2 {
		n := 0
		switch t := &p.tokens[0]; {
		case t.initial && len(t.text) > 1 && shortTitles[strings.ToLower(t.text)]:
			n = 1
		case t.word.flags&wordRank != 0 && p.n > 3 && ranks[strings.ToLower(t.text)+" "+strings.ToLower(p.tokens[1].text)]:
			n = 2
		}
		if n == 0 {
			return
		}
		next := &p.tokens[n]
		leads := next.word.surname > 0 && float32(next.word.middle) <= 3000*next.word.surname || strings.EqualFold(next.text, "thích") // of a monk
		if !leads && (n != 1 || !next.initial || len(next.text) < 2 || !shortTitles[strings.ToLower(next.text)]) {
			return
		}
		p.takeFront(n)
	}
}

// takeSaints takes a baptismal name off the front, or two, where a whole name follows: a surname, and the rest as long as one has it, or any word before a middle name that
// very many bear (Maria Trịu Văn Khiêm). Who is called so himself (Maria Schmidt, Anna Nguyễn) keeps it.
func (p *nameParser) takeSaints() {
	n := 0
	for n < 2 && n < p.n && p.tokens[n].isSaint() {
		n++
	}
	if n == 0 || p.n-n < 2 {
		return
	}
	next := p.folded(n)
	middle := p.n-n > 2 && p.lex.usual[1][viet.Fold(p.tokens[n+1].text)]
	if next.surname >= 1 || next.surname > 0 && p.n-n > 2 && float32(next.middle) <= 3000*next.surname || next.flags&wordCompound != 0 || middle {
		p.takeFront(n)
	}
}

// isSaint reports whether a word is a baptismal name. But for Gioan none is a Vietnamese syllable.
func (t *namePart) isSaint() bool {
	if t.initial || t.syl.ok && t.syl.valid(true) && !strings.EqualFold(t.text, "gioan") {
		return false
	}
	return saints[viet.Fold(t.text)]
}

// joins reports whether token i stands between two whole names, or one and what somebody is to him: "Nguyễn Văn An và Lê Thị Bình", "Nguyễn Văn An và vợ". Without marks "va" is such
// a word only between two names.
func (p *nameParser) joins(i int) bool {
	word := strings.ToLower(p.tokens[i].text)
	if i+1 >= p.n || !joining[word] && !(p.plain && word == "va") {
		return false
	}
	switch strings.ToLower(p.tokens[i+1].text) {
	case "vợ", "chồng":
		return true
	}
	return i+2 < p.n && p.folded(0).surname >= 0.3 && p.folded(i+1).surname >= 1
}

// takeHousehold takes "Hộ", "Hộ gia đình", "Hộ GĐ", "Hộ kinh doanh" or "HKD" off the front, as customer lists write it, where a name
// with a surname follows. It needs its marks: Ho may be Hồ.
func (p *nameParser) takeHousehold() {
	if t := p.tokens[0].text; len(t) > len("hộ") || t[0]|0x20 != 'h' {
		return // nearly every name
	}
	word := func(i int) string {
		if i >= p.n {
			return ""
		}
		return strings.ToLower(p.tokens[i].text)
	}
	n := 0
	switch word(0) {
	case "hkd", "hgđ":
		n = 1
	case "hộ":
		n = 1
		switch w := word(1) + " " + word(2); {
		case w == "gia đình", w == "kinh doanh":
			n = 3
		case word(1) == "gđ", word(1) == "kd":
			n = 2
		}
	}
	if n == 0 || p.n-n < 2 {
		return
	}
	if t := p.tokens[n].word; t.surname <= 0 && t.flags&wordTitle == 0 {
		return
	}
	copy(p.tokens[:], p.tokens[n:p.n])
	p.n -= n
	p.faults |= record.RepairedNote
}

// plainTitle weighs a first word without marks as a title against the surname it may be (Cu is Cụ or Cù, Ba is Bà or Bá):
// how often names have that title and a surname behind it against that surname and a middle name behind it. A surname lost
// is the worse mistake, so the odds must be twenty to one.
func (p *nameParser) plainTitle() bool {
	titled := 0.002 // of the names in a list that has titles; guessed
	if p.tokens[0].syl.base[0] == letterC {
		titled /= 10 // cụ
	}
	first, next := p.tokens[0].word, p.tokens[1].word
	middle := float64(next.middle) / float64(p.lex.middles)
	return titled*float64(next.surname) > 20*float64(first.surname)*middle
}

// isNote reports whether a note phrase begins at token i. It needs its marks: without them its words are names.
func (p *nameParser) isNote(i int) bool {
	one := strings.ToLower(p.tokens[i].text)
	if notePhrases[one] {
		return true
	}
	return i+1 < p.n && notePhrases[one+" "+strings.ToLower(p.tokens[i+1].text)]
}

// reorder turns round a name written given name first, on strong evidence only: it ends in a word that is a surname and
// never a given name while its first word is hardly a surname (Văn An Nguyễn), or its second is such a surname and the last
// is Thị, which ends no name (Hương Nguyễn Thị).
func (p *nameParser) reorder() {
	if p.n < 2 || p.leads() || p.tokens[0].initial || p.tokens[0].word.flags&wordKnown == 0 {
		return
	}
	first, second, last := &p.tokens[0], &p.tokens[1], &p.tokens[p.n-1]
	switch {
	case last.isSurnameOnly() && first.word.surname < last.word.surname/20 && first.isPersonal():
		t := *last
		if p.n == 3 && second.isMiddleOnly() { // An Văn Nguyễn
			p.tokens[0], p.tokens[2] = p.tokens[2], p.tokens[0]
		} else {
			copy(p.tokens[1:p.n], p.tokens[:p.n-1])
			p.tokens[0] = t
		}
	case p.n > 2 && second.isSurnameOnly() && last.isMiddleOnly() && first.word.surname < second.word.surname/20:
		t := *first
		copy(p.tokens[:], p.tokens[1:p.n])
		p.tokens[p.n-1] = t
	default:
		return
	}
	p.faults |= record.RepairedOrder
}

// isPersonal reports whether a word is far more often a given or middle name than a surname.
func (t *namePart) isPersonal() bool {
	return float32(t.word.given+t.word.middle) > 500*t.word.surname
}

// isMiddleOnly reports whether a word ends next to no name: Thị, and Văn far less surely.
func (t *namePart) isMiddleOnly() bool { return t.word.middle > 50*max(1, t.word.given) }

// isSurnameOnly reports whether a word is a usual surname and next to never a given name.
func (t *namePart) isSurnameOnly() bool {
	return t.word.surname >= 1 && float32(t.word.given) < 20*t.word.surname
}
