// Package tables links two tables, or finds the rows of one that are one entity, without a job: Link and Dedupe, and beside them Blocks, which counts what they would
// compare, and Explain, which says why a row of a result came out as it did.
//
//  1. The files are looked at, and what officers decided is read (load.go, decisions.go).
//  2. Tables whose columns and names are those of Vietnamese persons go to the person engine of package match, with what it knows of kinship, numbers and addresses
//     (persons.go); any others are normalized by their roles, and their model is learned from the tables themselves (load.go, learn.go, package match/table).
//  3. Pairs become links, or clusters, under officers' decisions (link.go, decisions.go).
//  4. The errors are estimated beside the writing (quality.go), and all appears at once in the output folder (write.go, manifest.go).
//
// It and package job do not know each other; what both need stands in packages of its own beside them.
package tables
