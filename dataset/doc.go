// Package dataset turns one agency's files into a columnar record.Table, and says which rows it could not load and why.
//
// The way of the data, one file each:
//
//  1. expand.go     a pattern of the job becomes a sorted list of files
//  2. format.go     the first bytes tell what kind of file it is; a format opens the tables in it and reads their first rows
//  3. headerrow.go  the row, or rows, of the header are found, and of several sheets the one to read
//  4. header.go     the headers are recognised as canonical or sector fields, by the sector's Profile
//  5. split.go      the bytes become records and cells (CSV and TSV); rowreader.go takes the rows of every other format
//  6. column.go     the cells of each column become codes into a dictionary of distinct values
//  7. slipped.go    rows whose cells stand in the columns beside are put right
//  8. join.go       columns that hold a part of one field (surname, given name; day, month, year) become one
//  9. identity.go   every row gets its record id
//
// The formats themselves are packages below this one (dataset/xlsx and others): each gives rows of text, a stream.Rows, and knows
// nothing of fields.
//
// Parsing is parallel and the result does not show it: a dictionary lists its values in the order of their first
// appearance in the files, whatever the number of threads.
//
// A quoted cell may hold line ends, but no more than 64 KiB and 100 lines: a quotation mark that is never closed costs the
// line it stands in and not the rest of the file (see split.go).
//
// Every row of every file is either loaded or in Loaded.Rejects; none is lost and none is counted twice.
package dataset
