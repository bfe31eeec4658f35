package normalize

import (
	"fmt"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

func columnOf(header string, cells ...string) *record.Column {
	c := &record.Column{Field: record.Field(header), Header: header}
	seen := map[string]uint32{}
	for _, s := range cells {
		code, ok := seen[s]
		if !ok {
			code = uint32(c.Dict.Len())
			seen[s] = code
			c.Dict.Append(s)
		}
		c.Codes = append(c.Codes, code)
	}
	return c
}

// TestAnyTellsKinds holds the kinds found and the values read to what a reader of the columns would say.
func TestAnyTellsKinds(t *testing.T) {
	for name, c := range map[string]struct {
		cells func(i int) string
		kind  record.Kind
		first string
	}{
		"digits in a row":    {func(i int) string { return fmt.Sprintf("19%02d%02d%02d", 20+i%70, 1+i%12, 1+i%28) }, record.KindDate, "19200101"},
		"day first":          {func(i int) string { return fmt.Sprintf("%d/%02d/19%02d", 28-i%28, 1+i%12, 20+i%70) }, record.KindDate, "19200128"},
		"month first":        {func(i int) string { return fmt.Sprintf("%02d/%d/19%02d", 1+i%12, 28-i%28, 20+i%70) }, record.KindDate, "19200128"},
		"timestamps":         {func(i int) string { return fmt.Sprintf("19%02d-%02d-05T00:00:00", 20+i%70, 1+i%12) }, record.KindDate, "19200105"},
		"words for months":   {func(i int) string { return fmt.Sprintf("%d March 19%02d", 1+i%28, 20+i%70) }, record.KindDate, "19200301"},
		"six digits":         {func(i int) string { return fmt.Sprintf("%02d%02d%02d", 45+i%50, 1+i%12, 1+i%31) }, record.KindDate, "19450101"},
		"six, the year last": {func(i int) string { return fmt.Sprintf("%02d%02d%02d", 1+i%31, 1+i%12, 45+i%50) }, record.KindDate, "19450101"},
		"six among others":   {func(i int) string { return []string{"870910", "1985.03.26", "1966-11-05"}[i%3] }, record.KindDate, "19870910"},
		"six-digit codes":    {func(i int) string { return fmt.Sprintf("1101%02d", 1+i%30) }, record.KindKey, "110101"},
		"postcodes":          {func(i int) string { return fmt.Sprintf("%04d", 2000+i*7) }, record.KindKey, "2000"},
		"codes with letters": {func(i int) string { return fmt.Sprintf("TA%d %dUG", i%50, i) }, record.KindKey, "ta00ug"},
		"few words":          {func(i int) string { return []string{"M", "F"}[i%2] }, record.KindCode, "m"},
		"names":              {func(i int) string { return "O'Brien" + string(rune('a'+i%26)) + string(rune('a'+i/26)) }, record.KindName, "obrienaa"},
		"addresses":          {func(i int) string { return fmt.Sprintf("the old house, street of %c%c", 'a'+i%26, 'a'+i/26) }, record.KindText, "the old house street of aa"},
	} {
		cells := make([]string, 300)
		for i := range cells {
			cells[i] = c.cells(i)
		}
		p := Any(nil, &record.Table{IDs: record.TextsOf(make([]string, len(cells))...), Columns: []*record.Column{columnOf("x", cells...)}})[0]
		if len(p.Table.Columns) != 1 || p.Table.Columns[0].Kind != c.kind || p.Texts["x"].At(0) != c.first {
			t.Errorf("%s: %v %q, want %v %q", name, p.Table.Columns, p.Texts["x"].At(0), c.kind, c.first)
		}
	}
}

// TestAnyKeepsWhatOthersLack holds a full name beside its parts to the words the parts lack, or to nothing.
func TestAnyKeepsWhatOthersLack(t *testing.T) {
	var first, last, both, full []string
	for i := range 200 {
		f, l := fmt.Sprintf("f%cx", 'a'+i%26), fmt.Sprintf("l%c%cx", 'a'+i%26, 'a'+i/26)
		first, last, both = append(first, f), append(last, l), append(both, f+" "+l)
		full = append(full, fmt.Sprintf("%s m%c %s", f, 'a'+i%7, l))
	}
	p := Any(nil, &record.Table{IDs: record.TextsOf(make([]string, 200)...), Columns: []*record.Column{
		columnOf("first", first...), columnOf("last", last...), columnOf("both", both...), columnOf("full", full...),
	}})[0]
	if p.Texts["both"] != nil {
		t.Errorf("both: %q stays", p.Texts["both"].At(0))
	}
	if got := p.Texts["full"].At(0); got != "ma" {
		t.Errorf("full: %q, want ma", got)
	}
}

// TestHeadersSayWhatAColumnIs reads headers in several languages.
func TestHeadersSayWhatAColumnIs(t *testing.T) {
	for h, want := range map[string]header{
		"given_name": {record.RoleGivenName, ""}, "FirstName": {record.RoleGivenName, ""}, "Prénom": {record.RoleGivenName, ""}, "Имя": {record.RoleGivenName, ""},
		"middle name": {record.RoleGivenName, "middle"}, "Apellidos": {record.RoleSurname, ""}, "Nachname": {record.RoleSurname, ""}, "姓": {record.RoleSurname, ""},
		"first_and_surname": {record.RoleFullName, ""}, "Họ và tên": {record.RoleFullName, ""}, "ФИО": {record.RoleFullName, ""}, "姓名": {record.RoleFullName, ""},
		"mother's name": {record.RoleFullName, "mother"}, "father": {record.RoleFullName, "father"}, "date_of_birth": {record.RoleDate, "birth"}, "Geburtsdatum": {record.RoleDate, "birth"},
		"date of death": {record.RoleDate, "death"}, "Price (EUR)": {record.RoleNumber, "price"}, "Wuchshöhe": {record.RoleNumber, "height"}, "hoogte": {record.RoleNumber, "height"}, "Gewicht (g)": {record.RoleNumber, "weight"}, "preis_ab": {record.RoleNumber, "price"}, "téléphone": {record.RolePhone, ""}, "Phone number": {record.RolePhone, ""},
		"Số điện thoại": {record.RolePhone, ""}, "E-mail": {record.RoleEmail, ""}, "ZIP": {record.RolePostcode, ""}, "code postal": {record.RolePostcode, ""},
		"postcode_fake": {record.RolePostcode, ""}, "address_1": {record.RoleAddress, ""}, "Straße": {record.RoleAddress, ""}, "地址": {record.RoleAddress, ""},
		"birth_place": {record.RolePlace, "birth"}, "Ville": {record.RolePlace, ""}, "parish": {record.RolePlace, ""}, "soc_sec_id": {record.RoleCode, ""}, "registration no": {record.RoleCode, ""}, "Sexe": {record.RoleCategory, "sex"}, "c7": {},
		"Geboortedatum": {record.RoleDate, "birth"}, "overlijdensdatum": {record.RoleDate, "death"}, "geboorteplaats": {record.RolePlace, "birth"}, "Fødselsår": {record.RoleDate, "birth"},
		"Født": {"", "birth"}, "døpt": {"", "baptism"}, "Fødested": {record.RolePlace, "birth"}, "dt_nasc": {record.RoleDate, "birth"}, "Køn": {record.RoleCategory, "sex"}, "Płeć": {record.RoleCategory, "sex"}, "Sterbeort": {record.RolePlace, "death"}, "naam_vader": {record.RoleFullName, "father"},
		"kind_geslachtsnaam": {record.RoleSurname, ""}, "sekse": {record.RoleCategory, "sex"}, "Datum bapt.": {record.RoleDate, "baptism"}, "Trauung": {"", "wedding"}, "Mater": {record.RoleFullName, "mother"}, "leeftijd": {record.RoleNumber, ""}, "lng": {record.RoleNumber, "east"}, "geo_lat": {record.RoleNumber, "north"},
		"nama_peserta": {record.RoleFullName, ""}, "alamat_lengkap": {record.RoleAddress, ""}, "Kelurahan": {record.RolePlace, ""}, "tempat_lahir": {record.RolePlace, "birth"}, "jk": {record.RoleCategory, "sex"}, "No. HP": {record.RolePhone, ""}, "pob": {record.RolePlace, "birth"}, "Rechtswert": {record.RoleNumber, "east"}, "northing_m": {record.RoleNumber, "north"}, "고객성명": {record.RoleFullName, ""}, "患者姓名": {record.RoleFullName, ""}, "会社名": {}, "父亲姓名": {record.RoleFullName, "father"}, "母氏名": {record.RoleFullName, "mother"}, "생년": {record.RoleDate, "birth"}, "生年月日": {record.RoleDate, "birth"}, "환자생년월일": {record.RoleDate, "birth"}, "入学日期": {record.RoleDate, ""},
		"설치주소": {record.RoleAddress, ""}, "联系地址": {record.RoleAddress, ""}, "휴대전화": {record.RolePhone, ""}, "连络电话": {record.RolePhone, ""}, "性別": {record.RoleCategory, "sex"}, "개통일": {},
		"el. conductivity": {record.RoleNumber, ""}, "identification": {record.RoleCode, ""},
	} {
		if got := readHeader(h); got != want {
			t.Errorf("%s: %v, want %v", h, got, want)
		}
	}
}

// TestAnyReadsWhatAColumnHolds reads telephone numbers, addresses, prices and dates as whoever wrote them meant them.
func TestAnyReadsWhatAColumnHolds(t *testing.T) {
	for name, c := range map[string]struct {
		header string
		cells  func(i int) string
		role   record.Role
		kind   record.Kind
		want   []string
	}{
		"telephones": {"Mobile", func(i int) string {
			return fmt.Sprintf([]string{"07700 9%05d", "+44 7700 9%05d", "0044 77009%05d", "+44 (0) 7700 9%05d"}[i%4], i)
		}, record.RolePhone, record.KindKey, []string{"7700900000", "7700900001", "7700900002", "7700900003"}},
		"telephones by their signs":  {"c5", func(i int) string { return fmt.Sprintf("(212) 55%05d", i) }, record.RolePhone, record.KindKey, []string{"2125500000"}},
		"e-mail":                     {"c6", func(i int) string { return fmt.Sprintf("A.b%d@Mail.example.com", i) }, record.RoleEmail, record.KindKey, []string{"a.b0@mail.example.com"}},
		"streets":                    {"c7", func(i int) string { return fmt.Sprintf("%d High Street", i) }, record.RoleAddress, record.KindText, []string{"0 high street"}},
		"towns with their postcodes": {"city_state_zip", func(i int) string { return fmt.Sprintf("Yellow Springs, OH %05d", 45300+i) }, record.RolePlace, record.KindText, []string{"yellow springs oh 45300"}},
		"numbers with a word":        {"c8", func(i int) string { return fmt.Sprintf("IMO %d", 9100000+i) }, record.RoleCode, record.KindKey, []string{"imo9100000"}},
		"ways with a number":         {"c9", func(i int) string { return fmt.Sprintf("Jalan M%c%cka %d", 'a'+i%25, 'e'+i%21, i) }, record.RoleAddress, record.KindText, []string{"jalan maeka 0"}},
		"house numbers":              {"street_number", func(i int) string { return fmt.Sprintf("%d", i) }, record.RoleAddress, record.KindKey, []string{"0"}},
		"prices":                     {"c8", func(i int) string { return fmt.Sprintf("$1,%03d.50", i) }, record.RoleNumber, record.KindAmount, []string{"1000.5", "1001.5"}},
		"prices in several ways": {"price", func(i int) string {
			return fmt.Sprintf([]string{"%d.25", "$%d.25", "%d.25 USD", "EUR %d,25", "Rs. %d.25"}[i%5], 100+i)
		}, record.RoleNumber, record.KindAmount, []string{"100.25", "101.25", "102.25", "103.25", "104.25"}},
		"lengths":             {"length", func(i int) string { return fmt.Sprintf("1%d", i) }, record.RoleNumber, record.KindAmount, []string{"10"}},
		"years":               {"Year of birth", func(i int) string { return fmt.Sprintf("1%03d", i) }, record.RoleCode, record.KindKey, []string{"1000"}},
		"years of dates":      {"Year of birth", func(i int) string { return fmt.Sprint(1900 + i%100) }, record.RoleDate, record.KindDate, []string{"1900"}},
		"years of two digits": {"year", func(i int) string { return []string{"1994", "'94", "94", "2003", "03"}[i%5] }, record.RoleDate, record.KindDate, []string{"1994", "1994", "1994", "2003", "2003"}},
		"days of the month":   {"day", func(i int) string { return fmt.Sprintf("%02d", 1+i%31) }, record.RoleCode, record.KindKey, []string{"01"}},
		"durations": {"length", func(i int) string {
			return []string{"4m 23sec", "4:23", "263", "263219", "4.383", "1:04:23"}[i%6]
		}, record.RoleNumber, record.KindAmount, []string{"263", "263", "263", "263", "263", "3863"}},
		"times of the day": {"c9", func(i int) string { return fmt.Sprintf("%02d:%02d", i%24, i%60) }, record.RoleCode, record.KindKey, []string{"0000", "0101"}},
		"Japanese names": {"氏名", func(i int) string {
			return []string{"松本 文子", "松本文子", "斎藤　清", "齋藤清", "佐々木隆"}[i%5] + string(rune('一'+i))
		}, record.RoleFullName, record.KindText, []string{"松 本 文 子 一", "松 本 文 子 丁", "斎 藤 清 丂", "斎 藤 清 七", "佐 々 木 隆 丄"}},
		"Korean names": {"성명", func(i int) string { return []string{"김철수", "이 영희"}[i%2] + string(rune('가'+i)) }, record.RoleFullName, record.KindText, []string{"김 철 수 가", "이 영 희 각"}},
		"kana": {"フリガナ", func(i int) string {
			return []string{"サトウ ケンジ", "さとうけんじ", "ｻﾄｳ ｹﾝｼﾞ", "ハットリ パク"}[i%4] + string([]rune("アイウエオカキクケコ")[i/4%10]) + string([]rune("ナニヌネノマミムメモ")[i/40])
		}, record.RoleFullName, record.KindName, []string{"サトウケンジアナ", "サトウケンジアナ", "サトウケンジアナ", "ハットリパクアナ"}},
		"Japanese telephones": {"電話番号", func(i int) string {
			return fmt.Sprintf([]string{"03-1234-%04d", "031234%04d", "０３－１２３４－%04d"}[i%3], i)
		}, record.RolePhone, record.KindKey, []string{"312340000", "312340001", "312340002"}},
		"Japanese addresses": {"住所", func(i int) string {
			return fmt.Sprintf([]string{"東京都新宿区西新宿%d-5", "新宿区西新宿%d丁目5番"}[i%2], i)
		}, record.RoleAddress, record.KindText, []string{"東京都 新宿区 西新宿 0 5", "新宿区 西新宿 1 丁目 5 番"}},
		"Chinese dates":          {"出生日期", func(i int) string { return fmt.Sprintf("19%d年%d月5日", 10+i%80, 1+i%12) }, record.RoleDate, record.KindDate, []string{"19100105"}},
		"two digits of the year": {"DOB", func(i int) string { return fmt.Sprintf("%d/%d/%02d", 13+i%15, 1+i%12, 30+i%70) }, record.RoleDate, record.KindDate, []string{"19300113"}},
		"Arabic digits": {"تاريخ الميلاد", func(i int) string {
			return strings.Map(func(r rune) rune {
				if r >= '0' && r <= '9' {
					return r - '0' + '٠'
				}
				return r
			}, fmt.Sprintf("%d/%02d/09", 1930+i%70, 1+i%12))
		}, record.RoleDate, record.KindDate, []string{"19300109"}},
		"the Buddhist era": {"วันเกิด", func(i int) string { return fmt.Sprintf("%02d/%02d/%d", 13+i%15, 1+i%12, 2480+i%60) }, record.RoleDate, record.KindDate, []string{"19370113"}},
		"lists of codes":   {"c9", func(i int) string { return fmt.Sprintf("A61K C07D P%02dN G01N", i%100) + strings.Repeat(" H04B", i%3) }, record.RoleText, record.KindText, []string{"a61k c07d p00n g01n"}},
		"codes in groups": {"c9", func(i int) string {
			return fmt.Sprintf([]string{"D4-BE-D9-0F-%02X-%02X", "d4bed90f%02x%02x"}[i%2], i/16, i)
		}, record.RoleCode, record.KindKey, []string{"d4bed90f0000", "d4bed90f0001"}},
		"internet addresses": {"c9", func(i int) string { return fmt.Sprintf("10.%d.%d.%d", i%7, i%11, i) }, record.RoleCode, record.KindKey, []string{"10000"}},
		"months in French":   {"né le", func(i int) string { return fmt.Sprintf("%d août 19%02d", 1+i%28, i%100) }, record.RoleDate, record.KindDate, []string{"19000801"}},
	} {
		cells := make([]string, 200)
		for i := range cells {
			cells[i] = c.cells(i)
		}
		col := columnOf("x", cells...)
		col.Header = c.header
		p := Any(nil, &record.Table{IDs: record.TextsOf(make([]string, len(cells))...), Columns: []*record.Column{col}})[0]
		if len(p.Table.Columns) != 1 || p.Table.Columns[0].Kind != c.kind || p.Table.Columns[0].Role != c.role {
			t.Errorf("%s: %+v, want %v %v", name, *p.Table.Columns[0], c.role, c.kind)
			continue
		}
		for row, want := range c.want {
			if got := p.Texts["x"].At(row); got != want {
				t.Errorf("%s: %q read as %q, want %q", name, cells[row], got, want)
			}
		}
	}
}

// TestFewPlacesArePlaces: a column of few towns stays one of places, which persons move from; where they were born is none they live at.
func TestFewPlacesArePlaces(t *testing.T) {
	var columns []*record.Column
	for header, values := range map[string]int{"town": 9, "parish": 5, "birth place": 9, "sex": 2, "zip": 7} {
		cells := make([]string, 400)
		for i := range cells {
			cells[i] = strings.Repeat(string(rune('b'+i*7%values)), 3) + "o"
		}
		c := columnOf(header, cells...)
		c.Header = header
		columns = append(columns, c)
	}
	p := Any(nil, &record.Table{IDs: record.TextsOf(make([]string, 400)...), Columns: columns})[0]
	for _, c := range p.Table.Columns {
		want := map[record.Field]record.Role{"town": record.RolePlace, "parish": record.RolePlace, "birth place": record.RoleCategory, "sex": record.RoleCategory, "zip": record.RolePostcode}[c.Field]
		if c.Role != want || c.Kind != record.KindCode {
			t.Errorf("%s: %s of %v, want %s", c.Field, c.Role, c.Kind, want)
		}
	}
}

// TestAnyPairsColumns pairs the columns of two tables whose headers differ.
func TestAnyPairsColumns(t *testing.T) {
	col := func(header string, cell func(i int) string) *record.Column {
		cells := make([]string, 300)
		for i := range cells {
			cells[i] = cell(i)
		}
		c := columnOf(header, cells...)
		c.Header = header
		return c
	}
	word := func(seed int) func(int) string {
		return func(i int) string { return fmt.Sprintf("%c%cna%c", 'a'+(i*seed)%23, 'a'+i%19, 'a'+i%7) }
	}
	day := func(year int) func(int) string {
		return func(i int) string { return fmt.Sprintf("%d-%02d-%02d", year+i%50, 1+i%12, 1+i%28) }
	}
	code := func(i int) string { return fmt.Sprintf("K%05d", i*7) }
	a := &record.Table{IDs: record.TextsOf(make([]string, 300)...), Columns: []*record.Column{
		col("First name", word(3)), col("Surname", word(5)), col("DOB", day(1940)), col("date of death", day(1990)), col("x1", code), col("Town", word(7)), col("x2", word(11)),
	}}
	b := &record.Table{IDs: record.TextsOf(make([]string, 300)...), Columns: []*record.Column{
		col("y1", code), col("Sterbedatum", day(1990)), col("Geburtsdatum", day(1941)), col("nom complet", func(i int) string { return word(3)(i) + " " + word(5)(i) }), col("ville", word(7)),
		col("y2", func(i int) string { return fmt.Sprintf("other%c%c", 'a'+i%20, 'a'+i%9) }),
	}}
	p := Any(nil, a, b)
	got := map[string]string{}
	for i, c := range p[0].Table.Columns {
		got[c.Header] = p[1].Table.Columns[i].Header
	}
	want := map[string]string{"First name+Surname": "nom complet", "DOB": "Geburtsdatum", "date of death": "Sterbedatum", "x1": "y1", "Town": "ville"}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
	if x, y := p[0].Texts["First name+Surname"].At(4), p[1].Texts["First name+Surname"].At(4); x != y {
		t.Errorf("%q and %q", x, y)
	}
}

// TestAnyPairsByMoreThanHeaders: dates by their years, codes by the words that their headers share, and letters before a number in one table alone are left out.
func TestAnyPairsByMoreThanHeaders(t *testing.T) {
	const n = 400
	col := func(header string, cell func(i int) string) *record.Column {
		cells := make([]string, n)
		for i := range cells {
			cells[i] = cell(i)
		}
		c := columnOf(header, cells...)
		c.Header = header
		return c
	}
	number := func(i int) int { return 1_000_000 + i*i*37%8_999_999 }
	a := &record.Table{IDs: record.TextsOf(make([]string, n)...), Columns: []*record.Column{
		col("dt_x", func(i int) string { return fmt.Sprintf("%d-%02d-%02d", 1930+i%80, 1+i%12, 1+i%28) }), col("since", func(i int) string { return fmt.Sprintf("%d-%02d-%02d", 2040+i%3, 1+i%12, 1+i%28) }), col("IMO", func(i int) string { return fmt.Sprintf("IMO%d", number(i)) }),
	}}
	b := &record.Table{IDs: record.TextsOf(make([]string, n)...), Columns: []*record.Column{
		col("dt_told", func(i int) string { return fmt.Sprintf("%d-%02d-%02d", 2019+i%4, 1+i%12, 1+i%28) }), col("Nascimento", func(i int) string { return fmt.Sprintf("%02d/%02d/%d", 1+i%28, 1+i%12, 1931+i%80) }),
		col("imo_number", func(i int) string { return fmt.Sprint(number(i + n/2)) }),
	}}
	p := Any(nil, a, b)
	got := map[string]string{}
	for i, c := range p[0].Table.Columns {
		got[c.Header] = p[1].Table.Columns[i].Header
	}
	if want := map[string]string{"dt_x": "Nascimento", "IMO": "imo_number"}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Fatalf("%v, want %v", got, want)
	}
	if x, y := p[0].Texts["IMO"].At(n/2), p[1].Texts["IMO"].At(0); x != y || x == "" {
		t.Errorf("%q and %q are one number", x, y)
	}
}

// TestWordsBeforeNumbers: what all of a column's numbers begin with is left out where the other's do not begin so, and stays where these do, with a blank behind or without.
func TestWordsBeforeNumbers(t *testing.T) {
	const rows = 300
	number := func(i int) string { return fmt.Sprint(10007 + i*7919%90000) }
	for what, c := range map[string]struct {
		left, right func(i int) string
		want        string // of row 1
	}{
		"bare":             {func(i int) string { return "No. " + number(i) }, number, "17926"},
		"of several sorts": {func(i int) string { return []string{"IMO ", "No. D"}[i%2] + number(i) }, func(i int) string { return []string{"", "D"}[i%2] + number(i) }, "d17926"},
		"with and without blanks": {func(i int) string { return []string{"HRA ", "HRB "}[i%2] + number(i) },
			func(i int) string { return []string{"HRA", "HRB"}[i%2] + []string{"", " "}[i/2%2] + number(i) }, "hrb17926"},
	} {
		p := Any(nil, randomTable(rows, "regno", c.left), randomTable(rows, "regno", c.right))
		if x, y := p[0].Texts["regno"].At(1), p[1].Texts["regno"].At(1); x != c.want || y != c.want {
			t.Errorf("%s: %q and %q, want %q", what, x, y, c.want)
		}
	}
}

// TestCodeListsAreTranslated: what the other table calls male and female is learned from the rows that are surely one; what is too rare to be told stays.
func TestCodeListsAreTranslated(t *testing.T) {
	const n = 600
	tables := func(sexes []string, error func(i int) bool) (a, b *record.Table) {
		var rows [2][5][]string
		for i := range n {
			name, born, phone := fmt.Sprintf("%c%cna%c", 'a'+i%23, 'a'+i%19, 'a'+i%7), fmt.Sprintf("%d-%02d-%02d", 1940+i%60, 1+i%12, 1+i%28), fmt.Sprintf("09%08d", i*7919%100_000_000)
			sex := i % 2
			for side, of := range [][]string{{"M", "F", "X"}, sexes} {
				s := of[sex]
				if side == 1 && error(i) {
					s = of[1-sex]
				}
				if i == 7 {
					s = of[2]
				}
				for k, v := range []string{name, born, phone, s, fmt.Sprint("town", i%40)} {
					rows[side][k] = append(rows[side][k], v)
				}
			}
		}
		made := func(side int) *record.Table {
			t := &record.Table{IDs: record.TextsOf(make([]string, n)...)}
			for k, h := range []string{"name", "birth date", "phone", "sex", "town"} {
				t.Columns = append(t.Columns, columnOf(h, rows[side][k]...))
			}
			return t
		}
		return made(0), made(1)
	}
	for _, c := range []struct {
		name  string
		sexes []string
		error func(i int) bool
		want  [3]string // of rows 0, 1 and 7
	}{
		{"other words", []string{"Male", "Female", "Unclear"}, func(i int) bool { return i%29 == 28 }, [3]string{"m", "f", "unclear"}},
		{"figures", []string{"1", "2", "9"}, func(i int) bool { return false }, [3]string{"m", "f", "9"}},
		{"no dictionary", []string{"Male", "Female", "Unclear"}, func(i int) bool { return i%3 == 2 }, [3]string{"male", "female", "unclear"}},
		{"the same words", []string{"M", "F", "X"}, func(i int) bool { return false }, [3]string{"m", "f", "x"}},
	} {
		a, b := tables(c.sexes, c.error)
		v := Any(nil, a, b)[1].Texts["sex"]
		if got := [3]string{v.At(0), v.At(1), v.At(7)}; got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
		if v.At(2) == v.At(0) && v.CanonAt(2) != v.CanonAt(0) {
			t.Errorf("%s: one value has two numbers", c.name)
		}
	}
}
