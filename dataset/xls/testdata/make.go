//go:build ignore

// Makes list.xlsx, of which LibreOffice makes list.xls: go run make.go && soffice --headless --convert-to 'xls:MS Excel 97' list.xlsx
package main

import (
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/xuri/excelize/v2"
)

func main() {
	f := excelize.NewFile()
	day, code := "dd/mm/yyyy", "000000000000"
	dayStyle, err1 := f.NewStyle(&excelize.Style{CustomNumFmt: &day})
	codeStyle, err2 := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
	errs := []error{err1, err2}
	try := func(err error) { errs = append(errs, err) }
	try(f.SetSheetRow("Sheet1", "A1", &[]any{"Họ và tên", "Ngày sinh", "Số CCCD", "Số", "Có", "Công thức", "Ghi chú"}))
	for i := range 120 {
		row := i + 2
		try(f.SetSheetRow("Sheet1", fmt.Sprint("A", row), &[]any{fmt.Sprintf("Nguyễn Thị Hường %d", i), time.Date(1930+i%60, 3, 4, 0, 0, 0, 0, time.UTC), 42063817449 + i, float64(i) * 1.25, i%2 == 0, nil, "ghi chú dài " + string(rune('a'+i%26))}))
		try(f.SetCellStyle("Sheet1", fmt.Sprint("B", row), fmt.Sprint("B", row), dayStyle))
		try(f.SetCellStyle("Sheet1", fmt.Sprint("C", row), fmt.Sprint("C", row), codeStyle))
		try(f.SetCellFormula("Sheet1", fmt.Sprint("F", row), fmt.Sprintf(`CONCATENATE("M",D%d)`, row)))
	}
	try(f.SetRowVisible("Sheet1", 5, false))
	try(f.MergeCell("Sheet1", "G2", "G3"))
	_, err := f.NewSheet("Ẩn")
	try(err)
	try(f.SetCellValue("Ẩn", "B3", 1950))
	try(f.SetSheetVisible("Ẩn", false))
	if err := errors.Join(append(errs, f.SaveAs("list.xlsx"))...); err != nil {
		log.Fatal(err)
	}
}
