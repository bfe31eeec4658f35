// Package match decides which candidate pairs are one person. It is the Fellegi–Sunter model (JASA 64, 1969) made for
// registers of Vietnamese people, and it works in five steps:
//
//  1. Prepare. Each distinct value of the two tables is decoded once into numbers: canonical forms of both tables share
//     one dictionary, so equal codes are the top level at once; names carry the numbers of their parts, a phonetic key
//     and their symbols. A row becomes a few adjacent 32-bit slots (prepare.go). A table that many are held against is
//     prepared once (Prepared).
//  2. Compare. Every comparison finds the first of its ordered levels that holds ("exact", "marks", … "other"), with the
//     frequency that level has by chance for these very values (name.go, date.go, number.go, place.go, code.go).
//     A value missing on either side says nothing.
//  3. Score. The likelihood of the levels under "same person" is divided by their likelihood under "different persons".
//     Different persons are a mixture, not one class: besides strangers there are neighbours, households, siblings and twins, who
//     share family names, parents, address or a number without being one person (Model.Relatives; score.go). This takes the place of the
//     independence assumption where it is most wrong: parents and address agreeing can never make a sibling a match.
//  4. Decide. The candidates of a record compete with each other and with "not in the register" (link.go); inside one
//     table pairs stand alone (dedupe.go). A record whose best candidate nothing could outdo asks for no more (pair.OpenSource).
//  5. Learn. Chance frequencies come from the register's own counts, the rates of error (m) by EM on a sample of the
//     candidate pairs, held near the shipped prior by pseudo-counts (train.go).
//
// Tables of any kind are matched by the same model over whatever columns they have, with EM in place of the shipped rates, in match/table. What both
// engines have in common is in match/edit (how far texts are apart), match/pair (what is said of pairs) and match/modelfile (model files); neither
// engine knows the other.
//
// Scorer.Explain runs the same scorer with evidence switched on. Results do not depend on the order in which pairs arrive nor on
// the number of goroutines that bring them.
package match
