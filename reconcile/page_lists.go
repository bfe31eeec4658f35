package reconcile

import (
	"fmt"
	"slices"
	"strings"
)

// listText says what a list of the run folder is for.
type listText struct {
	File     string
	Protocol []string
	VI, EN   string
}

// listTexts returns the lists beside the findings, in the order they are written.
func listTexts() []listText {
	return []listText{
		{"approvals", []string{"D1", "D2"},
			"Bản ghi sổ cư trú, tàng thư căn cước khớp hoàn toàn với dân cư: phê duyệt, đồng bộ (`approve_and_sync`), hoặc chờ xác minh xong tàng thư kia (`approve_after_verification`, `waits_for`). Mỗi bộ dữ liệu có đúng số dòng của chỉ tiêu `approve`.",
			"Records of the residence books and the card archive that agree wholly: approve and sync (`approve_and_sync`), or once the other archive's record is verified (`approve_after_verification`, `waits_for`). A dataset has as many lines as its measure `approve` counts."},
		{"persons", []string{"A2", "B5"},
			"Người có trong từ hai bộ dữ liệu ngành trở lên: có ở ngành nào, bao nhiêu bản ghi, bao nhiêu sai lệch, các trường mà những bản ghi của người đó khác nhau. Một lần gặp công dân giải quyết hết.",
			"Whom two or more sector datasets hold: which, how many records and findings, and the fields in which the person's records differ. One visit to the citizen settles all."},
		{"disagreements", []string{"A2", "B5"},
			"Giá trị của từng bản ghi ở những trường đó. Các bản ghi cùng `side` là khớp nhau; `side` 1 là của dân cư, nếu dân cư có.",
			"Each record's value in those fields. Records of one `side` agree; side 1 is the register's, where it holds the field."},
		{"cases", []string{"B3", "C3", "D2"},
			"Sai lệch phải giải quyết qua nhiều bước, đang ở bước nào (`step`, `task`), còn thiếu gì (`wanted`), trong dữ liệu đã có gì (`found`): xác minh, chưa thu thập hình thức 2 và 3, nhân khẩu đặc biệt.",
			"Findings settled in several steps: the step each is at (`step`, `task`), what is still wanted, and what the run's own data give (`found`): verification, the uncollected of forms 2 and 3, special residents."},
		{"cohorts", []string{"B4"},
			"Người sinh năm 2004 và 2007 (hoặc `cohorts` của job) không có hoặc sai số định danh, ở dân cư và ở từng ngành. Dòng của dân cư bằng chỉ tiêu F7.",
			"Those born in 2004 and 2007 (or the job's `cohorts`) with no or a wrong number, in the register and in every dataset. The register's lines are what F7 counts."},
		{"events", []string{"E1", "E2"},
			"Sự kiện hộ tịch, chuyển đến, định cư nước ngoài mà dân cư hoặc một ngành (`in_dataset`) chưa thể hiện: còn hưởng, còn thẻ, còn hợp đồng sau khi chết (`still_active`), còn giá trị cũ (`old_value`), trẻ chưa có (`absent`).",
			"Civil-status events, arrivals and settlings abroad that the register or a dataset (`in_dataset`) does not show: still paid, insured or served after death (`still_active`), the old value (`old_value`), the child not there (`absent`)."},
	}
}

// steps writes the steps by which a rule's findings are settled, once for reasons that share them.
func (w words) steps(b *strings.Builder, r Rule, item string) {
	var told [][]Step
	for _, why := range r.Reasons {
		steps := stepsFor(r.Code, why.Word)
		if steps == nil || slices.ContainsFunc(told, func(o []Step) bool { return o[0].Code == steps[0].Code }) {
			continue
		}
		told = append(told, steps)
		label := w.pick("Các bước", "Steps")
		if why.Word != "" && !allSteps(r) {
			label += " (" + why.Word + ")"
		}
		fmt.Fprintf(b, "\n%s:\n", label)
		for _, s := range steps {
			fmt.Fprintf(b, item, s.Number, s.Code, w.pick(s.VI, s.EN))
			for i, p := range s.Papers {
				sep := ", "
				if i == 0 {
					sep = w.pick(". Hồ sơ: ", ". Papers: ")
				}
				b.WriteString(sep + w.paper(p))
			}
			b.WriteString(".\n")
		}
	}
}

// allSteps reports whether every reason of a rule is settled by the same steps.
func allSteps(r Rule) bool {
	first := stepsFor(r.Code, r.Reasons[len(r.Reasons)-1].Word)
	return !slices.ContainsFunc(r.Reasons, func(why Reason) bool {
		steps := stepsFor(r.Code, why.Word)
		return len(steps) == 0 || len(first) == 0 || steps[0].Code != first[0].Code
	})
}

func (w words) paper(code string) string {
	for _, p := range papers() {
		if p.Code == code {
			return w.pick(p.VI, p.EN)
		}
	}
	return code
}

// lists writes the section of the lists.
func (w words) lists(b *strings.Builder) {
	fmt.Fprintf(b, "\n## %s\n\n| %s | %s | %s |\n|---|---|---|\n", w.pick("Các danh sách", "The lists"), w.pick("tệp", "file"), w.protocol, w.says)
	for _, l := range listTexts() {
		fmt.Fprintf(b, "| `%s` | %s | %s |\n", l.File, strings.Join(l.Protocol, ", "), w.pick(l.VI, l.EN))
	}
	b.WriteByte('\n')
	for _, code := range []string{ActionApprove, ActionApproveAfter} {
		fmt.Fprintf(b, "- `%s`: %s\n", code, w.sentence(code))
	}
}
