package dictionary

import (
	"strings"

	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
)

// Meaning is what a column holds, in both languages.
type Meaning struct{ VI, EN string }

// File is the name of the dictionary's own table.
const File = "columns"

// Sheet returns columns.csv: a row for each column of the tables, and for its own columns behind them.
func Sheet(tables []report.Sheet) report.Sheet {
	type row struct {
		file, column, kind string
		meaning            Meaning
	}
	var rows []row
	add := func(table report.Sheet) {
		for i := range table.Columns {
			c := &table.Columns[i]
			m, _ := Describe(table.Name, c.Name)
			rows = append(rows, row{table.Name, c.Name, typeName(c.Kind), m})
		}
	}
	for _, t := range tables {
		add(t)
	}
	s := report.Sheet{Name: File, Columns: []report.Column{
		{Name: "file", Str: func(i int) string { return rows[i].file }},
		{Name: "column", Str: func(i int) string { return rows[i].column }},
		{Name: "type", Str: func(i int) string { return rows[i].kind }},
		{Name: "vi", Str: func(i int) string { return rows[i].meaning.VI }},
		{Name: "en", Str: func(i int) string { return rows[i].meaning.EN }},
	}}
	add(s)
	s.Rows = len(rows)
	return s
}

// typeName is the word for a kind of column: text, integer, number.
func typeName(k report.Kind) string {
	switch k {
	case report.Integer:
		return "integer"
	case report.Float, report.OptionalFloat:
		return "number"
	}
	return "text"
}

// Describe returns what a column of a table holds; ok is false where nothing is written of it.
func Describe(table, column string) (m Meaning, ok bool) {
	if m, ok = own()[table+"."+column]; ok {
		return m, true
	}
	switch table {
	case "golden":
		if field, from := strings.CutSuffix(column, "_from"); from {
			vi, en := Title(record.Field(field))
			return Meaning{"Mã bản ghi mà giá trị «" + vi + "» được lấy từ đó", "Record the value of “" + en + "” was taken from"}, true
		}
		if vi, en := Title(record.Field(column)); vi != column {
			return Meaning{vi, en}, true
		}
	case "quality":
		for suffix, what := range map[string]Meaning{"_low": {": cận dưới khoảng tin cậy 95 %", ": lower end of the 95% interval"}, "_high": {": cận trên khoảng tin cậy 95 %", ": upper end of the 95% interval"}} {
			if name, cut := strings.CutSuffix(column, suffix); cut {
				m, ok = own()[table+"."+name]
				return Meaning{m.VI + what.VI, m.EN + what.EN}, ok
			}
		}
	}
	m, ok = common()[column]
	return m, ok
}

// common are the columns that mean the same wherever they stand.
func common() map[string]Meaning {
	return map[string]Meaning{
		"dataset":       {"Tên tập dữ liệu trong job", "Name of the dataset in the job"},
		"record_id":     {"Mã bản ghi của tập dữ liệu, hoặc <tệp>:<dòng>", "The dataset's own record id, or <file>:<row>"},
		"population_id": {"Mã bản ghi dân cư của người đó", "Record id of the person in the register"},
		"commune_code":  {"Mã xã, phường nơi thường trú, 5 chữ số, theo ngày xét", "Code of the commune of permanent residence in force on the day judged, 5 digits"},
		"commune_name":  {"Tên xã, phường đó", "Name of that commune"},
		"cluster_id":    {"Mã nhóm trùng", "Id of the duplicate cluster"},
		"field":         {"Trường thông tin (tên chuẩn)", "Field, by its canonical name"},
		"file":          {"Tên tệp", "File name"},
		"row":           {"Số dòng trong tệp, dòng đầu tệp là 1", "Row in the file, its first row being 1"},
		"code":          {"Mã loại sai lệch", "Finding code"},
		"reason":        {"Lý do, một từ cố định", "Reason, a fixed word"},
		"by":            {"Người quyết định", "Who decided"},
		"when":          {"Ngày quyết định", "Day of the decision"},
		"why":           {"Lý do của người quyết định", "The reason given"},
	}
}

// own are the columns of one table.
func own() map[string]Meaning {
	return map[string]Meaning{
		"links.population_id":         {"Người trong dữ liệu dân cư; trống khi decision là none, ứng viên tốt nhất khi là review", "The person in the register; blank where decision is none, the best candidate in review"},
		"links.decision":              {"match: khớp; review: cán bộ phải xem; none: không tìm thấy", "match, review (needs a person's eyes), none"},
		"links.outcome":               {"Kết quả xác minh: correct đúng, wrong sai, unverified chưa xác minh, no_id không có số", "Outcome of verification: correct, wrong, unverified, no_id"},
		"links.probability":           {"Xác suất là cùng một người", "Probability of being the same person"},
		"links.weight":                {"Trọng số bằng chứng, bit; trống khi không có ứng viên", "Weight of the evidence in bits; blank without a candidate"},
		"links.method":                {"Cách tìm ra: id số định danh, tên và ngày sinh cùng khớp; model mô hình; manual cán bộ", "How it was found: id (number, name and birth date agree), model, manual (an officer)"},
		"links.runner_up_id":          {"Ứng viên thứ hai, là người khác", "The next best candidate, another person"},
		"links.runner_up_probability": {"Xác suất của ứng viên thứ hai", "Probability of the next best candidate"},

		"clusters.survivor":    {"true: bản ghi đầy đủ, chính xác nhất, giữ lại", "true: the fullest and most exact record, kept"},
		"clusters.action":      {"keep giữ lại, cancel đề nghị hủy", "keep or cancel"},
		"clusters.probability": {"Xác suất bản ghi thuộc nhóm", "Probability that the record belongs with the others"},

		"findings.finding_id":       {"Mã sai lệch, không đổi từ lượt này sang lượt khác", "Id of the finding, the same in every run"},
		"findings.criterion":        {"Tiêu chí: dung đúng, du đủ, sach sạch, song sống", "Criterion: dung correct, du complete, sach clean, song alive"},
		"findings.dataset_value":    {"Giá trị của ngành, như trong tệp", "The dataset's value, as read"},
		"findings.population_value": {"Giá trị trong dữ liệu dân cư, như trong tệp", "The register's value, as read"},
		"findings.action":           {"Mã việc phải làm; câu đầy đủ trong quy-tac.md và các tệp XLSX", "Code of what to do; the sentence stands in rules.md and the workbooks"},
		"findings.recipient":        {"Nơi xử lý: commune_police, agency, province_police, justice", "Who acts: commune_police, agency, province_police, justice"},
		"findings.severity":         {"Mức độ: high cao, medium trung bình, low thấp", "Severity: high, medium, low"},
		"findings.first_seen":       {"Ngày phát hiện lần đầu", "Day it was first seen"},
		"findings.state":            {"new mới, open còn tồn, resolved đã xử lý, waived được miễn", "new, open, resolved, waived"},

		"rejects.row":    {"Số dòng trong tệp, dòng đầu tệp là 1", "Row in the file, its first row being 1"},
		"rejects.reason": {"Vì sao không nạp được: column_count, quote, encoding, blank, too_long, cut_short…", "Why it could not be loaded: column_count, quote, encoding, blank, too_long, cut_short…"},
		"rejects.raw":    {"Nội dung dòng như trong tệp", "The row as it stood in the file"},

		"counts.measure": {"Chỉ tiêu đếm (xem findings.md)", "What is counted (see findings.md)"},
		"counts.value":   {"Số lượng", "The number"},

		"figures.level":     {"Cấp: province tỉnh, district huyện (trước 01/07/2025), commune xã", "Level: province, district (before 1 July 2025), commune"},
		"figures.unit_code": {"Mã đơn vị hành chính", "Code of the unit"},
		"figures.unit_name": {"Tên đơn vị hành chính", "Name of the unit"},
		"figures.figure":    {"Chỉ tiêu điều hành F1–F8 (xem quy-tac.md)", "Figure F1–F8 (see rules.md)"},
		"figures.value":     {"Số lượng", "The number"},

		"cluster_metrics.records":          {"Số bản ghi trong nhóm", "Records of the cluster"},
		"cluster_metrics.density":          {"Phần các cặp trong nhóm tự chúng đã đủ chắc", "Share of the cluster's pairs that are probable by themselves"},
		"cluster_metrics.weakest":          {"Xác suất của mối nối yếu nhất còn giữ nhóm lại; ở tập có nhiều dòng một người, của dòng nối yếu nhất", "Probability of the weakest pair that is needed to hold it together; where several rows a person are normal, of its rows' weakest link"},
		"cluster_metrics.mean_probability": {"Xác suất trung bình của mọi cặp trong nhóm; ở tập có nhiều dòng một người, của các dòng được nối", "Mean probability of all pairs of the cluster; where several rows a person are normal, of its rows' links"},
		"cluster_metrics.survivor_reason":  {"Vì sao bản ghi giữ lại được chọn", "Why the survivor was chosen"},

		"golden_reasons.reason":       {"Vì sao giữ giá trị này", "Why this value was kept"},
		"golden_reasons.record_id":    {"Bản ghi có giá trị được giữ", "Record the value kept was taken from"},
		"golden_reasons.other_values": {"Số giá trị khác trong nhóm", "Other values the cluster's records hold"},

		"cluster_history.as_of":        {"Ngày xét của lượt chạy", "Day the run judged on"},
		"cluster_history.event":        {"Việc xảy ra với nhóm", "What happened to the cluster"},
		"cluster_history.from_records": {"Số bản ghi trước đó", "Records before"},
		"cluster_history.to_records":   {"Số bản ghi sau đó", "Records after"},
		"cluster_history.other_id":     {"Nhóm kia, khi gộp hoặc tách", "The other cluster of a merge or split"},

		"link_reasons.reason": {"Vì sao phải xem xét hoặc không được nối", "Why it is in review, or linked to nobody"},

		"decisions.dataset_a":   {"Tập dữ liệu của bản ghi thứ nhất", "Dataset of the first record"},
		"decisions.record_a":    {"Bản ghi thứ nhất", "The first record"},
		"decisions.dataset_b":   {"Tập dữ liệu của bản ghi thứ hai", "Dataset of the second record"},
		"decisions.record_b":    {"Bản ghi thứ hai", "The second record"},
		"decisions.decision":    {"Kết luận của cán bộ", "What the officer decided"},
		"decisions.state":       {"Kết luận được dùng thế nào", "What became of the decision"},
		"decisions.reason":      {"Vì sao không được dùng", "Why it was not followed"},
		"decisions.against_row": {"Dòng trái với kết luận này", "Row that contradicts it"},
		"waivers.finding_id":    {"Mã sai lệch được miễn", "Id of the finding waived"},
		"waivers.until":         {"Miễn đến ngày", "Waived until"},
		"waivers.state":         {"Miễn trừ được dùng thế nào", "What became of the waiver"},
		"waivers.reason":        {"Vì sao không được dùng", "Why it was not followed"},
		"waivers.findings":      {"Số sai lệch được miễn theo dòng này", "Findings it holds for"},

		"approvals.action":    {"Việc phải làm", "What to do"},
		"approvals.waits_for": {"Sai lệch khác phải xử lý trước", "What has to be settled first"},

		"persons.datasets":      {"Các tập dữ liệu có người đó, cách nhau bằng ;", "Datasets that hold the person, joined by ;"},
		"persons.records":       {"Số bản ghi của người đó", "Records of the person"},
		"persons.findings":      {"Số sai lệch của người đó", "Findings of the person"},
		"persons.disagreements": {"Các trường mà các bản ghi khác nhau, cách nhau bằng ;", "Fields in which the records differ, joined by ;"},

		"disagreements.side":  {"Số thứ tự của giá trị: cùng số là cùng giá trị", "Number of the value: one number is one value"},
		"disagreements.value": {"Giá trị, như trong tệp", "The value, as read"},

		"cases.step":   {"Bước đang ở", "The step it is at"},
		"cases.steps":  {"Số bước", "How many steps there are"},
		"cases.task":   {"Mã việc của bước", "Code of the step's task"},
		"cases.wanted": {"Giấy tờ cần có, cách nhau bằng ;", "Papers wanted, joined by ;"},
		"cases.found":  {"Giấy tờ đã thấy trong dữ liệu: giấy=tập:bản ghi|…", "Papers found in the data: paper=dataset:record|…"},

		"cohorts.born":        {"Năm sinh", "Year of birth"},
		"cohorts.fault":       {"no_id chưa có số, hoặc số sai thế nào", "no_id, or what is wrong with the number"},
		"cohorts.personal_id": {"Số định danh như trong tệp", "The personal number as read"},

		"events.event":        {"Loại sự kiện", "Kind of event"},
		"events.event_date":   {"Ngày sự kiện", "Day of the event"},
		"events.in_dataset":   {"Tập dữ liệu chưa ghi nhận sự kiện", "Dataset that does not show the event"},
		"events.in_record_id": {"Bản ghi của người đó trong tập ấy", "The person's record in it"},
		"events.state":        {"Tình trạng", "State"},
		"events.rule":         {"Quy tắc bao phủ", "Coverage rule"},

		"quality.group":              {"Chia theo: trống là tất cả, age_group tuổi, sex giới, commune_type loại xã, ethnic_group dân tộc", "Broken down by: blank for all, age_group, sex, commune_type, ethnic_group"},
		"quality.value":              {"Nhóm", "The group"},
		"quality.records":            {"Số bản ghi", "Records"},
		"quality.linked":             {"Số bản ghi khớp", "Records linked"},
		"quality.review":             {"Số bản ghi chờ xem xét", "Records in review"},
		"quality.not_linked":         {"Số bản ghi không tìm thấy người", "Records not linked"},
		"quality.link_rate":          {"Tỷ lệ khớp", "Share linked"},
		"quality.precision":          {"Độ chính xác ước lượng của các liên kết", "Estimated precision of the links"},
		"quality.recall":             {"Độ đầy đủ ước lượng của các liên kết", "Estimated recall of the links"},
		"quality.f1":                 {"F1 ước lượng", "Estimated F1"},
		"quality.false_links":        {"Số liên kết sai ước lượng", "Estimated false links"},
		"quality.missed_links":       {"Số liên kết bị sót ước lượng", "Estimated missed links"},
		"quality.missed_by_blocking": {"Trong đó sót vì không được đem so sánh", "Of these, missed because no rule compared them"},

		"columns.file":   {"Bảng: tên tệp CSV và Parquet, không có đuôi", "Table: name of the CSV and Parquet file, without its ending"},
		"columns.column": {"Tên cột", "Name of the column"},
		"columns.type":   {"text chữ, integer số nguyên, number số thập phân", "text, integer or number"},
		"columns.vi":     {"Nghĩa, tiếng Việt", "Meaning in Vietnamese"},
		"columns.en":     {"Nghĩa, tiếng Anh", "Meaning in English"},
	}
}
