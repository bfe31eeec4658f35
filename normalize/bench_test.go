package normalize

import (
	"strings"
	"testing"
	"time"

	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"

	"golang.org/x/text/unicode/norm"
)

var (
	benchNames = []string{"Nguyễn Văn An", "TRẦN THỊ HÒA", "Lê Quốc Khánh", "Phạm Thị Thu Hương", "nguyen van binh", "Đặng Thùy Trâm"}
	cleanNames = []string{"Nguyễn Văn An", "Trần Thị Hoà", "Lê Quốc Khánh", "Phạm Thị Thu Hương"}
	benchDates = []string{"05/03/1980", "1980-03-05", "1950", "5-3-80", "05/03/1980 00:00:00"}
	benchIDs   = []string{"042080001234", "42080001234", "183456789", "001180001234", "042 080 001 234"}
	benchPlace = []string{"Thôn 3, xã Yên Hồ, huyện Đức Thọ, tỉnh Hà Tĩnh", "TDP 5, P. Nam Hà, TP. Hà Tĩnh", "xã Đức Thọ, tỉnh Hà Tĩnh", "Xóm 4, Tùng Ảnh, Đức Thọ, Hà Tĩnh"}
)

// benchmark times f over the inputs, reports allocations and, in the same run, how many times as long it takes as what any
// program would do at least: NFC and lower case of the same inputs ("x-base").
func benchmark(b *testing.B, inputs []string, f func(string)) {
	base := func(n int) time.Duration {
		start := time.Now()
		for i := range n {
			baseSink = strings.ToLower(norm.NFC.String(inputs[i%len(inputs)]))
		}
		return time.Since(start)
	}
	const n = 50_000
	base(n / 10)
	least := min(base(n), base(n), base(n))
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		f(inputs[i%len(inputs)])
		i++
	}
	b.ReportMetric(float64(b.Elapsed())/float64(b.N)/(float64(least)/n), "x-base")
}

var baseSink string

func BenchmarkName(b *testing.B) { benchmark(b, benchNames, func(s string) { ParseName(s) }) }

func BenchmarkNameClean(b *testing.B) { benchmark(b, cleanNames, func(s string) { ParseName(s) }) }

func BenchmarkDate(b *testing.B) {
	ctx := DateContext{AsOf: record.MakeDate(2025, 6, 15), Order: OrderDayMonth}
	benchmark(b, benchDates, func(s string) { ParseDate(s, ctx) })
}

func BenchmarkPersonalID(b *testing.B) {
	benchmark(b, benchIDs, func(s string) { ParsePersonalID(s) })
}

func BenchmarkPersonalIDClean(b *testing.B) {
	benchmark(b, benchIDs[:1], func(s string) { ParsePersonalID(s) })
}

func BenchmarkAddress(b *testing.B) {
	p := NewPlaceParser(refdata.Units(), record.MakeDate(2025, 6, 15), 42)
	benchmark(b, benchPlace, func(s string) { p.Parse(s) })
}

func BenchmarkTaxCode(b *testing.B) {
	benchmark(b, []string{"0100109106"}, func(s string) { ParseTaxCode(s) })
}

func BenchmarkEthnicity(b *testing.B) {
	benchmark(b, []string{"Ê Đê", "Kinh", "Tày"}, func(s string) { ParseEthnicity(s) })
}
