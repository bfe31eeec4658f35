package reconcile

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/record"
)

//go:generate go run ../cmd/doisanh rules --page --lang vi --out ../docs/vi/quy-tac.md
//go:generate go run ../cmd/doisanh rules --page --lang en --out ../docs/en/rules.md

// words are the fixed texts of the page in one language.
type words struct {
	vietnamese                                                                       bool
	title, intro, code, says, protocol, reason, action, to, severity, example, basis string
	registerAction, figures, figuresIntro, figure, needs, counts, rules, rulesIntro  string
	coverage, coverageText, none, legal                                              string
	criteria, severities                                                             map[string]string
}

func wordsOf(vietnamese bool) words {
	if vietnamese {
		return words{
			vietnamese: true, title: "Quy tắc: mã sai lệch, lý do và việc phải làm",
			intro: "Trang này do `go generate ./reconcile` tạo từ bảng quy tắc của chương trình; đừng sửa tay. `doisanh rules` liệt kê các mã, `doisanh rules MÃ` giải thích một mã.",
			code:  "mã", says: "nội dung", protocol: "quy trình", reason: "lý do", action: "việc phải làm", to: "gửi", severity: "mức độ", example: "Ví dụ", basis: "Căn cứ",
			registerAction: "trên bản ghi của chính dữ liệu dân cư", figures: "Số liệu điều hành (F1–F8)",
			figuresIntro: "`figures.csv` (và Parquet) có một dòng cho mỗi đơn vị và chỉ tiêu: `level` (province, district trước 01/07/2025, commune), `unit_code`, `unit_name`, `figure`, `value`. Đơn vị trống là nơi không xác định được. Nhóm tuổi và năm sinh đặt trong job: `age_groups: [0-4, 5-11, 65+]`, `cohorts: [2004, 2007]`. «Đang có» là có bản ghi còn hiệu lực đã đối sánh được.",
			figure:       "chỉ tiêu", needs: "cần dữ liệu", counts: "đếm gì", rules: "Quy trình làm sạch", rulesIntro: "Số hiệu quy tắc dùng ở trên, trong mã nguồn và trong các bài kiểm tra.",
			coverage: "Thêm quy tắc bao phủ (not_covered)", none: "–", legal: "Căn cứ",
			coverageText: coverageTextVI,
			criteria:     map[string]string{"dung": "Đúng", "du": "Đủ", "sach": "Sạch", "song": "Sống"},
			severities:   map[string]string{High: "cao", Medium: "trung bình", Low: "thấp"},
		}
	}
	return words{
		title: "The rules: finding codes, reasons and what to do",
		intro: "This page is made by `go generate ./reconcile` from the program's registry of rules; do not edit it. `doisanh rules` lists the codes, `doisanh rules CODE` explains one. [findings.md](findings.md) settles the fine points.",
		code:  "code", says: "says", protocol: "protocol", reason: "reason", action: "what to do", to: "to", severity: "severity", example: "Example", basis: "Basis",
		registerAction: "on the register's own record", figures: "Figures for those who steer (F1–F8)",
		figuresIntro: "`figures.csv` (and its Parquet twin) has one line per unit and figure: `level` (province, district before 1 July 2025, commune), `unit_code`, `unit_name`, `figure`, `value`. A blank unit is one that cannot be told. Age groups and cohorts are set in the job: `age_groups: [0-4, 5-11, 65+]`, `cohorts: [2004, 2007]`. “With” means a linked record in force.",
		figure:       "figure", needs: "needs", counts: "counts", rules: "The cleaning protocol", rulesIntro: "The rule numbers used above, in the code and in the tests.",
		coverage: "Adding a coverage rule (not_covered)", none: "–", legal: "Basis",
		coverageText: coverageTextEN,
		criteria:     map[string]string{"dung": "Đúng: correct", "du": "Đủ: complete", "sach": "Sạch: clean", "song": "Sống: alive"},
		severities:   map[string]string{High: "high", Medium: "medium", Low: "low"},
	}
}

const coverageExample = "```yaml\n" + `extends: tiem_chung
code: tiem_chung
stale_after: 365d
coverage:
  - name: vaccine_2013_2019
    title: {vi: sinh từ 2013 đến 2019 và chưa có mũi tiêm, en: born from 2013 to 2019 without a dose}
    who: birth_year >= 2013 and birth_year <= 2019
  - name: second_dose_5_11
    title: {vi: từ 5 đến 11 tuổi chưa có mũi 2, en: 5 to 11 without the second dose}
    who: age in 5..11 and has("giao_duc")
    counts: dose_number == "2"
` + "```\n"

const coverageTextVI = "Quy tắc đứng trong hồ sơ của ngành. `who` nói ai phải có, theo các trường của dân cư; ai đã có bản ghi còn hiệu lực của ngành (và thỏa `counts`, nếu ghi) thì không bị nêu.\n\n" + coverageExample + `
Trường viết bằng tên chuẩn (` + "`sex`, `ethnicity`, `marital_status`, `status`, `residence_kind`…" + `) là chữ: mã của danh mục, tên, số, ngày YYYY-MM-DD; trống là ` + "`\"\"`" + `. Thêm vào đó có ` + "`age`, `birth_year` (số), `commune`, `province` (mã nơi thường trú), `as_of`, `has(\"mã ngành\")`" + `; phép so sánh ` + "`== != < <= > >= in`, `and or not`" + `.
Người không rõ ngày sinh không bị nêu; người chỉ rõ năm sinh bị nêu khi quy tắc đúng cho cả ngày đầu và ngày cuối năm. ` + "`field`" + ` đổi trường ghi trong sai lệch, ` + "`figure_only: true`" + ` chỉ đếm (F8), ` + "`least`" + ` là tỷ lệ tối thiểu số người phải có mà dữ liệu ngành đã có (mặc định 0.2): dưới mức đó, hoặc ở xã mà dữ liệu thưa hơn một phần tư mức chung, coi như dữ liệu không nói về họ.
`

const coverageTextEN = "A rule stands in the sector's profile. `who` says who must be covered, over the register's fields; who has a record in force in the sector (one that fits `counts`, where given) is covered.\n\n" + coverageExample + `
Fields go by their canonical names (` + "`sex`, `ethnicity`, `marital_status`, `status`, `residence_kind`…" + `) and are texts: a list's code, a name, a number, a day YYYY-MM-DD; missing is ` + "`\"\"`" + `. Beside them there are ` + "`age`, `birth_year` (numbers), `commune`, `province` (codes of the permanent residence), `as_of`, `has(\"sector\")`" + `; compare with ` + "`== != < <= > >= in`" + `, join with ` + "`and or not`" + `.
Somebody whose birth date is not known is not named; where only the year is known the rule must hold for its first and its last day. ` + "`field`" + ` changes the finding's field, ` + "`figure_only: true`" + ` only counts (F8), ` + "`least`" + ` is the share of those due that the dataset must hold (0.2 if not given): below it, or in a commune where the dataset is less than a quarter as dense as in the run, it is taken not to be about them.
`

// WritePage writes the documentation of every rule and figure as Markdown, in Vietnamese or English.
func WritePage(out io.Writer, vietnamese bool) error {
	w := wordsOf(vietnamese)
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n", w.title, w.intro)
	for _, c := range []record.Criterion{record.Dung, record.Du, record.Sach, record.Song} {
		fmt.Fprintf(&b, "\n## %s\n\n| %s | %s | %s |\n|---|---|---|\n", w.criteria[string(c)], w.code, w.says, w.protocol)
		for _, r := range Rules() {
			if r.Criterion == c {
				fmt.Fprintf(&b, "| [`%s`](#%s) | %s | %s |\n", r.Code, r.Code, w.pick(r.VI, r.EN), strings.Join(r.Protocol, ", "))
			}
		}
		for _, r := range Rules() {
			if r.Criterion == c {
				w.rule(&b, r)
			}
		}
	}
	w.lists(&b)
	fmt.Fprintf(&b, "\n## %s\n\n%s", w.coverage, w.coverageText)
	fmt.Fprintf(&b, "\n## %s\n\n%s\n\n| %s | %s | %s | %s |\n|---|---|---|---|\n", w.figures, w.figuresIntro, w.protocol, w.figure, w.needs, w.counts)
	for _, f := range figureTexts() {
		needs := f.Needs
		if needs == "" {
			needs = w.none
		}
		fmt.Fprintf(&b, "| %s | `%s` | %s | %s |\n", f.Rule, f.Code, needs, w.pick(f.VI, f.EN))
	}
	fmt.Fprintf(&b, "\n## %s\n\n%s\n\n", w.rules, w.rulesIntro)
	for _, p := range protocolRules() {
		fmt.Fprintf(&b, "- **%s** %s\n", p.Code, w.pick(p.VI, p.EN))
	}
	w.citations(&b)
	_, err := io.WriteString(out, b.String())
	return err
}

// citations writes the papers with where each was looked up.
func (w words) citations(b *strings.Builder) {
	fmt.Fprintf(b, "\n## %s\n\n%s\n\n| %s | %s |\n|---|---|\n", w.pick("Căn cứ và nơi tra cứu", "The papers, and where each was looked up"),
		w.pick("Chỉ ghi số điều khi đã tra cứu được; còn lại chỉ nêu tên văn bản. Hãy kiểm tra hiệu lực trước khi viện dẫn.", "Articles are named only where their number was looked up; else the paper as a whole. Check that a paper is in force before citing it."),
		w.basis, w.pick("tra cứu tại", "looked up in"))
	for _, c := range citations() {
		fmt.Fprintf(b, "| %s | %s |\n", w.pick(c.VI, c.EN), c.Source)
	}
}

func (w words) pick(vi, en string) string {
	if w.vietnamese {
		return vi
	}
	return en
}

// rule writes the section of one code.
func (w words) rule(b *strings.Builder, r Rule) {
	e := explanations()[r.Code]
	fmt.Fprintf(b, "\n### %s\n\n**%s.** %s\n\n", r.Code, w.pick(r.VI, r.EN), w.pick(e.WhenVI, e.WhenEN))
	fmt.Fprintf(b, "| %s | %s | %s | %s |\n|---|---|---|---|\n", w.reason, w.action, w.to, w.severity)
	var used []string
	cell := func(action, recipient string) string {
		if !slices.Contains(used, action) {
			used = append(used, action)
		}
		return fmt.Sprintf("`%s` | %s", action, w.recipient(recipient))
	}
	for _, why := range r.Reasons {
		word := w.none
		if why.Word != "" {
			word = fmt.Sprintf("`%s` %s", why.Word, w.pick(why.VI, why.EN))
		}
		fmt.Fprintf(b, "| %s | %s | %s |\n", word, cell(why.Action, why.Recipient), w.severities[why.Severity])
		if why.RegisterAction == "" && why.RegisterRecipient == "" {
			continue
		}
		action, to := cmp.Or(why.RegisterAction, why.Action), cmp.Or(why.RegisterRecipient, why.Recipient)
		fmt.Fprintf(b, "| ↳ %s | %s | %s |\n", w.registerAction, cell(action, to), w.severities[why.Severity])
	}
	b.WriteByte('\n')
	for _, action := range used {
		fmt.Fprintf(b, "- `%s`: %s\n", action, w.sentence(action))
	}
	w.steps(b, r, "%d. `%s`: %s")
	fmt.Fprintf(b, "\n%s: %s\n\n%s: %s.\n", w.example, w.pick(e.ExampleVI, e.ExampleEN), w.basis, e.basis(w.vietnamese))
}

// sentence returns what an action tells the officer to do.
func (w words) sentence(code string) string {
	for _, a := range actions() {
		if a.Code == code {
			return w.pick(a.VI, a.EN)
		}
	}
	return code
}

func (w words) recipient(code string) string {
	for _, r := range Recipients() {
		if r.Code == code {
			return w.pick(r.VI, r.EN)
		}
	}
	return code
}

// WriteList writes every code with its title and protocol rules, a line each, for a terminal.
func WriteList(out io.Writer, vietnamese bool) error {
	w := wordsOf(vietnamese)
	var b strings.Builder
	last := record.Criterion("")
	for _, r := range Rules() {
		if r.Criterion != last {
			if last != "" {
				b.WriteByte('\n')
			}
			fmt.Fprintf(&b, "%s\n", w.criteria[string(r.Criterion)])
			last = r.Criterion
		}
		fmt.Fprintf(&b, "  %-27s %-8s %s\n", string(r.Criterion)+"."+r.Code, strings.Join(r.Protocol, " "), w.pick(r.VI, r.EN))
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// FindRule returns the rule of a code, written alone or with its criterion before it ("dung.id_structure").
func FindRule(code string) (Rule, bool) {
	rules := Rules()
	i := slices.IndexFunc(rules, func(r Rule) bool { return code == r.Code || code == string(r.Criterion)+"."+r.Code })
	if i < 0 {
		return Rule{}, false
	}
	return rules[i], true
}

// WriteRule explains one rule, for a terminal.
func WriteRule(out io.Writer, r Rule, vietnamese bool) error {
	w, e := wordsOf(vietnamese), explanations()[r.Code]
	var b strings.Builder
	fmt.Fprintf(&b, "%s.%s: %s\n\n%s\n\n", r.Criterion, r.Code, w.pick(r.VI, r.EN), w.pick(e.WhenVI, e.WhenEN))
	fmt.Fprintf(&b, "%s: %s\n%s: %s.\n", w.example, w.pick(e.ExampleVI, e.ExampleEN), w.legal, e.basis(w.vietnamese))
	for _, p := range protocolRules() {
		if slices.Contains(r.Protocol, p.Code) {
			fmt.Fprintf(&b, "%s: %s\n", p.Code, w.pick(p.VI, p.EN))
		}
	}
	for _, why := range r.Reasons {
		b.WriteByte('\n')
		if why.Word != "" {
			fmt.Fprintf(&b, "%s (%s), ", why.Word, w.pick(why.VI, why.EN))
		}
		fmt.Fprintf(&b, "%s %s: %s\n  %s\n", w.severity, w.severities[why.Severity], w.recipient(why.Recipient), w.sentence(why.Action))
		if why.RegisterAction != "" && why.RegisterAction != why.Action {
			fmt.Fprintf(&b, "  %s: %s\n", w.registerAction, w.sentence(why.RegisterAction))
		}
	}
	w.steps(&b, r, "  %d. %s: %s")
	_, err := io.WriteString(out, b.String())
	return err
}
