package normalize

import "github.com/doisanh/doisanh/refdata"

// Words of addresses that are not names. They are written with their marks; an address may drop the marks of a word but
// may not have others ("Phương Liên" is a name, "phường Liên" and "phuong lien" may be a phường).

// typeWords are the words and short forms before a unit's name. A short form of one letter needs a point after it, a
// digit, or a name that fits.
var typeWords = [...]struct {
	words string
	typ   refdata.UnitType
}{
	{"xã", refdata.TypeXa}, {"x", refdata.TypeXa},
	{"phường", refdata.TypePhuong}, {"p", refdata.TypePhuong}, {"ph", refdata.TypePhuong}, {"f", refdata.TypePhuong},
	{"thị trấn", refdata.TypeThiTran}, {"tt", refdata.TypeThiTran}, {"t t", refdata.TypeThiTran}, {"ttr", refdata.TypeThiTran},
	{"đặc khu", refdata.TypeDacKhu}, {"đk", refdata.TypeDacKhu},
	{"huyện", refdata.TypeHuyen}, {"huyện đảo", refdata.TypeHuyen}, {"h", refdata.TypeHuyen},
	{"quận", refdata.TypeQuan}, {"q", refdata.TypeQuan},
	{"thị xã", refdata.TypeThiXa}, {"tx", refdata.TypeThiXa}, {"t x", refdata.TypeThiXa},
	{"thành phố", refdata.TypeThanhPho}, {"tp", refdata.TypeThanhPho}, {"t p", refdata.TypeThanhPho},
	{"tỉnh", refdata.TypeTinh}, {"t", refdata.TypeTinh},
	{"commune", refdata.TypeXa}, {"ward", refdata.TypePhuong}, {"district", refdata.TypeHuyen}, {"province", refdata.TypeTinh},
	{"city", refdata.TypeThanhPho},
}

// englishTypes stand after the name: "Duc Tho district".
var englishTypes = [...]string{"commune", "ward", "district", "province", "city"}

// areaWords stand before the name or number of a part of a commune: what follows them is no unit.
var areaWords = [...]string{
	"thôn", "xóm", "ấp", "bản", "tổ", "tdp", "tdc", "phố", "kp", "khối", "khóm", "khu", "làng", "buôn", "bon", "plei", "plây",
	"đội", "tk", "kv", "vực", "sóc", "phum", "cụm", "kdc", "cư", "chòm", "kđt",
}

// streetWords stand before a street, lane or house: what follows them, and what follows a number after them, is no unit.
var streetWords = [...]string{
	"số", "đường", "ngõ", "ngách", "hẻm", "kiệt", "lô", "nhà", "tòa", "tầng", "căn", "block", "street", "đ", "ql", "tl",
	"lộ", "km", "chợ", "trường", "chung", "no",
}

// homeCountry is left off the end of an address.
var homeCountry = [...]string{"việt nam", "vietnam", "vn", "chxhcn việt nam", "cộng hòa xã hội chủ nghĩa việt nam"}

// foreignCountries end an address that lies abroad: without them "Quảng Châu, Trung Quốc" would be a commune of Thanh
// Hóa. A name of one syllable counts only where it is the whole text.
var foreignCountries = [...]string{
	"trung quốc", "hàn quốc", "triều tiên", "nhật bản", "đài loan", "hồng kông", "hong kong", "ma cao", "campuchia", "căm pu chia", "cam pu chia",
	"thái lan", "lào", "cộng hòa dân chủ nhân dân lào", "ma lai xi a", "malaysia", "singapore", "xinh ga po", "indonesia", "in đô nê xi a",
	"philippines", "phi líp pin", "myanmar", "mi an ma", "ấn độ", "india", "nga", "liên bang nga", "liên xô", "ukraina", "ukraine", "u crai na", "đức", "germany", "cộng hòa liên bang đức",
	"pháp", "france", "anh", "vương quốc anh", "úc", "ô xtrây li a", "australia", "mỹ", "hoa kỳ", "usa", "us", "hợp chủng quốc hoa kỳ", "canada", "ca na đa", "ba lan", "poland", "séc", "cộng hòa séc",
	"tiệp khắc", "hung ga ri", "hungary", "bun ga ri", "bulgaria", "ru ma ni", "ý", "italia", "tây ban nha", "bồ đào nha", "hà lan", "bỉ", "thụy sĩ", "thụy điển", "na uy", "đan mạch", "phần lan", "áo",
	"ăng gô la", "angola", "new zealand", "niu di lân", "china", "korea", "south korea", "japan", "taiwan", "thailand", "laos", "cambodia", "russia",
	"nước ngoài", "united states", "united kingdom",
}

// provinceForms are further writings of the provinces in force until 2025, by code. Vũng Tàu and the like are written
// for the whole province although they are its city; they count a little less than the full name.
var provinceForms = [...]struct {
	code  uint16
	forms []string
}{
	{1, []string{"hn", "hanoi", "hà tây", "thủ đô hà nội"}},
	{6, []string{"bắc cạn", "backan", "bắckạn"}},
	{10, []string{"laocai", "lao cay"}},
	{17, []string{"hoabinh"}},
	{31, []string{"haiphong", "hp"}},
	{46, []string{"tt huế", "t t huế", "tth", "thừa thiên huế", "thừa thiên", "th huế", "thừa thiên tp huế"}},
	{48, []string{"danang", "đn"}},
	{62, []string{"kontum", "công tum", "kon tom"}},
	{66, []string{"đắc lắc", "đăk lăk", "đắk lắc", "đắklắk", "daklak", "darlac", "đăclăc"}},
	{67, []string{"đắc nông", "đăk nông", "daknong", "đắknông"}},
	{68, []string{"lamdong"}},
	{75, []string{"dongnai"}},
	{77, []string{"bà rịa vũng tàu", "br vt", "brvt", "brvt", "vũng tàu", "bà rịa"}},
	{79, []string{"hcm", "tphcm", "tp hcm", "hcmc", "tp hồ chí minh", "sài gòn", "saigon", "sg", "hochiminh", "sài gòn gia định", "gia định", "t p hcm"}},
	{92, []string{"cantho"}},
}

// formerProvinces are provinces of 1975–2004 that were divided before the units of refdata, still met as home towns, with
// the provinces of the 63 they were divided into (resolutions of the National Assembly of 1978–2003). Names that a province
// of the 63 kept (Hậu Giang, Đắk Lắk, Lai Châu) and Nam Hà, which is a phường too, are left out.
var formerProvinces = [...]struct {
	name  string
	parts []uint16
}{
	{"hà bắc", []uint16{24, 27}}, {"vĩnh phú", []uint16{25, 26}}, {"hải hưng", []uint16{30, 33}}, {"hà nam ninh", []uint16{35, 36, 37}},
	{"hà sơn bình", []uint16{1, 17}}, {"nghệ tĩnh", []uint16{40, 42}}, {"bình trị thiên", []uint16{44, 45, 46}},
	{"quảng nam đà nẵng", []uint16{48, 49}}, {"qn đn", []uint16{48, 49}}, {"nghĩa bình", []uint16{51, 52}}, {"phú khánh", []uint16{54, 56}},
	{"thuận hải", []uint16{58, 60}}, {"gia lai kon tum", []uint16{62, 64}}, {"gia lai kontum", []uint16{62, 64}}, {"sông bé", []uint16{70, 74}},
	{"cửu long", []uint16{84, 86}}, {"minh hải", []uint16{95, 96}}, {"hoàng liên sơn", []uint16{10, 15, 12}}, {"hà tuyên", []uint16{2, 8}},
	{"bắc thái", []uint16{6, 19}}, {"cao lạng", []uint16{4, 20}}, {"khu tự trị tây bắc", []uint16{11, 12, 14}},
}

// districtForms are other writings of districts, and districts merged or divided before 2021, by the names of what they
// became, with the province's code.
var districtForms = [...]struct {
	form     string
	province uint16
	names    []string
}{
	{"từ liêm", 1, []string{"Bắc Từ Liêm", "Nam Từ Liêm"}},
	{"hoành bồ", 22, []string{"Hạ Long"}},
	{"quảng uyên", 4, []string{"Quảng Hòa"}}, {"phục hòa", 4, []string{"Quảng Hòa"}}, {"thông nông", 4, []string{"Hà Quảng"}},
	{"trà lĩnh", 4, []string{"Trùng Khánh"}}, {"tây trà", 51, []string{"Trà Bồng"}},
	{"buôn mê thuột", 66, []string{"Buôn Ma Thuột"}}, {"ban mê thuột", 66, []string{"Buôn Ma Thuột"}}, {"bmt", 66, []string{"Buôn Ma Thuột"}},
	{"buôn mê thuộc", 66, []string{"Buôn Ma Thuột"}}, {"plei ku", 64, []string{"Pleiku"}}, {"plây cu", 64, []string{"Pleiku"}}, {"plây ku", 64, []string{"Pleiku"}},
	{"phan rang", 58, []string{"Phan Rang-Tháp Chàm"}}, {"quy nhơn", 52, []string{"Quy Nhơn"}},
	{"quinhon", 52, []string{"Quy Nhơn"}}, {"dalat", 68, []string{"Đà Lạt"}}, {"nhatrang", 56, []string{"Nha Trang"}}, {"vungtau", 77, []string{"Vũng Tàu"}},
	{"bienhoa", 75, []string{"Biên Hòa"}},
}

var romans = [...]string{"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"}
