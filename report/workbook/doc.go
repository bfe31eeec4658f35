// Package workbook writes Excel workbooks (XLSX) for officers: a cover sheet with figures and charts, and lists of any length.
//
//  1. A Book describes the cover and the lists, whose cells are asked for one by one, as a report.Sheet's are.
//  2. The library excelize makes the frame of it in memory: cover, charts, styles, headings, frozen panes, filters, column
//     widths, conditional colours, print settings (frame.go).
//  3. The rows of the lists are encoded here, stretches of rows in parallel, and put into the frame's sheets as it is written out
//     (rows.go, zip.go). Why: docs/decisions/0004-workbooks.md.
//
// Every cell of a list is text or a whole number, so that numbers of persons keep their zeros; no formula is ever written, and a
// text that would become one when somebody edits its cell is marked as quoted. A list longer than a sheet can be goes on in
// further sheets, "… (2)", and so on.
//
// The bytes are a function of the Book alone: no clock, no random number, no temporary file, any number of threads.
package workbook
