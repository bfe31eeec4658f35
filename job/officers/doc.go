// Package officers reads what officers have written and works out what follows from it:
//
//  1. ReadRows reads a file of decisions, waivers or answers, whatever its columns are called (file.go).
//  2. Read makes Rulings of files of decisions; Name finds the records they are about, and Settle says which of them stand, the latest first, and
//     which pairs of rows they speak of, also through others (decisions.go).
//  3. Pairs lays them over blocking and grouping (pairs.go).
//
// It knows tables and rows, and nothing of who works on them.
package officers
