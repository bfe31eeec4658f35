package evaluate

import (
	"encoding/json"
	"math"
)

// Rate is a proportion with its 95% interval. Where Total is 0 there is nothing to say: the three figures are 0, null in JSON
// and a dash in text.
type Rate struct {
	Hits, Total      int
	Value, Low, High float64
}

// MarshalJSON writes {"hits", "total", "value", "low", "high"}, the last three null where Total is 0 and
// rounded to six decimals, so that the file is the same on machines that round sums of products otherwise (arm64's fused operations).
func (r Rate) MarshalJSON() ([]byte, error) {
	type figures struct {
		Hits  int      `json:"hits"`
		Total int      `json:"total"`
		Value *float64 `json:"value"`
		Low   *float64 `json:"low"`
		High  *float64 `json:"high"`
	}
	f := figures{Hits: r.Hits, Total: r.Total}
	if r.Total > 0 {
		v, l, h := sixDecimals(r.Value), sixDecimals(r.Low), sixDecimals(r.High)
		f.Value, f.Low, f.High = &v, &l, &h
	}
	return json.Marshal(f)
}

func sixDecimals(v float64) float64 { return math.Round(v*1e6) / 1e6 }

// z is the normal quantile of a two-sided 95% interval.
const z = 1.959963984540054

// rate returns hits/total with Wilson's score interval.
func rate(hits, total int) Rate {
	if total == 0 {
		return Rate{}
	}
	n, p := float64(total), float64(hits)/float64(total)
	mid := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return Rate{Hits: hits, Total: total, Value: p, Low: min(max(0, mid-half), p), High: max(min(1, mid+half), p)}
}

// Score is precision, recall and F1 of something found against something to be found.
type Score struct {
	TruePositive  int  `json:"true_positive"`
	FalsePositive int  `json:"false_positive"`
	FalseNegative int  `json:"false_negative"`
	Precision     Rate `json:"precision"`
	Recall        Rate `json:"recall"`
	// F1 counts hits and total as 2·TP and 2·TP+FP+FN.
	F1 Rate `json:"f1"`
}

func score(tp, fp, fn int) Score {
	s := Score{TruePositive: tp, FalsePositive: fp, FalseNegative: fn, Precision: rate(tp, tp+fp), Recall: rate(tp, tp+fn)}
	j := rate(tp, tp+fp+fn)
	f := func(x float64) float64 { return 2 * x / (1 + x) }
	s.F1 = Rate{Hits: 2 * tp, Total: 2*tp + fp + fn, Value: f(j.Value), Low: f(j.Low), High: f(j.High)}
	return s
}
