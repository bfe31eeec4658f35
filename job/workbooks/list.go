package workbooks

import (
	"github.com/doisanh/doisanh/job/findings"
	"github.com/doisanh/doisanh/reconcile"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report/dictionary"
	"github.com/doisanh/doisanh/report/workbook"
)

// kindWords are words out of a list, by place of the finding's kind, field or the like.
type kindWords struct {
	words []string
	code  []uint32
}

func wordsOf(n int, of func(i int) string) kindWords {
	var list findings.WordList
	code := list.AddAll(n, of)
	return kindWords{words: list.Words, code: code}
}

// bookTexts are the words of the workbooks that repeat from row to row.
type bookTexts struct {
	criteria                            map[record.Criterion]criterionText
	reason, severity, action, recipient kindWords         // by kind
	field                               kindWords         // by field
	source                              kindWords         // by dataset
	severities, recipients, actions     map[string]string // by code
}

func (m *maker) newTexts() bookTexts {
	t := bookTexts{criteria: criterionTexts(), severities: severityWords(), recipients: map[string]string{}, actions: map[string]string{}}
	for _, a := range reconcile.Recipients() {
		t.recipients[a.Code] = a.VI
	}
	for _, a := range reconcile.Actions() {
		t.actions[a.Code] = a.VI
	}
	kinds := m.t.Kinds
	reasons := map[[2]string]string{}
	for _, rule := range m.rules {
		for _, why := range rule.Reasons {
			reasons[[2]string{rule.Code, why.Word}] = why.VI
		}
	}
	t.reason = wordsOf(len(kinds), func(i int) string {
		if vi, ok := reasons[[2]string{kinds[i].Code, kinds[i].Reason}]; ok {
			return vi
		}
		return m.coverageTitle(kinds[i].Reason)
	})
	t.severity = wordsOf(len(kinds), func(i int) string { return t.severities[kinds[i].Severity] })
	t.action = wordsOf(len(kinds), func(i int) string { return t.actions[kinds[i].Action] })
	t.recipient = wordsOf(len(kinds), func(i int) string { return t.recipients[kinds[i].Recipient] })
	t.field = wordsOf(len(m.t.Fields), func(i int) string {
		if m.t.Fields[i] == "" {
			return ""
		}
		vi, _ := dictionary.Title(record.Field(m.t.Fields[i]))
		return vi
	})
	t.source = wordsOf(len(m.t.Lists), func(i int) string { return Title(m.Sets[i].Table) })
	return t
}

// coverageTitle returns the title of a coverage rule, which is the reason of its findings.
func (m *maker) coverageTitle(reason string) string {
	for _, d := range m.Sets {
		for _, c := range d.Table.Sector.Coverage {
			if c.Name == reason {
				return c.TitleVI
			}
		}
	}
	return reason
}

// Title is how a dataset is called in reports: its sector's title, with its own name where it has another.
func Title(t *record.Table) string {
	if t.Name != t.Sector.Code {
		return t.Sector.TitleVI + " (" + t.Name + ")"
	}
	return t.Sector.TitleVI
}

// findingList is the sheet of one code, or of the findings that ask for nothing any more.
func (m *maker) findingList(name, header string, rows []listed) workbook.List {
	l := workbook.List{Name: name, Header: header, Rows: len(rows), Frozen: 3}
	put := func(c workbook.Column) { l.Columns = append(l.Columns, c) }
	who := func(heading string, width float64, kind workbook.Kind, of func(holder) string) {
		put(workbook.Column{Heading: heading, Width: width, Kind: kind, Text: func(row int) string { return of(m.holder(rows[row].ref)) }})
	}
	put(workbook.Column{Heading: "STT", Width: 6.5, Kind: workbook.Centred, Number: func(row int) int { return row + 1 }})
	put(m.communeColumn(rows, headCommune, 18, m.communes.names, findings.ColName))
	who("Họ và tên", 22, workbook.Plain, holder.name)
	who("Ngày sinh", 11.5, workbook.Centred, holder.birthDate)
	who("Giới tính", 6, workbook.Centred, holder.sex)
	who("Số định danh", 14, workbook.Centred, holder.number)
	who("Nơi thường trú", 32, workbook.Wrapped, holder.address)
	put(m.word(rows, "Nguồn dữ liệu", 19, m.texts.source, func(ref findings.Ref) int { return int(ref.List) }, findings.ColDataset))
	put(m.text(rows, "Mã bản ghi", 14, (*reconcile.Findings).RecordID, findings.ColRecord))
	if name == sheetTitle(reconcile.CodeDuplicate) {
		put(m.kept(rows))
	}
	if m.hasValues(rows) {
		put(m.word(rows, "Mục thông tin", 16, m.texts.field, m.fieldOf, findings.ColField))
		put(m.value("Giá trị của ngành", rows, true))
		put(m.value("Giá trị trong dữ liệu dân cư", rows, false))
	}
	put(m.word(rows, "Lý do", 19, m.texts.reason, m.kindOf, findings.ColReason))
	severity := m.word(rows, "Mức độ", 11, m.texts.severity, m.kindOf, findings.ColSeverity)
	severity.Kind = workbook.Centred
	severity.Colours = []workbook.Colour{{Text: "Cao", Letters: "9C0006", Ground: "FFC7CE"}, {Text: "Trung bình", Letters: "7F6000", Ground: "FFEB9C"}, {Text: "Thấp", Letters: "375623", Ground: "E2EFDA"}}
	put(severity)
	put(m.word(rows, "Việc phải làm", 54, m.texts.action, m.kindOf, findings.ColAction))
	put(m.word(rows, "Nơi xử lý", 20, m.texts.recipient, m.kindOf, findings.ColRecipient))
	l.Printed = len(l.Columns)
	state := workbook.Column{Heading: "Trạng thái", Width: 12, Kind: workbook.Centred, Words: stateWords(), Code: func(row int) uint32 { return m.t.State(rows[row].ref) }}
	state.Colours = []workbook.Colour{{Text: stateWords()[findings.IsNew], Letters: "1F3864", Ground: "DDEBF7"}}
	put(state)
	put(workbook.Column{Heading: "Phát hiện lần đầu", Width: 12, Kind: workbook.Centred, Text: func(row int) string { return isoToVietnamese(m.t.Days[m.t.FirstSeen(rows[row].ref)]) }})
	put(m.text(rows, "Mã bản ghi dân cư", 16, (*reconcile.Findings).PopulationID, findings.ColPopulation))
	put(m.communeColumn(rows, headCommuneCode, 9, m.communes.codes, findings.ColCommune))
	put(workbook.Column{Heading: "Mã sai lệch", Width: 19, Kind: workbook.Centred, Text: func(row int) string { return string(m.t.AppendIDOf(nil, rows[row].ref)) }})
	return l
}

// kept is the column of the record that stands for a repeated one, which is to be kept.
func (m *maker) kept(rows []listed) workbook.Column {
	survivors := make([]map[uint32]uint32, len(m.Sets))
	for i, d := range m.Sets {
		survivors[i] = map[uint32]uint32{}
		for _, c := range d.Clusters {
			for _, row := range c.Rows {
				survivors[i][row] = c.Survivor
			}
		}
	}
	return workbook.Column{Heading: "Giữ bản ghi", Width: 14, Kind: workbook.Plain, Text: func(row int) string {
		ref := rows[row].ref
		if ref.List == findings.Gone {
			return ""
		}
		of, person := m.t.Lists[ref.List].Rows(int(ref.Index))
		if of == record.NoRow { // the register's own
			of = person
		}
		survivor, ok := survivors[ref.List][uint32(of)]
		if !ok {
			return ""
		}
		return m.Sets[ref.List].Table.IDs.At(survivor)
	}}
}

func (m *maker) kindOf(ref findings.Ref) int  { return m.t.Lists[ref.List].KindOf(int(ref.Index)) }
func (m *maker) fieldOf(ref findings.Ref) int { return m.t.Lists[ref.List].FieldOf(int(ref.Index)) }

// hasValues reports whether any of the findings names a field or holds a value.
func (m *maker) hasValues(rows []listed) bool {
	for i := range rows {
		ref := rows[i].ref
		if ref.List == findings.Gone || m.t.Fields[m.fieldOf(ref)] != "" {
			return true
		}
		if l := m.t.Lists[ref.List]; l.DatasetValue(int(ref.Index)) != "" || l.PopulationValue(int(ref.Index)) != "" {
			return true
		}
	}
	return false
}

// text is a column of texts; past is the column of findings.csv that resolved findings have it from.
func (m *maker) text(rows []listed, heading string, width float64, of func(*reconcile.Findings, int) string, past int) workbook.Column {
	return workbook.Column{Heading: heading, Width: width, Text: func(row int) string {
		if ref := rows[row].ref; ref.List != findings.Gone {
			return of(m.t.Lists[ref.List], int(ref.Index))
		}
		return m.t.Gone.At(rows[row].ref.Index, past)
	}}
}

// word is a column of words out of a list, wrapped where they are long. What a resolved finding said is put into words the same way.
func (m *maker) word(rows []listed, heading string, width float64, k kindWords, of func(findings.Ref) int, past int) workbook.Column {
	var list findings.WordList
	for _, w := range k.words {
		list.Add(w)
	}
	resolved := m.pastWords(rows, &list, past)
	return workbook.Column{Heading: heading, Width: width, Kind: workbook.Wrapped, Words: list.Words, Code: func(row int) uint32 {
		if ref := rows[row].ref; ref.List != findings.Gone {
			return k.code[of(ref)]
		}
		return resolved[rows[row].ref.Index]
	}}
}

// pastWords numbers the words of the resolved findings of a list; nil where it has none.
func (m *maker) pastWords(rows []listed, list *findings.WordList, past int) []uint32 {
	var resolved []uint32
	type said struct{ word, code uint32 } // a reason's words depend on the finding's code
	number := map[said]uint32{}
	for i := range rows {
		ref := rows[i].ref
		if ref.List != findings.Gone {
			continue
		}
		if resolved == nil {
			resolved = make([]uint32, m.t.Gone.Len())
		}
		x := said{m.t.Gone.Code(ref.Index, past), m.t.Gone.Code(ref.Index, findings.ColCode)}
		n, ok := number[x]
		if !ok {
			n = list.Add(m.pastWord(ref.Index, past))
			number[x] = n
		}
		resolved[ref.Index] = n
	}
	return resolved
}

// pastWord puts a cell of a resolved finding into words.
func (m *maker) pastWord(row uint32, column int) string {
	s := m.t.Gone.At(row, column)
	by := map[int]map[string]string{findings.ColSeverity: m.texts.severities, findings.ColAction: m.texts.actions, findings.ColRecipient: m.texts.recipients}[column]
	switch {
	case by[s] != "":
		return by[s]
	case column == findings.ColField && s != "":
		vi, _ := dictionary.Title(record.Field(s))
		return vi
	case column == findings.ColReason:
		for _, rule := range m.rules {
			for _, why := range rule.Reasons {
				if rule.Code == m.t.Gone.At(row, findings.ColCode) && why.Word == s {
					return why.VI
				}
			}
		}
		return m.coverageTitle(s)
	case column == findings.ColDataset:
		for _, d := range m.Sets {
			if d.Table.Name == s {
				return Title(d.Table)
			}
		}
	}
	return s
}

// communeColumn is a column of what is known of the commune.
func (m *maker) communeColumn(rows []listed, heading string, width float64, of []string, past int) workbook.Column {
	var list findings.WordList
	code := make([]uint32, len(of))
	for i, s := range of {
		code[i] = list.Add(s)
	}
	resolved := m.pastWords(rows, &list, past)
	return workbook.Column{Heading: heading, Width: width, Words: list.Words, Code: func(row int) uint32 {
		if x := &rows[row]; x.ref.List != findings.Gone {
			return code[x.commune]
		}
		return resolved[rows[row].ref.Index]
	}}
}

// value is the column of the dataset's or the register's value, with what differs from the other marked.
func (m *maker) value(heading string, rows []listed, own bool) workbook.Column {
	return workbook.Column{
		Heading: heading, Width: 24, Kind: workbook.Wrapped,
		Text:   func(row int) string { return m.valueOf(rows[row].ref, own) },
		Beside: func(row int) string { return m.valueOf(rows[row].ref, !own) },
	}
}

// valueOf returns a value of a finding, dates as they are written in Vietnam.
func (m *maker) valueOf(ref findings.Ref, own bool) string {
	if ref.List == findings.Gone {
		if own {
			return m.t.Gone.At(ref.Index, findings.ColValue)
		}
		return m.t.Gone.At(ref.Index, findings.ColPopulationValue)
	}
	l, i := m.t.Lists[ref.List], int(ref.Index)
	f := record.Field(m.t.Fields[l.FieldOf(i)])
	row, person := l.Rows(i)
	h, v := holder{&m.Sets[ref.List], row}, ""
	if own {
		v = l.DatasetValue(i)
	} else {
		h, v = holder{&m.Sets[0], person}, l.PopulationValue(i)
	}
	if v == "" || h.row == record.NoRow {
		return v
	}
	if h.data.Shown.dates[f] != nil && h.data.Table.Column(f).At(h.row) == v {
		return h.date(f)
	}
	return v
}
