package tables

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestVietnameseNames: a district of a smaller people is of Viet Nam too, and other countries' names are not.
func TestVietnameseNames(t *testing.T) {
	for name, c := range map[string]struct {
		want  bool
		names []string
	}{
		"most":        {true, []string{"Nguyễn Văn An", "TRAN THI BINH", "Lê Hoà", "Phạm Thị Hạnh", "x y"}},
		"Ê Đê":        {true, []string{"Y Bhiăng Niê", "Y Thih Mlô", "H'Bưn Êban", "Nguyễn Thị Mai", "Y Moan Ênuôl", "Trần Văn Ba"}},
		"Mông":        {true, []string{"Giàng A Páo", "Sùng Thị Mỷ", "Vàng A Chứ", "Thào Seo Lử", "Hầu Thị Sua"}},
		"English":     {false, []string{"Mary Le", "Kim Smith", "John Nguyen", "Anna Brown", "Peter Young"}},
		"Chinese":     {false, []string{"Wang Wei", "Li Na", "Zhang Min", "Liu Yang", "Chen Jing", "Ma Li", "Cao Lei"}},
		"TCVN3":       {true, []string{"NguyÔn V¨n An", "TrÇn ThÞ B×nh", "Lª Hoµ", "Ph¹m ThÞ H¹nh", "NguyÔn Thu Hµ", "Vâ Minh §øc", "§ç ThÞ Mü"}},
		"VNI":         {true, []string{"Nguyeãn Vaên An", "Traàn Thò Bình", "Leâ Hoaø", "Phaïm Thò Haïnh", "Nguyeãn Thu Haø", "Ñoã Thò Myõ"}},
		"twice UTF-8": {true, []string{"Nguyá»…n VÄƒn An", "Tráº§n Thá»‹ BÃ¬nh", "LÃª HoÃ ", "Pháº¡m Thá»‹ Háº¡nh", "Nguyá»…n Thá»‹ Mai"}},
		"French":      {false, []string{"François Lefèvre", "Hélène Dupré", "Zoé Gérard", "Rémi Bézier", "Noël Hébert"}},
		"nothing":     {false, []string{"", " "}},
	} {
		column := &record.Column{}
		for _, n := range c.names {
			column.Codes = append(column.Codes, uint32(column.Dict.Len()))
			column.Dict.Append(n)
		}
		if got := vietnamese(column); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestIDGivesWay: the column that names the rows is not also taken for the number of the person where another holds that.
func TestIDGivesWay(t *testing.T) {
	file := filepath.Join(t.TempDir(), "list.csv")
	list := "Mã định danh học sinh,Họ và tên,Ngày sinh,Số CCCD\nHS1,Nguyễn Văn An,01/02/2010,042210000001\nHS2,Trần Thị Bình,05/06/2011,042311000002\n"
	if err := os.WriteFile(file, []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	sum, err := Dedupe(context.Background(), file, Options{ID: "Mã định danh học sinh", Out: t.TempDir(), MinProbability: .01})
	if err != nil {
		t.Fatal(err)
	}
	if sum.Engine != "person" || sum.Columns["Số CCCD"] != string(record.PersonalIDNo) || sum.Columns["Mã định danh học sinh"] != string(record.RecordID) {
		t.Errorf("%s: %v", sum.Engine, sum.Columns)
	}
}
