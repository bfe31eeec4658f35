package match

import (
	"context"

	"github.com/doisanh/doisanh/record"
)

func Train(ctx context.Context, prior *Model, left, right *record.People, pairs PairSource, opt Options) (*Model, error) {
	return prior, nil
}
func Link(ctx context.Context, m *Model, sector, population *record.People, personOf []uint32, pairs PairSource, opt Options) ([]record.Link, Stats, error) {
	return nil, Stats{}, nil
}
func Dedupe(ctx context.Context, m *Model, p *record.People, pairs PairSource, opt Options) ([]record.Scored, Stats, error) {
	return nil, Stats{}, nil
}
func Explain(m *Model, left, right *record.People, l, r uint32) Evidence { return Evidence{} }

type Evidence struct{}

var kindLevels map[Kind][]string

func PriorModel() *Model { return nil }
