// Package dictionary names and explains what the files of a run hold, in Vietnamese and English: the fields of the datasets, and
// the columns of every file (columns.csv). It is the one place where that is said; the contract page is held to it by a test.
package dictionary
