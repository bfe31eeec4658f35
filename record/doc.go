// Package record holds the nouns every stage shares and nothing else: the columnar Table a file becomes, the normalized
// values that stand beside it, and the pairs, links, clusters and findings made of them.
//
// It imports the standard library only, and no other package of the module, so that the stages (dataset, normalize,
// block, match, cluster, reconcile, report) can speak to each other without importing one another.
//
// The layout is columnar. A Table has one code vector per field into a dictionary of the distinct values met in the
// file; a person's row is a position, never a map. Whatever is costly is done once for each distinct value and stored in
// a flat array indexed by the same codes (see Values), so the originals always stand beside what was made of them.
package record
