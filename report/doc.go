// Package report writes tables to files and takes no decisions: a Sheet is a named table whose cells are asked for
// one by one, and it becomes a CSV file and a Parquet file of the same columns.
//
//  1. WriteCSV writes a Sheet as CSV, WriteParquet the same Sheet as Parquet.
//  2. WriteFiles writes both of every sheet into a folder, and says how large each file came out and what its SHA-256 is, for
//     the run's manifest.
//
// All three go the same way (write.go): workers take stretches of rows, ask for each cell once and make both files' bytes of them
// (encode.go, page.go), which are written in order. A text that repeats is checked and quoted once a stretch. Schema and
// footer of the Parquet files are the library's (parquet.go).
//
// # What readers can rely on
//
// CSV is UTF-8 without a byte-order mark, RFC 4180 with "\n" as the line end, and a header row. A cell is quoted only where
// it has to be. Numbers are rounded to six decimals and written with as few digits as that takes (0.5, 12, -3.25):
// nothing is ever written in exponent notation.
//
// Parquet holds the same values under the same names: text as UTF-8 strings, whole numbers as INT64, other numbers as
// DOUBLE rounded as in the CSV. No text cell is null: what is blank in the CSV is the empty string in Parquet, so
// that `= ”` and `<> ”` work in SQL and joins on optional columns lose no rows. (DuckDB reads a blank CSV cell as NULL
// unless told otherwise; docs/en/contract.md says how.) Only a column of kind OptionalFloat has nulls, one for each NaN.
//
// Bytes are a function of the sheet and the metadata alone: the same table gives the same two files at any number of
// threads, on any day. Whatever differs from run to run belongs in the manifest and must not be put into the metadata.
package report
