package dataset

import (
	"testing"

	"github.com/doisanh/doisanh/record"
)

func TestBuiltinProfiles(t *testing.T) {
	if n := len(Sectors()); n != 18+1 {
		t.Errorf("%d sectors, want 19", n)
	}
	for _, code := range Sectors() {
		p, err := Builtin(code)
		if err != nil {
			t.Fatalf("%s: %v", code, err)
		}
		s := p.Sector
		if s.Code != code || s.TitleVI == "" || s.TitleEN == "" || s.AgencyVI == "" {
			t.Errorf("%s: incomplete: %+v", code, s)
		}
		if s.Row == record.RowFact && len(s.Fact) == 0 {
			t.Errorf("%s: rows are facts, but no field makes the fact", code)
		}
		for _, f := range record.CanonicalFields() {
			if p.Spec(f) == nil && f != record.RecordID {
				t.Errorf("%s: no %s", code, f)
			}
		}
		for _, f := range p.Fields {
			if f.Kind == record.KindCode && len(f.Words) == 0 {
				t.Errorf("%s: %s has no words", code, f.Field)
			}
		}
	}
}
