package dataset

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

const slippedHeader = "STT\tMã hồ sơ\tHọ và tên\tNgày sinh\tGiới tính\tSố CCCD\tĐịa chỉ\tGhi chú của xã\tSố điện thoại\n"

// plainRows are the cells of a list, some of which are blank here and there.
func plainRows(n int) [][]string {
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	rows := make([][]string, n)
	for i := range rows {
		born := fmt.Sprintf("%02d/%02d/%d", 1+r.IntN(28), 1+r.IntN(12), 1950+r.IntN(60))
		if r.IntN(4) == 0 {
			born = born[6:]
		}
		rows[i] = []string{fmt.Sprint(i + 1), fmt.Sprintf("LD%05d", i+1),
			pick("Nguyễn", "Trần", "Lê") + pick(" Văn ", " Thị ", " ") + pick("An", "Hoa", "Sơn"), born, pick("Nam", "Nữ", "Nữ", ""),
			pick("", fmt.Sprintf("0660%08d", r.IntN(1e8))), fmt.Sprintf("Thôn %d, xã Ea Tu, Đắk Lắk", 1+r.IntN(9)), "đã rà soát", pick("", fmt.Sprintf("09%08d", r.IntN(1e8)))}
	}
	return rows
}

func loadRows(t *testing.T, header string, rows [][]string) *Loaded {
	t.Helper()
	text := header
	for _, row := range rows {
		text += strings.Join(row, "\t") + "\n"
	}
	l, err := load(t, "lao_dong", nil, "x.tsv", text)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// values are what a row says, column by column.
func values(l *Loaded, row int) string {
	var out []string
	for _, f := range []record.Field{record.RecordID, record.FullName, record.BirthDate, record.Sex, record.PersonalIDNo, record.CurrentAddress, record.PermanentAddress, record.Phone} {
		if c := l.Table.Column(f); c != nil {
			out = append(out, c.At(row))
		}
	}
	return strings.Join(out, "|")
}

// Cells that slipped into the columns beside are read as they belong; what an unread column got is lost.
func TestSlippedRows(t *testing.T) {
	rows := plainRows(400)
	rows[0] = []string{"1", "LD00001", "", "Nguyễn Văn An", "02/03/1971", "Nam", "066012345678", "Thôn 3, xã Ea Tu, Đắk Lắk", "0912345678"} // a cell too many
	rows[1] = []string{"2", "LD00002", "12/05/1982", "Nữ", "066112345678", "Thôn 4, xã Ea Tu, Đắk Lắk", "đã rà soát", "0912345679", ""}     // one too few
	rows[2] = []string{"3", "LD00003", "04/08/1963", "Lê Thị Hoa", "Nữ", "", "Thôn 5, xã Ea Tu, Đắk Lắk", "đã rà soát", "0912345670"}       // two exchanged
	l := loadRows(t, slippedHeader, rows)
	for row, want := range []string{
		"LD00001|Nguyễn Văn An|02/03/1971|Nam|066012345678||",
		"LD00002||12/05/1982|Nữ|066112345678|Thôn 4, xã Ea Tu, Đắk Lắk|",
		"LD00003|Lê Thị Hoa|04/08/1963|Nữ||Thôn 5, xã Ea Tu, Đắk Lắk|0912345670",
	} {
		if got := values(l, row); got != want {
			t.Errorf("row %d\ngot  %s\nwant %s", row+1, got, want)
		}
	}
	i := slices.IndexFunc(l.Notes, func(n Note) bool { return n.ID == NoteRowsSlipped })
	if i < 0 || fmt.Sprint(l.Notes[i].Args) != "[3]" {
		t.Errorf("notes %+v, want 3 rows", l.Notes)
	}
}

// Blank cells and odd ones are no slip as long as the columns beside would not be likelier for them.
func TestNothingSlipped(t *testing.T) {
	rows := plainRows(400)
	rows[0] = []string{"1", "LD00001", "Nguyễn Văn An", "không nhớ", "?", "chưa cấp", "không rõ", "", "không có"}
	rows[1] = []string{"2", "LD00002", "Nam", "", "", "", "", "", ""}
	rows[2] = []string{"3", "LD00003", "", "", "", "066012345678", "", "", "066012345679"}
	l := loadRows(t, slippedHeader, rows)
	for row, cells := range rows {
		want := strings.Join(append(slices.Clone(cells[1:7]), cells[8]), "|")
		if got := values(l, row); got != want {
			t.Errorf("row %d\ngot  %s\nwant %s", row+1, got, want)
		}
	}
	if slices.ContainsFunc(l.Notes, func(n Note) bool { return n.ID == NoteRowsSlipped }) {
		t.Errorf("notes %+v", l.Notes)
	}
}
