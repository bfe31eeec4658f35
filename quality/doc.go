// Package quality estimates how right a run's links are where nobody knows the truth: how many are false, how many records'
// persons were missed, and how surely that is known.
//
//  1. Linked records are added up by their probability. What the probabilities leave short of 1 are the false links to be expected
//     (Fellegi and Sunter 1969, section 3; Belin and Rubin 1995 on why they must be calibrated).
//  2. Records that are not linked, in review or with candidates too improbable, are added up by the probability that the
//     person is among the candidates: the missed ones that blocking did find (spread.go).
//  3. What blocking did not find at all is estimated by capture and recapture: the rules that look at a field and those
//     that do not are two lists drawn from one population; of the persons that the one finds, the share the other overlooks is
//     its share of all (Sekar and Deming 1949; Chapman 1951; used for missed links by Blakely and Salmond 2002, for
//     blocking by Dasylva and Goussanou 2021). Errors that come together make such an estimate too small, never too large, so
//     the largest over the fields is taken, and widened (capture.go).
//  4. All three are drawn many times over: with the model's log odds wrong by one common amount, the capture's counts as random
//     as they are, and the errors as Poisson counts. The middle 95% is the interval (estimate.go).
//
// Every line of the table is made in this way: each dataset and all together, and by age group, sex and kind of commune.
// The package knows nothing of blocking or matching but what stands in its Set. The same input gives the same figures.
package quality
