package reconcile

import (
	"fmt"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestNamesOfAListWithoutMarks: in a list that is written without marks, a syllable that was typed in keystrokes, or an Đ whose bar no converter
// takes off, says nothing of the others. Marks that stand there count.
func TestNamesOfAListWithoutMarks(t *testing.T) {
	plain, both := nameWriting{plain: true}, nameWriting{}
	for _, c := range []struct {
		list, register string
		ours           nameWriting
		want           verdict
	}{
		{"Trần Thi Nhan", "Trần Thị Nhàn", plain, same}, // Traanf Thi Nhan
		{"Đo Vu Truc", "Đỗ Vũ Trúc", plain, same},
		{"Võ Thi Nhan", "Vọ Thị Nhàn", plain, diacritics},
		{"Trần Thi Nhan", "Trần Thị Nhàn", both, diacritics},
		{"Đo Vu Truc", "Đỗ Vũ Trúc", both, diacritics},
		{"Ong Dinh Van Quan", "Đinh Văn Quân", plain, same},
	} {
		s, p := name(c.list), name(c.register)
		if got := compareWith(&s, &p, c.ours, nameWriting{marked: true}); got != c.want {
			t.Errorf("%q against %q, %+v: %d, want %d", c.list, c.register, c.ours, got, c.want)
		}
	}
}

func TestWritingOf(t *testing.T) {
	column := func(names ...string) *record.Values[record.Name] {
		v := &record.Values[record.Name]{}
		for i := range 60 {
			v.Dict, v.Canon, v.Codes = append(v.Dict, name(fmt.Sprintf(names[i%len(names)], 'a'+i%26))), append(v.Canon, uint32(i)), append(v.Codes, uint32(i))
		}
		return v
	}
	for _, c := range []struct {
		names []string
		want  nameWriting
	}{
		{[]string{"Nguyen Van %c", "Đo Thi %c", "Le Thi %c", "Đang %c", "Ho %c"}, nameWriting{plain: true}},
		{[]string{"Nguyễn Văn %c", "Đỗ Thị %c"}, nameWriting{marked: true}},
		{[]string{"Nguyễn Văn %c", "Do Thi %c"}, nameWriting{}},
		{[]string{"Đinh %c", "Đoan %c", "Nguyễn %c"}, nameWriting{marked: true}},
	} {
		if got := writingOf(column(c.names...)); got != c.want {
			t.Errorf("%q: %+v, want %+v", c.names, got, c.want)
		}
	}
}

func TestSameButForY(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Vi", "Vy", true}, {"Lý", "Lí", true}, {"Quý", "Quí", true}, {"MỸ", "mĩ", true}, {"Y", "I", true},
		{"Thúy", "Thúi", false}, {"Lý", "Lì", false}, {"Tay", "Tai", false}, {"Vi", "Vu", false}, {"Ky", "Kyi", false}, {"", "Y", false},
	} {
		if got := sameButForY(c.a, c.b); got != c.want {
			t.Errorf("%s, %s: %v", c.a, c.b, got)
		}
	}
}
