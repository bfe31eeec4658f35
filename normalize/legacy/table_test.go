package legacy_test

import (
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/normalize/legacy"
	"github.com/doisanh/doisanh/normalize/legacy/legacytest"
)

// TestTable reads testdata/encodings.csv: encoding, form (hex: raw bytes; text: their shape in UTF-8; fails: not in the
// encoding), input, want, and where the case comes from.
func TestTable(t *testing.T) {
	f, err := os.Open("testdata/encodings.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < 301 {
		t.Errorf("only %d cases", len(rows)-1)
	}
	for i, r := range rows[1:] {
		e, ok := legacy.Parse(r[0])
		if !ok {
			t.Fatalf("row %d: no encoding %s", i+2, r[0])
		}
		in, want := r[2], r[3]
		var got string
		if r[1] == "hex" {
			b, err := hex.DecodeString(in)
			if err != nil {
				t.Fatal(err)
			}
			got, ok = legacy.DecodeBytes(e, b)
		} else {
			got, ok = legacy.Decode(e, in)
		}
		if got != want || ok != (r[1] != "fails") {
			t.Errorf("row %d: %s %s %q is %q, %t; want %q (%s)", i+2, e, r[1], in, got, ok, want, r[4])
		}
	}
}

func coded(e legacy.Encoding, n int) []string {
	return encodeAll(e, newPeople(uint64(n)).names(n, false))
}

func BenchmarkDecode(b *testing.B) {
	for _, e := range legacytest.Encodings() {
		values := coded(e, 1000)
		b.Run(e.String(), func(b *testing.B) {
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				legacy.Decode(e, values[i%len(values)])
				i++
			}
		})
	}
}

// BenchmarkDetect gives the time per distinct value.
func BenchmarkDetect(b *testing.B) {
	for _, e := range []legacy.Encoding{legacy.UTF8, legacy.TCVN3, legacy.VNI, legacy.Mojibake, legacy.VIQR} {
		values := coded(e, 20_000)
		b.Run(e.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				legacy.Detect(values, nil)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(values)), "ns/value")
		})
	}
}

func BenchmarkDecodeColumn(b *testing.B) {
	values := coded(legacy.TCVN3, 20_000)
	v := legacy.Detect(values, nil)
	b.ReportAllocs()
	for b.Loop() {
		legacy.DecodeColumn(values, v)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(values)), "ns/value")
}

func ExampleDetect() {
	column := []string{"NguyÔn V¨n Hïng", "TrÇn ThÞ Th¶o", "Vò Minh", "Lª Anh"}
	v := legacy.Detect(column, nil)
	decoded, _ := legacy.DecodeColumn(column, v)
	fmt.Println(v.Encoding, v.Evidence)
	fmt.Println(strings.Join(decoded, ", "))
	// Output:
	// tcvn3 4 of 4 marked values become valid Vietnamese syllables, 0 spoiled
	// Nguyễn Văn Hùng, Trần Thị Thảo, Vũ Minh, Lê Anh
}

func ExampleDecode() {
	for _, e := range []legacy.Encoding{legacy.VNI, legacy.TCVN3} {
		text, ok := legacy.Decode(e, "Nguyeãn Vaên")
		fmt.Println(e, text, ok)
	}
	// Output:
	// vni Nguyễn Văn true
	// tcvn3 Nguyeón Vaờn true
}

// The same column gives the same verdict and text whatever the order of its values.
func TestOrder(t *testing.T) {
	column := slices.Concat(coded(legacy.TCVN3, 50), coded(legacy.UTF8, 60))
	v := legacy.Detect(column, nil)
	got, _ := legacy.DecodeColumn(column, v)
	slices.Reverse(column)
	v2 := legacy.Detect(column, nil)
	got2, _ := legacy.DecodeColumn(column, v2)
	slices.Reverse(got2)
	if v.Encoding != v2.Encoding || v.Evidence != v2.Evidence || !slices.Equal(got, got2) {
		t.Errorf("%+v and %+v", v, v2)
	}
}
