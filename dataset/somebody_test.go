package dataset

import (
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestFirstPersonIsNoHeader: the first person of a list without a header is not read as one because of what headers and rows both say.
func TestFirstPersonIsNoHeader(t *testing.T) {
	for name, list := range map[string]string{
		"head of a household":        "Trần Văn Ất,1985,Nam,Chủ hộ,Thường trú,Thôn 3 xã Đức Thọ\nLê Thị Bính,1986,Nữ,Vợ,Thường trú,Thôn 3 xã Đức Thọ\n",
		"with numbers and dates":     "1,042185000011,Trần Văn Ất,03/05/1985,Nam,Chủ hộ,Thường trú\n2,042186000012,Lê Thị Bính,04/06/1986,Nữ,Vợ,Thường trú\n",
		"neither number nor date":    "Trần Văn Ất,Nam,Chủ hộ,Thường trú\nLê Thị Bính,Nữ,Vợ,Thường trú\n",
		"a name nobody knows as one": "H Nga Niê,Nữ,Chủ hộ,Thường trú\nY Bler Êban,Nam,Chồng,Tạm trú\n",
		"capitals without marks":     "TRAN VAN AT,1985,NAM,CHU HO,THUONG TRU\nLE THI BINH,1986,NU,VO,TAM TRU\n",
		"kin alone":                  "H001,Trần Văn Ất,1985,Chủ hộ,Cha,Mẹ\nH001,Lê Thị Bính,1986,Vợ,Cha,Mẹ\n",
		"below a title":              "DANH SÁCH NHÂN KHẨU,,,,\nTrần Văn Ất,1985,Nam,Chủ hộ,Thường trú\nLê Thị Bính,1986,Nữ,Vợ,Thường trú\n",
		"another head further down":  "Lê Thị Bính,1986,Nữ,Vợ,Tạm vắng,\nTrần Văn Ất,1985,Nam,Chủ hộ,Thường trú,x\n",
	} {
		for _, sector := range []string{"an_sinh", "cu_tru"} {
			t.Run(name+", "+sector, func(t *testing.T) {
				_, err := load(t, sector, nil, "x.csv", list)
				if p := problem(t, err, record.ProblemHeaderUnknown); strings.Contains(p.Error(), "Trần") || strings.Contains(p.Error(), "Nga") {
					t.Errorf("%v", p)
				}
			})
		}
	}
}

// TestHeaderBesideValues: what rows say as well names columns where it heads them, and years may.
func TestHeaderBesideValues(t *testing.T) {
	for name, list := range map[string]string{
		"words of rows":      "Chủ hộ,Nam,Nữ,Thường trú\nTrần Văn Ất,x,,Thôn 3\nLê Thị Bính,,x,Thôn 4\n",
		"ticked by the word": "Họ tên,Nam,Nữ,Thường trú\nTrần Văn Ất,Nam,,Thôn 3\nLê Thị Bính,,Nữ,Thôn 4\n",
		"years":              "Họ tên,2023,2024,2025\nTrần Văn Ất,1,2,3\nLê Thị Bính,3,2,1\n",
		"corrected fields":   "Họ tên,Dân tộc,Giới tính,2024\nTrần Văn Ất,Kinh,Nam,1\nLê Thị Bính,Tày,Nữ,2\n",
	} {
		t.Run(name, func(t *testing.T) {
			l, err := load(t, "an_sinh", nil, "x.csv", list)
			if err != nil || l.Table.Rows() != 2 {
				t.Errorf("not read as two persons below a header: %v", err)
			}
		})
	}
}
