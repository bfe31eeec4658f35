package normalize

import (
	"slices"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// The title that was taken off a name tells the sex; one that is a part of it does not.
func TestTitles(t *testing.T) {
	cells := []string{"Bà Trần Văn Dũng", "Ông Lê Thị Hoa", "Hộ bà Nguyễn Thị Lan", "BA NGUYEN THI LAN", "Nguyễn Thị Ba", "Bà Lê Thị Ba", "Cháu Lê Văn An", "Nguyễn Văn An (đã chết)", "", "Bà Mai Dũng"}
	want := []string{"female", "male", "female", "female", "", "female", "", "", "", ""}
	p, _ := run(t, Options{}, column(record.FullName, record.KindName, cells...))
	var got []string
	for row := range cells {
		got = append(got, p.Titles.At(row).Code)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if p, _ = run(t, Options{}, column(record.FullName, record.KindName, "Nguyễn Thị Lan")); p.Titles != nil {
		t.Error("titles where there are none")
	}
}
