package ui

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"sync"
	"syscall"
)

// What is wrong in detail is often said by a library, in English alone: the readers of YAML and of flags, the schemas, the system. Vietnamese
// readers get it in Vietnamese with the English beside, by which it can be looked up; what this package has no words for stays as it is.

// detail is a sentence of another package with its Vietnamese. In the English %s stands for any text, %v for one that is itself looked up.
type detail struct {
	english, vietnamese string
	own                 bool // the program's own sentence: the English is not shown beside
}

// details are tried in order.
var details = []detail{
	// Sentences around others.
	{"%v (did you mean %s?)", "%[1]s (có phải ý bạn là «%[2]s»?)", true},
	{"coverage %s: who: %v", "quy tắc coverage %[1]s, mục who: %[2]s", true},
	{"coverage %s: counts: %v", "quy tắc coverage %[1]s, mục counts: %[2]s", true},
	{"blocking: %v", "blocking: %[1]s", true},
	{"comparison %q: %v", "phép so «%[1]s»: %[2]s", true},
	{"field %q: %v", "trường «%[1]s»: %[2]s", true},
	{"level %q: %v", "mức «%[1]s»: %[2]s", true},
	{"datasets: %q: %v", "datasets, tập «%[1]s»: %[2]s", true},

	// Profiles.
	{"code is missing", "thiếu khóa code", true},
	{"profiles extend each other in a circle", "các profile kế thừa nhau thành vòng", true},
	{"no such sector: %s", "không có ngành «%[1]s»", true},
	{"row is neither person nor fact: %s", "row phải là person hoặc fact, không phải «%[1]s»", true},
	{"links is neither one_to_one nor many_to_one: %s", "links phải là one_to_one hoặc many_to_one, không phải «%[1]s»", true},
	{"stale_after is a number of days, as 365d, or never: %s", "stale_after là số ngày như 365d, hoặc never, không phải «%[1]s»", true},
	{"no such field: %s", "không có trường «%[1]s»", true},
	{"a field has no name", "một trường không có tên (khóa field)", true},
	{"field stands twice: %s", "trường «%[1]s» được khai hai lần", true},
	{"no such kind: %s", "không có kiểu «%[1]s»", true},
	{"field has no kind: %s", "trường «%[1]s» chưa có kiểu (khóa kind)", true},
	{"a word stands for two codes: %s", "một từ đứng cho hai mã: «%[1]s»", true},
	{"unknown key: %s", "không có khóa «%[1]s»", true},
	{"a coverage rule has no name", "một quy tắc coverage không có tên (khóa name)", true},
	{"a coverage rule's name is of small letters without marks, digits and _: %s", "tên quy tắc coverage chỉ gồm chữ thường không dấu, số và _, không phải «%[1]s»", true},
	{"coverage rule stands twice: %s", "quy tắc coverage «%[1]s» được khai hai lần", true},
	{"coverage rule does not say who: %s", "quy tắc coverage «%[1]s» thiếu mục who", true},
	{"least is a share between 0 and 1: %s", "least của «%[1]s» phải từ 0 đến 1", true},
	{"not YAML", "không phải YAML", true},
	{"the aliases stand for more than %s MB", "các nhãn * (alias) trải ra hơn %[1]s MB: hãy viết thẳng giá trị", true},

	// Coverage rules.
	{"has(%q): no such sector; there are %s", "has(\"%[1]s\"): không có ngành này; có: %[2]s", true},
	{"%s() takes one sector's code in quotes", "%[1]s() nhận đúng một mã ngành đặt trong ngoặc kép", true},
	{"unexpected token EOF (%s)", "biểu thức dở dang (%[1]s)", false},
	{"unexpected token %s (%s)", "«%[1]s» không đứng được ở đây (%[2]s)", false},
	{"unknown name %s (%s)", "không có trường hay biến «%[1]s» (%[2]s)", false},
	{"unknown operator (%s) (%s)", "không có phép toán «%[1]s» (%[2]s)", false},
	{"invalid operation: %s (mismatched types %s and %s) (%s)", "phép «%[1]s» không dùng được cho hai kiểu %[2]s và %[3]s (%[4]s)", false},
	{"expected bool, but got %s", "biểu thức phải cho kết quả đúng hoặc sai, không phải %[1]s", false},
	{"literal not terminated (%s)", "chuỗi thiếu dấu ngoặc kép đóng (%[1]s)", false},

	// Configurations, truth, models, age groups.
	{"not a day YYYY-MM-DD: %q", "«%[1]s» không phải một ngày dạng YYYY-MM-DD", true},
	{"%s is not a province of the 63", "%[1]s không phải mã của 63 tỉnh", true},
	{"%q stands twice, or is none of %s", "«%[1]s» có hai lần, hoặc không thuộc: %[2]s", true},
	{"%q is not a sector", "«%[1]s» không phải một ngành", true},
	{"the delimiter is one character, the extension csv or tsv", "delimiter là một ký tự, extension là csv hoặc tsv", true},
	{"%q is not an encoding that can be opened as cp1252", "«%[1]s» không phải bảng mã mở được như cp1252", true},
	{"%q is not ordinary, hard or brutal", "«%[1]s» phải là ordinary, hard hoặc brutal", true},
	{"unknown key", "không có khóa này", true},
	{"no such key", "không có khóa này", true},
	{"%s is not between %s and %s", "%[1]s không nằm trong khoảng %[2]s đến %[3]s", true},
	{"an age group is 5-11 or 65+: %q", "nhóm tuổi viết như 5-11 hoặc 65+, không phải «%[1]s»", true},
	{"there is no such folder", "không có thư mục này", true},
	{"cannot be opened", "không mở được", true},
	{"unreadable", "không đọc được", true},
	{"not CSV", "không phải CSV", true},
	{"none of %s", "không có tệp nào trong các tệp %[1]s", true},
	{"no header row", "không có dòng tiêu đề", true},
	{"no column %s", "không có cột %[1]s", true},
	{"names no record of the run", "không nhắc đến bản ghi nào của lượt chạy", true},
	{"it is a model of tables of any kind (fields); that of lists of persons has comparisons", "đây là mô hình của bảng bất kỳ (fields); mô hình của danh sách người dùng comparisons", true},
	{"it is a model of lists of persons (comparisons); that of tables of any kind has fields", "đây là mô hình của danh sách người (comparisons); mô hình của bảng bất kỳ dùng fields", true},
	{"is the name of an environment variable, which holds the connection string", "là tên một biến môi trường, biến ấy mới chứa chuỗi kết nối", true},
	{"not an object", "không phải một đối tượng (các cặp khóa: giá trị)", true},
	{"format is %s, want %q", "format là %[1]s, phải là «%[2]s»", true},
	{"version %s, this program reads version %s", "version %[1]s, chương trình này đọc version %[2]s", true},
	{"format %q version %s, want %q version %s", "format «%[1]s» version %[2]s, phải là «%[3]s» version %[4]s", true},
	{"coverage must lie between 0 and 1, duplicates above 0", "coverage phải từ 0 đến 1, duplicates phải lớn hơn 0", true},
	{"looked_up must be at least 0 and below 1", "looked_up phải từ 0 đến dưới 1", true},
	{"comparison %q stands twice", "phép so «%[1]s» có hai lần", true},
	{"comparison %q is not one of the shipped ones (%s); a new one needs its kind", "phép so «%[1]s» không có sẵn (có: %[2]s); phép so mới phải có kind", true},
	{"unknown kind %q, not one of %s", "không có kiểu «%[1]s»; có: %[2]s", true},
	{"unknown kind %q", "không có kiểu «%[1]s»", true},
	{"no level %q; the kind %q has %s", "không có mức «%[1]s»; kiểu «%[2]s» có: %[3]s", true},
	{"%s levels, kind %q has %s", "có %[1]s mức, kiểu «%[2]s» có %[3]s", true},
	{"level %s is %q, want %q", "mức thứ %[1]s là «%[2]s», phải là «%[3]s»", true},
	{"m and u must be positive, m at most 1", "m và u phải dương, m không quá 1", true},
	{"m and poor must lie in (0, 1], u in [0, 1]", "m và poor phải trong (0, 1], u trong [0, 1]", true},
	{"r of %s must lie in (0, 1]", "r của %[1]s phải trong (0, 1]", true},
	{"single must lie in [0, 1]", "single phải trong [0, 1]", true},
	{"given has %s levels, want %s", "given có %[1]s mức, phải có %[2]s", true},
	{"u of %q does not fit its levels", "u của «%[1]s» không khớp số mức", true},
	{"%q: u must be positive", "«%[1]s»: u phải dương", true},
	{"there is no comparison %q", "không có phép so «%[1]s»", true},
	{"%q has %s figures for %s levels", "«%[1]s» có %[2]s số cho %[3]s mức", true},
	{"the m of its levels add up to %s, want 1", "tổng m của các mức là %[1]s, phải bằng 1", true},
	{"the m given add up to %s, and leave nothing for the other levels", "tổng các m đã cho là %[1]s, không còn gì cho các mức khác", true},
	{"the tables have no such column", "các bảng không có cột này", true},
	{"field %q was read as %s and cannot be %s", "trường «%[1]s» được đọc là %[2]s, không thể là %[3]s", true},
	{"%q: want field:key + field:key …, a key being one of %s", "«%[1]s»: phải viết như trường:khóa + trường:khóa …, khóa là một trong: %[2]s", true},
	{"%s rules, %s at most", "%[1]s quy tắc, nhiều nhất %[2]s", true},
	{"%q: a table has no values for %s", "«%[1]s»: có bảng không có giá trị cho %[2]s", true},
	{"%q: no table has values for %s", "«%[1]s»: không bảng nào có giá trị cho %[2]s", true},
	{"a folder stands where the link to the last run goes", "có một thư mục nằm ở chỗ của liên kết tới lượt chạy gần nhất", true},
	{"not a list of findings", "không phải danh sách sai lệch", true},

	// The schemas (docs/schema, in the words of santhosh-tekuri/jsonschema).
	{"got %s, want %s", "đang là %k[1], phải là %k[2]", false},
	{"value must be one of %s", "phải là một trong: %[1]s", true},
	{"value must be %s", "phải là %[1]s", true},
	{"%s does not match pattern %s", "%[1]s không đúng dạng %[2]s", false},
	{"minimum: got %s, want %s", "%[1]s nhỏ quá, ít nhất là %[2]s", false},
	{"maximum: got %s, want %s", "%[1]s lớn quá, nhiều nhất là %[2]s", false},
	{"exclusiveMinimum: got %s, want %s", "%[1]s nhỏ quá, phải lớn hơn %[2]s", false},
	{"exclusiveMaximum: got %s, want %s", "%[1]s lớn quá, phải nhỏ hơn %[2]s", false},
	{"minLength: got %s, want %s", "ngắn quá: có %[1]s ký tự, ít nhất %[2]s", false},
	{"maxLength: got %s, want %s", "dài quá: có %[1]s ký tự, nhiều nhất %[2]s", false},
	{"minItems: got %s, want %s", "ít quá: có %[1]s mục, ít nhất %[2]s", false},
	{"maxItems: got %s, want %s", "nhiều quá: có %[1]s mục, nhiều nhất %[2]s", false},
	{"minProperties: got %s, want %s", "ít quá: có %[1]s khóa, ít nhất %[2]s", false},
	{"missing property %s", "thiếu khóa %[1]s", false},
	{"missing properties %s", "thiếu các khóa %[1]s", false},
	{"additional properties %s not allowed", "không có khóa %[1]s", false},
	{"items at %s and %s are equal", "mục %[1]s và mục %[2]s trùng nhau", false},

	// YAML (goccy/go-yaml). What is rare there is told by the last entry.
	{"found character '\t' that cannot start any token", "dòng này thụt vào bằng dấu tab: hãy dùng dấu cách", false},
	{"found a tab character where an indentation space is expected", "dòng này thụt vào bằng dấu tab: hãy dùng dấu cách", false},
	{"tab character cannot %s", "dấu tab không đứng được ở đây: hãy dùng dấu cách", false},
	{"found unknown escape character %s", backslash, false},
	{"not enough length for escaped %s", backslash, false},
	{"found character %s that cannot start any token", "ký tự %[1]s không đứng được ở đây (giá trị có dấu này phải đặt trong ngoặc kép)", false},
	{"could not find end character of %s text", "chuỗi thiếu dấu ngoặc đóng", false},
	{"',' or '}' must be specified", "thiếu dấu phẩy hoặc dấu } đóng", false},
	{"',' or ']' must be specified", "thiếu dấu phẩy hoặc dấu ] đóng", false},
	{"could not find flow mapping end token '}'", "thiếu dấu } đóng", false},
	{"sequence end token ']' not found", "thiếu dấu ] đóng", false},
	{"could not find '{' character corresponding to '}'", "dấu } không có dấu { mở", false},
	{"could not find '[' character corresponding to ']'", "dấu ] không có dấu [ mở", false},
	{"mapping key %q already defined at [%s]", "khóa «%[1]s» đã có ở [dòng:cột] %[2]s", false},
	{"could not find alias %q", "không có nhãn «%[1]s» (giá trị có dấu * phải đặt trong ngoặc kép)", false},
	{"unexpected key name", "tên khóa không đứng được ở đây: kiểm tra khoảng thụt đầu dòng", false},
	{"non-map value is specified", "dòng này không phải khóa: giá trị (thiếu dấu hai chấm?)", false},
	{"mapping value is not allowed in this context", "dấu hai chấm không đứng được ở đây (giá trị có dấu hai chấm phải đặt trong ngoặc kép)", false},
	{"value is not allowed in this context%s", "giá trị không đứng được ở đây: kiểm tra khoảng thụt đầu dòng và dấu ngoặc", false},
	{"value is not allowed in this context", "giá trị không đứng được ở đây: kiểm tra khoảng thụt đầu dòng và dấu ngoặc", false},
	{"block sequence entries are not allowed in this context", "dấu gạch đầu dòng không đứng được ở đây: kiểm tra khoảng thụt đầu dòng", false},
	{"cannot unmarshal %s into Go %s of type %s", "kiểu giá trị không đúng (%[1]s)", false},
	{"unknown field %q", "không có khóa «%[1]s»", false},
	{"string was used where mapping is expected", "phải là các cặp khóa: giá trị, không phải một chuỗi", false},
	{"%s was used where %s is expected", "đang là %k[1], phải là %k[2]", false},

	// Flags (spf13/cobra, pflag, strconv).
	{"unknown command %q for %q%s", "không có lệnh «%[1]s»", false},
	{"unknown command %q for %q", "không có lệnh «%[1]s»", false},
	{"unknown flag: %s", "không có tùy chọn %[1]s", false},
	{"unknown shorthand flag: %s in %s", "không có tùy chọn %[1]s trong %[2]s", false},
	{"flag needs an argument: %s", "tùy chọn %[1]s thiếu giá trị", false},
	{"bad flag syntax: %s", "tùy chọn viết sai: %[1]s", false},
	{"invalid argument %q for %q flag: %v", "giá trị «%[1]s» của tùy chọn %[2]s không hợp lệ: %[3]s", false},
	{"accepts at most %s arg(s), received %s", "lệnh nhận nhiều nhất %[1]s tham số, nhận được %[2]s", false},
	{"accepts between %s and %s arg(s), received %s", "lệnh nhận từ %[1]s đến %[2]s tham số, nhận được %[3]s", false},
	{"accepts %s arg(s), received %s", "lệnh cần %[1]s tham số, nhận được %[2]s", false},
	{"requires at least %s arg(s), only received %s", "lệnh cần ít nhất %[1]s tham số, nhận được %[2]s", false},
	{"required flag(s) %s not set", "thiếu tùy chọn %[1]s", false},
	{"lies between 0 and 1", "phải từ 0 đến 1", true},
	{"is %s, below the review_threshold of %s", "là %[1]s, nhỏ hơn review_threshold là %[2]s", true},
	{"are years from 1900 to %s", "phải là các năm từ 1900 đến %[1]s", true},
	{"has both path and sql, of which one is read", "có cả path và sql, chỉ được chọn một", true},
	{"is at most 31 small letters, digits and _, and begins with no digit", "gồm tối đa 31 ký tự: chữ thường, số và _, không bắt đầu bằng số", true},
	{"is one of %s, not %q", "là một trong: %[1]s; không phải «%[2]s»", true},
	{"%s is one of %s, not %q", "%[1]s là một trong: %[2]s; không phải «%[3]s»", true},
	{"%s is a number, not %q", "%[1]s phải là một số, không phải «%[2]s»", true},
	{"%s is 0 or more, not %s", "%[1]s phải từ 0 trở lên, không phải %[2]s", true},
	{"%s is 1 or more, not %s", "%[1]s phải từ 1 trở lên, không phải %[2]s", true},
	{"%s is above 0 and below 1, not %s", "%[1]s phải lớn hơn 0 và nhỏ hơn 1, không phải %[2]s", true},
	{"%s and %s do not go together", "không dùng %[1]s cùng với %[2]s", true},
	{"a second table does not go with a job file", "khi đã có tệp job thì không nêu thêm bảng", true},
	{"%s does not go with a job file", "%[1]s không dùng khi đã có tệp job", true},
	{"%s goes with a job file alone", "%[1]s chỉ dùng với tệp job", true},
	{"--dataset is written sector=file, as bhxh=bhxh.csv, not %q", "--dataset viết dạng ngành=tệp, ví dụ bhxh=bhxh.csv, không phải «%[1]s»", true},
	{"--max-rejects is a number of rows or a percentage of them, not %q", "--max-rejects là số dòng hoặc tỷ lệ, ví dụ 100 hoặc 0.5%%, không phải «%[1]s»", true},
	{"the name of the output ends in one of %s, not %q", "tên tệp kết quả phải có đuôi %[1]s, không phải «%[2]s»", true},
	{"the name of the output ends in .csv, not %q", "tên tệp kết quả phải có đuôi .csv, không phải «%[1]s»", true},
	{"a record is named by its dataset and id, as in: doisanh explain out/latest bhxh:B0001", "bản ghi được nêu bằng tập dữ liệu và khóa, ví dụ: doisanh explain out/latest bhxh:B0001", true},
	{"a row is named by its id alone, as in: doisanh explain ket-qua A0001", "bản ghi được nêu bằng khóa của nó, ví dụ: doisanh explain ket-qua A0001", true},
	{"of tables of persons --budget goes with a job file alone: doisanh block job.yaml", "với bảng dữ liệu người, --budget chỉ dùng khi có tệp job: doisanh block job.yaml", true},
	{"want a number and its unit, as 8GiB or 512MiB", "phải là một số kèm đơn vị, ví dụ 8GiB hoặc 512MiB", true},
	{"strconv.%s: parsing %q: invalid syntax", "không phải một số hợp lệ", true},
	{"strconv.%s: parsing %q: value out of range", "số quá lớn hoặc quá nhỏ", true},

	// What the manifest of a run, JSON, may be.
	{"unexpected end of JSON input", "JSON bị cắt cụt", false},
	{"invalid character %s %s", "JSON sai cú pháp ở ký tự %[1]s", false},

	// A name or a path of keys, and what is known of it.
	{"%q: %v", "«%[1]s»: %[2]s", true},
	{"%s: %v", "%[1]s: %[2]s", true},
}

// backslash is what a Windows path between double quotes comes to.
const backslash = "trong dấu ngoặc kép, \\ là ký tự đặc biệt: trong đường dẫn hãy viết / thay cho \\, hoặc đặt đường dẫn trong dấu ngoặc đơn '…'"

// clearer says in other English what a library says in words that help nobody, by its form in details.
var clearer = map[string]string{
	"found character '\t' that cannot start any token": "the line is indented by a tab: use spaces",
	"found unknown escape character %s":                "a backslash between double quotes stands for something else: write / in a path, or put the path between single quotes '…'",
	"not enough length for escaped %s":                 "a backslash between double quotes stands for something else: write / in a path, or put the path between single quotes '…'",
}

// aroundKnown is how many forms at the end hold only where there are words for what they are put around.
const aroundKnown = 2

// kindsOfValues are what the schemas and YAML call the kinds of values.
var kindsOfValues = map[string]string{
	"string": "chuỗi", "object": "các cặp khóa: giá trị", "mapping": "các cặp khóa: giá trị", "array": "danh sách", "sequence": "danh sách",
	"number": "số", "integer": "số nguyên", "boolean": "true hoặc false", "null": "trống",
}

// compiledDetails is the table made ready, once: building the expressions takes longer than using them.
var compiledDetails = sync.OnceValue(func() []*regexp.Regexp {
	all := make([]*regexp.Regexp, len(details))
	for i, d := range details {
		form := regexp.QuoteMeta(d.english)
		form = strings.NewReplacer("%s", "(.+?)", "%v", "(.+)", "%q", `"(.*?)"`).Replace(form)
		all[i] = regexp.MustCompile("(?s)^" + form + "$")
	}
	return all
})

// detail returns what another package says in English in the printer's language, with its own words beside where it is a library.
func (p *Printer) detail(s string) string {
	if p.lang != Vietnamese {
		return inClearEnglish(s)
	}
	said, own, ok := inVietnamese(s)
	if !ok || own {
		return said
	}
	return said + " (" + s + ")"
}

// inClearEnglish puts clearer words, where there are any, before those of a library.
func inClearEnglish(s string) string {
	for i, form := range compiledDetails() {
		if text, ok := clearer[details[i].english]; ok && form.MatchString(s) {
			return text + " (" + s + ")"
		}
	}
	return s
}

// inVietnamese translates a detail; ok is false where there are no words for it, and own says that it is all the program's own.
func inVietnamese(s string) (said string, own, ok bool) {
	for i, form := range compiledDetails() {
		m := form.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		d, told := details[i], true
		own = d.own
		args := make([]any, len(m)-1)
		places := placeholders.FindAllString(d.english, -1)
		for k, a := range m[1:] {
			if places[k] == "%v" {
				inner, innerOwn, known := inVietnamese(a)
				own, told = own && (innerOwn || !known), known || i < len(details)-aroundKnown
				a = inner
			}
			args[k] = a
		}
		if !told {
			continue
		}
		text := kindPlaces.ReplaceAllStringFunc(d.vietnamese, func(at string) string {
			var words []string
			for _, w := range strings.Split(args[at[3]-'1'].(string), " or ") {
				if v, ok := kindsOfValues[w]; ok {
					w = v
				}
				words = append(words, w)
			}
			return strings.Join(words, " hoặc ")
		})
		if strings.Contains(text, "%[") {
			text = fmt.Sprintf(text, args...)
		}
		if i := strings.Index(text, "%!(EXTRA"); i >= 0 {
			text = text[:i]
		}
		return text, own, true
	}
	return s, false, false
}

var (
	placeholders = regexp.MustCompile(`%[svq]`)
	kindPlaces   = regexp.MustCompile(`%k\[[1-9]\]`)
)

// cause says in the printer's language why the system refused, with its own words beside, which name the file; an error that is not the
// system's is a detail.
func (p *Printer) cause(err error) string {
	if p.lang != Vietnamese {
		return err.Error()
	}
	for _, c := range [...]struct {
		is   error
		text string
	}{
		{syscall.ENOSPC, "đĩa đã đầy"},
		{syscall.EROFS, "ổ đĩa chỉ cho đọc"},
		{syscall.ENOTDIR, "một phần của đường dẫn là tệp, không phải thư mục"},
		{syscall.EISDIR, "đây là thư mục, không phải tệp"},
		{syscall.EMFILE, "mở quá nhiều tệp cùng lúc"},
		{syscall.EIO, "ổ đĩa hoặc mạng bị lỗi khi đọc, ghi"},
		{syscall.ENAMETOOLONG, "đường dẫn dài quá mức máy cho phép"},
		{syscall.EFBIG, "tệp lớn hơn mức cho phép"},
		{syscall.EPIPE, "chương trình nhận kết quả đã đóng"},
		{fs.ErrPermission, "không có quyền"},
		{fs.ErrNotExist, "không có tệp hay thư mục này"},
		{fs.ErrExist, "đã có tệp hay thư mục cùng tên"},
	} {
		if errors.Is(err, c.is) {
			return c.text + "; " + err.Error()
		}
	}
	return p.detail(err.Error())
}
