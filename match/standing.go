package match

import "github.com/doisanh/doisanh/record"

// Who is on a list depends on who he is: contracts for electricity are heads of households', schools hold children, pensions the old. So
// persons born in one stretch of years, heads of households apart from others, are as likely to be a record's as the sector's sure records have
// them, beside how many of them the register holds. This is the chance before two are compared, so it counts whatever a record tells of itself.
const (
	cohortYears = 5
	firstCohort = 1900 // those born before are counted with it
	cohorts     = 28   // to 2034, and those of whom the birth year is not known
	nStandings  = 2 * cohorts
	// standingHeld is how many records "as the register has them" is worth in each class, so that few records say little.
	standingHeld = 20
	// A class is never taken for rarer or more frequent than this on a list: some of the sure are wrong.
	leastStanding, mostStanding = .02, 10
)

// standing returns the classes of a register's rows: 0 where the birth year is not known, then by cohort, heads of households after all others.
func standing(p *record.People) []uint8 {
	born, names, heads := p.Dates[record.BirthDate], p.Names[record.FullName], p.Names[record.HeadName]
	classes := make([]uint8, p.Rows())
	for row := range classes {
		if born != nil {
			if year := born.At(row).Date.Year(); year > 0 {
				classes[row] = uint8(min(max((year-firstCohort)/cohortYears, 0)+1, cohorts-1))
			}
		}
		if heads != nil && names != nil {
			if h := heads.At(row).Folded; h != "" && h == names.At(row).Folded {
				classes[row] += cohorts
			}
		}
	}
	return classes
}

// standings returns standingShares by what the sure records tell of their best persons.
func standings(list []candidate, sure []bool, classes []uint8) [nStandings]float64 {
	var onList, register [nStandings]float64
	for _, k := range classes {
		register[k]++
	}
	for row, ok := range sure {
		if ok {
			onList[classes[list[row*topK].person]]++
		}
	}
	return standingShares(&onList, &register)
}

// standingShares returns how much likelier than any other person one of each class is to be a record's: 1 on the mean of all.
func standingShares(onList, register *[nStandings]float64) (shares [nStandings]float64) {
	records, persons := 0., 0.
	for k := range register {
		records, persons = records+onList[k], persons+register[k]
	}
	mean := 0.
	for k, n := range register {
		if n == 0 {
			shares[k] = 1
			continue
		}
		shares[k] = (onList[k] + standingHeld) / (records*n/persons + standingHeld)
		shares[k] = min(max(shares[k], leastStanding), mostStanding)
		mean += shares[k] * n / persons
	}
	for k := range shares {
		shares[k] /= max(mean, leastStanding)
	}
	return shares
}
