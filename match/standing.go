package match

import "github.com/doisanh/doisanh/record"

// Who is on a list depends on who he is: contracts for electricity are heads of households', schools hold children, pensions the old. So
// persons born in one stretch of years, heads of households apart from others, and those who have died or moved away apart from those who live there, are as likely to
// be a record's as the sector's sure records have them, beside how many of them the register holds. This is the chance before two are compared, so it counts whatever a record tells of itself.
const (
	cohortYears = 5
	firstCohort = 1900        // those born before are counted with it
	cohorts     = 28          // to 2034, and those of whom the birth year is not known
	ofOneState  = 2 * cohorts // classes of persons who live there, and as many of those who do not
	nStandings  = 2 * ofOneState
	// standingHeld is how many records "as the register has them" is worth in each class, so that few records say little.
	standingHeld = 20
	// A class is never taken for rarer or more frequent than this on a list: some of the sure are wrong.
	leastStanding, mostStanding = .02, 10
)

// standing returns the classes of a register's rows: 0 where the birth year is not known, then by cohort, heads of households after all others, and those who have
// left, in the same order, after all who live there.
func standing(p *record.People) []uint8 {
	born, names, heads := p.Dates[record.BirthDate], p.Names[record.FullName], p.Names[record.HeadName]
	status := p.Coded[record.Status]
	classes := make([]uint8, p.Rows())
	for row := range classes {
		if born != nil {
			classes[row] = cohortOf(born.At(row).Date.Year())
		}
		if heads != nil && names != nil {
			if h := heads.At(row).Folded; h != "" && h == names.At(row).Folded {
				classes[row] += cohorts
			}
		}
		if s := status.At(row); s.Known && record.Gone(s.Code) {
			classes[row] += ofOneState
		}
	}
	return classes
}

// cohortOf is the number of a birth year's cohort, 0 where the year is not known.
func cohortOf(year int) uint8 {
	if year <= 0 {
		return 0
	}
	return uint8(min(max((year-firstCohort)/cohortYears, 0)+1, cohorts-1))
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
// Who has left is asked apart from how old he is, for in most classes of both few have.
func standingShares(onList, register *[nStandings]float64) (shares [nStandings]float64) {
	var of [2][ofOneState]float64 // on the list, and in the register
	var in [2][nStandings / ofOneState]float64
	persons := 0.
	for k := range register {
		of[0][k%ofOneState] += onList[k]
		of[1][k%ofOneState] += register[k]
		in[0][k/ofOneState] += onList[k]
		in[1][k/ofOneState] += register[k]
		persons += register[k]
	}
	who, where := sharesOf(of[0][:], of[1][:]), sharesOf(in[0][:], in[1][:])
	mean := 0.
	for k, n := range register {
		shares[k] = who[k%ofOneState] * where[k/ofOneState]
		mean += shares[k] * n / persons
	}
	for k := range shares {
		shares[k] /= max(mean, leastStanding)
	}
	return shares
}

// sharesOf returns how much likelier than the register has it each class is on the list.
func sharesOf(onList, register []float64) []float64 {
	records, persons := 0., 0.
	for k := range register {
		records, persons = records+onList[k], persons+register[k]
	}
	shares := make([]float64, len(register))
	for k, n := range register {
		shares[k] = 1
		if n > 0 {
			shares[k] = min(max((onList[k]+standingHeld)/(records*n/persons+standingHeld), leastStanding), mostStanding)
		}
	}
	return shares
}
