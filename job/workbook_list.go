package job

import (
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
	var list wordList
	code := list.addAll(n, of)
	return kindWords{words: list.words, code: code}
}

// bookTexts are the words of the workbooks that repeat from row to row.
type bookTexts struct {
	criteria                            map[record.Criterion]criterionText
	reason, severity, action, recipient kindWords         // by kind
	field                               kindWords         // by field
	source                              kindWords         // by dataset
	severities, recipients, actions     map[string]string // by code
}

func (m *bookMaker) newTexts() bookTexts {
	t := bookTexts{criteria: criterionTexts(), severities: severityWords(), recipients: map[string]string{}, actions: map[string]string{}}
	for _, a := range reconcile.Recipients() {
		t.recipients[a.Code] = a.VI
	}
	for _, a := range reconcile.Actions() {
		t.actions[a.Code] = a.VI
	}
	kinds := m.t.kinds
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
	t.field = wordsOf(len(m.t.fields), func(i int) string {
		if m.t.fields[i] == "" {
			return ""
		}
		vi, _ := dictionary.Title(record.Field(m.t.fields[i]))
		return vi
	})
	t.source = wordsOf(len(m.t.lists), func(i int) string { return setTitle(m.Sets[i].Table) })
	return t
}

// coverageTitle returns the title of a coverage rule, which is the reason of its findings.
func (m *bookMaker) coverageTitle(reason string) string {
	for _, d := range m.Sets {
		for _, c := range d.Table.Sector.Coverage {
			if c.Name == reason {
				return c.TitleVI
			}
		}
	}
	return reason
}

// setTitle is how a dataset is called in reports: its sector's title, with its own name where it has another.
func setTitle(t *record.Table) string {
	if t.Name != t.Sector.Code {
		return t.Sector.TitleVI + " (" + t.Name + ")"
	}
	return t.Sector.TitleVI
}

// findingList is the sheet of one code, or of the findings that ask for nothing any more.
func (m *bookMaker) findingList(name, header string, rows []listed) workbook.List {
	l := workbook.List{Name: name, Header: header, Rows: len(rows), Frozen: 3}
	put := func(c workbook.Column) { l.Columns = append(l.Columns, c) }
	who := func(heading string, width float64, kind workbook.Kind, of func(holder) string) {
		put(workbook.Column{Heading: heading, Width: width, Kind: kind, Text: func(row int) string { return of(m.holder(rows[row].ref)) }})
	}
	put(workbook.Column{Heading: "STT", Width: 6.5, Kind: workbook.Centred, Number: func(row int) int { return row + 1 }})
	put(m.communeColumn(rows, headCommune, 18, m.communes.names, colName))
	who("Họ và tên", 22, workbook.Plain, holder.name)
	who("Ngày sinh", 11.5, workbook.Centred, holder.birthDate)
	who("Giới tính", 6, workbook.Centred, holder.sex)
	who("Số định danh", 14, workbook.Centred, holder.number)
	who("Nơi thường trú", 32, workbook.Wrapped, holder.address)
	put(m.word(rows, "Nguồn dữ liệu", 19, m.texts.source, func(ref findingRef) int { return int(ref.list) }, colDataset))
	put(m.text(rows, "Mã bản ghi", 14, (*reconcile.Findings).RecordID, colRecord))
	if m.hasValues(rows) {
		put(m.word(rows, "Mục thông tin", 16, m.texts.field, m.fieldOf, colField))
		put(m.value("Giá trị của ngành", rows, true))
		put(m.value("Giá trị trong dữ liệu dân cư", rows, false))
	}
	put(m.word(rows, "Lý do", 19, m.texts.reason, m.kindOf, colReason))
	severity := m.word(rows, "Mức độ", 11, m.texts.severity, m.kindOf, colSeverity)
	severity.Kind = workbook.Centred
	severity.Colours = []workbook.Colour{{Text: "Cao", Letters: "9C0006", Ground: "FFC7CE"}, {Text: "Trung bình", Letters: "7F6000", Ground: "FFEB9C"}, {Text: "Thấp", Letters: "375623", Ground: "E2EFDA"}}
	put(severity)
	put(m.word(rows, "Việc phải làm", 54, m.texts.action, m.kindOf, colAction))
	put(m.word(rows, "Nơi xử lý", 20, m.texts.recipient, m.kindOf, colRecipient))
	l.Printed = len(l.Columns)
	state := workbook.Column{Heading: "Trạng thái", Width: 12, Kind: workbook.Centred, Words: stateWords(), Code: func(row int) uint32 { return m.t.state(rows[row].ref) }}
	state.Colours = []workbook.Colour{{Text: stateWords()[isNew], Letters: "1F3864", Ground: "DDEBF7"}}
	put(state)
	put(workbook.Column{Heading: "Phát hiện lần đầu", Width: 12, Kind: workbook.Centred, Text: func(row int) string { return isoToVietnamese(m.t.days[m.t.firstSeen(rows[row].ref)]) }})
	put(m.text(rows, "Mã bản ghi dân cư", 16, (*reconcile.Findings).PopulationID, colPopulation))
	put(m.communeColumn(rows, headCommuneCode, 9, m.communes.codes, colCommune))
	put(workbook.Column{Heading: "Mã sai lệch", Width: 19, Kind: workbook.Centred, Text: func(row int) string { return string(m.t.appendFindingID(nil, rows[row].ref)) }})
	return l
}

func (m *bookMaker) kindOf(ref findingRef) int  { return m.t.lists[ref.list].KindOf(int(ref.index)) }
func (m *bookMaker) fieldOf(ref findingRef) int { return m.t.lists[ref.list].FieldOf(int(ref.index)) }

// hasValues reports whether any of the findings names a field or holds a value.
func (m *bookMaker) hasValues(rows []listed) bool {
	for i := range rows {
		ref := rows[i].ref
		if ref.list == gone || m.t.fields[m.fieldOf(ref)] != "" {
			return true
		}
		if l := m.t.lists[ref.list]; l.DatasetValue(int(ref.index)) != "" || l.PopulationValue(int(ref.index)) != "" {
			return true
		}
	}
	return false
}

// text is a column of texts; past is the column of findings.csv that resolved findings have it from.
func (m *bookMaker) text(rows []listed, heading string, width float64, of func(*reconcile.Findings, int) string, past int) workbook.Column {
	return workbook.Column{Heading: heading, Width: width, Text: func(row int) string {
		if ref := rows[row].ref; ref.list != gone {
			return of(m.t.lists[ref.list], int(ref.index))
		}
		return m.t.gone[rows[row].ref.index][past]
	}}
}

// word is a column of words out of a list, wrapped where they are long. What a resolved finding said is put into words the same way.
func (m *bookMaker) word(rows []listed, heading string, width float64, k kindWords, of func(findingRef) int, past int) workbook.Column {
	list := wordList{number: map[string]uint32{}}
	for _, w := range k.words {
		list.add(w)
	}
	resolved := m.pastWords(rows, &list, past)
	return workbook.Column{Heading: heading, Width: width, Kind: workbook.Wrapped, Words: list.words, Code: func(row int) uint32 {
		if ref := rows[row].ref; ref.list != gone {
			return k.code[of(ref)]
		}
		return resolved[rows[row].ref.index]
	}}
}

// pastWords numbers the words of the resolved findings of a list; nil where it has none.
func (m *bookMaker) pastWords(rows []listed, list *wordList, past int) []uint32 {
	var resolved []uint32
	for i := range rows {
		ref := rows[i].ref
		if ref.list != gone {
			continue
		}
		if resolved == nil {
			resolved = make([]uint32, len(m.t.gone))
		}
		resolved[ref.index] = list.add(m.pastWord(m.t.gone[ref.index], past))
	}
	return resolved
}

// pastWord puts a cell of a resolved finding into words.
func (m *bookMaker) pastWord(row []string, column int) string {
	s := row[column]
	by := map[int]map[string]string{colSeverity: m.texts.severities, colAction: m.texts.actions, colRecipient: m.texts.recipients}[column]
	switch {
	case by[s] != "":
		return by[s]
	case column == colField && s != "":
		vi, _ := dictionary.Title(record.Field(s))
		return vi
	case column == colReason:
		for _, rule := range m.rules {
			for _, why := range rule.Reasons {
				if rule.Code == row[colCode] && why.Word == s {
					return why.VI
				}
			}
		}
		return m.coverageTitle(s)
	case column == colDataset:
		for _, d := range m.Sets {
			if d.Table.Name == s {
				return setTitle(d.Table)
			}
		}
	}
	return s
}

// communeColumn is a column of what is known of the commune.
func (m *bookMaker) communeColumn(rows []listed, heading string, width float64, of []string, past int) workbook.Column {
	var list wordList
	code := make([]uint32, len(of))
	for i, s := range of {
		code[i] = list.add(s)
	}
	resolved := m.pastWords(rows, &list, past)
	return workbook.Column{Heading: heading, Width: width, Words: list.words, Code: func(row int) uint32 {
		if x := &rows[row]; x.ref.list != gone {
			return code[x.commune]
		}
		return resolved[rows[row].ref.index]
	}}
}

// value is the column of the dataset's or the register's value, with what differs from the other marked.
func (m *bookMaker) value(heading string, rows []listed, own bool) workbook.Column {
	return workbook.Column{
		Heading: heading, Width: 24, Kind: workbook.Wrapped,
		Text:   func(row int) string { return m.valueOf(rows[row].ref, own) },
		Beside: func(row int) string { return m.valueOf(rows[row].ref, !own) },
	}
}

// valueOf returns a value of a finding, dates as they are written in Vietnam.
func (m *bookMaker) valueOf(ref findingRef, own bool) string {
	if ref.list == gone {
		if own {
			return m.t.gone[ref.index][colValue]
		}
		return m.t.gone[ref.index][colPopulationValue]
	}
	l, i := m.t.lists[ref.list], int(ref.index)
	f := record.Field(m.t.fields[l.FieldOf(i)])
	row, person := l.Rows(i)
	h, v := holder{&m.Sets[ref.list], row}, ""
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
