package synth

import (
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/doisanh/doisanh/refdata"
)

// parts returns a place from the smallest unit up: hamlet, commune, district, province. Empty ones are left out.
func (w *world) parts(v placeVal, short, bare bool) []string {
	var out []string
	add := func(t refdata.UnitType, name string) {
		switch {
		case bare && (name[0] < '0' || name[0] > '9'):
			out = append(out, name)
		case short:
			out = append(out, shortTypes[t]+name)
		default:
			out = append(out, upperFirst(t.String())+" "+name)
		}
	}
	if v.kind == placeNew {
		bare = false // without its type a new commune may be taken for an old district
		c := w.newUnits[v.unit]
		pr, _ := w.units.Province34(c.Province)
		if h := w.hamlet(v); h != "" {
			out = append(out, h)
		}
		add(c.TypeAt(w.asOf), c.Name)
		add(pr.Type, pr.Name)
		return out
	}
	if v.kind == placeFormer {
		c := w.historic[v.unit]
		d, _ := w.units.District(c.District)
		pr, _ := w.units.Province63(c.Province)
		if h := w.hamlet(v); h != "" {
			out = append(out, h)
		}
		bare = false
		add(c.Type, c.Name)
		add(d.Type, d.Name)
		add(pr.Type, pr.Name)
		return out
	}
	c := w.oldUnits[v.unit]
	d, _ := w.units.District(c.District)
	pr, _ := w.units.Province63(c.Province)
	if h := w.hamlet(v); h != "" {
		out = append(out, h)
	}
	add(c.Type, c.Name)
	add(d.Type, d.Name)
	add(pr.Type, pr.Name)
	return out
}

// hamlet is the part of an address below the commune.
func (w *world) hamlet(v placeVal) string {
	if v.hamlet == 0 {
		return ""
	}
	var t refdata.UnitType
	switch v.kind {
	case placeNew:
		t = w.newUnits[v.unit].Type
	case placeFormer:
		t = w.historic[v.unit].Type
	default:
		t = w.oldUnits[v.unit].Type
	}
	if t == refdata.TypePhuong || t == refdata.TypeThiTran {
		return "Tổ dân phố " + strconv.Itoa(int(v.hamlet))
	}
	return hamlets[int(v.hamlet-1)%len(hamlets)]
}

var shortTypes = map[refdata.UnitType]string{refdata.TypeXa: "X. ", refdata.TypePhuong: "P. ", refdata.TypeThiTran: "TT. ",
	refdata.TypeDacKhu: "ĐK ", refdata.TypeHuyen: "H. ", refdata.TypeQuan: "Q. ", refdata.TypeThiXa: "TX. ",
	refdata.TypeThanhPho: "TP. ", refdata.TypeTinh: "T. ", refdata.TypeThanhPhoTinh: "TP. "}

func upperFirst(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[0])) + string(r[1:])
}

// place writes an address in the row's writing.
func (p *pen) place(c col, v placeVal) {
	if v.kind == placeBlank {
		return
	}
	st := &p.style
	if st[formAddressCommune] && v.hamlet != 0 {
		v.hamlet = 0
		p.log(c, formAddressCommune)
	}
	if v.kind != placeFormer && !(st[formAddressShort] || st[formAddressBare] || st[formAddressDashes] || st[formAddressReversed] ||
		st[formAddressUpper] || st[formAddressUnmarked] || st[formTone] || st[formNFD]) {
		if h := p.w.hamlet(v); h != "" {
			p.out = append(append(p.out, h...), ", "...)
		}
		list := p.w.oldTitles
		if v.kind == placeNew {
			list = p.w.newTitles
		}
		p.out = append(p.out, list[sexOf(p.spec.lowerTypes)][v.unit]...)
		return
	}
	p.out = append(p.out, p.styledPlace(c, v)...)
}

func (p *pen) styledPlace(c col, v placeVal) string {
	st := &p.style
	on := func(k kind) bool {
		if st[k] {
			p.log(c, k)
		}
		return st[k]
	}
	parts := p.w.parts(v, st[formAddressShort], st[formAddressBare] && !st[formAddressShort])
	switch {
	case on(formAddressShort):
	case v.kind == placeOld && on(formAddressBare):
	}
	sep := ", "
	if on(formAddressDashes) {
		sep = " - "
	}
	if on(formAddressReversed) {
		for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
			parts[i], parts[j] = parts[j], parts[i]
		}
	}
	text := strings.Join(parts, sep)
	if st[formTone] {
		text = retone(text)
	}
	if on(formAddressUnmarked) {
		text = unmark(text)
	}
	if on(formAddressUpper) {
		text = strings.ToUpper(text)
	}
	if st[formNFD] {
		text = norm.NFD.String(text)
	}
	return text
}

// titlesOf writes every unit's whole title once, in title case and with the types in lower case.
func (w *world) titlesOf(n int, kind placeKind) (out [2][]string) {
	for lower := range out {
		out[lower] = make([]string, n)
		for i := range n {
			parts := w.parts(placeVal{unit: uint16(i), kind: kind}, false, false)
			if lower == 1 {
				for k, t := range parts {
					r := []rune(t)
					parts[k] = strings.ToLower(string(r[0])) + string(r[1:])
				}
			}
			out[lower][i] = strings.Join(parts, ", ")
		}
	}
	return out
}
