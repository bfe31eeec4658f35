// Package synth makes up a province: its people in their households, the population register that holds them, and every
// sector's records about them, with the faults such data have and the truth beside them.
//
// The way of the data:
//
//  1. people.go draws households (parents, children, twins, grandparents, namesakes) and what has happened to each
//     person; numbers.go gives them personal IDs, CMNDs and the sectors' own numbers, all of them well formed and unique.
//  2. register.go turns people into rows of the register, sectors.go into rows of each sector. A row is a struct of
//     meanings (who, which day, which commune), not of text.
//  3. faults.go changes meanings: those are the real errors. write.go chooses among the legal writings of a meaning
//     (tone placement, letter case, address short forms): those are not errors.
//  4. compare.go holds the meanings of two rows against each other by the rules of docs/en/findings.md, and truth.go
//     writes which findings must follow. Nothing here parses text or asks the matching program, so the truth is
//     independent of what it is used to judge.
//
// Everything is drawn from PCG streams named by (seed, stage, key), one for each household block and each row, so the
// same configuration gives the same bytes whatever the number of threads.
package synth
