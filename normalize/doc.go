// Package normalize turns the cells of a loaded table into values that can be compared: names in one spelling, dates with
// their precision, personal and sector numbers with their faults, words of closed lists, addresses as unit codes.
//
// Each distinct value of a column is normalized once; the originals stay beside the results (record.Values shares the
// column's codes). The way of a value:
//
//  1. Clean makes one form of the characters: NFC, look-alikes of other alphabets, invisible and odd blanks.
//  2. A cell that only says "nothing here" (chưa có, N/A, -) is missing in every kind.
//  3. The parser of the column's kind reads it: ParseName, ParseDate, ParsePersonalID, ParseTaxCode … Each is a pure
//     function of the text (and, for dates, of what the column told: DateContext), never fails, and says in Faults what it
//     mended and what it could not read.
//  4. Table numbers the canonical values of each column and gathers what the rules need by row: the personal ID, the CMND
//     and the commune of permanent residence.
//
// Nothing is guessed silently: a mended value carries a Repaired… fault, a value with two readings keeps both.
// The canonical forms are described in docs/en/normalization.md.
package normalize
