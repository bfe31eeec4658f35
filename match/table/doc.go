// Package table decides which pairs of rows of tables of any kind are one entity: the Fellegi–Sunter model of package match over whatever columns
// there are, learned from the tables themselves. Nothing is known of who may be related to whom, nor how often what is written wrong.
//
//  1. Prepare. NewModel is the prior of the columns normalize.Any found, a file may be laid over it (OverModel); NewScorer decodes each distinct value
//     once and counts it (score.go).
//  2. Compare. Each column has the first of its ordered levels that holds, by its kind (compare.go, whole.go, words.go).
//  3. Learn. Train counts on random pairs what strangers share, and which column tells something of another (tree.go), and learns the rest by EM
//     (train.go, em.go): matches, matches with a poor record, strangers, and related pairs of one sort or several (once.go, several.go, kin.go, finer.go), and which columns
//     tell nothing (idle.go). What officers said is learned from at the end (label.go).
//  4. Score. A pair's weight is how much likelier its levels are in a match than otherwise (score.go); of long texts also by how many are as near
//     (crowd.go).
//  5. Decide. Dedupe brings the pairs of one table, Link those of two, whose rows compete where each has one partner at most (link.go, pairing.go).
//
// Scorer.Explain tells why a pair has its weight. Results depend neither on the order of the pairs nor on the number of threads.
package table
