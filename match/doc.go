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
//  4. Decide. The candidates of a record compete with each other and with "not in the register", and records compete for persons (link.go); when all
//     lists are linked, what one leaves open is decided by what the others show (Hear). Inside one table rows that are sure of each other speak for
//     each other (dedupe.go). A record whose best candidate nothing could outdo asks for no more (pair.OpenSource).
//  5. Learn. Chance frequencies come from the register's own counts, the rates of error (m) by EM on a sample of the
//     candidate pairs, held near the shipped prior by pseudo-counts (train.go).
//
// # Where things are
//
// The model and its files: model.go, prior.go (the shipped figures), levels.go (every kind's levels), overlay.go (a file laid over it).
//
// Comparisons, one file a kind: name.go and nametable.go, phonetic.go, bearers.go (what a name says of sex and people), twins.go (how near twins'
// names are), closer.go (names with slips in several words), clan.go (names with the clan behind); date.go; number.go and issued.go (how nine-digit numbers were given out), ownnumber.go and sharing.go (numbers inside one table);
// place.go and area.go (below the commune); code.go; death.go. They are made ready in prepare.go and numbering.go; what a missing value says is in
// silence.go.
//
// The score of a pair: score.go; lookedup.go for numbers that were looked up by the name; explain.go for its reasons.
//
// Deciding the records of one list: link.go, with settling.go, compete.go (who is taken by another record), standing.go (whom a list is of), absence.go (who
// is not in the register), borrow.go (a number that a sure record shows), mingled.go (a record that shows two persons), assign.go (one to one), threshold.go,
// decision.go (what officers said). Inside one table: dedupe.go.
//
// Deciding once more when all lists are linked: hear.go leads, retold.go (what another list shows of a person), sighting.go (who is seen under one other name in
// several lists), outsider.go (who is seen outside the register), home.go (numbers that lead home).
//
// Learning: train.go (EM), learn.go (the rates of one dataset), label.go (officers' decisions as labels), tilt.go (how carefully a small table was written).
//
// What all of it is told: options.go. Measuring what a part is worth: without.go.
//
// docs/method.md has the theory of each; its words (taken, heard, settled, …) are in docs/en/glossary.md.
//
// Tables of any kind are matched by the same model over whatever columns they have, with EM in place of the shipped rates, in match/table. What both
// engines have in common is in match/edit (how far texts are apart), match/pair (what is said of pairs) and match/modelfile (model files); neither
// engine knows the other.
//
// Scorer.Explain runs the same scorer with evidence switched on. Results do not depend on the order in which pairs arrive nor on
// the number of goroutines that bring them.
package match
