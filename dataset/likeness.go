package dataset

import (
	"math"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// weigh gives every token its weight: the fewer fields use it in their wordings, the more it tells.
func (r *recogniser) weigh() {
	fields := map[record.Field]bool{}
	uses := map[string]map[record.Field]bool{}
	for _, a := range r.list {
		fields[a.field] = true
		for _, t := range a.tokens {
			if uses[t] == nil {
				uses[t] = map[record.Field]bool{}
			}
			uses[t][a.field] = true
		}
	}
	for t, in := range uses {
		r.weight[t] = math.Log(1 + float64(len(fields))/float64(len(in)))
	}
	r.unknown = math.Log(1 + float64(len(fields)))
}

// like compares a header word by word with every wording.
func (r *recogniser) like(form string) []candidate {
	words := strings.Fields(viet.Words(form))
	whole := strings.Join(words, "")
	written := wordsOf(form)
	asWritten := marked(form)
	slips := map[string]bool{}
	for _, w := range written {
		if !r.words[w.folded] && r.mayBeSlip(w, written) {
			slips[w.folded] = true
		}
	}
	best, bestScore, second := candidate{}, 0.0, 0.0
	for _, a := range r.list {
		if r.theirs[a.field] || !sameKind(words, a.tokens) {
			continue
		}
		score := r.likeness(words, a.tokens, slips)
		key := strings.Join(a.tokens, "")
		if n := len(key); n >= 7 && abs(len(whole)-n) <= 1 && viet.Edits(whole, key) <= 1+n/16 &&
			(len(slips) > 0 || asWritten != whole && viet.Edits(asWritten, a.marked) <= 1) { // every word may be a word: "Giớ tính", but not "Số đã đóng"
			score = max(score, 0.95)
		}
		switch {
		case score > bestScore:
			if a.field != best.field {
				second = bestScore
			}
			best, bestScore = a.candidate, score
		case score > second && a.field != best.field:
			second = score
		}
	}
	if bestScore < 0.82 || bestScore-second < 0.06 || best.field == "" {
		return nil
	}
	best.tier = fuzzy
	best.rank = int(1000 * (1 - bestScore))
	return []candidate{best}
}

// kindWords are the words that say what kind of thing a column holds. Two wordings that differ in one are not alike,
// however much else they share: "Ngày cấp thẻ" and "Số thẻ".
var kindWords = [][]string{{"ngay", "thang", "nam", "thoi", "date", "ky", "lan"}, {"so", "ma", "number", "code", "id"}, {"ten", "name"}, {"noi", "dia", "cho"}, {"trang", "tinh"}}

func sameKind(a, b []string) bool {
	has := func(words, of []string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(of, w) })
	}
	for _, of := range kindWords {
		if has(a, of) != has(b, of) {
			return false
		}
	}
	return true
}

// likeness is the share of weight two wordings have in common (Dice). A word that may be a slip and is
// one letter off counts for most of its weight.
func (r *recogniser) likeness(a, b []string, slips map[string]bool) float64 {
	var sum, common float64
	for _, t := range a {
		sum += r.weightOf(t)
	}
	for _, t := range b {
		w := r.weightOf(t)
		sum += w
		if slices.Contains(a, t) {
			common += 2 * w
			continue
		}
		for _, u := range a {
			if len(t) >= 4 && len(u) >= 4 && slips[u] && abs(len(t)-len(u)) <= 1 && viet.Edits(t, u) == 1 {
				common += 0.85 * (w + r.weightOf(u))
				break
			}
		}
	}
	if sum == 0 {
		return 0
	}
	return min(1, common/sum)
}

func (r *recogniser) weightOf(t string) float64 {
	if w, ok := r.weight[t]; ok {
		return w
	}
	return r.unknown
}
