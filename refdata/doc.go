// Package refdata holds the Vietnamese facts the stages look things up in: the administrative units before and after
// 1 July 2025 and the way from one map to the other, personal names with their counts, the 54 ethnic groups, the prefixes
// of old ID and electricity numbers, sound and spelling variants, and the byte tables of the legacy encodings; and how Chinese
// characters are read, for tables of any kind.
//
// The facts are CSV files compiled into the program (data/, with their sources and licences in data/README.md). Each
// table is parsed once, when it is first asked for, and is read-only afterwards: callers share it and must not change the
// slices they are given.
//
// Two maps of units live side by side. Of the 3,321 communes of the new map 3,316 carry a code that the old map had
// already, mostly for a smaller unit and often under another name; the same goes for provinces (24 was Bắc Giang and is
// now Bắc Ninh). So a bare code says nothing without its map: look-ups name the map (Old, New, Province63, Province34) or
// take the day on which the code is meant.
package refdata
