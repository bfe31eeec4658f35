// Package job reads job.yaml and drives one run through the stages:
//
//  1. Parse checks the whole plan (keys, sectors, files, columns) before any work and reports every fault at once.
//  2. Run loads, normalizes, links, clusters, reconciles and writes, reporting its progress to the caller.
//  3. Everything is written to a hidden folder beside its final place and appears at once, by a rename, when the run has
//     succeeded; a run that fails or is interrupted leaves nothing behind.
//
// One or two tables are linked without a job by package job/tables; what the two drivers share stands in the other packages below job.
//
// The clock, the program's version and the threads come in through Env and Plan. What differs from run to run stands in
// manifest.json alone.
package job
