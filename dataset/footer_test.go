package dataset

import (
	"strings"
	"testing"

	"github.com/doisanh/doisanh/dataset/stream"
)

// lines makes rows of cells between bars.
func lines(texts ...string) []*stream.Row {
	out := make([]*stream.Row, len(texts))
	for i, s := range texts {
		out[i] = new(stream.Row)
		for cell := range strings.SplitSeq(s, "|") {
			out[i].Add(cell)
		}
	}
	return out
}

// TestFooter: what stands below the last person of a list is none, and whoever stands below something that looks like a list's end is one.
func TestFooter(t *testing.T) {
	six := []string{"1|Lê Văn An|1950|Yên Hồ|Kinh|042050000001", "2|Lê Thị Hoa|1951|Yên Hồ|Kinh|042151000002"}
	ten := []string{"1|Lê Văn An|01/02/1950|Nam|Kinh|Yên Hồ|Đức Thọ|Hà Tĩnh|042050000001|x", "2|Lê Thị Hoa|03/04/1951|Nữ|Kinh|Yên Hồ|Đức Thọ|Hà Tĩnh|042151000002|x"}
	for _, c := range []struct {
		what  string
		list  []string
		below []string
		kept  int  // of what stands below
		text  bool // the rows were cut at the delimiters of a text
	}{
		{"nothing", six, nil, 0, false},
		{"a total", six, []string{"Tổng cộng|2 người||||"}, 0, false},
		{"a total in every column", six, []string{"Tổng|2|300|400|500|600"}, 0, false},
		{"who made it", six, []string{"|Người lập biểu||||"}, 0, false},
		{"all of it", six, []string{"Tổng cộng: 2|||||", "|||||", "|||Yên Hồ, ngày 5 tháng 3 năm 2026||", "|Người lập biểu||Chủ tịch||", "|(Ký, ghi rõ họ tên)||(Ký tên, đóng dấu)||", "|||||", "|Lê An||Trần Bình||"}, 0, false},
		{"somebody of whom little is known", six, []string{"3|Lê Thị Mai||||"}, 1, false},
		{"somebody called like a total", six, []string{"3|Tổng Văn Ba|1960|||"}, 1, false},
		{"somebody and a total", six, []string{"3|Lê Thị Mai||||", "Tổng cộng: 3|||||"}, 1, false},
		{"somebody with a birth date below a title", six, []string{"|Người lập biểu||||", "|Lê Thị Mai|1/9/1999|||"}, 2, false},
		{"somebody with half of the cells below a title", six, []string{"|Người lập biểu||||", "3|Lê Thị Mai||Yên Hồ||"}, 2, false},
		{"somebody with four of ten cells below a title", ten, []string{"|Người lập biểu||||||||", "3|Lê Thị Mai||||Yên Hồ|Đức Thọ|||"}, 2, false},
		{"three who signed a wide list", ten, []string{"|Người lập biểu||Kế toán||Giám đốc||||", "|Lê An (đã ký)||T. Bình (đã ký)||H. Cúc (đã ký)||||"}, 0, false},
		{"a day with commas in a text", six, []string{"Hà Tĩnh|ngày 5 tháng 3 năm 2026"}, 0, true},
		{"a total with commas in a text", six, []string{"Tổng số: 2 hộ|4 nhân khẩu"}, 0, true},
		{"a birth date in words, in a text", []string{"Lê Văn An|ngày 1 tháng 2 năm 1950", "Lê Thị Hoa|ngày 3 tháng 4 năm 1951"}, []string{"Lê Thị Mai|ngày 5 tháng 6 năm 1952"}, 1, true},
		{"a birth date behind a number, in a text cut short", six, []string{"3|ngày 5 tháng 6 năm 1952"}, 1, true},
		{"a birth date behind a blank, in a text cut short", six, []string{"Lê Thị Mai||ngày 5 tháng 6 năm 1952"}, 1, true},
		{"somebody with four of ten cells below a title, in a text cut short", ten, []string{"Người lập biểu", "Lê Thị Mai|Nữ|Kinh|Yên Hồ"}, 2, true},
	} {
		if got, want := footer(lines(append(c.list[:2:2], c.below...)...), c.text), 2+c.kept; got != want {
			t.Errorf("%s: %d rows are above, want %d", c.what, got, want)
		}
	}
}

func TestIsTotal(t *testing.T) {
	for want, rows := range map[bool][]string{
		true:  {"Tổng cộng", "TỔNG CỘNG:", "Tổng số: 12", "Cộng|2 người", "|Cộng|12", "Tổng: 3 hộ", "Tổng số nhân khẩu|45", "Tổng số người", "Tổng cộng danh sách", "Cộng toàn xã|12", "Tổng cộng số hộ|3", "Total|12", "Grand total", "Sum|7", "Tổng|12|người", "Tổng cộng||1.500.000.000", "Tổng số cộng"},
		false: {"", "|", "Tổng Văn Ba|1960", "Cộng Thị Hoa", "Tổng kết năm học", "Công ty Điện lực|12", "Tổng|Lê Thị Thanh Mai|1960", "Cộng|" + strings.Repeat("người ", 100), "3|Tổng cộng"},
	} {
		for _, row := range rows {
			if isTotal(lines(row)[0]) != want {
				t.Errorf("%.40q: a total is %v", row, !want)
			}
		}
	}
}

func TestClosesList(t *testing.T) {
	for want, rows := range map[bool][]string{
		true: {
			"Người lập biểu", "NGƯỜI LẬP BẢNG", "Người lập danh sách", "Lập biểu|Chủ tịch", "Người lập", "Người kiểm tra", "Người tổng hợp", "Cán bộ lập danh sách", "Thủ trưởng đơn vị", "Hiệu trưởng", "Phó Giám đốc", "Phó Chủ tịch",
			"Kế toán trưởng|Giám đốc", "TM. UBND xã Yên Hồ", "TM. Ủy ban nhân dân", "Thay mặt đoàn", "KT. Chủ tịch", "KT. Giám đốc", "Trưởng Công an xã", "Trưởng phòng", "Trưởng thôn", "(Ký, ghi rõ họ tên)", "Ký tên, đóng dấu",
			"Danh sách này có 12 người", "Danh sách gồm 12 người", "Ấn định danh sách 12 người", "Ghi chú: không", "Nơi nhận:", "Xác nhận của UBND xã", "Hết./.", "Yên Hồ, ngày 5 tháng 3 năm 2026", "Ngày tháng năm", "|Ngày ... tháng ... năm 2026", "Tổng cộng: 3",
		},
		false: {"", "|", "Lê Thị Lập", "Người lập biểu|Lê An", "3|Giám đốc", "Ngày 5 tháng 3 năm 2026 sinh", "Danh sách", "Hết hạn", "Nơi nhận: " + strings.Repeat("x", longestCloser)},
	} {
		for _, row := range rows {
			if closesList(lines(row)[0]) != want {
				t.Errorf("%.40q: closing a list is %v", row, !want)
			}
		}
	}
}

func TestIsDitto(t *testing.T) {
	for want, cells := range map[bool][]string{
		true:  {"nt", "NT", "-nt-", "n.t.", "như trên", "NT trên", "ditto", "\"", "- \" -", "''", "”", "“", "〃", "″"},
		false: {"", "-", "...", "- -", "\"Kinh\"", "Nt 3", "thôn nt", "như dưới", "!\""},
	} {
		for _, cell := range cells {
			if isDitto(cell) != want {
				t.Errorf("%q: the same as above is %v", cell, !want)
			}
		}
	}
}
