package normalize

import (
	"strings"
	"sync"

	"github.com/doisanh/doisanh/internal/saying"
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// countryList is ISO 3166 alpha-2, alpha-3 and the folded Vietnamese and English names of the countries whose citizens the
// registers meet. A line is "XX XXX: name, name".
const countryList = `
VN VNM: viet nam, vietnam, vietnamese, nguoi viet nam, cong dan viet nam, quoc tich viet nam, chxhcn viet nam, cong hoa xa hoi chu nghia viet nam, viet nam vnm, vn viet nam, v n, cong hoa xhcn viet nam, socialist republic of vietnam, vieejt nam
LA LAO: lao, laos, laotian, chdcnd lao
KH KHM: campuchia, cam pu chia, kampuchea, cpc, cambodia, cambodian, cao mien
CN CHN: trung quoc, tq, china, chinese, chnd trung hoa, trung hoa
TW TWN: dai loan, taiwan, taiwanese, trung quoc dai loan
HK HKG: hong kong, hongkong
MO MAC: ma cao, macau, macao
JP JPN: nhat ban, nhat, japan, japanese
KR KOR: han quoc, dai han dan quoc, south korea, korea, korean, nam han, dai han, nam trieu tien, republic of korea
KP PRK: trieu tien, chdcnd trieu tien, cong hoa dan chu nhan dan trieu tien, bac trieu tien, north korea
TH THA: thai lan, thailand, thai
MM MMR: myanmar, mi an ma, mien dien, burma
MY MYS: malaysia, ma lai xi a, ma lai, malaysian
SG SGP: singapore, xin ga po, xingapo, singaporean
ID IDN: indonesia, in do ne xi a, indonesian
PH PHL: philippines, phi lip pin, philippin, filipino
BN BRN: brunei, bru nay
TL TLS: dong timor, timor leste, dong ti mo
IN IND: an do, india, indian
PK PAK: pakistan, pa ki xtan
BD BGD: bangladesh, bang la det
LK LKA: sri lanka, xri lan ca
NP NPL: nepal, ne pan
MN MNG: mong co, mongolia
KZ KAZ: kazakhstan, ca dac xtan
UZ UZB: uzbekistan
IR IRN: iran
IQ IRQ: iraq, i rac
IL ISR: israel, i xra en
SA SAU: a rap xe ut, a rap xeut, saudi arabia, a rap saudi
AE ARE: cac tieu vuong quoc a rap thong nhat, united arab emirates, uae
QA QAT: qatar
TR TUR: tho nhi ky, turkey, turkiye
RU RUS: nga, lien bang nga, lb nga, russia, russian
UA UKR: ukraina, ukraine, u crai na, ukrainian
BY BLR: belarus, be la rut
PL POL: ba lan, poland, polish
CZ CZE: sec, cong hoa sec, czech, czech republic, czechia, tiep
SK SVK: slovakia, xlo va ki a
HU HUN: hungary, hung ga ri
RO ROU: romania, ru ma ni
BG BGR: bulgaria, bun ga ri
DE DEU: duc, chlb duc, cong hoa lien bang duc, germany, german
FR FRA: phap, france, french
GB GBR: anh, vuong quoc anh, anh quoc, united kingdom, uk, england, great britain, british
IE IRL: ireland, ai len
NL NLD: ha lan, netherlands, dutch, holland
BE BEL: bi, belgium
LU LUX: luxembourg, luc xam bua
CH CHE: thuy si, thuy sy, switzerland, swiss
AT AUT: ao, austria, austrian
IT ITA: y, italia, i ta li a, italy, italian
ES ESP: tay ban nha, spain, spanish
PT PRT: bo dao nha, portugal
GR GRC: hy lap, greece
SE SWE: thuy dien, sweden, swedish
NO NOR: na uy, norway, norwegian
DK DNK: dan mach, denmark, danish
FI FIN: phan lan, finland, finnish
US USA: my, mi, hoa ky, hoa ki, u s a, hop chung quoc hoa ky, united states, united states of america, america, american
CA CAN: canada, ca na da, gia na dai, canadian
MX MEX: mexico, me hi co
CU CUB: cuba, cu ba
BR BRA: brazil, bra xin
AR ARG: argentina, ac hen ti na
CL CHL: chile, chi le
AU AUS: uc, australia, australian, o xtray li a, oxtraylia
NZ NZL: new zealand, niu di lan, tan tay lan
ZA ZAF: nam phi, south africa
EG EGY: ai cap, egypt
NG NGA: nigeria, ni gie ri a
AO AGO: angola, ang go la
DZ DZA: algeria, an gie ri
`

// countries are the ISO codes of countries by their names and by their codes in upper case. They are two tables because Áo folds like AO, Mỹ like
// MY, and Nga in capitals is NGA.
var countries = sync.OnceValue(func() (t struct{ byName, byCode map[string]string }) {
	t.byName, t.byCode = make(map[string]string), make(map[string]string)
	for line := range strings.Lines(countryList) {
		codes, list, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			continue
		}
		two, three, _ := strings.Cut(codes, " ")
		t.byCode[two], t.byCode[three] = two, two
		for name := range strings.SplitSeq(list, ", ") {
			t.byName[name] = two
		}
	}
	return t
})

// nationWords are the words that are no country.
var nationWords = map[string]string{
	"khong quoc tich": record.NationalityStateless, "khong co quoc tich": record.NationalityStateless, "khong qt": record.NationalityStateless, "stateless": record.NationalityStateless,
	"vo quoc tich": record.NationalityStateless, "nguoi khong quoc tich": record.NationalityStateless, "xxa": record.NationalityStateless,
	"khong":         record.NationalityStateless,
	"chua xac dinh": record.NationalityUndetermined, "chua ro quoc tich": record.NationalityUndetermined, "khong xac dinh": record.NationalityUndetermined,
	"chua xac dinh quoc tich": record.NationalityUndetermined, "khong xac dinh duoc quoc tich": record.NationalityUndetermined, "khong ro": record.NationalityUndetermined, "chua ro": record.NationalityUndetermined,
	"khong ro quoc tich": record.NationalityUndetermined, "cxd": record.NationalityUndetermined, "quoc tich chua xac dinh": record.NationalityUndetermined, "chua xac dinh duoc": record.NationalityUndetermined, "undetermined": record.NationalityUndetermined,
	"chua xac dinh duoc quoc tich": record.NationalityUndetermined, "unknown": record.NationalityUndetermined,
	"nuoc ngoai": record.NationalityForeign, "nguoi nuoc ngoai": record.NationalityForeign, "ngoai quoc": record.NationalityForeign,
	"quoc tich nuoc ngoai": record.NationalityForeign, "foreign": record.NationalityForeign, "foreigner": record.NationalityForeign,
	"khac": record.NationalityForeign, "nuoc khac": record.NationalityForeign,
}

// ParseNationality reads a nationality: a country by its ISO code or its Vietnamese or English name, "không quốc tịch"
// (stateless), "chưa xác định" (undetermined), "nước ngoài" (foreign). "Không" in this field says stateless, as on the
// register's form. Of two nationalities the Vietnamese one counts. Figures are not Known.
func ParseNationality(s string) record.Coded {
	c, _ := Clean(s)
	if c == "" {
		return record.Coded{}
	}
	if code := countries().byCode[c]; len(c) == 2 && code != "" {
		return record.Coded{Code: code, Known: true}
	}
	w := viet.Words(c)
	if code, ok := nationOf(w); ok {
		return record.Coded{Code: code, Known: true}
	}
	if code, ok := countries().byCode[strings.ToUpper(w)]; ok {
		return record.Coded{Code: code, Known: true}
	}
	if IsBlank(c) {
		return record.Coded{}
	}
	if s := saying.Of(c); s.Has("thoi", "tuoc", "mat", "huy", "khong", "chua") { // "Việt Nam (đã thôi)"
		return unknown(w)
	}
	best := ""
	for _, part := range strings.FieldsFunc(c, func(r rune) bool { return strings.ContainsRune("/;,()&+-", r) }) {
		if code, ok := nationOf(viet.Words(part)); ok && (best == "" || code == record.NationalityVietnam) {
			best = code
		}
	}
	if best != "" {
		return record.Coded{Code: best, Known: true}
	}
	return unknown(w)
}

func nationOf(w string) (string, bool) {
	if code, ok := nationWords[w]; ok {
		return code, true
	}
	if code, ok := countries().byName[w]; ok {
		return code, true
	}
	for _, prefix := range [...]string{"quoc tich ", "qt ", "nuoc ", "nguoi ", "cong dan ", "cong hoa "} {
		if rest, ok := strings.CutPrefix(w, prefix); ok {
			if code, ok := countries().byName[rest]; ok {
				return code, true
			}
		}
	}
	return "", false
}
