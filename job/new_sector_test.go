package job_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// A sector the program has never heard of, by the profile that the documents show: its headers and words, its own number, its limit of
// age, whom it must cover, a death it does not know of, and the rules every sector has.
func TestNewSectorByOneProfile(t *testing.T) {
	var profiles []string
	for _, doc := range []string{"../docs/en/new-sector.md", "../docs/vi/nganh-moi.md"} {
		text, err := os.ReadFile(doc)
		if err != nil {
			t.Fatal(err)
		}
		_, rest, _ := strings.Cut(strings.ReplaceAll(string(text), "\r\n", "\n"), "```yaml\n")
		yaml, _, ok := strings.Cut(rest, "```")
		if !ok || !strings.Contains(yaml, "code: nong_dan") {
			t.Fatalf("%s shows no profile", doc)
		}
		profiles = append(profiles, yaml)
	}
	register := `
Mã công dân,Số định danh cá nhân,Họ và tên,Ngày sinh,Giới tính,Nơi thường trú,Loại cư trú,Trạng thái`
	members := `
Mã hội viên,Số thẻ hội viên,Họ tên hội viên,Ngày sinh,Số CCCD,Địa chỉ,Ngày vào hội,Tình trạng sinh hoạt,Ngày cập nhật`
	const home = `"Thôn 1, xã Bảo Ninh, thành phố Đồng Hới, tỉnh Quảng Bình"`
	given := []string{"Hải", "Long", "Nam", "Phong", "Sơn", "Thắng", "Vinh", "Kiên", "Đạt", "Toàn"}
	for i := range 10 { // members as they should be, so that the list is about the commune
		born, id := fmt.Sprintf("%02d/03/19%02d", i+1, 70+i), fmt.Sprintf("0440%02d%06d", 70+i, 1000+i)
		register += fmt.Sprintf("\nP%d,%s,Nguyễn Văn %s,%s,Nam,%s,Thường trú,Đang sống", i, id, given[i], born, home)
		members += fmt.Sprintf("\nH%d,ND%04d,Nguyễn Văn %s,%s,%s,%s,01/01/2015,Đang sinh hoạt,01/05/2025", i, i, given[i], born, id, home)
	}
	register += "\nQ1,044175002001,Trần Thị Nga,25/07/1975,Nữ," + home + ",Thường trú,Đang sống" + // no member
		"\nQ2,044175002002,Lê Thị Hoa,26/08/1976,Nữ," + home + ",Tạm trú,Đang sống" + // a guest
		"\nQ3,044050002003,Phạm Văn Cụ,27/09/1950,Nam," + home + ",Thường trú,Đang sống" + // too old
		"\nQ4,044060002004,Hồ Văn Chết,28/10/1960,Nam," + home + ",Thường trú,Đã chết" +
		"\nQ5,044080002005,Cao Văn Ra,29/11/1980,Nam," + home + ",Thường trú,Đang sống" +
		"\nQ6,044081002006,Mai Văn Muộn,30/12/1981,Nam," + home + ",Thường trú,Đang sống"
	members += "\nM4,ND9004,Hồ Văn Chết,28/10/1960,044060002004," + home + ",01/01/2015,Đang sinh hoạt,01/05/2025" +
		"\nM5,ND9005,Cao Văn Ra,29/11/1980,044080002005," + home + ",01/01/2015,Xin ra khỏi Hội,01/05/2019" + // ended: not stale, and not covered
		"\nM6,ND9006,Mai Văn Muộn,30/12/1981,044081002006," + home + ",01/01/2015,Đang sinh hoạt,01/05/2023" +
		"\nM7,ND0000,Đinh Văn Lạ,11/11/1966,044066002007," + home + ",01/01/2031,Đang sinh hoạt,01/05/2025" +
		"\nM8,,Nguyễn Văn Hải,01/03/1970,044070001000," + home + ",01/01/2015,Đang sinh hoạt,01/05/2025"
	codes := []string{"field_mismatch", "missing_field", "not_in_population", "not_covered", "duplicate", "shared_number", "active_after_death", "stale", "id_of_another"}
	for _, profile := range profiles {
		files := map[string]string{"dan_cu": register, "nong_dan": members, "nong_dan.yaml": profile}
		wantFindings(t, judge(t, "2025-06-15", files, codes...),
			"dan_cu/Q1 not_covered/member_18_60 member_card", "dan_cu/Q5 not_covered/member_18_60 member_card",
			"nong_dan/H0 shared_number member_card",
			"nong_dan/M4 active_after_death status",
			"nong_dan/M6 stale updated_at",
			"nong_dan/M7 not_in_population ", "nong_dan/M7 shared_number member_card",
			"nong_dan/M8 duplicate/same_person ", "nong_dan/M8 missing_field member_card")
	}
}
