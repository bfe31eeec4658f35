package datasettest

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// workbook writes a sheet; cell says what is put in for a text.
func workbook(cell func(f *excelize.File, text string, header bool) any) func(string, [][]string) error {
	return func(path string, rows [][]string) error {
		f := excelize.NewFile()
		defer f.Close()
		w, err := f.NewStreamWriter("Sheet1")
		if err != nil {
			return err
		}
		for i, row := range rows {
			values := make([]any, len(row))
			for k, text := range row {
				if text != "" {
					values[k] = cell(f, text, i == 0)
				}
			}
			at, err := excelize.CoordinatesToCellName(1, i+1)
			if err != nil {
				return err
			}
			if err := w.SetRow(at, values); err != nil {
				return err
			}
		}
		if err := w.Flush(); err != nil {
			return err
		}
		return f.SaveAs(path)
	}
}

// typed puts days in as days, and numbers as numbers, with a format that shows the zeros they begin with.
func typed() func(f *excelize.File, text string, header bool) any {
	styles := map[string]int{}
	style := func(f *excelize.File, format string) int {
		if id, ok := styles[format]; ok {
			return id
		}
		id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
		if err != nil {
			panic(err)
		}
		styles[format] = id
		return id
	}
	return func(f *excelize.File, text string, header bool) any {
		if day, err := time.Parse(time.DateOnly, text); err == nil && !header {
			return excelize.Cell{StyleID: style(f, `dd\/mm\/yyyy`), Value: day}
		}
		if n, err := strconv.ParseInt(text, 10, 64); err == nil && n >= 0 && !strings.HasPrefix(text, "+") {
			if text[0] == '0' && len(text) > 1 {
				return excelize.Cell{StyleID: style(f, strings.Repeat("0", len(text))), Value: n}
			}
			return n
		}
		return text
	}
}

func TestXLSX(t *testing.T) {
	t.Run("texts", func(t *testing.T) {
		Run(t, Format{Ext: ".xlsx", Ragged: true, Write: workbook(func(_ *excelize.File, text string, _ bool) any { return text })})
	})
	t.Run("typed", func(t *testing.T) {
		Run(t, Format{Ext: ".xlsx", Ragged: true, Write: func(path string, rows [][]string) error { return workbook(typed())(path, rows) }})
	})
}
