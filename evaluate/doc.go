// Package evaluate holds a run's folder against a folder of truth, or against an answered clerical sample (sample.go), and says how right
// the run was. Against the truth:
//
//  1. The tables of both folders are read (links.csv, clusters.csv, findings.csv).
//  2. Links are counted per dataset: precision, recall and F1 of the decision match, and the share sent to review.
//  3. Clusters are compared per dataset: pairwise precision, recall and F1, and B³.
//  4. Findings are counted per code: recall over the injected faults, recall where the record was linked, precision, and
//     the false alarms of field_mismatch on the fields that officers look at first.
//  5. Thresholds are tried, probabilities held against what came true (curve.go), and groups of people compared: is anyone linked worse
//     than others (groups.go)?
//
// # The truth folder
//
//	links.csv     dataset, record_id, population_id           which person a record is; blank = not in the register. Several rows
//	                                                          for one record where the register holds the person twice: any is right.
//	clusters.csv  dataset, person, record_id                  every record that shares its person (or fact) with another
//	findings.csv  criterion, code, dataset, record_id, field, reason    every injected fault, with the finding it should cause
//
// A truth folder may lack some of the three; what they would tell is then left out. Other columns and other files are ignored.
//
// # What the figures mean
//
// A record linked to the wrong person is both a false link and, if the right person is in the register, a missed one.
// Intervals are Wilson's score intervals at 95% (Wilson 1927; Brown, Cai and DasGupta 2001). F1 is 2J/(1+J) where J = TP/(TP+FP+FN),
// which is a proportion, so F1's interval is J's Wilson interval put through the same increasing function: no resampling,
// the same figures every time. Intervals take counted things as independent; pairs of one cluster are not, so theirs are somewhat too narrow.
// B³ (Bagga and Baldwin 1998) is averaged over the records that the run or the truth clusters: the rest agree by being alone on
// both sides, and would only push the figure towards 1.
package evaluate
