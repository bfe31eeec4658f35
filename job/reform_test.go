package job_test

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/doisanh/doisanh/job"
	"github.com/doisanh/doisanh/record"
)

// judge runs small files as they would come and returns the findings of some codes as "dataset/record code[/reason] field", sorted.
// files are named by
// the sector; dan_cu is the register, and <sector>.yaml a sector's own profile.
func judge(t *testing.T, asOf string, files map[string]string, codes ...string) []string {
	t.Helper()
	dir := t.TempDir()
	text := "as_of: " + asOf + "\npopulation: {path: dan_cu.csv}\ndatasets:\n"
	for name, rows := range files {
		file := name
		if filepath.Ext(name) == "" {
			file += ".csv"
		}
		if err := os.WriteFile(filepath.Join(dir, file), []byte(strings.TrimSpace(rows)+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if name == "dan_cu" || file == name {
			continue
		}
		profile := ""
		if _, own := files[name+".yaml"]; own {
			profile = ", profile: " + name + ".yaml"
		}
		text += "  - {sector: " + name + ", path: " + file + profile + "}\n"
	}
	path := filepath.Join(dir, "job.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := job.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := f.Resolve(path, dir, record.MakeDate(2030, 1, 1))
	if err != nil {
		t.Fatal(err)
	}
	r, err := job.Run(context.Background(), plan, job.Env{Now: func() time.Time { return time.Unix(0, 0) }})
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(filepath.Join(r.Dir, "findings.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, h := range rows[0] {
		at[h] = i
	}
	var got []string
	for _, row := range rows[1:] {
		if !slices.Contains(codes, row[at["code"]]) {
			continue
		}
		s := row[at["dataset"]] + "/" + row[at["record_id"]] + " " + row[at["code"]]
		if reason := row[at["reason"]]; reason != "" {
			s += "/" + reason
		}
		got = append(got, s+" "+row[at["field"]])
	}
	slices.Sort(got)
	return got
}

func wantFindings(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// E1: an address before and after July 2025, in old or new units and by the old or the new province, is one place: no mismatch and no
// call to verify. That the old unit stands there is told once, and only once it is abolished. Another commune is another one still.
func TestE1AddressesAcrossTheReform(t *testing.T) {
	files := map[string]string{
		"dan_cu": `
Mã công dân,Số định danh cá nhân,Họ và tên,Ngày sinh,Giới tính,Nơi thường trú,Quê quán
P1,044085000011,Nguyễn Văn Hải,12/03/1985,Nam,"Thôn 1, phường Bắc Lý, thành phố Đồng Hới, tỉnh Quảng Bình","Xã Quang Phú, thành phố Đồng Hới, tỉnh Quảng Bình"
P2,044190000022,Trần Thị Nga,25/07/1990,Nữ,"Tổ 2, phường Đồng Thuận, tỉnh Quảng Trị","Phường Bắc Nghĩa, Đồng Hới, Quảng Bình"
P3,044078000033,Lê Đình Long,30/11/1978,Nam,"Thôn 4, xã Bảo Ninh, TP. Đồng Hới, Quảng Bình","Tỉnh Quảng Bình"`,
		"cu_tru": `
Mã nhân khẩu,Số định danh,Họ và tên,Ngày sinh,Giới tính,Nơi đăng ký thường trú,Quê quán
K1,044085000011,NGUYỄN VĂN HẢI,12/03/1985,Nam,"Phường Đồng Thuận, tỉnh Quảng Trị","Phường Đồng Thuận, tỉnh Quảng Trị"
K2,044190000022,TRẦN THỊ NGA,25/07/1990,Nữ,"P. Bắc Lý, TP Đồng Hới, T. Quảng Bình","Phường Đồng Sơn, tỉnh Quảng Trị"
K3,044078000033,LÊ ĐÌNH LONG,30/11/1978,Nam,"Phường Đồng Thuận, tỉnh Quảng Trị","Tỉnh Quảng Trị"`,
	}
	codes := []string{"field_mismatch", "verify", "old_unit_in_use", "move_not_recorded"}
	wantFindings(t, judge(t, "2025-09-15", files, codes...),
		"cu_tru/K2 old_unit_in_use permanent_address",
		"cu_tru/K3 field_mismatch/different permanent_address", "cu_tru/K3 verify ",
		"dan_cu/P1 old_unit_in_use permanent_address", "dan_cu/P3 old_unit_in_use permanent_address")
	// On the last day of the old map the old units are the ones in force.
	delete(files, "cu_tru")
	files["dan_cu"] = strings.Split(files["dan_cu"], "P2")[0]
	files["thue"] = `
Mã hồ sơ,Số CCCD,Họ tên,Ngày sinh,Địa chỉ thường trú
T1,044085000011,Nguyễn Văn Hải,12/03/1985,"phường Bắc Lý, Đồng Hới, Quảng Bình"`
	wantFindings(t, judge(t, "2025-06-30", files, codes...))
	wantFindings(t, judge(t, "2025-07-01", files, codes...), "dan_cu/P1 old_unit_in_use permanent_address", "thue/T1 old_unit_in_use permanent_address")
}

// B4, E1: a CMND beside the CCCD in a column of its own is no fault at any time. In the place of the personal ID it is one once CMND no longer
// hold, and before that where the person has a personal ID.
func TestB4E1CMNDBesideCCCD(t *testing.T) {
	files := map[string]string{
		"dan_cu": `
Mã công dân,Số định danh cá nhân,Số CMND cũ,Họ và tên,Ngày sinh,Giới tính
P1,044085000011,194111111,Nguyễn Văn Hải,12/03/1985,Nam
P2,,194222222,Trần Thị Nga,25/07/1990,Nữ`,
		"evn": `
Mã khách hàng,Số CCCD,Số CMND cũ,Tên khách hàng,Ngày sinh
PC01BB0000001,044085000011,194111111,NGUYỄN VĂN HẢI,12/03/1985
PC01BB0000002,194111111,,NGUYỄN VĂN HẢI,12/03/1985
PC01BB0000003,194222222,,TRẦN THỊ NGA,25/07/1990`,
	}
	codes := []string{"field_mismatch", "old_id_in_use", "id_structure", "id_of_another", "shared_number"}
	one := []string{"evn/PC01BB0000002 field_mismatch/old_id personal_id", "evn/PC01BB0000002 old_id_in_use personal_id"}
	wantFindings(t, judge(t, "2024-12-31", files, codes...), one...)
	wantFindings(t, judge(t, "2025-01-01", files, codes...), append(one, "evn/PC01BB0000003 old_id_in_use personal_id")...)
}

// A1: the personal ID as tax code (since 1 July 2025) and as social-insurance number (since 1 August 2025) is a right number, shared with
// nobody; a ten-digit one of before is right too, and a wrong one is wrong.
func TestA1NumbersReplacedByThePersonalID(t *testing.T) {
	files := map[string]string{
		"dan_cu": `
Mã công dân,Số định danh cá nhân,Họ và tên,Ngày sinh,Giới tính
P1,044085000011,Nguyễn Văn Hải,12/03/1985,Nam
P2,044190000022,Trần Thị Nga,25/07/1990,Nữ
P3,044078000033,Lê Đình Long,30/11/1978,Nam`,
		"bhxh": `
Mã hồ sơ,Mã số BHXH,Số CCCD,Họ và tên,Ngày sinh
B1,044085000011,044085000011,Nguyễn Văn Hải,12/03/1985
B2,4420001234,044190000022,Trần Thị Nga,25/07/1990
B3,44200,044078000033,Lê Đình Long,30/11/1978`,
		"thue": `
Mã NNT,MST,Số CCCD,Họ tên,Ngày sinh
T1,044085000011,044085000011,Nguyễn Văn Hải,12/03/1985
T2,8000000004,044190000022,Trần Thị Nga,25/07/1990
T3,8000000007,044078000033,Lê Đình Long,30/11/1978`,
	}
	for _, day := range []string{"2025-08-01", "2026-02-01"} {
		wantFindings(t, judge(t, day, files, "number_structure", "shared_number", "field_mismatch", "id_structure", "id_of_another"),
			"bhxh/B3 number_structure/length bhxh_number", "thue/T3 number_structure/check_digit tax_code")
	}
}
