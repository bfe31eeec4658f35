package match

import (
	"math"
	"slices"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestPlainly holds what two plain units have in common against record.Place.Common, and the flag of plain ones to what may be compared so.
func TestPlainly(t *testing.T) {
	const seed = 3
	r := random(seed)
	compared := map[record.PlaceLevel]int{}
	for range 20_000 {
		table := &placeTable{places: make([]placeInfo, 1), whole: make([]record.Place, 1), weighed: 1}
		of := func() *placeInfo {
			p := record.Place{Unit: uint32(r.n(4)), District: uint16(r.n(3)), Province: uint16(r.n(3)), Level: pick(&r, []record.PlaceLevel{record.LevelProvince, record.LevelCommune, record.LevelCommune}),
				NewUnits: r.chance(.5), Former: r.chance(.2)}
			for range r.n(3) {
				p.Candidates = append(p.Candidates, uint32(1+r.n(3)))
			}
			for range pick(&r, []int{0, 1, 1, 1, 2}) {
				p.Provinces = append(p.Provinces, uint16(1+r.n(3)))
			}
			return &table.places[table.of(p)]
		}
		a, b := of(), of()
		if a.plain == 0 || a.plain != b.plain {
			continue
		}
		x, y := table.whole[1], table.whole[len(table.whole)-1]
		want, known := x.Common(y)
		if got := plainly(a, b); got != want || known != record.LevelCommune {
			t.Fatalf("seed %d: %+v and %+v: %v, want %v, known to %v", seed, x, y, got, want, known)
		}
		compared[want]++
	}
	for level := range record.LevelCommune + 1 {
		if compared[level] < 50 {
			t.Errorf("only %d pairs have level %v in common", compared[level], level)
		}
	}
}

// placed is a table of nothing but addresses.
func placed(rows int, columns map[record.Field][]record.Place) *record.People {
	p := &record.People{Table: &record.Table{IDs: record.TextsOf(make([]string, rows)...)}, Places: map[record.Field]*record.Values[record.Place]{}}
	for f, column := range columns {
		v := &record.Values[record.Place]{Dict: []record.Place{{}}, Canon: []uint32{0}}
		for _, place := range column {
			code := uint32(0)
			if place.Level != record.LevelNone {
				v.Count++
				code = uint32(v.Count)
				v.Dict, v.Canon = append(v.Dict, place), append(v.Canon, code)
			}
			v.Codes = append(v.Codes, code)
		}
		p.Places[f] = v
	}
	return p
}

// TestAddressesOfARow: the first address that is known stands for a row, and beside it the first other one in another commune.
func TestAddressesOfARow(t *testing.T) {
	const permanent, current, service = record.PermanentAddress, record.CurrentAddress, record.ServiceAddress
	at := func(commune uint32, hamlet string) record.Place {
		return record.Place{Unit: commune, Province: 42, Level: record.LevelCommune, NewUnits: true, Candidates: []uint32{commune}, Provinces: []uint16{42}, Hamlet: hamlet}
	}
	none, province := record.Place{}, record.Place{Province: 42, Level: record.LevelProvince, Provinces: []uint16{42}}
	one, other, third := at(1, ""), at(2, ""), at(3, "")
	rows := []struct {
		what          string
		addresses     [3]record.Place
		first, second record.Place
	}{
		{"one address", [3]record.Place{one, none, none}, one, none},
		{"the same twice", [3]record.Place{one, one, one}, one, none},
		{"two communes", [3]record.Place{one, other, third}, one, other},
		{"the third is another", [3]record.Place{one, one, other}, one, other},
		{"another hamlet of the commune", [3]record.Place{one, at(1, "thon 3"), other}, one, other},
		{"the second is known to the province", [3]record.Place{one, province, other}, one, other},
		{"the first is not known", [3]record.Place{none, other, third}, other, third},
		{"the first is known to the province", [3]record.Place{province, other, none}, province, other},
		{"none", [3]record.Place{}, none, none},
	}
	columns := map[record.Field][]record.Place{}
	for k, f := range []record.Field{permanent, current, service} {
		for _, r := range rows {
			columns[f] = append(columns[f], r.addresses[k])
		}
	}
	p := placed(len(rows), columns)
	ready := preparePlace(p, &Comparison{Kind: KindPlace, Fields: []record.Field{permanent, current, service}})
	s := newSide(p, ready.slots)
	ready.fill.rows(s, 0, 0, len(rows))
	c, _ := ready.join(p, 1)
	whole := c.(*placeComparer).whole
	for i, r := range rows {
		for k, want := range []record.Place{r.first, r.second} {
			if got := whole[s.matrix[2*i+k]]; got.Unit != want.Unit || got.Level != want.Level || got.Hamlet != want.Hamlet {
				t.Errorf("%s: address %d is %+v, want %+v", r.what, k, got, want)
			}
		}
	}
}

// TestSecondAddress: where first addresses lie in different communes, known to the commune, any other pair of addresses may be one.
func TestSecondAddress(t *testing.T) {
	at := func(commune uint32, district uint16) record.Place {
		return record.Place{Unit: commune, District: district, Province: 42, Level: record.LevelCommune, Candidates: []uint32{commune}, Provinces: []uint16{42}}
	}
	places := []record.Place{{}, at(1, 0), at(2, 0), at(3, 0), at(4, 7), at(5, 7), {District: 7, Province: 42, Level: record.LevelDistrict, Provinces: []uint16{42}}, {Province: 42, Level: record.LevelProvince, Provinces: []uint16{42}}}
	table := &placeTable{places: make([]placeInfo, 1), whole: make([]record.Place, 1), weighed: 1}
	codes := make([]uint32, len(places))
	for i, p := range places {
		codes[i] = table.of(p)
	}
	c := table.comparer(0)
	for _, x := range []struct {
		left, right [2]int // of places
		want        uint8
	}{
		{[2]int{1, 0}, [2]int{2, 0}, placeProvince},
		{[2]int{1, 0}, [2]int{2, 1}, placeElsewhere},
		{[2]int{1, 2}, [2]int{2, 0}, placeElsewhere},
		{[2]int{1, 3}, [2]int{2, 3}, placeElsewhere},
		{[2]int{1, 3}, [2]int{2, 4}, placeProvince},
		{[2]int{1, 2}, [2]int{1, 2}, placeCommune},
		{[2]int{4, 1}, [2]int{5, 1}, placeElsewhere}, // of one district
		{[2]int{4, 1}, [2]int{6, 1}, placeToDistrict},
		{[2]int{1, 3}, [2]int{7, 3}, placeToProvince},
		{[2]int{0, 1}, [2]int{2, 1}, missing},
		{[2]int{1, 2}, [2]int{0, 2}, missing},
	} {
		var o outcome
		w := &worker{caches: [][]cacheEntry{make([]cacheEntry, cacheSize)}}
		c.compare([]uint32{codes[x.left[0]], codes[x.left[1]]}, []uint32{codes[x.right[0]], codes[x.right[1]]}, w, &o)
		if o.level != x.want {
			t.Errorf("%v beside %v: level %d, want %d", x.left, x.right, o.level, x.want)
		}
	}
}

// TestPlaceChances: how often a stranger lives where a person does is counted over the register, by what the two have in common.
func TestPlaceChances(t *testing.T) {
	now := func(commune uint32, hamlet string) record.Place {
		return record.Place{Unit: commune, Province: 42, Level: record.LevelCommune, NewUnits: true, Candidates: []uint32{commune}, Provinces: []uint16{42}, Hamlet: hamlet}
	}
	old := func(unit uint32, district uint16, commune uint32) record.Place {
		return record.Place{Unit: unit, District: district, Province: 40, Level: record.LevelCommune, Candidates: []uint32{commune}, Provinces: []uint16{42}}
	}
	former := record.Place{Unit: 77, District: 9, Province: 40, Level: record.LevelCommune, Former: true, Provinces: []uint16{42}}
	district := record.Place{District: 7, Province: 40, Level: record.LevelDistrict, Provinces: []uint16{42}}
	province := record.Place{Province: 42, Level: record.LevelProvince, NewUnits: true, Provinces: []uint16{42}}
	away := record.Place{Unit: 900, Province: 1, Level: record.LevelCommune, NewUnits: true, Candidates: []uint32{900}, Provinces: []uint16{1}}
	divided := record.Place{Level: record.LevelProvince, Provinces: []uint16{1, 2}}
	var column []record.Place
	add := func(n int, p record.Place) {
		for range n {
			column = append(column, p)
		}
	}
	add(4, now(100, "thon 3"))
	add(3, now(100, ""))
	add(2, old(11, 7, 100)) // which became commune 100
	add(5, old(12, 7, 101))
	add(1, old(13, 8, 102))
	add(1, old(14, 8, 103))
	add(2, former)
	add(1, province)
	add(2, away)
	right := placed(len(column), map[record.Field][]record.Place{record.PermanentAddress: column})
	def := &Comparison{Kind: KindPlace, Fields: []record.Field{record.PermanentAddress}}
	share := func(rows int) float64 { return float64(rows+1) / float64(len(column)+2) }
	const strangers = .5 // who are from elsewhere, at least
	for _, c := range []struct {
		what        string
		left, right record.Place
		f, scale    float64
	}{
		{"one hamlet", now(100, "thon 3"), now(100, "thon 3"), share(4), share(4) / share(9)},
		{"another hamlet", now(100, "thon 4"), now(100, "thon 3"), share(9), 1},
		{"a commune, in old and new writing", old(11, 7, 100), now(100, ""), share(9), 1},
		{"a hamlet not known", now(100, "thon 3"), now(100, ""), share(9), 1},
		{"a unit whose successor is not known", former, former, share(2), 1},
		{"one district", old(12, 7, 101), old(11, 7, 100), share(7) / 10, 1}, // of the district hardly any are left without the commune
		{"one district, the other way round", old(11, 7, 100), old(12, 7, 101), share(7) - share(5), 1},
		{"as far as known, the district", district, old(12, 7, 101), share(7), 1},
		{"one province", now(101, ""), now(100, ""), share(19) - share(9), 1},
		{"one province, two districts", old(12, 7, 101), old(13, 8, 102), share(19) - share(2), 1},
		{"as far as known, the province", province, now(100, ""), share(19), 1},
		{"one of a divided province's parts", away, divided, share(0), 1},
		{"elsewhere", away, now(100, ""), strangers, 1},
	} {
		left := placed(2, map[record.Field][]record.Place{record.PermanentAddress: {c.left, c.right}})
		joined, fill := preparePlace(right, def).join(left, 1)
		s := newSide(left, 2)
		fill.rows(s, 0, 0, 2)
		w := &worker{caches: [][]cacheEntry{make([]cacheEntry, cacheSize)}}
		var o outcome
		joined.compare(s.matrix[:2], s.matrix[2:], w, &o)
		if math.Abs(o.f-c.f) > 1e-6 || math.Abs(o.scale-c.scale) > 1e-6 || o.given != o.f {
			t.Errorf("%s: level %d, chance %.4f, scale %.4f; want %.4f, %.4f", c.what, o.level, o.f, o.scale, c.f, c.scale)
		}
		// Of strangers of whom more live in one commune than one would think, more do so, and fewer elsewhere.
		alone := o
		w.local = 2 * share(9)
		joined.compare(s.matrix[:2], s.matrix[2:], w, &o)
		inCommune := joined.(*placeComparer).places[s.matrix[2]].commune
		switch want := 2 * share(9) / float64(inCommune); {
		case oneCommune>>o.level&1 != 0 && math.Abs(o.f/alone.f-want) > 1e-6:
			t.Errorf("%s: of neighbours %.4f, of others %.4f", c.what, o.f, alone.f)
		case oneCommune>>o.level&1 == 0 && o.level != placeToDistrict && o.level != placeToProvince && o.f >= alone.f:
			t.Errorf("%s: of neighbours %.4f, of others %.4f", c.what, o.f, alone.f)
		case (o.level == placeToDistrict || o.level == placeToProvince) && o.f != alone.f:
			t.Errorf("%s: of neighbours %.4f, of others %.4f", c.what, o.f, alone.f)
		}
	}
	ready := preparePlace(right, def)
	same, _ := ready.join(right, 2)
	if got, want := same.(*placeComparer).elsewhere, 1-(19*share(19)+2*share(2))/21; math.Abs(got-want) > 1e-6 {
		t.Errorf("in one table %.4f of the pairs are from two provinces, want %.4f", got, want)
	}
	// Of the 21 rows all but one are known to the commune.
	if got, want := same.(*placeComparer).together, (9*share(9)+5*share(5)+2*share(1)+4*share(2))/21; math.Abs(got-want) > 1e-6 {
		t.Errorf("%.4f of the pairs live in one commune, want %.4f", got, want)
	}
	if preparePlace(placed(1, map[record.Field][]record.Place{record.PermanentAddress: {{}}}), def) != nil {
		t.Error("no address is known, and it is compared")
	}
	if c, _ := ready.join(placed(1, map[record.Field][]record.Place{record.PermanentAddress: {{}}}), 1); c != nil {
		t.Error("the record has no address, and it is compared")
	}
}

// TestHashPlace: places that differ in anything have hashes of their own.
func TestHashPlace(t *testing.T) {
	base := record.Place{Unit: 1, District: 2, Province: 3, Level: record.LevelCommune, Candidates: []uint32{4}, Provinces: []uint16{5}, Hamlet: "thon 3"}
	seen := []uint64{hashPlace(base)}
	for what, change := range map[string]func(*record.Place){
		"unit": func(p *record.Place) { p.Unit = 9 }, "district": func(p *record.Place) { p.District = 9 }, "province": func(p *record.Place) { p.Province = 9 },
		"level": func(p *record.Place) { p.Level = record.LevelDistrict }, "map": func(p *record.Place) { p.NewUnits = true }, "former": func(p *record.Place) { p.Former = true },
		"candidates": func(p *record.Place) { p.Candidates = []uint32{4, 6} }, "provinces": func(p *record.Place) { p.Provinces = []uint16{5, 6} }, "hamlet": func(p *record.Place) { p.Hamlet = "thon 4" },
		"candidates for provinces": func(p *record.Place) { p.Candidates, p.Provinces = []uint32{4, 5}, nil },
	} {
		p := base
		change(&p)
		h := hashPlace(p)
		if slices.Contains(seen, h) {
			t.Errorf("another %s has the same hash", what)
		}
		seen = append(seen, h)
	}
}
