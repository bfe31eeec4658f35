package synth

import (
	"context"
	"testing"
)

// BenchmarkGenerate measures the generation of 20,000 people with five sectors.
func BenchmarkGenerate(b *testing.B) {
	c := Default()
	c.Sectors = []string{"cu_tru", "bhxh", "thue", "tiem_chung", "ho_tich"}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Generate(context.Background(), c, b.TempDir(), nil); err != nil {
			b.Fatal(err)
		}
	}
}
