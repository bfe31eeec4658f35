// Package dataset turns one agency's files into a columnar record.Table, and says which rows it could not load and why.
//
// The way of the data, one file each:
//
//  1. expand.go     a pattern of the job becomes a sorted list of files
//  2. format.go     the first bytes tell what kind of file it is; a format opens it and reads the header
//  3. header.go     the headers are recognised as canonical or sector fields, by the sector's Profile
//  4. split.go      the bytes become records and cells (CSV and TSV)
//  5. column.go     the cells of each column become codes into a dictionary of distinct values
//  6. join.go       columns that hold a part of one field (surname, given name; day, month, year) become one
//  7. identity.go   every row gets its record id
//
// Parsing is parallel and the result does not show it: a dictionary lists its values in the order of their first
// appearance in the files, whatever the number of threads.
//
// A quoted cell may hold line ends, but no more than 64 KiB and 100 lines: a quotation mark that is never closed costs the
// line it stands in and not the rest of the file (see split.go).
//
// Every row of every file is either loaded or in Loaded.Rejects; none is lost and none is counted twice.
package dataset
