package job

import (
	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/record"
)

// Connect gives the plan's queries and its database for the outputs their DSNs, from the environment the caller reads. What is not set
// of the queries comes back as record.Problems; the other only a run asks for.
func (p *Plan) Connect(getenv func(string) string) error {
	var problems record.Problems
	set := func(q *dataset.Query) {
		if q.DSN = getenv(q.Env); q.DSN == "" {
			problems = append(problems, &record.Problem{ID: record.ProblemSQLEnv, Column: q.Env})
		}
	}
	if p.Population.SQL != nil {
		set(p.Population.SQL)
	}
	for i := range p.Datasets {
		if q := p.Datasets[i].SQL; q != nil {
			set(q)
		}
	}
	if o := p.OutputSQL; o != nil {
		p.outputDSN = getenv(o.DSNEnv)
	}
	if len(problems) > 0 {
		return problems
	}
	return nil
}
