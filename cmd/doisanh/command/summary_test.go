package command

import (
	"strings"
	"testing"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/internal/ui"
	"github.com/doisanh/doisanh/job"
)

// TestNotesOfManySheets: what is noted of every sheet of a workbook is one line.
func TestNotesOfManySheets(t *testing.T) {
	var notes []job.NoteFigure
	for _, sheet := range []string{"6A", "6B", "6C"} {
		row := 3
		if sheet == "6C" {
			row = 4
		}
		notes = append(notes, job.NoteFigure{ID: dataset.NoteHeaderBelow, File: "lop.xlsx[" + sheet + "]", Args: []any{row}})
	}
	p := ui.NewPrinter(ui.English)
	got := strings.Join(noteLines(p, "giao_duc", notes), "\n")
	want := "Note (giao_duc, lop.xlsx[6A] and 1 more sheets or files): the header is row 3, what stands above it was passed over\n" +
		"Note (giao_duc, lop.xlsx[6C]): the header is row 4, what stands above it was passed over"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
