package dataset

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// people makes a register-like file: few surnames, unique numbers, places that repeat.
func people(rows int) []byte {
	rng := rand.New(rand.NewPCG(1, 1))
	pick := func(of ...string) string { return of[rng.IntN(len(of))] }
	var b strings.Builder
	b.WriteString("STT,Mã công dân,Số định danh cá nhân,Họ và tên,Ngày sinh,Giới tính,Nơi thường trú,Dân tộc,Họ tên cha,Họ tên mẹ,Số hộ khẩu,Trạng thái\n")
	name := func() string {
		return pick("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng") + " " + pick("Văn", "Thị", "Đình", "Hữu", "Ngọc") + " " + pick("An", "Bình", "Cường", "Dũng", "Hà", "Hương", "Lan", "Thuỷ", "Tuấn", "Việt") + fmt.Sprint(rng.IntN(300))
	}
	for i := range rows {
		fmt.Fprintf(&b, "%d,CD%08d,0420%08d,%s,%02d/%02d/%d,%s,\"Thôn %d, xã %d, huyện Đức Thọ, tỉnh Hà Tĩnh\",Kinh,%s,%s,H%06d,Còn sống\n",
			i, i, rng.IntN(1e8), name(), 1+rng.IntN(28), 1+rng.IntN(12), 1930+rng.IntN(95), pick("Nam", "Nữ"), rng.IntN(12), rng.IntN(260), name(), name(), i/4)
	}
	return []byte(b.String())
}

func BenchmarkLoad(b *testing.B) {
	path := filepath.Join(b.TempDir(), "dan_cu.csv")
	data := people(200_000)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		b.Fatal(err)
	}
	p, err := Builtin("dan_cu")
	if err != nil {
		b.Fatal(err)
	}
	for _, threads := range []int{1, 2} {
		b.Run(fmt.Sprintf("threads=%d", threads), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				l, err := Load(context.Background(), Source{Profile: p, Files: []string{path}}, Options{Threads: threads})
				if err != nil || l.Table.Rows() != 200_000 {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSplit(b *testing.B) {
	data := people(50_000)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		s := newSplitter(data, ',')
		for pos := s.skip(0); pos < len(data); pos = s.skip(pos) {
			_, pos, _ = s.next(pos)
		}
	}
}

func BenchmarkProfiles(b *testing.B) {
	for b.Loop() {
		common, err := readCommon()
		if err != nil {
			b.Fatal(err)
		}
		for _, code := range Sectors() {
			data, _ := profileFiles.ReadFile("profiles/" + code + ".yaml")
			if _, err := parseProfile("profiles/"+code+".yaml", data, common); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkUnknownHeader(b *testing.B) {
	p, err := Builtin("dan_cu")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		p.headers.candidates("Một cột mà chưa danh sách nào từng có")
	}
}
