package normalize_test

import (
	"fmt"

	"github.com/doisanh/doisanh/normalize"
	"github.com/doisanh/doisanh/record"
)

func ExampleParseName() {
	for _, s := range []string{"TRẦN THỊ HÒA", "Tôn Thất Tùng", "Nguyễn Văn An (đã chết)", "Nguye64n Va8n An", "H' Hen Niê", "Ng. Văn An"} {
		n := normalize.ParseName(s)
		fmt.Printf("%s | %s | %s [%s]\n", n.Surname(), n.Middle(), n.Given(), n.Faults)
	}
	// Output:
	// Trần | Thị | Hoà []
	// Tôn Thất |  | Tùng []
	// Nguyễn | Văn | An [repaired_note]
	// Nguyễn | Văn | An [repaired_typing]
	//  |  | H'Hen Niê []
	// Ng | Văn | An [initials]
}

func ExampleParseDate() {
	ctx := normalize.DateContext{AsOf: record.MakeDate(2025, 6, 15)}
	for _, s := range []string{"05/03/1980", "13/03/80", "00/00/1950", "ngày 5 tháng 3 năm 1980", "30/02/1980"} {
		v := normalize.ParseDate(s, ctx)
		fmt.Printf("%v [%v] [%v]\n", v.Date, v.Alt, v.Faults)
	}
	// Output:
	// 1980-03-05 [1980-05-03] [ambiguous]
	// 1980-03-13 [] []
	// 1950 [] []
	// 1980-03-05 [] []
	// 1980-02 [1980-03-01] [impossible]
}

func ExampleParsePersonalID() {
	for _, s := range []string{"42080001234", "012345678/042080001234", "4.2064E+10", "không có"} {
		p := normalize.ParsePersonalID(s)
		fmt.Printf("%q %q [%s]\n", record.FormatID(p.Number), record.FormatOldID(p.Old), p.Faults)
	}
	// Output:
	// "042080001234" "" [repaired_zero]
	// "042080001234" "012345678" []
	// "" "" [characters|scientific]
	// "" "" []
}

func ExampleParseEthnicity() {
	for _, s := range []string{"Ê Đê", "Mèo", "Kinh (Việt)", "Mán"} {
		c := normalize.ParseEthnicity(s)
		fmt.Println(c.Code, c.Known)
	}
	// Output:
	// 12 true
	// 08 true
	// 01 true
	// man false
}
