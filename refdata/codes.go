package refdata

import (
	_ "embed" // the tables are compiled in
	"strings"
	"sync"
)

// EthnicGroup is one of the 54 groups, or one of the two rows that are none: foreigner (55) and not known (00).
//
// The codes of 37 groups differ between the two lists, so a bare code is only readable with its list.
type EthnicGroup struct {
	Code1979 string   // two digits, QĐ 121-TCTK/PPCĐ (1979)
	Code2008 string   // two digits, QĐ 1019/QĐ-TCTK (2008)
	Name     string   // "Kinh"
	Alt      []string // other names; some name several groups (Thổ, Mán), so they are not unique
	Group    bool     // one of the 54
}

// CMNDPrefix is the beginning of the 9-digit CMND numbers of a province. Some prefixes belong to two provinces.
type CMNDPrefix struct {
	Prefix       string // two or three digits
	ProvinceName string
	Province     uint16 // of the 63
	Verified     bool   // stands in a published list
}

// EVNPrefix is the beginning of an electricity customer code.
type EVNPrefix struct{ Prefix, Company, Region string }

// InsuranceObject is a group of people by whom health insurance is held: the two letters a card begins with.
type InsuranceObject struct {
	Code     string
	Title    string // who they are, empty where no source at hand says
	Verified bool   // stands in a decision of the insurance agency
}

//go:embed data/bhyt_objects.csv
var insuranceObjectsCSV string

//go:embed data/ethnic_groups.csv
var ethnicGroupsCSV string

//go:embed data/cmnd_prefix.csv
var cmndPrefixCSV string

//go:embed data/evn_prefixes.csv
var evnPrefixesCSV string

// EthnicGroups returns the groups by their 1979 code.
func EthnicGroups() []EthnicGroup { return ethnicGroups() }

var ethnicGroups = sync.OnceValue(func() []EthnicGroup {
	var out []EthnicGroup
	eachRow(ethnicGroupsCSV, 6, func(r []string) {
		out = append(out, EthnicGroup{Code1979: r[0], Code2008: r[4], Name: r[1], Alt: list(r[3]), Group: r[0] != "00" && r[0] != "55"})
	})
	return out
})

// CMNDPrefixes returns the prefixes of CMND numbers in ascending order.
func CMNDPrefixes() []CMNDPrefix { return cmndPrefixes() }

var cmndPrefixes = sync.OnceValue(func() []CMNDPrefix {
	var out []CMNDPrefix
	eachRow(cmndPrefixCSV, 4, func(r []string) {
		for _, p := range list(r[0]) {
			out = append(out, CMNDPrefix{p, r[1], uint16(code(r[2])), !strings.Contains(r[3], "memory")})
		}
	})
	return out
})

// EVNPrefixes returns the prefixes of electricity customer codes.
func EVNPrefixes() []EVNPrefix { return evnPrefixes() }

var evnPrefixes = sync.OnceValue(func() []EVNPrefix {
	var out []EVNPrefix
	eachRow(evnPrefixesCSV, 3, func(r []string) { out = append(out, EVNPrefix{r[0], r[1], r[2]}) })
	return out
})

// InsuranceObjects returns the groups of health insurance.
func InsuranceObjects() []InsuranceObject { return insuranceObjects() }

var insuranceObjects = sync.OnceValue(func() []InsuranceObject {
	var out []InsuranceObject
	eachRow(insuranceObjectsCSV, 3, func(r []string) { out = append(out, InsuranceObject{r[0], r[1], r[2] != "unverified"}) })
	return out
})

func splitTilde(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "~")
}
