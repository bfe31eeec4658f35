package dataset

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// notes lists the IDs of what a load has to tell.
func notes(l *Loaded) []string {
	var out []string
	for _, n := range l.Notes {
		out = append(out, n.ID)
	}
	return out
}

func TestUnknownKeyTaken(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       string // the ids, or the note where none is taken
	}{
		{"differs on every row", "Mã XYZ,Họ tên,Ngày sinh\nA1,Lê An,1/2/1980\nA2,Lê Ba,1/2/1981\n", "A1 A2"},
		{"repeats", "Mã XYZ,Họ tên,Ngày sinh\nA1,Lê An,1/2/1980\nA1,Lê Ba,1/2/1981\n", NoteIDsAbsent},
		{"a blank", "Mã XYZ,Họ tên,Ngày sinh\nA1,Lê An,1/2/1980\n,Lê Ba,1/2/1981\n", NoteIDsAbsent},
		{"a running number", "Mã XYZ,Họ tên,Ngày sinh\n1,Lê An,1/2/1980\n2,Lê Ba,1/2/1981\n", NoteIDsAbsent},
		{"no code", "Ghi XYZ,Họ tên,Ngày sinh\nA1,Lê An,1/2/1980\nA2,Lê Ba,1/2/1981\n", NoteIDsAbsent},
		{"nobody's number", "Số hộ chiếu,Họ tên,Ngày sinh\nA1,Lê An,1/2/1980\nA2,Lê Ba,1/2/1981\n", NoteIDsAbsent},
		{"the household's", "Mã hộ,Họ tên,Ngày sinh\nH7,Lê An,1/2/1980\nH9,Lê Ba,1/2/1981\n", "H7 H9"},
		{"the household's, repeated", "Mã hộ,Họ tên,Ngày sinh\nH7,Lê An,1/2/1980\nH7,Lê Ba,1/2/1981\n", NoteIDsAbsent},
		{"a better one", "Mã XYZ,Mã hồ sơ ABC,Họ tên,Ngày sinh\nA1,B1,Lê An,1/2/1980\nA2,B2,Lê Ba,1/2/1981\n", "B1 B2"},
	} {
		l, err := load(t, "cu_tru", nil, "x.csv", c.text)
		if err != nil {
			t.Fatal(c.name, err)
		}
		told := notes(l)
		if l.Table.OwnIDs {
			if got := strings.Join(slices.Collect(l.Table.IDs.Values()), " "); got != c.want {
				t.Errorf("%s: ids %q", c.name, got)
			}
			if slices.Contains(told, NoteIDsTaken) == (c.name == "a better one") {
				t.Errorf("%s: notes %v", c.name, told)
			}
		} else if !slices.Contains(told, c.want) {
			t.Errorf("%s: notes %v", c.name, told)
		}
	}
}

// What the contract calls a dataset's own key names the records in every sector: where the sector takes the column for a number of its own too (the
// file number of the one-stop desk, the number of a decision), as well.
func TestOwnKeyOfEverySector(t *testing.T) {
	keys := map[string]string{"evn": "Mã khách hàng", "giao_duc": "Mã học sinh", "cu_tru": "Mã nhân khẩu", "dan_cu": "Mã công dân", "nhan_khau_dac_biet": "Mã đối tượng", "quoc_tich": "Số quyết định", "ho_tich": "Số đăng ký"}
	also := map[string]record.Field{"mot_cua": record.CaseNumber}
	for _, sector := range Sectors() {
		for _, header := range []string{"Mã hồ sơ", "Mã bản ghi", keys[sector]} {
			if header == "" {
				continue
			}
			l, err := load(t, sector, nil, "x.csv", header+",Họ tên,Ngày sinh,Loại việc\nK7,Lê An,1/2/1980,Kết hôn\nK9,Lê Ba,1/2/1981,Kết hôn\n")
			if err != nil {
				t.Fatal(sector, header, err)
			}
			if got := strings.Join(slices.Collect(l.Table.IDs.Values()), " "); got != "K7 K9" {
				t.Errorf("%s: the ids by %q are %s", sector, header, got)
			}
			if !slices.Contains(l.Headers, HeaderUse{"x.csv", header, record.RecordID}) {
				t.Errorf("%s: %q is not told to be the record id: %v", sector, header, l.Headers)
			}
			if f := also[sector]; f != "" && header == "Mã hồ sơ" && !slices.Equal(valuesOf(l, f), []string{"K7", "K9"}) {
				t.Errorf("%s: %q is not the %s", sector, header, f)
			}
		}
	}
}

// The day of registration stands in where the day of the event is blank, row by row.
func TestDateFallsBack(t *testing.T) {
	const text = "Mã sự kiện,Loại sự kiện,Ngày đăng ký,Ngày xảy ra sự kiện,Họ tên,Ngày sinh\n" +
		"K1,Khai tử,5/2/2025,1/2/2025,Lê An,1/2/1940\nK2,Kết hôn,6/2/2025,,Lê Ba,1/2/1981\nK3,Kết hôn,7/2/2025,-,Lê Tư,1/2/1981\n"
	want := []string{"1/2/2025", "6/2/2025", "7/2/2025"}
	l, err := load(t, "ho_tich", nil, "x.csv", text)
	if err != nil {
		t.Fatal(err)
	}
	if got := valuesOf(l, record.EventDate); !slices.Equal(got, want) || !slices.Contains(notes(l), NoteColumnJoined) {
		t.Errorf("event dates %q, notes %v", got, notes(l))
	}
	l, err = load(t, "ho_tich", map[record.Field]string{record.EventDate: "Ngày xảy ra sự kiện"}, "x.csv", text)
	if err != nil {
		t.Fatal(err)
	}
	if got := valuesOf(l, record.EventDate); got[1] != "" {
		t.Errorf("a column the user chose has another stand in: %q", got)
	}
}

func TestHusbandAndWife(t *testing.T) {
	l, err := load(t, "ho_tich", nil, "x.csv", "Số,Loại việc,Ngày đăng ký,Họ tên chồng,Ngày sinh chồng,Số định danh chồng,Họ tên vợ,Số định danh vợ,Ngày sinh vợ\n"+
		"1/2025,Kết hôn,6/2/2025,Lê An,1/2/1981,049081000001,Trần Ba,049183000002,3/4/1983\n")
	if err != nil {
		t.Fatal(err)
	}
	for f, want := range map[record.Field]string{
		record.FullName: "Lê An", record.BirthDate: "1/2/1981", record.PersonalIDNo: "049081000001",
		record.SpouseName: "Trần Ba", record.SpouseID: "049183000002", "spouse_birth_date": "3/4/1983",
	} {
		if got := valuesOf(l, f); len(got) != 1 || got[0] != want {
			t.Errorf("%s: %q, want %q", f, got, want)
		}
	}
	if c := l.Table.Column("spouse_birth_date"); c == nil || c.Kind != record.KindDate {
		t.Errorf("spouse_birth_date: %+v", c)
	}
}

func valuesOf(l *Loaded, f record.Field) []string {
	c := l.Table.Column(f)
	if c == nil {
		return nil
	}
	var out []string
	for _, code := range c.Codes {
		out = append(out, c.Dict.At(code))
	}
	return out
}

func TestSpelledOut(t *testing.T) {
	for header, want := range map[string]string{"Nơi ĐKTT": "noi dang ky thuong tru", "Loại HT": "loai hinh thuc|loai ho tich|loai hien tai", "Họ tên": ""} {
		var got []string
		for _, s := range spelledOut(header) {
			got = append(got, viet.Words(s))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q", header, got)
		}
	}
}

// TestNameOfSomebody: the one column that is called the name of somebody nobody knows holds the names, where no other does.
func TestNameOfSomebody(t *testing.T) {
	p, err := ReadProfile(write(t, "huong_dao.yaml", "code: huong_dao\ntitle: {vi: Hướng đạo, en: Scouts}\nagency: Hội\n")[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ headers, cells, want string }{
		{"Mã hồ sơ,Họ tên đoàn sinh,Ngày sinh", "1,Lê An,1980", "Lê An"},
		{"Mã hồ sơ,HỌ VÀ TÊN ĐOÀN SINH,Ngày sinh", "1,Lê An,1980", "Lê An"},
		{"Mã hồ sơ,Họ tên đoàn sinh,Họ và tên", "1,Lê An,Lê Ba", "Lê Ba"},
		{"Mã hồ sơ,Họ tên đoàn sinh,Họ tên tráng sinh", "1,Lê An,Lê Ba", ""},
		{"Mã hồ sơ,Họ tên người giám hộ,Ngày sinh", "1,Lê An,1980", ""},
		{"Mã hồ sơ,Họ tên cha,Ngày sinh", "1,Lê An,1980", ""},
		{"Mã hồ sơ,Tên lửa,Ngày sinh", "1,Lê An,1980", ""},
	} {
		l, err := Load(context.Background(), Source{Profile: p, Files: write(t, "x.csv", c.headers+"\n"+c.cells+"\n")}, Options{})
		got := ""
		if err == nil {
			got = l.Table.Column(record.FullName).At(0)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q (%v)", c.headers, got, c.want, err)
		}
	}
	for text, want := range map[string]string{ // a built-in sector, only beside what is the person's own
		"Mã hồ sơ,Họ tên đoàn sinh,Ngày sinh\n1,Lê An,1980\n":               "Lê An",
		"Mã hồ sơ,Họ tên đoàn sinh,Số CCCD\n1,Lê An,042080000001\n":         "Lê An",
		"Mã hồ sơ,Họ tên đoàn sinh,Số thẻ đoàn viên\n1,Lê An,12\n":          "",
		"Mã hồ sơ,Họ tên đoàn sinh,Năm sinh bố\n1,Lê An,1980\n":             "",
		"Mã hồ sơ,Họ tên đoàn sinh,Họ tên đại biểu,Ngày sinh\n1,A,B,1980\n": "",
	} {
		l, err := load(t, "toa_an", nil, "x.csv", text)
		got := ""
		if err == nil {
			got = l.Table.Column(record.FullName).At(0)
		}
		if got != want {
			t.Errorf("a built-in sector: %q gives %q, want %q (%v)", text, got, want, err)
		}
	}
}
