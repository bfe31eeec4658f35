package normalize

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// header is what a column's header says of it.
type header struct {
	role  record.Role // "" = nothing
	whose string      // which of several columns of one role: the mother's name, the date of death
}

// born says whether a column tells when the row's own person was born.
func (h header) born() bool { return h.whose == "birth" }

// headerWords are the words of headers, folded and without blanks, in the languages of the files one meets. A header is looked up
// whole, then by its runs of words, the longest and the last first: a "birth place" is a place, a "place of birth" too.
var headerWords = sync.OnceValue(func() map[string]record.Role {
	m := map[string]record.Role{}
	for _, list := range []struct {
		role  record.Role
		words string
	}{
		{record.RoleGivenName, `givenname firstname forename forenames fname christianname middlename middle mname given first prenom prenoms vorname rufname nombredepila primernombre prenome
			nomeproprio imie jmeno krestnijmeno voornaam fornavn fornamn etunimi keresztnev utonev prenume isim patronymic имя отчество имяотчество voornamen fornavne namadepan mellemnavn mellomnavn mellannamn tussennaam drugieimie 名 名カナ メイ firstnames
			givennames الاسمالأول الاسمالاول ชื่อ ชื่อตัว שםפרטי імя tendem tenlot tengoi`},
		{record.RoleSurname, `surname lastname familyname lname family last maidenname nom nomdefamille nomusuel nachname familienname geburtsname zuname achternamen geslachtsnaam meisjesnaam apellidopaterno apellidomaterno namabelakang namakeluarga csaladnev vezetekneve apellido apellidos primerapellido
			segundoapellido cognome sobrenome apelido nazwisko prijmeni achternaam etternavn efternavn efternamn sukunimi vezeteknev numedefamilie soyad soyadi soyisim фамилия 姓 姓氏 名字 苗字 姓カナ セイ
			اسمالعائلة اللقب 성 นามสกุล שםמשפחה прізвище hodem`},
		{record.RoleFullName, `name nombre nome nume ten ad fullname wholename completename personname firstandsurname nomcomplet nometprenom nomprenom nomsetprenoms nombrecompleto nombreyapellidos nombresyapellidos nomecompleto
			nomeecognome vollstaendigername vollername namevorname naam volledigenaam navn fuldenavn fulltnavn namn imieinazwisko naamoverledene overledene voorenachternaam nama namalengkap teljesnev nimi kokonimi jmenoaprijmeni adsoyad adisoyadi фио полноеимя
			姓名 氏名 お名前 名前 フリガナ ふりがな カナ 氏名カナ カナ氏名 氏名漢字 漢字氏名 氏名フリガナ 성명 이름 名称 名稱 الاسم الاسمالكامل اسم نام ชื่อนามสกุล ชื่อสกุล नाम שם שםמלא піб hovaten hoten hotendem author authors`},
		{record.RoleDate, `date day dob birthdate dateofbirth birthday born birthyear yearofbirth yob year yr datedenaissance naissance nele annee datum geburtsdatum geburtstag geboren jahr geburtsjahr
			fecha fechadenacimiento nacimiento data datadenascimento nascimento datadinascita nascita anno ano rok datumnarozeni dataurodzenia geboortedatum fodselsdato fodelsedatum jaar
			syntymaaika dato tanggal tanggallahir tgllahir dtnasc dtnascimento nascimentodata fechanac fnac bdate bday dobirth dogumtarihi tarih дата датарождения год годрождения 出生日期 出生年月 生日 日期 年 生年月日 誕生日 生年 日付 생년월일 생년 생일 출생일 출생연도 날짜 일자 연도 تاريخالميلاد تاريخ วันเกิด วันเดือนปีเกิด วันที่ जन्मतिथि תאריךלידה תאריך датанародження ngaysinh namsinh ngay nam ngaythangnamsinh`},
		{record.RoleNumber, wordsOfAge + ` price cost amount total sum quantity qty weight height length width depth size salary income revenue duration area population mileage lat latitude latitud latitudine breitengrad lon lng longitude longitud longitudine laengengrad easting northing rechtswert hochwert ostwert nordwert elevation altitude altitud altitudine hoehe conductivity leitfaehigkeit conductivite conductividad conducibilita temperature temperatur temperatura pressure druck pression presion voltage capacity diameter durchmesser diametre diametro tiefe profondeur profundidad profondita longueur largeur hauteur ancho largo alto altura luas tinggi berat harga jumlah prix montant poids taille preis betrag
			gewicht precio importe peso prezzo preco valor cena цена сумма 价格 金额 价钱 年龄 年齡 年齢 価格 金額 값 가격 금액 나이 연령 höhe länge hoogte hojde hoyde altezza hoejde prijs pris lengte lengde laenge lunghezza vikt vekt waga 身高 体重 키 몸무게 السعر giatien dongia soluong sotien gia`},
		{record.RolePhone, `phone telephone tel mobile cell cellphone fax phonenumber mobilenumber telephonenumber portable numerodetelephone telefon telefonnummer handy handynummer mobil telefono
			movil celular telefone telemovel cellulare telefoon telefonszam puhelin tlf тел телефон мобильный telepon telp hp nohp handphone ponsel 电话 手机 電話 电话号码 手机号 手机号码 联系电话 電話番号 携帯 携帯電話 携帯電話番号 手機 行動電話 联系方式 連絡先 전화 전화번호 휴대폰 휴대폰번호 핸드폰 연락처 هاتف الهاتف جوال โทรศัพท์ เบอร์โทร เบอร์โทรศัพท์ มือถือ मोबाइल फोन טלפון נייד dienthoai sodienthoai sdt didong`},
		{record.RoleEmail, `email mail emailaddress courriel adressemail adresseelectronique correo correoelectronico eposta epost sahkoposti почта 邮箱 电子邮件 メール 이메일 البريدالإلكتروني อีเมล ईमेल דואל thudientu`},
		{record.RolePostcode, `postcode postalcode zip zipcode pincode codepostal cp plz postleitzahl codigopostal cap cep kodpocztowy psc postnummer postnr iranyitoszam postakodu индекс почтовыйиндекс
			邮编 邮政编码 郵便番号 우편번호 الرمزالبريدي รหัสไปรษณีย์ מיקוד mabuuchinh`},
		{record.RoleAddress, `address addr address1 address2 addressline street streetname streetnumber streetaddress housenumber houseno road avenue thoroughfare premises adresse rue voie strasse straße str hausnummer anschrift
			direccion calle domicilio indirizzo via endereco morada rua logradouro complemento adres ulica adresa adress gata vej osoite utca cim sokak адрес улица дом alamat jalan 地址 住址 住所 街道 주소 거주지 عنوان العنوان الشارع ที่อยู่ पता כתובת רחוב адреса вулиця diachi duong sonha`},
		{record.RolePlace, `city town village suburb locality municipality place residence residencia residenza wohnsitz woonplaats bosted bopael sogn socken forsamling parochie pfarrei kirchspiel paroisse parroquia freguesia bairro barrio colonia quartier parafia birthplace placeofbirth pob county state province region district country nation commune parish ward hamlet borough township ville lieu lieudenaissance
			departement pays stadt ort wohnort geburtsort gemeinde land bundesland kreis ciudad municipio localidad provincia pais lugar lugardenacimiento citta comune paese luogodinascita
			cidade concelho localidade miasto miejscowosc wojewodztwo mesto obec stad plaats gemeente by kommune kaupunki varos sehir il ilce город село район область страна
			городрождения месторождения desa kelurahan kecamatan kabupaten kota provinsi negara kampung dusun tempat tempatlahir 城市 省 市 国家 出生地 籍贯 都道府県 市区町村 市町村 本籍 도시 시도 시군구 읍면동 출생지 مدينة المدينة الدولة จังหวัด อำเภอ ตำบล ประเทศ शहर राज्य ज़िला עיר місто tinh huyen xa phuong quan noisinh quequan thanhpho`},
		{record.RoleCode, `code id idnumber identification identifier ssn socsecid socialsecuritynumber nin nationalid taxid taxnumber vat registrationnumber registrationno regno licence license isbn issn doi ean upc gtin barcode mrn sku passport
			passportnumber reference ref member memberid membernumber numerodesecuritesociale siret siren steuernummer ausweisnummer dni nif cif cpf cnpj pesel nip снилс инн паспорт код 身份证 身份证号 编号
			코드 الرقم maso cccd cmnd sogiayto`},
		{record.RoleCategory, `sex gender category type class status kind genre sexe geschlecht sexo genere plec sesso sekse geslacht kjoenn koen pohlavi sukupuoli cinsiyet jeniskelamin kelamin jk kon kjonn пол 性别 性別 성별 الجنس เพศ लिंग מין стать gioitinh loai`},
	} {
		for w := range strings.FieldsSeq(list.words) {
			m[viet.Fold(latin(w))] = list.role
		}
	}
	return m
})

// whoseWords tell columns of one role from each other.
var whoseWords = sync.OnceValue(func() map[string]string {
	m := map[string]string{}
	for whose, words := range map[string]string{
		"father":  "father fathers dad pere pater patris vater vader fader far padre pai tata ojciec ojca otec otce baba ayah apa отец отца cha bo 父亲 父親 父 부친 아버지",
		"mother":  "mother mothers mum mom mere mater matris mutter moeder moder mor madre mae mama matka matki matky anne ibu anya мать матери 母亲 母親 母 모친 어머니",
		"spouse":  "spouse husband wife partner conjoint epoux epouse ehemann ehefrau conyuge esposo esposa conjuge coniuge marido mari echtgenoot echtgenote aegtefaelle ektefelle malzonek manzel suami istri vo chong 配偶 配偶者 丈夫 妻子 배우자",
		"birth":   "birth born dob pob birthdate birthday birthplace dateofbirth naissance ne geburt geburtsdatum geburtsort geboren født fødd född nacimiento nascimento nasc nac nascita nato nata urodzenia narozeni geboorte lahir ttl рождения народження วันเกิด วันเดือนปีเกิด जन्मतिथि לידה الميلاد sinh namsinh ngaysinh noisinh 出生 生年 生年月日 生日 誕生日 出生年月 出生地 생년 생년월일 생일 출생",
		"death":   "death died dod deces mort tod gestorben sterbedatum muerte fallecimiento defuncion morte obito overlijden zgon zgonu umrti kematian смерти 死亡 사망",
		"baptism": "baptism baptised baptized bapt christening christened chr bapteme baptise taufe taufdatum getauft tauftag bautismo batismo battesimo chrzest chrztu doop gedoopt dab dop døpt døbt döpt krest krtu крещения",
		"burial":  "burial buried inhumation inhume begraebnis begraben entierro sepoltura sepultura pogrzeb pogrzebu begraven begravelse begravning погребения",
		"wedding": "marriage married wedding mariage marie trauung heirat hochzeit getraut boda matrimonio casamento slub slubu huwelijk gehuwd vielse vigsel snatek svatba брака",
		"sex":     "sex gender sexe geschlecht sexo genero plec sesso sekse geslacht kjoenn koen pohlavi sukupuoli cinsiyet jeniskelamin kelamin jk kon kjonn пол 性别 性別 성별 الجنس เพศ लिंग מין стать gioitinh",
		"middle":  "middle middlename mname patronymic отчество dem",
		"reading": "フリガナ ふりがな カナ 氏名カナ カナ氏名 氏名フリガナ 姓カナ 名カナ セイ メイ kana furigana pinyin 拼音",
		"second":  "2 second two alternative other autre zweite segundo",
		"price":   "price cost preis prijs pris prix precio prezzo preco cena harga цена 价格 价钱 価格 가격 giatien dongia",
		"height":  "height hoehe höhe hoogte hojde hoyde hoejde hauteur altura altezza tinggi 身高 키",
		"weight":  "weight gewicht poids peso vikt vekt waga berat 体重 몸무게",
		"length":  "length laenge länge lengte lengde longueur lunghezza",
		"depth":   "depth tiefe diepte profondeur profundidad profondita",
		"work":    "work office employer business travail arbeit trabajo",
		"end":     "end fin ende hasta",
		"north":   "lat latitude latitud latitudine breite breitengrad northing hochwert nordwert 纬度 緯度",
		"east":    "lon lng long longitude longitud longitudine laenge laengengrad easting rechtswert ostwert 经度 経度",
	} {
		for w := range strings.FieldsSeq(words) {
			m[viet.Fold(latin(w))] = whose
		}
	}
	return m
})

// compounds are the beginnings of words that are written together (Geburtsort, geboorteplaats, fødselsdato) or bent, and whose they are. They are looked for where no
// word is known.
var compounds = []struct{ begins, whose string }{
	{"geburt", "birth"}, {"geboort", "birth"}, {"fodsel", "birth"}, {"fode", "birth"}, {"syntym", "birth"}, {"naiss", "birth"}, {"nascim", "birth"}, {"nacim", "birth"},
	{"narozen", "birth"}, {"urodz", "birth"}, {"dogum", "birth"}, {"szulet", "birth"}, {"рожд", "birth"},
	{"sterbe", "death"}, {"overlij", "death"}, {"dods", "death"}, {"kuolin", "death"}, {"deces", "death"}, {"fallec", "death"}, {"defunc", "death"}, {"umrti", "death"}, {"смерт", "death"},
	{"father", "father"}, {"vater", "father"}, {"vader", "father"}, {"mother", "mother"}, {"mutter", "mother"}, {"moeder", "mother"}, {"spouse", "spouse"}, {"husband", "spouse"},
}

// compoundEnds are what such words may end in, and the role that it has.
var compoundEnds = []struct {
	ends string
	role record.Role
}{
	{"datum", record.RoleDate}, {"dato", record.RoleDate}, {"date", record.RoleDate}, {"dag", record.RoleDate}, {"tag", record.RoleDate}, {"jahr", record.RoleDate}, {"jaar", record.RoleDate},
	{"year", record.RoleDate}, {"ar", record.RoleDate}, {"place", record.RolePlace}, {"plaats", record.RolePlace}, {"plats", record.RolePlace}, {"ort", record.RolePlace}, {"sted", record.RolePlace},
	{"sogn", record.RolePlace}, {"land", record.RolePlace}, {"kommune", record.RolePlace}, {"gemeente", record.RolePlace},
	{"name", record.RoleFullName}, {"naam", record.RoleFullName}, {"navn", record.RoleFullName}, {"namn", record.RoleFullName},
}

// readCompound tells what a word that is written together says.
func readCompound(w string) (out header) {
	for _, c := range compounds {
		rest, is := strings.CutPrefix(w, c.begins)
		if !is || rest == "" {
			continue
		}
		out.whose = c.whose
		for _, e := range compoundEnds {
			if strings.HasSuffix(rest, e.ends) {
				out.role = e.role
				break
			}
		}
		return out
	}
	for _, e := range quantityEnds {
		if strings.HasSuffix(w, e.ends) && w != e.ends {
			return header{record.RoleNumber, e.whose}
		}
	}
	return out
}

// quantityEnds are what words may end in that are written together and say what is measured: Wuchshöhe, verkoopprijs.
var quantityEnds = []struct{ ends, whose string }{
	{"hoehe", "height"}, {"hohe", "height"}, {"hoogte", "height"}, {"preis", "price"}, {"prijs", "price"}, {"gewicht", "weight"}, {"laenge", "length"}, {"lengte", "length"}, {"tiefe", "depth"}, {"diepte", "depth"},
}

// readUnparted tells what a header in Chinese, Japanese or Korean says, which has no blanks between its words: what it ends in, and whose it is said to be before. 患者姓名
// is a name, 설치주소 and 联系地址 are addresses.
func readUnparted(w string) (out header) {
	signs := []rune(w)
	for i := range max(len(signs)-1, 1) { // one sign is the end of too many words: 会社名 is no given name
		if out.role = headerWords()[string(signs[i:])]; out.role != "" {
			break
		}
	}
	for i := range signs {
		for n := len(signs); n > i && out.whose == ""; n-- {
			alone := i == 0 && (n == len(signs) || headerWords()[string(signs[n:])] != "") // 母 in 母氏名 is a mother, and not in 母校
			if n-i > 1 || alone {
				out.whose = whoseWords()[string(signs[i:n])]
			}
		}
	}
	return out
}

// readHeader tells what a header says.
func readHeader(h string) (out header) {
	words := strings.Fields(viet.Words(latin(splitCapitals(h))))
	var whose []string
	var compound record.Role // of a word written together
	for _, w := range words {
		s := whoseWords()[w]
		if s == "" {
			c := readCompound(w)
			if strings.ContainsFunc(w, syllabic) {
				c = readUnparted(w)
			}
			s, compound = c.whose, cmp.Or(compound, c.role)
		}
		if s != "" && !slices.Contains(whose, s) {
			whose = append(whose, s)
		}
	}
	slices.Sort(whose)
	out.whose = strings.Join(whose, " ")
	given, family := false, false
	for n := len(words); n > 0 && out.role == ""; n-- {
		for i := len(words) - n; i >= 0; i-- {
			role := headerWords()[strings.Join(words[i:i+n], "")]
			given = given || role == record.RoleGivenName
			family = family || role == record.RoleSurname
			if out.role == "" {
				out.role = role
			}
		}
	}
	out.role = cmp.Or(out.role, compound)
	if given && family || isRelative(out.whose) && out.role == "" {
		out.role = record.RoleFullName
	}
	return out
}

// isName says whether a header says that a column holds names of persons, or parts of them.
func (h header) isName() bool {
	return h.role == record.RoleFullName || h.role == record.RoleGivenName || h.role == record.RoleSurname
}

// ofOthers says whether two headers say that the one column holds names of a relative and the other names, and nothing of whose: those are the row's own, whatever names the two have in common.
func (h header) ofOthers(other header) bool {
	return h.isName() && other.isName() && isRelative(h.whose) != isRelative(other.whose)
}

// isRelative says whether whose says one of a person's relatives.
func isRelative(whose string) bool {
	return whose == "father" || whose == "mother" || whose == "spouse"
}

// eitherName are the headers that mean a given name beside a surname, a surname beside a given name, and else a whole name.
var eitherName = map[string]bool{"name": true, "nom": true, "nombre": true, "nome": true, "nume": true, "naam": true, "navn": true, "namn": true, "ten": true, "ad": true, "이름": true}

// readHeaders tells what the headers of a table say.
func readHeaders(t *record.Table) map[*record.Column]header {
	out := map[*record.Column]header{}
	has := map[header]bool{}
	for _, c := range t.Columns {
		h := readHeader(c.Header)
		out[c] = h
		if !eitherName[viet.Words(c.Header)] {
			has[h] = true
		}
	}
	for _, c := range t.Columns {
		if !eitherName[viet.Words(c.Header)] {
			continue
		}
		switch h := out[c]; {
		case has[header{record.RoleSurname, h.whose}]:
			out[c] = header{record.RoleGivenName, h.whose}
		case has[header{record.RoleGivenName, h.whose}]:
			out[c] = header{record.RoleSurname, h.whose}
		default:
			out[c] = header{record.RoleFullName, h.whose}
		}
	}
	return out
}
