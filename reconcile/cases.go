package reconcile

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// Case is a finding that the protocol settles in several steps (rules B3, C3, D2), with the step it is at, what the run's own data
// already give for it and what is still wanted.
type Case struct {
	Dataset int // place among the sectors
	Row     uint32
	Person  int // the register row, or record.NoRow
	Code    string
	Reason  string
	Step    Step
	Steps   int      // how many the case has
	Wanted  []string // papers of the step that are not there yet, or fields to be verified
	Found   []Evidence
	Commune uint32
}

// Evidence is what the run holds for a paper or a field: records of some datasets.
type Evidence struct {
	Of      string // a paper of the step, or a field
	Records []SourceRecord
}

// SourceRecord names a record of the run.
type SourceRecord struct {
	Dataset int // place among the sectors, or Register
	Row     uint32
}

// Step is one step of the way a finding is settled.
type Step struct {
	Number int
	Code   string
	Papers []string // what the file of the step must hold, as words of Papers
	VI, EN string
}

// The papers that steps ask for. The file of a resident who cannot be found (form 3) must hold the first six (rule C3).
const (
	PaperArchive      = "archive"
	PaperJustice      = "justice"
	PaperWanted       = "wanted_persons"
	PaperEnforcement  = "enforcement"
	PaperImmigration  = "immigration"
	PaperMinutes      = "minutes"
	PaperClass        = "class_papers"
	PaperDecision     = "decision"
	PaperVerification = "verification_reply"
	// EvidenceTrace is no paper: another record of the run that may be the person's and says where to look.
	EvidenceTrace = "trace"
)

// papers returns every paper with its name.
func papers() []Action {
	return []Action{
		{PaperArchive, "kết quả tra cứu tàng thư", "the archive's result"},
		{PaperJustice, "kết quả của cơ quan tư pháp, hộ tịch", "the justice office's result"},
		{PaperWanted, "kết quả tra cứu truy nã", "the wanted-persons result"},
		{PaperEnforcement, "kết quả thi hành án", "the enforcement result"},
		{PaperImmigration, "kết quả xuất nhập cảnh", "the immigration result"},
		{PaperMinutes, "biên bản với hộ gia đình, trưởng thôn hoặc chủ nhà", "minutes with household, hamlet head or landlord"},
		{PaperClass, "giấy tờ chứng minh nhóm", "papers that prove the class"},
		{PaperDecision, "giấy tờ quốc tịch, hộ tịch do cơ quan tư pháp cấp", "nationality or civil-status papers issued"},
		{PaperVerification, "trả lời xác minh của công an nơi đang ở", "the answer of the police where the person lives"},
		{EvidenceTrace, "dấu vết ở dữ liệu khác (không phải giấy tờ)", "a trace in another dataset (no paper)"},
	}
}

// stepsFor returns the steps by which a code's findings of that reason are settled, nil where one action settles them.
func stepsFor(code, reason string) []Step {
	switch code + "/" + reason {
	case CodeVerify + "/":
		return []Step{
			{1, "verify_differences", nil, "Xác minh các trường khác nhau", "Verify the fields that differ"},
			{2, "ask_for_papers", nil, "Yêu cầu công dân cung cấp giấy tờ, chỉnh phiếu và sổ cho thống nhất; không có giấy tờ thì công dân cam kết bằng văn bản, chỉnh sổ", "Ask the citizen for papers and bring form and books in line; without papers a written commitment, and the books are adjusted"},
			{3, "update_and_approve", nil, "Cập nhật rồi phê duyệt", "Update, then approve"},
		}
	case CodeNotCollected + "/form_2":
		return []Step{
			{1, "send_for_verification", []string{PaperVerification}, "Gửi xác minh đến công an nơi công dân đang ở", "Send for verification to the police where the citizen lives"},
			{2, "collect_or_deregister", nil, "Thu thập; nếu nơi đó trả lời đã thường trú và có dữ liệu thì xóa đăng ký thường trú tại đây hoặc hủy đăng ký trái quy định", "Collect; if the answer says permanently registered there and in the register, deregister here or annul an unlawful registration"},
		}
	case CodeNotCollected + "/form_3":
		return []Step{
			{1, "trace", []string{PaperArchive, PaperJustice, PaperWanted, PaperEnforcement, PaperImmigration, PaperMinutes}, "Truy tìm, lập hồ sơ", "Trace the person and make the file"},
			{2, "list_to_province", nil, "Gửi danh sách về Công an cấp tỉnh và C06 để so sánh với CSDLQG về dân cư", "Send the list to the province and C06 to be compared with the national register"},
		}
	}
	if code != CodeSpecialResident {
		return nil
	}
	return []Step{
		{1, "collect_papers", []string{PaperClass}, "Thu thập giấy tờ chứng minh thuộc nhóm nào, lập hồ sơ", "Collect the papers that prove the class and keep a file"},
		{2, "propose_decision", []string{PaperDecision}, "Phối hợp cơ quan tư pháp đề xuất giải quyết quốc tịch, hộ tịch; chỉ thu thập dữ liệu sau khi có giấy tờ", "With the justice office propose a decision; collect data only after nationality or civil-status papers are issued"},
		{3, "send_classed_list", nil, "Gửi danh sách đã phân loại về Công an cấp tỉnh", "Send the classed list to the province"},
		{4, "screen_and_report", nil, "Cấp tỉnh tổng hợp, kiểm tra, báo cáo và gửi danh sách tra cứu trên CSDLQG về dân cư", "The province gathers, inspects, reports up and sends the list to be screened against the national register"},
	}
}

// listCases lists the cases of the run, by dataset and row.
func (ix *index) listCases(ctx context.Context, all []*Findings, persons []Person, threads int) ([]Case, error) {
	l := &caseList{ix: ix, persons: persons, place: map[record.Field]uint8{}}
	for i, f := range record.CanonicalFields() {
		l.place[f] = uint8(i)
	}
	of := make([][]Case, len(all)-1)
	err := each(ctx, len(of), threads, func(i int) { of[i] = l.begun(i, all[i+1]) })
	if err != nil {
		return nil, err
	}
	l.cases = slices.Concat(of...)
	l.trace()
	return l.cases, nil
}

// begun makes the cases of a dataset, by row, before other datasets are searched for traces.
func (l *caseList) begun(dataset int, found *Findings) (cases []Case) {
	stepsOf := make([][]Step, len(found.list.kinds))
	verified := false
	for j, k := range found.list.kinds {
		stepsOf[j] = stepsFor(k.Code, k.Reason)
	}
	for j := range found.found {
		verified = verified || found.list.kinds[found.found[j].kind].Code == CodeVerify
	}
	mismatch := map[int32][]record.Field{}
	for j := range found.found {
		f := &found.found[j]
		if k := &found.list.kinds[f.kind]; verified && k.Code == CodeFieldMismatch {
			mismatch[f.row] = append(mismatch[f.row], found.list.fields[f.field])
		}
	}
	for j := range found.found {
		f := &found.found[j]
		k := &found.list.kinds[f.kind]
		steps := stepsOf[f.kind]
		if steps == nil {
			continue
		}
		c := Case{Dataset: dataset, Row: uint32(f.row), Person: int(f.person), Code: k.Code, Reason: k.Reason, Step: steps[0], Steps: len(steps), Commune: f.commune}
		switch k.Code {
		case CodeVerify:
			l.verify(&c, mismatch[f.row])
		case CodeNotCollected:
			l.notCollected(&c)
		case CodeSpecialResident:
			l.special(&c, steps)
		}
		cases = append(cases, c)
	}
	slices.SortStableFunc(cases, func(a, b Case) int { return cmp.Compare(a.Row, b.Row) })
	return cases
}

type caseList struct {
	ix      *index
	persons []Person // by register row
	place   map[record.Field]uint8
	cases   []Case
}

// verify names the fields that differ, and what other records side with the archive's against the register.
func (l *caseList) verify(c *Case, fields []record.Field) {
	var all []Difference
	person := l.ix.person(c.Person)
	if i, ok := slices.BinarySearchFunc(l.persons, person, func(p Person, row uint32) int { return cmp.Compare(p.Row, row) }); ok {
		all = l.persons[i].Differences
	}
	for _, f := range fields {
		c.Wanted = append(c.Wanted, string(f))
		side := uint8(0)
		for _, d := range all {
			if d.Field == l.place[f] && int(d.Dataset) == c.Dataset && d.Row == c.Row {
				side = d.Side
			}
		}
		e := Evidence{Of: string(f)}
		for _, d := range all {
			if d.Field == l.place[f] && d.Side == side && side > 1 && int(d.Dataset) != c.Dataset {
				e.Records = append(e.Records, SourceRecord{int(d.Dataset), d.Row})
			}
		}
		if len(e.Records) > 0 {
			c.Found = append(c.Found, e)
		}
	}
}

// notCollected begins the file of a resident who is not in the register. The record itself is the archive's result.
func (l *caseList) notCollected(c *Case) {
	c.Wanted = slices.Clone(c.Step.Papers)
	if slices.Contains(c.Wanted, PaperArchive) {
		c.take(PaperArchive, SourceRecord{c.Dataset, c.Row})
	}
}

// take puts a record to a paper that the step wants, else to the traces.
func (c *Case) take(paper string, r SourceRecord) {
	if !slices.Contains(c.Step.Papers, paper) {
		paper = EvidenceTrace
	}
	c.Wanted = slices.DeleteFunc(c.Wanted, func(w string) bool { return w == paper })
	i := slices.IndexFunc(c.Found, func(e Evidence) bool { return e.Of == paper })
	if i < 0 {
		i, c.Found = len(c.Found), append(c.Found, Evidence{Of: paper})
	}
	c.Found[i].Records = append(c.Found[i].Records, r)
}

// special finds the step a special resident is at by the papers the list names: none, papers of the class, or a paper that the
// justice office issues.
func (l *caseList) special(c *Case, steps []Step) {
	v := l.ix.sectors[c.Dataset]
	held := viet.Words(v.cell(record.Papers, int(c.Row)))
	at := 0
	switch step := coded(v.people.Coded[fieldStep], int(c.Row)); {
	case step >= "1" && step <= "4":
		at = int(step[0] - '1')
	case unknownWord(held) || held == "khong" || strings.HasPrefix(held, "khong co") || strings.HasPrefix(held, "chua co"):
	case l.decided(c, held):
		at = 2
	default:
		at = 1
	}
	c.Step = steps[at]
	c.Wanted = slices.Clone(c.Step.Papers)
	if at > 0 {
		c.Found = append(c.Found, Evidence{Of: PaperClass, Records: []SourceRecord{{c.Dataset, c.Row}}})
	}
}

// fieldStep is a special resident's step, where the list tells it.
const fieldStep record.Field = "step"

// decided reports whether the papers held settle the nationality or civil status, or a list of nationality decisions has the person.
func (l *caseList) decided(c *Case, held string) bool {
	for _, w := range [...]string{"quyet dinh", "giay xac nhan", "xac nhan co quoc tich", "giay chung nhan quoc tich", "trich luc"} {
		if strings.Contains(held, w) {
			return true
		}
	}
	if c.Person == record.NoRow {
		return false
	}
	for _, v := range l.ix.sectors {
		if v.code != sectorLost {
			continue
		}
		for _, link := range v.links {
			if link.Decision == record.DecideMatch && l.ix.person(link.Person) == l.ix.person(c.Person) {
				return true
			}
		}
	}
	return false
}

// trace looks for the people nobody has collected in all other datasets of the run: records that are linked to nobody and bear the
// same number, or the same name and full birth date.
func (l *caseList) trace() {
	byNumber, byName := map[uint64][]int{}, map[string][]int{}
	for i := range l.cases {
		c := &l.cases[i]
		if c.Code != CodeNotCollected {
			continue
		}
		v, row := l.ix.sectors[c.Dataset], int(c.Row)
		for _, n := range [...]uint64{v.id12[row], v.id9[row]} {
			if n != 0 {
				byNumber[n] = append(byNumber[n], i)
			}
		}
		if k := nameAndBirth(v, row); k != "" {
			byName[k] = append(byName[k], i)
		}
	}
	if len(byNumber)+len(byName) == 0 {
		return
	}
	for set, v := range l.ix.sectors {
		if v.code == sectorBooks {
			continue // where they are from
		}
		paper := paperOf(v.code)
		for row := range v.rows {
			if _, linked := v.linked(row); linked {
				continue
			}
			met := map[int]bool{}
			for _, i := range slices.Concat(byNumber[v.id12[row]], byNumber[v.id9[row]], byName[nameAndBirth(v, row)]) {
				met[i] = true
			}
			for _, i := range slices.Sorted(maps.Keys(met)) {
				l.cases[i].take(paper, SourceRecord{set, uint32(row)})
			}
		}
	}
}

// paperOf returns the paper of a file that a sector's record stands for. Courts and procuracy have no paper of the file: what they hold is
// a trace to ask the enforcement office about.
func paperOf(sector string) string {
	switch sector {
	case "ho_tich":
		return PaperJustice
	case sectorExit:
		return PaperImmigration
	}
	return EvidenceTrace
}

// nameAndBirth returns a key of a row's name and birth date, empty where one is not known in full.
func nameAndBirth(v *view, row int) string {
	d := v.birth(row)
	if !d.IsFull() {
		return ""
	}
	n := v.names.At(row)
	if n.Folded == "" {
		return ""
	}
	return fmt.Sprintf("%s %d", n.Folded, d)
}
