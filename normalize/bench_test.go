package normalize

import (
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"

	"golang.org/x/text/unicode/norm"
)

var benchNames = []string{"Nguyễn Văn An", "TRẦN THỊ HÒA", "Lê Quốc Khánh", "Phạm Thị Thu Hương", "nguyen van binh", "Đặng Thùy Trâm"}
var benchDates = []string{"05/03/1980", "1980-03-05", "1950", "5-3-80", "05/03/1980 00:00:00"}
var benchIDs = []string{"042080001234", "42080001234", "183456789", "001180001234", "042 080 001 234"}

func BenchmarkName(b *testing.B) {
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		ParseName(benchNames[i%len(benchNames)])
	}
}

// BenchmarkNameBase is what any program would do at least: NFC and lower case.
func BenchmarkNameBase(b *testing.B) {
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		_ = strings.ToLower(norm.NFC.String(benchNames[i%len(benchNames)]))
	}
}

func BenchmarkDate(b *testing.B) {
	b.ReportAllocs()
	ctx := DateContext{AsOf: record.MakeDate(2025, 6, 15), Order: OrderDayMonth}
	for i := 0; b.Loop(); i++ {
		ParseDate(benchDates[i%len(benchDates)], ctx)
	}
}

func BenchmarkPersonalID(b *testing.B) {
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		ParsePersonalID(benchIDs[i%len(benchIDs)])
	}
}

func BenchmarkPersonalIDClean(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		ParsePersonalID("042080001234")
	}
}

func BenchmarkTaxCode(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		ParseTaxCode("0100109106")
	}
}

func BenchmarkEthnicity(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		ParseEthnicity("Ê Đê")
	}
}
