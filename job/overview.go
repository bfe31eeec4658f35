package job

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/job/workbooks"
	"github.com/doisanh/doisanh/match"
	"github.com/doisanh/doisanh/reconcile"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
	"github.com/doisanh/doisanh/report/dictionary"
	"github.com/doisanh/doisanh/report/webpage"
)

// shownCommune is the least part of the findings of the commune with the most that a commune has to have to stand in report.html: the
// long tail are communes of other provinces with a record or two.
const shownCommune = 0.01

// probabilityBins is how many bars the histogram of match probabilities has.
const probabilityBins = 20

// writePage writes report.html.
func (r *run) writePage(ctx context.Context, dir string, s *Summary, communeName func(uint32) string) (report.File, error) {
	p := r.page(s, communeName)
	return report.WriteFile(ctx, dir, "report.html", func(w io.Writer) error { return webpage.Write(w, p) })
}

// matchedFrom returns the lowest and the highest threshold from which the datasets' records were linked: each sets its own where the job sets none.
func (r *run) matchedFrom(s *Summary) (low, high float64) {
	for _, d := range s.Datasets {
		if l := d.Linking; l != nil && l.Threshold > 0 {
			if high = max(high, l.Threshold); low == 0 || l.Threshold < low {
				low = l.Threshold
			}
		}
	}
	if low == 0 {
		low = cmp.Or(r.plan.MatchThreshold, match.DefaultMatch)
	}
	return low, max(low, high)
}

func (r *run) page(s *Summary, communeName func(uint32) string) *webpage.Page {
	p := &webpage.Page{
		Name: s.Name, AsOf: s.AsOf, RowsIn: s.RowsIn, Loaded: s.Loaded, Rejected: s.Rejected,
		Review:    cmp.Or(r.plan.ReviewThreshold, match.DefaultReview),
		Histogram: r.histogram(), Balance: r.balanceLines(), Criteria: r.criteria(s),
	}
	p.Warnings = r.warnings(s)
	p.Communes, p.OtherUnits, p.OtherFindings = r.communes(communeName)
	for i, d := range r.all {
		f := s.Datasets[d.table().Name]
		sector := d.table().Sector
		set := webpage.Dataset{
			Title: webpage.Text{VI: sector.TitleVI, EN: sector.TitleEN}, Name: d.table().Name, Register: i == 0,
			RowsIn: f.RowsIn, Loaded: f.Loaded, Rejected: f.Rejected, Duplicates: f.Duplicates,
		}
		for _, codes := range f.Findings {
			for _, n := range codes {
				set.Findings += n
			}
		}
		for i, o := range record.Outcomes() {
			set.Outcomes[i] = f.Outcomes[o.String()]
		}
		p.Findings, p.Duplicates = p.Findings+set.Findings, p.Duplicates+set.Duplicates
		p.Datasets = append(p.Datasets, set)
	}
	p.Match, p.MatchTo = r.matchedFrom(s)
	p.Estimates = r.estimates(s)
	p.Model, p.Trained = modelLines(r.model), modelSource(r.model)
	if r.plan.Reports.XLSX {
		for _, c := range criterionNames() {
			p.Books = append(p.Books, webpage.Book{File: string(c.id) + ".xlsx", Title: c.title})
		}
	}
	return p
}

// warnings tell of the datasets that may not be whole.
func (r *run) warnings(s *Summary) (all []webpage.Text) {
	put := func(d *data, vi, en string, args ...any) {
		all = append(all, webpage.Text{VI: workbooks.Title(d.table()) + ": " + fmt.Sprintf(vi, args...), EN: d.table().Sector.TitleEN + ": " + fmt.Sprintf(en, args...)})
	}
	for _, d := range r.all {
		f := s.Datasets[d.table().Name]
		for _, n := range f.Notes {
			if n.ID == dataset.NoteRowsCut {
				put(d, "tệp %s đứt giữa dòng cuối, có thể còn thiếu nhiều dòng.", "the file %s breaks off within its last row and may lack more.", n.File)
			}
		}
		if f.Fewer != nil {
			put(d, "có %d bản ghi, lượt trước có %d: danh sách có thể chưa đủ. Sai lệch của các bản ghi không còn thấy vẫn để là còn tồn.",
				"%d records, and %d in the run before: the list may not be whole. Findings of records that are not in it stay open.", f.Loaded, f.Fewer.Before)
		}
	}
	return all
}

// estimates are the run's own estimates of how right its links are, of all datasets and of each.
func (r *run) estimates(s *Summary) []webpage.Estimate {
	var all []webpage.Estimate
	put := func(title webpage.Text, q *QualityFigures) {
		if q != nil {
			all = append(all, webpage.Estimate{Title: title, Precision: webpage.Interval(q.Precision), Recall: webpage.Interval(q.Recall), F1: webpage.Interval(q.F1)})
		}
	}
	put(webpage.Text{VI: "Tất cả", EN: "All"}, s.Quality)
	for _, d := range r.all[1:] {
		put(webpage.Text{VI: workbooks.Title(d.table()), EN: d.table().Sector.TitleEN}, s.Datasets[d.table().Name].Quality)
	}
	return all
}

type criterionName struct {
	id    record.Criterion
	title webpage.Text
}

func criterionNames() []criterionName {
	return []criterionName{
		{record.Dung, webpage.Text{VI: "Đúng: thông tin sai hoặc khác nhau", EN: "Đúng (correct): what is wrong or differs"}},
		{record.Du, webpage.Text{VI: "Đủ: người và thông tin còn thiếu", EN: "Đủ (complete): who and what is missing"}},
		{record.Sach, webpage.Text{VI: "Sạch: trùng, thừa, dùng chung số", EN: "Sạch (clean): duplicates, surplus, shared numbers"}},
		{record.Song, webpage.Text{VI: "Sống: biến động chưa cập nhật", EN: "Sống (alive): changes not carried over"}},
	}
}

// criteria counts the findings of the run by criterion, code and severity.
func (r *run) criteria(s *Summary) []webpage.Criterion {
	severities := map[string][3]int{}
	kinds := r.result.Kinds()
	for _, l := range r.result.Found {
		n := make([]int, len(kinds))
		for i := range l.Len() {
			n[l.KindOf(i)]++
		}
		for i, k := range kinds {
			counts := severities[k.Code]
			counts[workbooks.SeverityPlace(k.Severity)] += n[i]
			severities[k.Code] = counts
		}
	}
	rules := reconcile.Rules()
	var all []webpage.Criterion
	for _, name := range criterionNames() {
		c := webpage.Criterion{ID: string(name.id), Title: name.title}
		for _, rule := range rules {
			if n := s.Findings[string(name.id)][rule.Code]; rule.Criterion == name.id && n > 0 {
				c.Codes = append(c.Codes, webpage.Code{Code: rule.Code, Title: webpage.Text{VI: rule.VI, EN: rule.EN}, Count: n, Severity: severities[rule.Code]})
				c.Sum += n
			}
		}
		slices.SortStableFunc(c.Codes, func(a, b webpage.Code) int { return cmp.Compare(b.Count, a.Count) })
		all = append(all, c)
	}
	return all
}

// communes gathers the figures of the communes with findings, most first.
func (r *run) communes(communeName func(uint32) string) (list []webpage.Commune, others, findings int) {
	by := map[uint32]*webpage.Commune{}
	at := func(u uint32) *webpage.Commune {
		c := by[u]
		if c == nil {
			c = &webpage.Commune{Code: record.FormatUnit(u), Name: communeName(u), Residents: -1, Archive: -1}
			by[u] = c
		}
		return c
	}
	order := map[string]int{}
	for i, c := range criterionNames() {
		order[string(c.id)] = i
	}
	for _, n := range r.result.Counts {
		criterion, isFinding := strings.CutPrefix(n.Measure, "finding.")
		switch {
		case isFinding:
			criterion, _, _ = strings.Cut(criterion, ".")
			c := at(n.Commune)
			c.Findings[order[criterion]] += int(n.Value)
			c.Sum += int(n.Value)
		case n.Measure == reconcile.MeasureRegisterResidents:
			at(n.Commune).Residents = int(n.Value)
		case n.Measure == reconcile.MeasureArchiveResidents:
			at(n.Commune).Archive = max(0, at(n.Commune).Archive) + int(n.Value)
		}
	}
	for _, c := range by {
		if c.Sum > 0 {
			list = append(list, *c)
		}
	}
	slices.SortFunc(list, func(a, b webpage.Commune) int { return cmp.Or(cmp.Compare(b.Sum, a.Sum), cmp.Compare(a.Code, b.Code)) })
	for i, c := range list {
		if float64(c.Sum) < shownCommune*float64(list[0].Sum) {
			for _, o := range list[i:] {
				findings += o.Sum
			}
			return list[:i], len(list) - i, findings
		}
	}
	return list, 0, 0
}

// balanceLines sums the reconciliation of residents over the communes.
func (r *run) balanceLines() []webpage.Balance {
	sums := map[string]int{}
	for _, n := range r.result.Counts {
		if strings.HasPrefix(n.Measure, "balance.") {
			sums[n.Measure] += int(n.Value)
		}
	}
	var lines []webpage.Balance
	for _, l := range balanceTitles() {
		if n := sums[l.measure]; n > 0 {
			side := "matched"
			if part := strings.Split(l.measure, "."); len(part) == 3 {
				side = part[1]
			}
			lines = append(lines, webpage.Balance{Title: l.title, Count: n, Side: side})
		}
	}
	return lines
}

type balanceTitle struct {
	measure string
	title   webpage.Text
}

func balanceTitles() []balanceTitle {
	register := func(class, vi, en string) balanceTitle {
		return balanceTitle{"balance.register." + class, webpage.Text{VI: "Chỉ có trong dữ liệu dân cư: " + vi, EN: "Only in the register: " + en}}
	}
	archive := func(class, vi, en string) balanceTitle {
		return balanceTitle{"balance.archive." + class, webpage.Text{VI: "Chỉ có trong tàng thư: " + vi, EN: "Only in the archive: " + en}}
	}
	return []balanceTitle{
		{"balance.matched", webpage.Text{VI: "Có ở cả hai bên", EN: "In both"}},
		register("repeated", "bản ghi lặp lại", "a repeated record"),
		register("dead_or_missing", "đã chết hoặc mất tích", "dead or missing"),
		register("temporary", "tạm trú", "temporary residents"),
		register("moved_away", "đã chuyển nơi thường trú", "moved elsewhere"),
		register("review", "còn chờ xem xét", "in review"),
		register("unexplained", "chưa rõ nguyên nhân", "unexplained"),
		archive("form_1", "chưa thu thập, đang ở nơi đăng ký", "not collected, living at the registered place"),
		archive("form_2", "chưa thu thập, ở nơi khác đã biết", "not collected, living elsewhere, known where"),
		archive("form_3", "chưa thu thập, không rõ ở đâu", "not collected, not known where"),
		archive("review", "còn chờ xem xét", "in review"),
		archive("repeated", "ghi nhiều lần trong xã", "held more than once in the commune"),
		archive("register_gone", "dân cư ghi đã chết, chuyển đi, xóa đăng ký", "dead, moved or deregistered by the register"),
		archive("register_elsewhere", "dân cư ghi ở xã khác", "in another commune by the register"),
	}
}

// histogram counts the best candidates of all sector records by their probability.
func (r *run) histogram() []webpage.Bin {
	bins := make([]webpage.Bin, probabilityBins)
	for i := range bins {
		bins[i].From, bins[i].To = float64(i)/probabilityBins, float64(i+1)/probabilityBins
	}
	for _, d := range r.all[1:] {
		for i := range d.links {
			l := &d.links[i]
			b := &bins[min(probabilityBins-1, max(0, int(l.Probability*probabilityBins)))]
			switch l.Decision {
			case record.DecideMatch:
				b.Match++
			case record.DecideReview:
				b.Review++
			default:
				b.Beside++
			}
		}
	}
	return bins
}

// modelLines puts the match model's levels in words.
func modelLines(m *match.Model) []webpage.Comparison {
	var all []webpage.Comparison
	for i := range m.Comparisons {
		c := &m.Comparisons[i]
		line := webpage.Comparison{Title: comparisonTitle(c.Name)}
		for _, l := range c.Levels {
			line.Levels = append(line.Levels, webpage.Level{Name: l.Name, M: l.M, Bits: math.Log2(l.M / l.U), ByValue: l.TF != ""})
		}
		all = append(all, line)
	}
	return all
}

func comparisonTitle(name string) webpage.Text {
	switch name {
	case "id":
		return webpage.Text{VI: "Số định danh, số CMND", EN: "Personal ID, CMND"}
	case "name":
		return webpage.Text{VI: "Họ, chữ đệm và tên", EN: "Full name"}
	case "residence":
		return webpage.Text{VI: "Nơi cư trú", EN: "Residence"}
	}
	vi, en := dictionary.Title(record.Field(name))
	return webpage.Text{VI: vi, EN: en}
}

func modelSource(m *match.Model) webpage.Text {
	if m.Training != nil {
		return webpage.Text{VI: "Mô hình được ước lượng từ dữ liệu.", EN: "The model was estimated from data."}
	}
	return webpage.Text{VI: "Mô hình có sẵn của chương trình.", EN: "The program's own prior model."}
}
