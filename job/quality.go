package job

import (
	"context"
	"slices"

	"github.com/doisanh/doisanh/block"
	"github.com/doisanh/doisanh/quality"
	"github.com/doisanh/doisanh/reconcile"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
	"github.com/doisanh/doisanh/report"
)

// The words of quality.csv's groups. A record whose own value is missing or cannot be told is in groupUnknown.
const (
	groupAge     = "age_group"
	groupSex     = "sex"
	groupCommune = "commune_type"
	groupEthnic  = "ethnic_group"
	groupUnknown = "unknown"
)

// measure keeps what the quality table needs of a dataset that has just been linked: by which rules its links are found, and which
// group each record is in. The tables themselves are let go of before the table is made.
func (r *run) measure(d *data, population *record.People) error {
	set := quality.Set{Dataset: d.table().Name, Links: d.links, Groups: r.groups(d.people)}
	c := &quality.Captures{}
	var pairs []record.Pair
	sampled, rows := 0, d.people.Rows()
	for row, id := range d.table().IDs.All() {
		// Rows are drawn by their ids, so that their order cannot show.
		if !quality.Drawn(hashOf(id), rows) {
			continue
		}
		sampled++
		if l := &d.links[row]; l.Person != record.NoRow && l.Method != record.MethodManual {
			pairs = append(pairs, record.Pair{Left: row, Right: uint32(l.Person)})
			c.Weight = append(c.Weight, l.Probability)
		}
	}
	if rows > 0 {
		c.Share = float64(sampled) / float64(rows)
	}
	found, err := block.FoundBy(d.people, population, block.Options{Rules: r.rules, Index: r.index, Threads: r.plan.Threads}, pairs)
	if err != nil {
		return err
	}
	c.Uses, c.Found = found.Uses, found.By
	set.Captures = c
	d.quality = set
	return nil
}

// hashOf is what a record is drawn by (FNV-1a). Other than sample, which shows clerks whom it draws, this is asked of every record.
func hashOf(id string) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := range len(id) {
		h = (h ^ uint64(id[i])) * 0x100000001b3
	}
	return h
}

// kinh is the code of the people most are of. The other 53 are one group here: most are too few for figures of their own, which
// evaluate --groups gives where the truth is known.
const kinh = "01"

// groups puts every record into its age group, sex, kind of commune and ethnic group, by what the record itself says.
func (r *run) groups(p *record.People) []quality.Grouping {
	ages := r.plan.AgeGroups
	if ages == nil {
		ages = reconcile.DefaultAgeGroups()
	}
	age := quality.Grouping{Name: groupAge, Of: make([]uint8, p.Rows())}
	for _, g := range ages {
		age.Values = append(age.Values, g.String())
	}
	age.Values = append(age.Values, groupUnknown)
	sex := quality.Grouping{Name: groupSex, Values: []string{record.SexMale, record.SexFemale, groupUnknown}, Of: make([]uint8, p.Rows())}
	kinds := []refdata.UnitType{refdata.TypeXa, refdata.TypePhuong, refdata.TypeThiTran, refdata.TypeDacKhu}
	commune := quality.Grouping{Name: groupCommune, Values: []string{"xa", "phuong", "thi_tran", "dac_khu", groupUnknown}, Of: make([]uint8, p.Rows())}
	ethnic := quality.Grouping{Name: groupEthnic, Values: []string{"kinh", "other", groupUnknown}, Of: make([]uint8, p.Rows())}
	units := refdata.Units()
	kindOf := map[uint32]uint8{0: uint8(len(kinds))}
	for row := range p.Rows() {
		age.Of[row] = uint8(len(ages))
		if years, ok := yearsAt(p.Dates[record.BirthDate].At(row).Date, r.plan.AsOf); ok {
			if i := slices.IndexFunc(ages, func(g reconcile.AgeGroup) bool { return g.From <= years && years <= g.To }); i >= 0 {
				age.Of[row] = uint8(i)
			}
		}
		sex.Of[row] = 2
		if i := slices.Index(sex.Values[:2], p.Coded[record.Sex].At(row).Code); i >= 0 {
			sex.Of[row] = uint8(i)
		}
		switch e := p.Coded[record.Ethnicity].At(row); {
		case !e.Known:
			ethnic.Of[row] = 2
		case e.Code != kinh:
			ethnic.Of[row] = 1
		}
		var code uint32
		if p.Commune != nil {
			code = p.Commune[row]
		}
		kind, ok := kindOf[code]
		if !ok {
			kind = uint8(len(kinds))
			if c, known := units.Commune(code, r.plan.AsOf); known {
				if i := slices.Index(kinds, c.TypeAt(r.plan.AsOf)); i >= 0 {
					kind = uint8(i)
				}
			}
			kindOf[code] = kind
		}
		commune.Of[row] = kind
	}
	return []quality.Grouping{age, sex, commune, ethnic}
}

// yearsAt is a person's age in whole years at a day; of a date known to the year or month, the age at the end of that.
func yearsAt(born, day record.Date) (int, bool) {
	if born == 0 || born.Year() == 0 {
		return 0, false
	}
	years := day.Year() - born.Year()
	if born.IsFull() && (day.Month() < born.Month() || day.Month() == born.Month() && day.Day() < born.Day()) {
		years--
	}
	return years, years >= 0
}

// estimate makes the quality table, once.
func (r *run) estimate(context.Context) error {
	var sets []quality.Set
	for _, d := range r.all[1:] {
		sets = append(sets, d.quality)
		d.quality = quality.Set{}
	}
	r.quality = quality.Estimate(sets)
	return nil
}

// qualitySheet is quality.csv: how right the links are as far as can be told without knowing the truth.
func (r *run) qualitySheet() report.Sheet {
	lines := r.quality
	count := func(name string, of func(*quality.Line) int) report.Column {
		return report.Column{Name: name, Kind: report.Integer, Num: func(i int) float64 { return float64(of(&lines[i])) }}
	}
	columns := []report.Column{
		report.TextColumn("dataset", func(i int) string { return lines[i].Dataset }),
		report.TextColumn("group", func(i int) string { return lines[i].Group }),
		report.TextColumn("value", func(i int) string { return lines[i].Value }),
		count("records", func(l *quality.Line) int { return l.Records }),
		count("linked", func(l *quality.Line) int { return l.Match }),
		count("review", func(l *quality.Line) int { return l.Review }),
		count("not_linked", func(l *quality.Line) int { return l.None }),
		{Name: "link_rate", Kind: report.Float, Num: func(i int) float64 { return lines[i].LinkRate() }},
	}
	for _, f := range []struct {
		name string
		of   func(*quality.Line) quality.Interval
	}{
		{"precision", func(l *quality.Line) quality.Interval { return l.Precision }},
		{"recall", func(l *quality.Line) quality.Interval { return l.Recall }},
		{"f1", func(l *quality.Line) quality.Interval { return l.F1 }},
		{"false_links", func(l *quality.Line) quality.Interval { return l.FalseLinks }},
		{"missed_links", func(l *quality.Line) quality.Interval { return l.MissedLinks }},
		{"missed_by_blocking", func(l *quality.Line) quality.Interval { return l.Unfound }},
	} {
		bound := func(name string, of func(quality.Interval) float64) report.Column {
			return report.Column{Name: f.name + name, Kind: report.Float, Num: func(i int) float64 { return of(f.of(&lines[i])) }}
		}
		columns = append(columns, bound("", func(v quality.Interval) float64 { return v.Value }),
			bound("_low", func(v quality.Interval) float64 { return v.Low }), bound("_high", func(v quality.Interval) float64 { return v.High }))
	}
	return report.Sheet{Name: "quality", Rows: len(lines), Columns: columns}
}

// QualityFigures is the quality table's line of one dataset, or of all, in summary.json: shares, each with a 95% interval, and numbers
// of records.
type QualityFigures struct {
	Precision        quality.Interval `json:"precision"`
	Recall           quality.Interval `json:"recall"`
	F1               quality.Interval `json:"f1"`
	FalseLinks       quality.Interval `json:"false_links"`
	MissedLinks      quality.Interval `json:"missed_links"`
	MissedByBlocking quality.Interval `json:"missed_by_blocking"`
}

// qualityOf returns the figures of a dataset, "" for all, or nil where it has no links.
func (r *run) qualityOf(dataset string) *QualityFigures {
	l := quality.Of(r.quality, dataset)
	if l == nil || l.Records == 0 {
		return nil
	}
	return &QualityFigures{l.Precision.Rounded(), l.Recall.Rounded(), l.F1.Rounded(), l.FalseLinks.Rounded(), l.MissedLinks.Rounded(), l.Unfound.Rounded()}
}
