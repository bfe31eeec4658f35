package normalize

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// Any prepares tables of which nothing is known but their columns, for the engine of `link` and `dedupe`: what a column is and
// holds is found out from its header and from all tables' values together, and every value becomes a folded text under
// People.Texts. Only the columns all tables have are kept (see pairColumns); the columns of the People's tables carry the role
// and the kind found:
//
//	KindDate    dates, as yyyymmdd (also yyyy and yyyymm), digits kept even where there is no such day
//	KindAmount  quantities
//	KindKey     numbers and codes: letters and digits without blanks; telephone numbers without prefixes; e-mail addresses
//	KindCode    few distinct values
//	KindName    short texts of a word or two
//	KindText    longer ones
//	KindWords   texts that are hardly ever the same in two rows, as titles in two shops, together with what repeats them (see gather)
//
// Nothing Vietnamese is supposed of the values. Words and a date in one column are taken apart (see cutDates). Code lists that each table has its own words for are made one (see translate). A column that repeats the words of two others keeps only what they lack.
// known are the roles of columns somebody has told, by the first table's fields.
func Any(known map[record.Field]record.Role, tables ...*record.Table) []*record.People {
	tables = cutDates(known, tables)
	people := make([]*record.People, len(tables))
	for i, t := range tables {
		c := *t
		c.Columns = nil
		people[i] = &record.People{Table: &c, Texts: map[record.Field]*record.Values[string]{}}
	}
	for _, cols := range pairColumns(tables) {
		field := cols.of[0].Field
		role, kind, read := inferColumn(cols.of, cols.header, known[field])
		if read == nil || slices.ContainsFunc(cols.of, blank) {
			continue
		}
		if kind == record.KindName || kind == record.KindText {
			read = romanized(cols.of, read)
			if unlikeScripts(cols.of, read) {
				continue
			}
		}
		for i, c := range cols.of {
			p := people[i]
			p.Table.Columns = append(p.Table.Columns, &record.Column{Field: field, Header: c.Header, Kind: kind, Role: role, Birth: kind == record.KindDate && cols.header.born(), Codes: c.Codes, Dict: c.Dict})
			p.Texts[field] = textValues(c.Codes, c.Dict, read[i])
		}
	}
	sure := sync.OnceValue(func() []record.Pair { return onlyPairs(people) })
	likelierPartners(people, tables, known, sure)
	translate(people, sure)
	tellingColumns(people, tables, known, sure)
	quantities(people, known, sure)
	unrepeat(people, tables)
	separate(people)
	gather(people, known)
	return people
}

// blank says that a column has no value at all.
func blank(c *record.Column) bool {
	return !slices.ContainsFunc(c.Codes, func(code uint32) bool { return plainText(c.Dict.At(code)) != "" })
}

func textValues(codes []uint32, dict record.Texts, read func(string) string) *record.Values[string] {
	v := &record.Values[string]{Codes: codes, Dict: make([]string, dict.Len()), Canon: make([]uint32, dict.Len())}
	number := map[string]uint32{}
	for i, s := range dict.All() {
		s = read(s)
		v.Dict[i] = s
		if s == "" {
			continue
		}
		n, ok := number[s]
		if !ok {
			v.Count++
			n = uint32(v.Count)
			number[s] = n
		}
		v.Canon[i] = n
	}
	return v
}

// plainText folds a value, with apostrophes and stops gone and other punctuation made blanks; "" for words that stand for
// nothing.
func plainText(s string) string {
	s = viet.Fold(latin(eastern(s)))
	switch s {
	case "null", "nan", "none", "n/a", "#n/a", "unknown", "not known", "undefined", "<na>", "-", "?", "nil":
		return ""
	}
	return cutAtDigits(strings.Join(strings.FieldsFunc(strings.NewReplacer("'", "", "’", "", "`", "", ".", "").Replace(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " "))
}

// keyReaders read numbers and codes. What all of one column's begin with, and another's do not, is left out: IMO9123456 is 9123456 elsewhere, and so are No. 123 and Reg. 123.
func keyReaders(cols []*record.Column) []func(string) string {
	begins := make([]beginnings, len(cols))
	for i, c := range cols {
		begins[i] = beginningsOf(c)
	}
	read := make([]func(string) string, len(cols))
	for i := range cols {
		read[i] = begins[i].reader(begins)
	}
	return read
}

// beginnings are what nearly all of a column's codes begin with, which tells what they are and not which.
type beginnings struct {
	letters string          // with a digit behind them
	words   map[string]bool // each of many rows, a blank and a code behind it
	met     map[string]bool // words and letters that many rows begin with, whether or not nearly all begin so
}

// none says that there are no such beginnings.
func (b beginnings) none() bool { return b.letters == "" && len(b.words) == 0 }

// reader reads a column's codes without what they begin with and those of others do not.
func (b beginnings) reader(all []beginnings) func(string) string {
	lacked := func(has func(other beginnings) bool) bool {
		return slices.ContainsFunc(all, func(other beginnings) bool { return !has(other) })
	}
	if p := b.letters; p != "" && lacked(func(other beginnings) bool { return other.letters == p }) {
		return func(s string) string { return strings.TrimPrefix(plainKey(s), p) }
	}
	words := map[string]bool{}
	for w := range b.words {
		if lacked(func(other beginnings) bool { return other.met[w] }) {
			words[w] = true
		}
	}
	if len(words) == 0 {
		return plainKey
	}
	return func(s string) string {
		s = plainText(s)
		if w, rest, more := strings.Cut(s, " "); more && words[w] {
			s = rest
		}
		return strings.ReplaceAll(s, " ", "")
	}
}

// beginningsOf returns what nearly all of a column's values begin with.
func beginningsOf(c *record.Column) beginnings {
	letters, words, all := map[string]int{}, map[string]int{}, 0
	for s, n := range c.Distinct() {
		s = plainText(s)
		if s == "" {
			continue
		}
		all += n
		if w, rest, more := strings.Cut(s, " "); more && !hasDigit(w) {
			if code, _, _ := strings.Cut(rest, " "); hasDigit(code) {
				words[w] += n
			}
		}
		s = strings.ReplaceAll(s, " ", "")
		if i := strings.IndexFunc(s, unicode.IsDigit); i > 0 {
			letters[s[:i]] += n
		}
	}
	out := beginnings{met: map[string]bool{}}
	for p, n := range letters {
		if float64(n) >= prefixShare*float64(all) {
			out.letters = p
		}
		if float64(n) >= labelShare*float64(all) {
			out.met[p] = true
		}
	}
	many, rows := map[string]bool{}, 0
	for w, n := range words {
		if float64(n) >= labelShare*float64(all) {
			many[w], out.met[w] = true, true
			rows += n
		}
	}
	if rows > 0 && float64(rows) >= prefixShare*float64(all) {
		out.words = many
	}
	return out
}

func plainKey(s string) string { return strings.ReplaceAll(plainText(s), " ", "") }

// The shares of a column's values from which they make it a column of a kind, and the other measures that do.
const (
	dateShare     = .85
	keyShare      = .8
	emailShare    = .8
	phoneShare    = .7
	numberShare   = .95
	fewValues     = 40   // distinct values of a code list
	rowsPerCode   = 20   // rows for each of them, at least
	wordsOfText   = 1.55 // mean words from which a text is more than a name
	separateShare = .9
	prefixShare   = .9  // of the rows that begin with the same letters, or with one of some words …
	labelShare    = .05 // … each of which so many rows begin with
	signedShare   = .1  // of the rows of quantities of which some are written with a sign, those below zero
	filledShare   = .8  // of the rows with the whole, those that have the part too
)

// content is what the values of a column look like, counted by rows.
type content struct {
	total, words          int
	short                 int // with a digit in it, and of three words and 24 characters at most, or a code written in groups
	named                 int // of those, with a word of letters alone beside: "12 High Street"; not where all begin so: "IMO 9123456"
	email, phone, dialled int // dialled: with the signs telephone numbers alone are written with
	amount, fraction      int
	distinct              map[string]int
}

func (c *content) add(s string, rows int) {
	t := plainText(s)
	if t == "" || rows == 0 {
		return
	}
	c.distinct[t] += rows
	c.total += rows
	w := strings.Count(t, " ") + 1
	c.words += w * rows
	if strings.ContainsFunc(t, unicode.IsDigit) && (w <= 3 && len(t) <= 24 || inGroups(t)) {
		c.short += rows
		if slices.ContainsFunc(strings.Fields(t), func(w string) bool { return len(w) >= 3 && !strings.ContainsFunc(w, unicode.IsDigit) }) {
			c.named += rows
		}
	}
	if at := strings.IndexByte(s, '@'); at > 0 && strings.IndexByte(s[at:], '.') > 0 && !strings.Contains(strings.TrimSpace(s), " ") {
		c.email += rows
	}
	if isPhone(s) {
		c.phone += rows
		if strings.ContainsAny(s, "+()") {
			c.dialled += rows
		}
	}
	if n, ok := looseNumber(s); ok {
		c.amount += rows
		if strings.ContainsAny(n, ".") {
			c.fraction += rows
		}
	}
}

// inGroups says whether a plain text is a code written in groups of as many signs, four at most, the last one perhaps of fewer: D4-BE-D9-0F-F9-49, DE44 5001 0517 5407 3249 31. But for the
// first group these are digits, or the letters that are digits of base sixteen: A61K C07D G01N P04B is a list of codes.
func inGroups(t string) bool {
	const most = 4
	words := strings.Fields(t)
	last := len(words) - 1
	if last < 3 || len(words[0]) > most || len(words[last]) > len(words[0]) || strings.Trim(strings.Join(words[1:], ""), "0123456789abcdef") != "" {
		return false
	}
	return !slices.ContainsFunc(words[:last], func(w string) bool { return len(w) != len(words[0]) })
}

// several says whether values have several words in the mean, as they are read.
func (c *content) several(read func(string) string) bool {
	words := 0
	for t, n := range c.distinct {
		words += n * (strings.Count(read(t), " ") + 1)
	}
	return float64(words) >= wordsOfText*float64(c.total)
}

// inferColumn finds out what a column is, how its values are compared, and how those of each table are read; no readers where it
// tells nothing. A role that is known counts, where it is not the one found anyway.
func inferColumn(cols []*record.Column, h header, known record.Role) (record.Role, record.Kind, []func(string) string) {
	role, kind, read := infer(cols, h, "")
	if known != "" && known != role && read != nil {
		return infer(cols, h, known)
	}
	return role, kind, read
}

func infer(cols []*record.Column, h header, known record.Role) (record.Role, record.Kind, []func(string) string) {
	c := content{distinct: map[string]int{}}
	for _, col := range cols {
		named := c.named
		for s, n := range col.Distinct() {
			c.add(s, n)
		}
		if c.named > named && beginningsOf(col).words != nil {
			c.named = named
		}
	}
	if len(c.distinct) < 2 {
		return "", 0, nil
	}
	role := h.role
	if known != "" {
		role = known
	}
	all := func(role record.Role, kind record.Kind, read func(string) string) (record.Role, record.Kind, []func(string) string) {
		return role, kind, slices.Repeat([]func(string) string{read}, len(cols))
	}
	is := func(n int, share float64) bool { return float64(n) >= share*float64(c.total) }
	if known == record.RoleEmail || known == "" && is(c.email, emailShare) {
		return all(record.RoleEmail, record.KindKey, plainEmail)
	}
	if role == record.RolePhone && is(c.phone, phoneShare) || known == "" && is(c.phone, phoneShare) && is(c.dialled, .3) {
		return all(record.RolePhone, record.KindKey, phoneReader(cols))
	}
	if known == "" || known == record.RoleDate {
		if read, share := dateReaders(cols, role == record.RoleDate); share >= dateShare || known == record.RoleDate {
			return record.RoleDate, record.KindDate, read
		}
	}
	if known == "" {
		if read := durationReader(cols, h); read != nil {
			return all(record.RoleNumber, record.KindAmount, read)
		}
		if read := measuresOf(cols); read != nil {
			return record.RoleNumber, record.KindAmount, read
		}
	}
	if role == record.RolePlace && known == "" && h.whose != "" { // where one was born is not where one lives
		role = record.RoleText
	}
	if known == "" && len(c.distinct) <= fewValues && c.total >= rowsPerCode*len(c.distinct) || known == record.RoleCategory {
		if known != "" || role != record.RolePlace && role != record.RolePostcode && role != record.RoleAddress {
			role = record.RoleCategory
		}
		return all(role, record.KindCode, plainText)
	}
	if (role == record.RoleNumber || known == "" && is(c.fraction, .2)) && is(c.amount, numberShare) {
		return all(record.RoleNumber, record.KindAmount, numberReader(cols))
	}
	number := is(c.short, keyShare) && !is(c.named, .5) && known != record.RoleText
	switch {
	case known == record.RoleCode, known == record.RolePostcode, number:
		if role != record.RolePostcode && role != record.RoleAddress {
			role = record.RoleCode
		}
		return role, record.KindKey, keyReaders(cols)
	case is(c.short, keyShare) && (role == "" || role == record.RoleCode):
		role = record.RoleAddress
	case role == record.RolePostcode: // with words: a town and its postcode in one
		role = record.RolePlace
	case role == "" || role == record.RoleDate || role == record.RoleNumber || role == record.RolePhone || role == record.RoleEmail:
		role = record.RoleText
	}
	switch role {
	case record.RoleGivenName, record.RoleSurname:
		if read := pinyinReaders(cols, role); read != nil {
			return role, record.KindName, read
		}
	case record.RoleFullName:
		if read := pinyinReaders(cols, role); read != nil {
			return role, record.KindText, read
		}
		if kind, read := c.nameReader(); read != nil {
			return all(role, kind, read)
		}
	case record.RoleAddress:
		if c.several(plainAddress) {
			return all(role, record.KindText, plainAddress)
		}
	}
	if float64(c.words) >= wordsOfText*float64(c.total) {
		return all(role, record.KindText, plainText)
	}
	return all(role, record.KindName, plainText)
}

// isPhone says whether a text may be a telephone number: seven to fifteen digits, and hardly anything else.
func isPhone(s string) bool {
	digits := 0
	for _, r := range viet.Fold(s) {
		switch {
		case unicode.IsDigit(r):
			digits++
		case !strings.ContainsRune("+()-./ x‐‑–−ー", r):
			return false
		}
	}
	return digits >= 7 && digits <= 15
}

// phoneReader reads telephone numbers without the prefixes they are written with or not: the international one, the country's
// code and the zero before an area's. How long a number is without them, the column's numbers with no country's code tell.
func phoneReader(cols []*record.Column) func(string) string {
	parse := func(s string) (digits string, abroad bool) {
		s = viet.Fold(s)
		var b strings.Builder
		for _, r := range s {
			if r == 'x' { // an extension
				break
			}
			if r >= '0' && r <= '9' {
				b.WriteRune(r)
			}
		}
		digits = b.String()
		abroad = strings.HasPrefix(strings.TrimSpace(s), "+") || strings.HasPrefix(digits, "00")
		if inner := strings.Index(s, "(0)"); abroad && inner > 0 { // +44 (0)20 …
			return parsedDigits(s[:inner] + s[inner+3:]), true
		}
		return strings.TrimLeft(digits, "0"), abroad
	}
	count := map[int]int{}
	for _, c := range cols {
		for s := range c.Dict.Values() {
			if digits, abroad := parse(s); !abroad && len(digits) >= 6 {
				count[len(digits)]++
			}
		}
	}
	usual := 0
	for n, k := range count {
		if k > count[usual] || k == count[usual] && n < usual {
			usual = n
		}
	}
	return func(s string) string {
		digits, _ := parse(s)
		if usual > 0 && len(digits) > usual && len(digits) <= usual+4 {
			return digits[len(digits)-usual:]
		}
		return digits
	}
}

func parsedDigits(s string) string {
	return strings.TrimLeft(strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s), "0")
}

func plainEmail(s string) string {
	return strings.TrimPrefix(strings.ReplaceAll(viet.Fold(s), " ", ""), "mailto:")
}

// looseNumber reads a number with a stop or a comma before the fraction, whatever parts its thousands and whatever money stands by
// it, as digits with a stop.
func looseNumber(s string) (string, bool) {
	s = withoutMoney(viet.Fold(s))
	negative := strings.HasPrefix(s, "-")
	s = strings.TrimPrefix(s, "-")
	last := strings.LastIndexAny(s, ".,")
	if strings.Count(s, ".") > 2 && !inThousands(s) { // an address of the internet
		return "", false
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case i == last && (len(s)-i-1 != 3 || strings.Count(s, s[i:i+1]) == 1 && r == '.'):
			b.WriteByte('.')
		case r != '.' && r != ',' && r != ' ' && r != '\'':
			return "", false
		}
	}
	t := b.String()
	if t == "" || t == "." || len(t) > 18 {
		return "", false
	}
	if strings.Contains(t, ".") {
		t = strings.TrimRight(strings.TrimRight(t, "0"), ".")
	}
	if t = strings.TrimLeft(t, "0"); t == "" || t[0] == '.' {
		t = "0" + t
	}
	if negative && t != "0" {
		t = "-" + t
	}
	return t, true
}

// inThousands says whether a number that is written with stops has three digits between each two of them.
func inThousands(s string) bool {
	parts := strings.Split(s, ".")
	for _, p := range parts[1 : len(parts)-1] {
		if len(p) != 3 {
			return false
		}
	}
	return true
}

// withoutMoney takes off what money stands before or behind a folded number: a sign, or one of moneyWords.
func withoutMoney(s string) string {
	const signs = " $€£¥₫"
	s = strings.Trim(s, signs)
	isDigit := func(r rune) bool { return r >= '0' && r <= '9' }
	if first := strings.IndexFunc(s, isDigit); first > 0 && moneyWords[strings.Trim(s[:first], signs+".")] {
		s = s[first:]
	}
	if last := strings.LastIndexFunc(s, isDigit); last >= 0 && moneyWords[strings.Trim(s[last+1:], signs+".")] {
		s = s[:last+1]
	}
	return s
}

// moneyWords are the codes of money that is traded most (ISO 4217) and what is commonly written in their place, folded.
var moneyWords = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`usd eur gbp jpy vnd chf cad aud nzd cny rmb hkd twd inr idr thb sgd myr php krw sek nok dkk pln czk huf ron rub uah try brl mxn ars clp cop zar ngn
		kes egp sar aed ils euro euros dollars kr zl rs rp d dong vnđ đ`) {
		m[w] = true
	}
	return m
}()

// numberReader reads quantities, without their signs where one table has some below zero and the other has none: a bank writes what goes out with one, a ledger what is
// to be paid without.
func numberReader(cols []*record.Column) func(string) string {
	some, none := false, false
	for _, c := range cols {
		below, all := 0, 0
		for s, n := range c.Distinct() {
			if t := plainNumber(s); t != "" {
				all += n
				if t[0] == '-' {
					below += n
				}
			}
		}
		some = some || float64(below) >= signedShare*float64(all) && below > 0
		none = none || below == 0
	}
	if some && none {
		return func(s string) string { return strings.TrimPrefix(plainNumber(s), "-") }
	}
	return plainNumber
}

func plainNumber(s string) string {
	n, _ := looseNumber(s)
	return n
}

// order of the parts of a date with separators, where the year does not stand first.
type order uint8

const (
	dayFirst order = iota
	monthFirst
)

// dateReaders read the dates of each table's column, and tell the share of all values that are dates so read. said: the header says that they are.
func dateReaders(cols []*record.Column, said bool) ([]func(string) string, float64) {
	short := said && shortYears(cols)
	parsers := make([]func(string, order) string, len(cols))
	for i, c := range cols {
		six := sixDigitDays(c, said)
		parsers[i] = func(s string, o order) string {
			if short {
				if t := plainText(s); len(t) == 2 && atoi(t) >= 0 {
					return century(t) + t
				}
			}
			if six != nil && isSixDigits(s) {
				return six(strings.TrimSpace(s))
			}
			return sinceChrist(looseDate(s, o))
		}
	}
	orders, share := dateOrders(cols, said, parsers)
	read := make([]func(string) string, len(cols))
	for i, o := range orders {
		read[i] = func(s string) string { return parsers[i](s, o) }
	}
	return read, share
}

// dateOrders tells in which order each table's column writes its dates, and the share of all values that are dates so read. Years
// alone are dates only where the header says so: a postcode is as likely as a year.
func dateOrders(cols []*record.Column, said bool, parsers []func(string, order) string) ([]order, float64) {
	good := make([][2]int, len(cols))
	all := [2]int{}
	total, bare := 0, 0
	for i, c := range cols {
		for s, n := range c.Distinct() {
			if plainText(s) == "" || n == 0 {
				continue
			}
			total += n
			for o := range all {
				if d := parsers[i](s, order(o)); plausibleDate(d) {
					good[i][o] += n
					all[o] += n
					if o == 0 && len(d) < 8 {
						bare += n
					}
				}
			}
		}
	}
	orders := make([]order, len(cols))
	if total == 0 || 2*bare > total && !said {
		return orders, 0
	}
	usual := dayFirst
	if all[monthFirst] > all[dayFirst] {
		usual = monthFirst
	}
	right := 0
	for i, g := range good {
		orders[i] = usual
		if g[usual] < g[1-usual] {
			orders[i] = 1 - usual
		}
		right += g[orders[i]]
	}
	return orders, float64(right) / float64(total)
}

// Years of the Buddhist era, as all offices of Thailand write them, are so many ahead. Those of this and the last century are nowhere else in use.
const (
	buddhistYears = 543
	buddhistFrom  = 2443
	buddhistTo    = 2643
)

// sinceChrist is a date as looseDate has it with its year as we count them.
func sinceChrist(d string) string {
	if len(d) < 4 {
		return d
	}
	if y := atoi(d[:4]); y >= buddhistFrom && y < buddhistTo {
		return strconv.Itoa(y-buddhistYears) + d[4:]
	}
	return d
}

func plausibleDate(d string) bool {
	if len(d) < 4 {
		return false
	}
	y := atoi(d[:4])
	if y < 1500 || y > 2100 {
		return false
	}
	if len(d) >= 6 {
		if m := atoi(d[4:6]); m < 1 || m > 12 {
			return false
		}
	}
	if len(d) == 8 {
		if day := atoi(d[6:]); day < 1 || day > 31 {
			return false
		}
	}
	return len(d) == 4 || len(d) == 6 || len(d) == 8
}

func atoi(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// looseDate reads a date as yyyymmdd, yyyymm or yyyy, with no look at whether there is such a day: one with a mistyped digit
// is still the same date with a mistyped digit. What has no digits in such parts is "".
func looseDate(s string, o order) string {
	s = strings.NewReplacer("年", "-", "月", "-", "日", "", "년", "-", "월", "-", "일", "").Replace(viet.Fold(s))
	if t := strings.IndexByte(s, 't'); t >= 8 { // 2001-02-03t00:00:00
		s = s[:t]
	} else if b := strings.IndexByte(s, ' '); b >= 8 && strings.Contains(s[b:], ":") {
		s = s[:b]
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, p := range parts {
		if m := monthWord(p); m != "" {
			parts[i] = m
			if i == 0 {
				o = monthFirst
			}
		} else if atoi(p) < 0 {
			return ""
		}
	}
	two := func(p string) string {
		if len(p) == 1 {
			return "0" + p
		}
		return p
	}
	switch len(parts) {
	case 1:
		if n := len(parts[0]); n == 4 || n == 6 || n == 8 {
			return parts[0]
		}
	case 2:
		a, b := parts[0], parts[1]
		if len(a) == 4 && len(b) <= 2 {
			return a + two(b)
		}
		if len(b) == 4 && len(a) <= 2 {
			return b + two(a)
		}
	case 3:
		a, b, c := two(parts[0]), two(parts[1]), two(parts[2])
		switch {
		case len(a) == 4 && len(b) == 2 && len(c) == 2:
			return a + b + c
		case len(c) == 4 && len(a) == 2 && len(b) == 2 && o == dayFirst:
			return c + b + a
		case len(c) == 4 && len(a) == 2 && len(b) == 2:
			return c + a + b
		case len(a) == 2 && len(b) == 2 && len(c) == 2 && o == dayFirst:
			return century(c) + c + b + a
		case len(a) == 2 && len(b) == 2 && len(c) == 2:
			return century(c) + c + a + b
		}
	}
	return ""
}

// sixDigitDays reads six digits alone as a day with a year of two digits, first or last, where a column's are such days: 860910, or 100986. Those of years and months are not, nor
// are numbers that only happen to look so: where neither the header says that they are days nor most others are dates in full, they have every month, and nearly every day of one.
func sixDigitDays(c *record.Column, said bool) func(string) string {
	const everyMonth, mostDays = 12, 28
	yearFirst := func(s string) string { return century(s[:2]) + s }
	yearLast := func(s string) string { return century(s[4:]) + s[4:] + s[2:4] + s[:2] }
	layouts := []func(string) string{func(s string) string { return s }, yearFirst, yearLast}
	good, six := make([]int, len(layouts)), 0
	months, days := make([]map[string]bool, len(layouts)), make([]map[string]bool, len(layouts))
	for i := range layouts {
		months[i], days[i] = map[string]bool{}, map[string]bool{}
	}
	for s, n := range c.Distinct() {
		if !isSixDigits(s) {
			continue
		}
		six += n
		for i, layout := range layouts {
			if d := layout(strings.TrimSpace(s)); plausibleDate(d) {
				good[i] += n
				months[i][d[4:6]] = true
				if len(d) == 8 {
					days[i][d[6:]] = true
				}
			}
		}
	}
	best := 0
	for i, n := range good {
		if n > good[best] {
			best = i
		}
	}
	if best == 0 || float64(good[best]) < dateShare*float64(six) || !said && (len(months[best]) < everyMonth || len(days[best]) < mostDays) && datesInFull(c) < six {
		return nil
	}
	return layouts[best]
}

// datesInFull counts the rows of a column that have a date in full and no six digits alone.
func datesInFull(c *record.Column) (rows int) {
	for s, n := range c.Distinct() {
		if !isSixDigits(s) && len(dateInAnyOrder(s)) == 8 {
			rows += n
		}
	}
	return rows
}

// shortYears says whether two digits alone are years in these columns: '94 beside 1994, but no day of the month in a column of nothing else.
func shortYears(cols []*record.Column) bool {
	short, whole := 0, 0
	for _, c := range cols {
		for s, n := range c.Distinct() {
			switch t := plainText(s); {
			case atoi(t) < 0:
			case len(t) == 2:
				short += n
			case len(t) == 4 && plausibleDate(t):
				whole += n
			}
		}
	}
	return short > 0 && whole >= short/3
}

// isSixDigits says whether a text is six digits and nothing else.
func isSixDigits(s string) bool {
	s = strings.TrimSpace(s)
	return len(s) == 6 && atoi(s) >= 0
}

// dateInAnyOrder is looseDate with the day first, or with the month first where that is no date; blank where neither is.
func dateInAnyOrder(s string) string {
	for _, o := range [...]order{dayFirst, monthFirst} {
		if d := looseDate(s, o); plausibleDate(d) {
			return d
		}
	}
	return ""
}

// century of a year written with two digits.
func century(year string) string {
	if year >= "30" {
		return "19"
	}
	return "20"
}

// anyMonths are the beginnings of the months' names, folded, in English, French, German, Spanish, Italian, Portuguese, Indonesian and Malay, Dutch, the Nordic languages, Polish, Turkish
// and Russian.
const anyMonths = "01jan 01ene 01gen 01sty 01oca 01янв 02feb 02fev 02lut 02sub 02фев 03mar 03mac 03maa 03mrt 03мар 04apr 04avr 04abr 04kwi 04nis 04апр 05may 05mai 05mag 05mei 05maj 05маи 05мая " +
	"06jun 06juin 06giu 06cze 06haz 06июн 07jul 07juil 07lug 07lip 07tem 07июл 08aug 08aou 08ago 08agu 08ags 08agt 08ogo 08sie 08авг 09sep 09set 09wrz 09eyl 09сен " +
	"10oct 10okt 10ott 10out 10paz 10eki 10окт 11nov 11nop 11lis 11kas 11ноя 12dec 12dez 12dic 12des 12dis 12gru 12ara 12дек"

func monthWord(s string) string {
	if len(s) < 3 || s[0] >= '0' && s[0] <= '9' {
		return ""
	}
	for m := range strings.FieldsSeq(anyMonths) {
		if strings.HasPrefix(s, m[2:]) {
			return m[:2]
		}
	}
	return ""
}

// separate takes out of a column the words that two other columns hold already (a full name beside first name and
// surname): the same error would count twice, and so would the same agreement. Where nothing is left, the column goes.
func separate(people []*record.People) {
	var fields []record.Field
	for _, c := range people[0].Table.Columns {
		if c.Kind == record.KindName || c.Kind == record.KindText {
			fields = append(fields, c.Field)
		}
	}
	for _, whole := range fields {
		var parts []record.Field
		for _, f := range fields {
			if f != whole && people[0].Texts[f] != nil && people[0].Texts[whole] != nil && contained(people, f, whole) {
				parts = append(parts, f)
			}
		}
		if len(parts) == 0 {
			continue
		}
		left := 0
		rows := 0
		for _, p := range people {
			v := subtract(p, whole, parts)
			rows += p.Rows()
			for _, code := range v.Codes {
				if v.Canon[code] != 0 {
					left++
				}
			}
			p.Texts[whole] = v
		}
		if 50*left < rows {
			for _, p := range people {
				delete(p.Texts, whole)
				p.Table.Columns = slices.DeleteFunc(p.Table.Columns, func(c *record.Column) bool { return c.Field == whole })
			}
			continue
		}
		for _, p := range people {
			for _, c := range p.Table.Columns {
				c.Shared = c.Shared || c.Field == whole || slices.Contains(parts, c.Field)
			}
		}
	}
}

// contained says whether a column's words stand among another's in nearly every row that has both, and is filled in most rows of each
// table where the other is: what is taken out here and stays there would differ.
func contained(people []*record.People, part, whole record.Field) bool {
	both, in := 0, 0
	for _, p := range people {
		a, b := p.Texts[part], p.Texts[whole]
		filled, all := 0, 0
		for row := range p.Rows() {
			x, y := a.At(row), b.At(row)
			if y != "" {
				all++
			}
			if x == "" || y == "" {
				continue
			}
			filled++
			both++
			if len(x) < len(y) && strings.Contains(" "+y+" ", " "+x+" ") {
				in++
			} else if x == y {
				in++
			}
		}
		if both > 2000 && float64(in) < .5*float64(both) || float64(filled) < filledShare*float64(all) {
			return false
		}
	}
	// Equal columns: the first one stays.
	return both > 0 && float64(in) >= separateShare*float64(both) && !sameOrder(people, part, whole)
}

// sameOrder says that two columns are mostly equal and part is the later one, so that the later goes and not both.
func sameOrder(people []*record.People, part, whole record.Field) bool {
	equal, both := 0, 0
	for _, p := range people {
		a, b := p.Texts[part], p.Texts[whole]
		for row := range p.Rows() {
			if x, y := a.At(row), b.At(row); x != "" && y != "" {
				both++
				if x == y {
					equal++
				}
			}
		}
	}
	if 2*equal < both {
		return false
	}
	for _, c := range people[0].Table.Columns {
		if c.Field == part || c.Field == whole {
			return c.Field == whole
		}
	}
	return false
}

// subtract returns a column's values without the words of others in the same row.
func subtract(p *record.People, whole record.Field, parts []record.Field) *record.Values[string] {
	var dict record.Texts
	code := map[string]uint32{}
	codes := make([]uint32, p.Rows())
	for row := range p.Rows() {
		words := strings.Fields(p.Texts[whole].At(row))
		for _, f := range parts {
			if p.Texts[f] == nil {
				continue
			}
			for _, w := range strings.Fields(p.Texts[f].At(row)) {
				if i := slices.Index(words, w); i >= 0 {
					words = slices.Delete(words, i, i+1)
				}
			}
		}
		s := strings.Join(words, " ")
		n, ok := code[s]
		if !ok {
			n = uint32(dict.Len())
			code[s] = n
			dict.Append(s)
		}
		codes[row] = n
	}
	return textValues(codes, dict, func(s string) string { return s })
}
