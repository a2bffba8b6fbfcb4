package measure

import "kap/internal/fold"

// Sheet is an instrument that is filled in on its own sheet and entered as one number: its
// name, how it is written too, and the largest score it can reach. Its lowest is 0.
type Sheet struct {
	Name    string
	Also    []string
	Highest int
}

// Sheets are those whose bounds we know. Any other is entered under the name it is given.
var Sheets = []Sheet{
	{"MADRS", []string{"Montgomery-Åsberg", "Montgomery Asberg Depression Rating Scale"}, 60}, // Montgomery and Åsberg 1979
	{"HAM-D", []string{"HDRS", "HRSD", "HAMD-17", "Hamilton Depression Rating Scale"}, 52},    // Hamilton 1960, 17 items
	{"HAM-A", []string{"HARS", "Hamilton Anxiety Rating Scale"}, 56},                          // Hamilton 1959
	{"BDI-II", []string{"BDI 2", "Beck Depression Inventory"}, 63},                            // Beck 1996
	{"BAI", []string{"Beck Anxiety Inventory"}, 63},                                           // Beck 1988
	{"BSS", []string{"BSSI", "Beck Scale for Suicide Ideation"}, 38},                          // Beck 1991
	{"C-SSRS", []string{"Columbia", "Columbia Suicide Severity Rating Scale"}, 25},            // Posner 2011: intensity of ideation, the largest of its sums
	{"QIDS-SR", []string{"QIDS", "QIDS-SR16", "QIDS-C"}, 27},                                  // Rush 2003
	{"Y-BOCS", []string{"Yale-Brown Obsessive Compulsive Scale"}, 40},                         // Goodman 1989
	{"CAPS-5", []string{"CAPS", "Clinician-Administered PTSD Scale"}, 80},                     // Weathers 2013
	{"YMRS", []string{"Young Mania Rating Scale"}, 60},                                        // Young 1978
	{"CADSS", []string{"Clinician-Administered Dissociative States Scale"}, 92},               // Bremner 1998, 23 items
	{"DES-II", []string{"DES", "Dissociative Experiences Scale"}, 100},                        // Carlson and Putnam 1993, a mean
	{"MEQ-30", []string{"Mystical Experience Questionnaire"}, 150},                            // Barrett 2015, 30 items of 0 to 5
	{"AUDIT", []string{"Alcohol Use Disorders Identification Test"}, 40},                      // Saunders 1993
	{"DAST-10", []string{"DAST", "Drug Abuse Screening Test"}, 10},                            // Skinner 1982
	{"WHO-5", []string{"WHO-5 Well-Being Index"}, 100},                                        // Topp 2015, in percent
	{"ISI", []string{"Insomnia Severity Index"}, 28},                                          // Bastien 2001
	{"PSS-10", []string{"PSS", "Perceived Stress Scale"}, 40},                                 // Cohen 1988
	{"EPDS", []string{"Edinburgh Postnatal Depression Scale"}, 30},                            // Cox 1987
	{"PHQ-2", nil, 6},   // Kroenke 2003
	{"GAD-2", nil, 6},   // Kroenke 2007
	{"PHQ-15", nil, 30}, // Kroenke 2002
	{"MoCA", []string{"Montreal Cognitive Assessment"}, 30}, // Nasreddine 2005
	{"MMSE", []string{"Mini-Mental State Examination"}, 30}, // Folstein 1975
}

// sheetNamed is the sheet that typed words spell out.
func sheetNamed(typed string) (Sheet, bool) {
	i := fold.Index(typed, Sheets, func(s Sheet) []string { return append([]string{s.Name}, s.Also...) })
	if i < 0 {
		return Sheet{}, false
	}
	return Sheets[i], true
}
