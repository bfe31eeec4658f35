package job

import (
	"fmt"

	"github.com/doisanh/doisanh/block"
	"github.com/doisanh/doisanh/job/models"
	"github.com/doisanh/doisanh/record"
)

// checkRules holds a model's own blocking rules to the tables of a job, and to the profiles of datasets that are not loaded: a rule whose
// fields no table has, or not of a kind that what it asks for can be made of, would find nothing and say so nowhere.
func (r *run) checkRules() error {
	if r.plan.Model == "" || r.model.Blocking == nil {
		return nil
	}
	for _, rule := range r.rules {
		lacking := block.Key{}
		for _, d := range r.all {
			lacking = firstLacking(rule, func(f record.Field) (record.Kind, bool) {
				if c := d.table().Column(f); c != nil {
					return c.Kind, true
				}
				return 0, false
			})
			if lacking.Field == "" {
				break
			}
		}
		for _, src := range r.others {
			if lacking.Field == "" {
				break
			}
			lacking = firstLacking(rule, func(f record.Field) (record.Kind, bool) {
				if spec := src.Profile.Spec(f); spec != nil {
					return spec.Kind, true
				}
				return 0, false
			})
		}
		if lacking.Field != "" {
			return models.Invalid(r.plan.Model, fmt.Sprintf("blocking: %q: no table has values for %s", rule.Name, lacking))
		}
	}
	return nil
}

// firstLacking returns the first key of a rule that columns of these kinds have no values for.
func firstLacking(rule block.Rule, kind func(record.Field) (record.Kind, bool)) block.Key {
	for _, k := range rule.Keys {
		// These are the row's, whichever column they stood in.
		id, home := k.Field == record.PersonalIDNo && k.Fits(record.KindPersonalID), k.Field == record.PermanentCommune && k.Fits(record.KindCommune)
		if k.Derive != block.Exact && (id || home) {
			continue
		}
		if is, ok := kind(k.Field); !ok || !k.Fits(is) {
			return k
		}
	}
	return block.Key{}
}
