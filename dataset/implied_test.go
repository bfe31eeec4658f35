package dataset

import (
	"slices"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// A register of one kind of event says so in its headers or its title, not in every row.
func TestImplied(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"deaths", "Số GKT,Họ tên người chết,Sinh ngày,Nguyên nhân chết\n1,Lê An,1/2/1940,Già yếu\n", "khai tử"},
		{"births", "Số,Ngày đăng ký,Họ tên người được khai sinh,Ngày sinh\n1,3/2/2020,Lê An,1/2/2020\n", "khai sinh"},
		{"without marks", "SO,NGAY_DANG_KY,HO_TEN_NGUOI_CHET,NGAY_SINH\n1,3/2/2020,LE AN,1/2/1940\n", "khai tử"},
		{"weddings", "Số kết hôn,Ngày đăng ký,Họ tên chồng,Ngày sinh chồng,Họ tên vợ\n1,3/2/2020,Lê An,1/2/1990,Trần Ba\n", "kết hôn"},
		{"a title", "SỔ ĐĂNG KÝ KHAI TỬ,,\nSố,Họ và tên,Ngày sinh\n1,Lê An,1/2/1940\n", "khai tử"},
		{"a column", "Loại việc,Họ tên người chết,Ngày sinh\nkết hôn,Lê An,1/2/1940\n", "kết hôn"},
		{"two kinds", "Số khai tử,Số kết hôn,Họ tên,Ngày sinh\n1,2,Lê An,1/2/1940\n", ""},
		{"two kinds, one in the title", "SỔ ĐĂNG KÝ KHAI TỬ,,,\nSố khai tử,Số kết hôn,Họ tên,Ngày sinh\n1,2,Lê An,1/2/1940\n", ""},
		{"the place of birth registration", "Số,Họ và tên,Ngày sinh,Nơi đăng ký khai sinh\n1,Lê An,1/2/1940,Hà Tĩnh\n", ""},
		{"other marks", "Số,Họ và tên,Ngày sinh,Người mắt kém\n1,Lê An,1/2/1940,x\n", ""},
	} {
		l, err := load(t, "ho_tich", nil, "x.csv", c.text)
		if err != nil {
			if c.want != "" {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		if got := valuesOf(l, record.EventType); !slices.Equal(got, []string{c.want}) {
			t.Errorf("%s: %q", c.name, got)
		}
		if told := slices.Contains(notes(l), NoteColumnImplied); told != (c.name != "a column") {
			t.Errorf("%s: told %v", c.name, told)
		}
	}
}

// A register of one kind of event says so in the name of its file, where nothing in it does.
func TestImpliedByFileName(t *testing.T) {
	couples := "Số,Ngày đăng ký,Họ tên chồng,Ngày sinh chồng,Họ tên vợ\n1,3/2/2020,Lê An,1/2/1990,Trần Ba\n"
	for name, want := range map[string]string{
		"ket_hon_2024.csv": "kết hôn", "So-ly-hon.csv": "ly hôn", "KẾT HÔN xã Yên Hồ.csv": "kết hôn", "ket_hon_ly_hon.csv": "", "x.csv": "",
	} {
		l, err := load(t, "ho_tich", nil, name, couples)
		if err != nil {
			if want != "" {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if got := valuesOf(l, record.EventType); !slices.Equal(got, []string{want}) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// Where nobody is named as the person, the child beside its parents is, the plaintiff of a divorce, the one who represents a business.
func TestWhoseList(t *testing.T) {
	for _, c := range []struct {
		sector, text string
		want         map[record.Field]string
	}{
		{"dan_cu", "Họ tên cha,Số CCCD của cha,Họ tên con,Ngày sinh con,Số ĐDCN của con\nLê Ba,042070000001,Lê An,1/2/2015,042215000002\n", map[record.Field]string{
			record.FullName: "Lê An", record.BirthDate: "1/2/2015", record.PersonalIDNo: "042215000002", record.FatherName: "Lê Ba", record.FatherID: "042070000001",
		}},
		{"ho_tich", "Ngày ly hôn,Họ tên nguyên đơn,CCCD nguyên đơn,Họ tên bị đơn,CCCD bị đơn\n1/2/2020,Lê Ba,042170000001,Trần An,042070000002\n", map[record.Field]string{
			record.FullName: "Lê Ba", record.PersonalIDNo: "042170000001", record.SpouseName: "Trần An", record.SpouseID: "042070000002", record.EventType: "ly hôn",
		}},
		{"thue", "Mã số thuế,Tên hộ kinh doanh,Người đại diện,Số CCCD người đại diện\n8000000001,Quán Ba,Lê An,042070000001\n", map[record.Field]string{
			record.FullName: "Lê An", record.PersonalIDNo: "042070000001",
		}},
		{"thue", "Mã số thuế,Họ tên,Người đại diện,Số CCCD người đại diện\n8000000001,Lê Ba,Lê An,042070000001\n", map[record.Field]string{
			record.FullName: "Lê Ba", record.PersonalIDNo: "",
		}},
		{"cu_tru", "Họ tên,Họ tên con,Ngày sinh con,Họ tên cha\nLê Ba,Lê An,1/2/2015,Lê Tư\n", map[record.Field]string{
			record.FullName: "Lê Ba", record.BirthDate: "", record.FatherName: "Lê Tư",
		}},
	} {
		l, err := load(t, c.sector, nil, "x.csv", c.text)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		for f, want := range c.want {
			if got := append(valuesOf(l, f), "")[0]; got != want {
				t.Errorf("%s: %s is %q, want %q", c.text, f, got, want)
			}
		}
	}
	if _, err := load(t, "cu_tru", nil, "x.csv", "Họ tên con,Ngày sinh con\nLê An,1/2/2015\n"); err == nil {
		t.Error("a child without parents is taken for the person")
	}
}
