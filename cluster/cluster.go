// Package cluster makes groups of pairs.
package cluster

import "github.com/doisanh/doisanh/record"

// Options say how to group. The zero value works.
type Options struct {
	Threshold float64
}

// Group groups rows that are one person.
func Group(p *record.People, pairs []record.Scored, opt Options) []record.Cluster { return nil }

// Facts groups rows that are the same fact of the same person.
func Facts(p *record.People, links []record.Link, opt Options) []record.Cluster { return nil }

// Merge makes the merged record of each cluster.
func Merge(p *record.People, clusters []record.Cluster) []record.Golden { return nil }
