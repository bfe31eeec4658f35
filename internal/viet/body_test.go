package viet

import "testing"

func TestIsBody(t *testing.T) {
	for _, s := range []string{"Công ty TNHH MTV Cà phê 15", "CONG TY CP THEP", "Cty CP Thép", "UBND xã Ea Tu", "ỦY BAN NHÂN DÂN XÃ", "Trường TH Kim Đồng", "TRUONG TIEU HOC LE LOI", "Trạm y tế xã",
		"DNTN Hòa Bình", "Chùa Khải Đoan", "Nhà sinh hoạt cộng đồng thôn 3", "HTX Nông nghiệp", "Ngân hàng NN&PTNT", "Nhà thờ giáo xứ Vinh Quang", "Chi nhánh Công ty FPT", "Bưu điện xã"} {
		if !IsBody(s) {
			t.Errorf("%s is taken for a person", s)
		}
	}
	for _, s := range []string{"Nguyễn Văn An", "Chi Nhanh", "CHI NHANH HOA", "Trường Văn An", "Trương Thị Hoa", "TRUONG THI HOA", "Công Tằng Tôn Nữ", "Chu A Phúc", "CHUA A DUA", "Trung Tâm", "TRUNG TAM",
		"Nguyễn Văn An - Công ty TNHH B", "Hội Văn An", "Ban Thị Hoa", "Quan Thị Hoa", "QUAN CA PHE", "", "Thôn", "Hộ kinh doanh Nguyễn Văn An", "Đền Văn Thờ"} {
		if IsBody(s) {
			t.Errorf("%s is taken for a body", s)
		}
	}
}
