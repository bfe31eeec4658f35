// Package job reads job.yaml and drives one run through the stages:
//
//  1. ReadFile and Resolve check the whole plan (keys, sectors, files, columns) before any work and report every fault at once (plan.go, keys.go, outputs.go).
//  2. Run loads and normalizes (load.go), links and groups duplicates under officers' decisions (link.go, decided.go), holds all against the rules (judge.go),
//     estimates how right the links are (quality.go) and writes (write.go, sheets.go, summary.go, overview.go), reporting its progress to the caller (run.go).
//  3. Everything is written to a hidden folder beside its final place and appears at once, by a rename, when the run has
//     succeeded; a run that fails or is interrupted leaves nothing behind.
//
// Beside it stand what looks at a job without running it, or at a finished run: Blocks and Train (inspect.go), Sample, Explain, ReadTraits, NormalizeList.
//
// One or two tables are linked without a job by package job/tables. The two drivers do not know each other; what they share, and what is made of a run's results, stands in
// the packages below this one, which never import it.
//
// The clock, the program's version and the threads come in through Env and Plan. What differs from run to run stands in
// manifest.json alone.
package job
