package match

import (
	"cmp"
	"math"
	"slices"

	"github.com/doisanh/doisanh/record"
)

// What persons are called goes together with what they are: nearly all whose middle name is Thị are women, a Thạch is Khmer, and given names have their
// fashions. Two strangers of one name therefore are mostly of one sex and one people, and oftener born in one year than others are; and the parts of a name
// go together, as a Khmer surname and a Khmer given name do. The register's rows tell how much. Each row is of a class, its sex and ethnic group; in a class
// the parts of a name are taken for independent (naive Bayes), so that with the share π of a class
//
//	P(name, class) = π(class) Π P(part | class) = Π P(part) · π(class) Π P(class | part) / π(class)
//
// and birth years go with sex and given name.
const (
	bearerRows  = 200_000 // rows that are counted, one in so many of the register's
	leastCount  = 500     // fewer rows tell nothing
	mostPeoples = 6       // ethnic groups of a class of their own, the most frequent ones; all others are one class
	leastPeople = .01     // and of this share of the rows at least
	partHeld    = 2       // rows "as all are" that are added to what a part's rows say of their classes
	yearsHeld   = 5       // and to what those of a given name and sex say of their birth years
	bucketYears = 3       // birth years are counted by so many
	firstBucket = 1880
	buckets     = 56

	// Of strangers who share a name, no more and no fewer are of one sex or people than leaves room for what is written wrong.
	leastAlike, mostAlike = .02, .985
	// partsTogether is how much oftener than by chance the parts of a name go together where no classes are known.
	partsTogether = 2
)

// bearers tells of the persons of a register by the parts of their names.
type bearers struct {
	of            persons
	step          int       // of the rows one in so many is counted
	share         []float32 // by class: sex × group
	marked, plain [3]partClass
	years, all    []float32 // rows by given name with its marks, sex and bucket; by sex and bucket: smoothed over the neighbours
	named, sexed  []float32 // rows by given name and sex; by sex
	fashion       float64   // how much oftener two of one given name and sex are born together than two of one sex, on the mean
}

// partClass tells of surnames, middle names or given names, by their numbers.
type partClass struct {
	told []float32 // by part and class: P(class | part) / P(class)
	rows []float32
}

// persons are the columns of a register that tell what its persons are, and the number each value has. A column it lacks says the same of all.
type persons struct {
	sex, people     *record.Values[record.Coded]
	born            *record.Values[record.DateValue]
	sexOf, peopleOf []int8 // by code as read; −1 where it is not known
	bucketOf        []int8
	sexes, peoples  int
}

// bearer is what is known of a row's person; −1 is not known.
type bearer struct{ sex, people, bucket int8 }

func personsOf(p *record.People) persons {
	of := persons{sex: p.Coded[record.Sex], people: p.Coded[record.Ethnicity], born: p.Dates[record.BirthDate]}
	of.sexOf, of.sexes = numbered(of.sex, 2, 0)
	of.peopleOf, of.peoples = numbered(of.people, mostPeoples, leastPeople)
	if of.people != nil {
		of.peoples++ // all others
		for i, n := range of.peopleOf {
			if n < 0 && of.people.Dict[i].Known {
				of.peopleOf[i] = int8(of.peoples - 1)
			}
		}
	}
	if of.born != nil {
		of.bucketOf = make([]int8, len(of.born.Dict))
		for code, v := range of.born.Dict {
			of.bucketOf[code] = -1
			if year := v.Date.Year(); year > 0 {
				of.bucketOf[code] = int8(min(max((year-firstBucket)/bucketYears, 1), buckets-2))
			}
		}
	}
	return of
}

// numbered numbers the most frequent values of a coded column by the codes as read, those of a share of the rows at least. It returns how many there
// are, 1 of a column that is not there.
func numbered(v *record.Values[record.Coded], most int, least float64) (of []int8, n int) {
	if v == nil {
		return nil, 1
	}
	perCode := make([]int, len(v.Dict))
	for _, code := range v.Codes {
		perCode[code]++
	}
	rows, total := map[string]int{}, 0
	for code, k := range perCode {
		if c := v.Dict[code]; c.Known {
			rows[c.Code] += k
			total += k
		}
	}
	var names []string
	for name, k := range rows {
		if float64(k) >= least*float64(total) {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(rows[b], rows[a]), cmp.Compare(a, b)) })
	names = names[:min(len(names), most)]
	of = make([]int8, len(v.Dict))
	for code, c := range v.Dict {
		of[code] = -1
		if c.Known {
			of[code] = int8(slices.Index(names, c.Code))
		}
	}
	return of, max(1, len(names))
}

func (p *persons) row(row int) (b bearer) {
	b.bucket = -1
	if p.sex != nil {
		b.sex = p.sexOf[p.sex.Codes[row]]
	}
	if p.people != nil {
		b.people = p.peopleOf[p.people.Codes[row]]
	}
	if p.born != nil {
		b.bucket = p.bucketOf[p.born.Codes[row]]
	}
	return b
}

// class is the number of a row's class, −1 where it is not known.
func (p *persons) class(b bearer) int {
	if b.sex < 0 || b.people < 0 {
		return -1
	}
	return int(b.sex)*p.peoples + int(b.people)
}

// newBearers counts the rows of a register, whose names are given by their codes; nil where it tells too little.
func newBearers(p *record.People, t *nameTable, code func(row int) uint32) *bearers {
	b := &bearers{of: personsOf(p), step: 1 + p.Rows()/bearerRows}
	classes := b.of.sexes * b.of.peoples
	b.share = make([]float32, classes)
	for i := range 3 {
		b.marked[i].begin(int(t.marked[i].numbers.n)+1, classes)
	}
	for i, of := range []*parts{&t.sur.parts, &t.mid.parts, t.giv} {
		b.plain[i].begin(int(of.numbers.n)+1, classes)
	}
	given := int(t.marked[2].numbers.n) + 1
	b.years, b.named = make([]float32, given*b.of.sexes*buckets), make([]float32, given*b.of.sexes)
	b.all, b.sexed = make([]float32, b.of.sexes*buckets), make([]float32, b.of.sexes)
	counted := 0
	for row := 0; row < p.Rows(); row += b.step {
		who, name := b.of.row(row), code(row)
		if name == 0 || who.sex < 0 {
			continue
		}
		info, rest := &t.names[name], &t.rest[name]
		if who.bucket >= 0 {
			at := int(rest.marked[2])*b.of.sexes + int(who.sex)
			b.named[at]++
			b.sexed[who.sex]++
			for k, weight := range [3]float32{.25, .5, .25} {
				b.years[at*buckets+int(who.bucket)-1+k] += weight
				b.all[int(who.sex)*buckets+int(who.bucket)-1+k] += weight
			}
		}
		class := b.of.class(who)
		if class < 0 {
			continue
		}
		counted++
		b.share[class]++
		for i, part := range rest.marked {
			b.marked[i].add(part, class, classes)
		}
		for i, part := range [3]uint32{info.sur, info.mid, info.giv} {
			b.plain[i].add(part, class, classes)
		}
	}
	if counted < leastCount {
		return nil
	}
	for class := range b.share {
		b.share[class] = (b.share[class] + .5) / (float32(counted) + .5*float32(classes))
	}
	for i := range 3 {
		b.marked[i].tell(b.share)
		b.plain[i].tell(b.share)
	}
	b.fashions()
	return b
}

func (c *partClass) begin(parts, classes int) {
	c.told, c.rows = make([]float32, parts*classes), make([]float32, parts)
}

func (c *partClass) add(part uint32, class, classes int) {
	c.told[int(part)*classes+class]++
	c.rows[part]++
}

// tell makes of the counts what they say.
func (c *partClass) tell(share []float32) {
	for part, rows := range c.rows {
		told := c.told[part*len(share):][:len(share)]
		for class, s := range share {
			told[class] = (told[class]/s + partHeld) / (rows + partHeld)
		}
	}
}

// of is what a part says of the classes; nil where it was not counted.
func (c *partClass) of(part uint32, classes int) []float32 {
	if int(part) >= len(c.rows) {
		return nil
	}
	return c.told[int(part)*classes:][:classes]
}

// fashions finds how much oftener two of one given name and sex are born together than two of one sex.
func (b *bearers) fashions() {
	together, expected := 0., 0.
	for at, rows := range b.named {
		if rows < 2 {
			continue
		}
		sex := at % b.of.sexes
		for bucket, n := range b.years[at*buckets:][:buckets] {
			all := b.all[sex*buckets+bucket]
			together += float64(n) * (float64(n) - float64(n)/float64(rows))
			expected += float64(n) * float64(rows-1) * float64(all) / float64(b.sexed[sex])
		}
	}
	b.fashion = 1
	if expected > 0 {
		b.fashion = min(max(roundTo(together/expected, 1e3), 1), 4) // so that the order in which names came cannot show
	}
}

// mostClasses bounds sexes × peoples.
const mostClasses = 2 * (mostPeoples + 1)

// together is how much oftener than by chance the parts of a name go together, with their marks and without.
func (b *bearers) together(marked, plain [3]uint32) (full, folded float64) {
	if b == nil {
		return partsTogether, partsTogether
	}
	for _, p := range b.classes(&b.marked, marked, -1) {
		full += float64(p)
	}
	for _, p := range b.classes(&b.plain, plain, -1) {
		folded += float64(p)
	}
	return full, folded
}

// classes returns P(name, class) by class, but for the parts' own shares. own is the class of a counted row that is left out, −1 for none.
func (b *bearers) classes(parts *[3]partClass, name [3]uint32, own int) (p [mostClasses]float32) {
	n := copy(p[:], b.share)
	for i := range parts {
		of := &parts[i]
		told := of.of(name[i], n)
		if told == nil {
			continue
		}
		for class, v := range told {
			if class == own {
				v -= 1 / (b.share[class] * (of.rows[name[i]] + partHeld))
			}
			p[class] *= v
		}
	}
	return p
}

// company is what holds of strangers who bear a row's name: how likely they are of its sex, of its people, and how much likelier than others they are born
// in its years. It stands in a slot of the row; 0 is nothing.
type company uint32

const rateUnit = 32 // steps of the rate of birth years for a factor of two

// companyOf works out the slot of a row.
func (b *bearers) companyOf(row int, rest *nameRest) company {
	who := b.of.row(row)
	own := -1
	if row%b.step == 0 {
		own = b.of.class(who)
	}
	var a company
	if who.sex >= 0 {
		p := b.classes(&b.marked, rest.marked, own)
		sex, all, same := float32(0), float32(0), float32(0)
		for class, v := range p[:len(b.share)] {
			all += v
			if class/b.of.peoples != int(who.sex) {
				continue
			}
			sex += v
			if class%b.of.peoples == int(who.people) {
				same = v
			}
		}
		a = packShare(sex / all)
		if b.of.people != nil && who.people >= 0 && int(who.people) < b.of.peoples-1 { // of those counted together each is rare
			a |= packShare(same/sex) << 8
		}
		if who.bucket >= 0 {
			a |= company(min(max(math.Round(rateUnit*math.Log2(b.rate(rest.marked[2], who, row%b.step == 0)))+128, 1), 255)) << 16
		}
	}
	return a
}

// forget lets go of what only the rows of the register itself are asked for, its values among it.
func (b *bearers) forget() {
	b.of, b.years, b.all, b.named, b.sexed = persons{}, nil, nil, nil, nil
}

// rate is how much oftener persons of a row's sex and given name are born in its years than all of its sex are.
func (b *bearers) rate(given uint32, who bearer, own bool) float64 {
	at := int(given)*b.of.sexes + int(who.sex)
	share := float64(b.all[int(who.sex)*buckets+int(who.bucket)]) / float64(b.sexed[who.sex])
	rows, here := 0., 0.
	if at < len(b.named) {
		rows, here = float64(b.named[at]), float64(b.years[at*buckets+int(who.bucket)])
	}
	if own {
		rows, here = rows-1, here-.5
	}
	if share == 0 {
		return 1
	}
	return (here + yearsHeld*b.fashion*share) / ((rows + yearsHeld) * share)
}

func packShare(share float32) company { return company(min(max(share, leastAlike), mostAlike) * 255) }

// sex is the share of strangers of the name who are of the row's sex, 0 where it is not known.
func (a company) sex() float64 { return float64(a&0xff) / 255 }

// people is the same of the ethnic group.
func (a company) people() float64 { return float64(a>>8&0xff) / 255 }

// years is how much likelier than others strangers of the name are born in the row's years.
func (a company) years() float64 {
	if a>>16&0xff == 0 {
		return 1
	}
	return math.Exp2((float64(a>>16&0xff) - 128) / rateUnit)
}
