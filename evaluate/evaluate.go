package evaluate

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
)

// Report is what Judge found. Datasets and codes are in alphabetical order.
type Report struct {
	// Links and Clusters have one entry a dataset; All counts every dataset together.
	Links       []Links    `json:"links"`
	AllLinks    Links      `json:"links_all"`
	Clusters    []Clusters `json:"clusters"`
	AllClusters Clusters   `json:"clusters_all"`
	// Curve says how right the links would be with other thresholds; Calibration and ClusterCalibration whether probabilities mean
	// what they say.
	Curve              []Point     `json:"curve,omitempty"`
	Calibration        Calibration `json:"calibration"`
	ClusterCalibration Calibration `json:"cluster_calibration"`
	// Groups tell whether anyone is linked worse than others; nil where nothing is known of the records.
	Groups      []Grouping `json:"groups,omitempty"`
	Findings    []Code     `json:"findings"`
	FalseAlarms []Alarm    `json:"false_alarms"`
	// OtherData says that the truth looks like that of other data: it does not know most of the run's records, or says otherwise of most
	// of the links the run is sure of. Two provinces that were made up alike have most ids in common.
	OtherData bool `json:"truth_of_other_data,omitempty"`
}

// fewSure is how many links a run must be sure of for their being mostly wrong to tell anything.
const fewSure = 20

func (r *Report) otherData() bool {
	l, sure := &r.AllLinks, r.Calibration.Sure
	return l.Unknown > l.Rows || sure.Total >= fewSure && 2*sure.Hits < sure.Total
}

// Links says how right the links of a dataset are.
type Links struct {
	Dataset string `json:"dataset"`
	Rows    int    `json:"rows"`     // records of the run that the truth knows
	Unknown int    `json:"unknown"`  // records of the run that the truth does not know; not counted anywhere else
	NotRead int    `json:"not_read"` // records of the truth that the run does not have; missed, where they are somebody
	Score
	Review      Rate `json:"review"`       // share of the rows with decision review
	ReviewRight Rate `json:"review_right"` // share of those whose candidate is the right person
}

// Clusters says how right the duplicate clusters of a dataset are.
type Clusters struct {
	Dataset string `json:"dataset"`
	Pairs   Score  `json:"pairs"`
	Exact   Score  `json:"exact"` // whole clusters: the same records, none too many and none lacking
	BCubed  BCubed `json:"b_cubed"`
}

// BCubed is the B³ measure over Records records.
type BCubed struct {
	Records   int     `json:"records"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

// MarshalJSON writes the figures rounded to six decimals, as Rate's are.
func (b BCubed) MarshalJSON() ([]byte, error) {
	type plain BCubed // without this method
	b.Precision, b.Recall, b.F1 = sixDecimals(b.Precision), sixDecimals(b.Recall), sixDecimals(b.F1)
	return json.Marshal(plain(b))
}

// Code says how right the findings of one code are.
type Code struct {
	Code   string `json:"code"`
	Recall Rate   `json:"recall"` // injected faults found
	// RecallLinked is the same over records that need no link or were linked (decision match): what is left of the misses is
	// the rules' own.
	RecallLinked Rate `json:"recall_linked"`
	Precision    Rate `json:"precision"`    // findings that are injected faults
	ReasonRight  Rate `json:"reason_right"` // found faults whose reason is the truth's, where the truth gives one
}

// Alarm says how often a finding is raised on rows that have no such fault.
type Alarm struct {
	Code   string `json:"code"`
	Field  string `json:"field"`
	Rows   Rate   `json:"rows"`   // of all sector rows without the fault
	Linked Rate   `json:"linked"` // of the linked ones without it
}

// alarmFields are the fields whose false field_mismatch findings are counted: who a person is stands or falls with them.
func alarmFields() []string { return []string{"full_name", "birth_date", "sex"} }

// Judge reads the run folder and the truth folder and compares them, groups of people too where traits, which may be nil, says what is known of the
// records beside their links. A folder that is not what it should be gives a *record.Problem with ID ProblemRun or ProblemTruth.
func Judge(runDir, truthDir string, traits *Traits) (*Report, error) {
	truth, err := readTruth(truthDir)
	if err != nil {
		return nil, err
	}
	run, err := readRun(runDir)
	if err != nil {
		return nil, err
	}
	if err := sameData(run, truth, truthDir); err != nil {
		return nil, err
	}
	r := &Report{}
	if truth.links != nil {
		r.Links, r.AllLinks = compareLinks(run.links, truth.links)
		r.Curve = curve(run.links, truth.links)
		r.Calibration = calibration(linksSaid(run.links, truth.links))
		r.OtherData = r.otherData()
		r.Groups = traits.compare(run.links, truth.links)
	}
	if truth.clusters != nil {
		r.Clusters, r.AllClusters = compareClusters(run.clusters, truth.clusters)
		r.ClusterCalibration = calibration(clustersSaid(run.clusters, run.chance, truth.clusters))
	}
	if truth.findings != nil {
		keptAnother(run, truth.findings, truth.clusters)
		r.Findings = compareFindings(run, truth.findings)
		r.FalseAlarms = falseAlarms(run, truth.findings)
	}
	return r, nil
}

// sorted returns a map's keys in order.
func sorted[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
