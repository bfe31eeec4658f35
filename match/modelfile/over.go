// Package modelfile holds what the model files of both engines of match have in common: how one is written (Write) and laid over a model (Over), and what it says
// of its learning (Training).
package modelfile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
)

// Over returns a model with what a file says laid over it. Keys that no model has are refused.
func Over[T any](base *T, over map[string]any) (*T, error) {
	text, err := json.Marshal(base)
	if err != nil {
		return nil, err
	}
	var under map[string]any
	if err := json.Unmarshal(text, &under); err != nil {
		return nil, err
	}
	if text, err = json.Marshal(overlay(under, over)); err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	m := new(T)
	if err := d.Decode(m); err != nil {
		return nil, err
	}
	return m, nil
}

// overlay merges two JSON values: objects key by key, lists of named objects by name, anything else as in over.
func overlay(under, over any) any {
	switch o := over.(type) {
	case map[string]any:
		u, ok := under.(map[string]any)
		if !ok {
			return over
		}
		for k, v := range o {
			if old, there := u[k]; there {
				v = overlay(old, v)
			}
			u[k] = v
		}
		return u
	case []any:
		u, ok := under.([]any)
		if !ok || len(o) > 0 && NameOf(o[0]) == "" {
			return over
		}
		at := map[string]int{}
		for i, v := range u {
			at[NameOf(v)] = i
		}
		for _, v := range o {
			if i, there := at[NameOf(v)]; there {
				u[i] = overlay(u[i], v)
			} else {
				u = append(u, v)
			}
		}
		return u
	}
	return over
}

// NameOf returns the name of a named object, or the field it is of, "" of anything else.
func NameOf(v any) string {
	o, _ := v.(map[string]any)
	name, ok := o["name"].(string)
	if !ok {
		name, _ = o["field"].(string)
	}
	return name
}

// Named are the levels whose m a file names, v being their comparison there.
func Named(v any) map[string]bool {
	named := map[string]bool{}
	o, _ := v.(map[string]any)
	levels, _ := o["levels"].([]any)
	for _, l := range levels {
		if o, _ := l.(map[string]any); o["m"] != nil {
			named[NameOf(l)] = true
		}
	}
	return named
}

// ShareRest scales the shares of the levels that are not named, so that each group of levels has the mass it had before. groupOf is as in
// CheckSum.
func ShareRest(groupOf []int8, named map[string]bool, names []string, before, after []float64) error {
	mass, said, rest := map[int8]float64{}, map[int8]float64{}, map[int8]float64{}
	for j, name := range names {
		g := group(groupOf, j)
		mass[g] += before[j]
		if named[name] {
			said[g] += after[j]
		} else {
			rest[g] += after[j]
		}
	}
	for j, name := range names {
		g := group(groupOf, j)
		if g < 0 || named[name] || said[g] == 0 {
			continue
		}
		left := mass[g] - said[g]
		if left <= 0 {
			return fmt.Errorf("the m given add up to %.4g, and leave nothing for the other levels", said[g])
		}
		after[j] *= left / rest[g]
	}
	return nil
}

// CheckSum holds the m of each group of levels to being shares of one whole, within some slack. groupOf is by level, the first one first; nil
// where all are of one group.
func CheckSum(groupOf []int8, m []float64, slack float64) error {
	sums := map[int8]float64{}
	for j, v := range m {
		sums[group(groupOf, j)] += v
	}
	for g := range int8(len(sums)) {
		if sum, ok := sums[g]; ok && math.Abs(sum-1) > slack {
			return fmt.Errorf("the m of its levels add up to %.4g, want 1", sum)
		}
	}
	return nil
}

func group(groupOf []int8, level int) int8 {
	if groupOf == nil {
		return 0
	}
	return groupOf[level]
}
