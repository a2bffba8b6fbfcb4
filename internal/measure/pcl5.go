package measure

import "kap/internal/protocol"

// PCL5 is the PTSD Checklist for DSM-5, twenty items from 0 to 4. It has no severity
// bands (National Center for PTSD).
func PCL5() Instrument {
	return Instrument{
		ID:          "pcl5",
		Version:     1,
		Name:        "PCL-5",
		Title:       "PTSD Checklist for DSM-5",
		Source:      "Weathers, F.W., Litz, B.T., Keane, T.M., Palmieri, P.A., Marx, B.P., & Schnurr, P.P. (2013). National Center for PTSD, US Department of Veterans Affairs. Public domain.",
		Instruction: "Below is a list of problems that people sometimes have in response to a very stressful experience. Please read each problem carefully and then choose one of the answers to indicate how much you have been bothered by that problem in the past month.",
		Items: inWords(howMuch(),
			Item{Text: "Repeated, disturbing, and unwanted memories of the stressful experience?"},
			Item{Text: "Repeated, disturbing dreams of the stressful experience?"},
			Item{Text: "Suddenly feeling or acting as if the stressful experience were actually happening again (as if you were actually back there reliving it)?"},
			Item{Text: "Feeling very upset when something reminded you of the stressful experience?"},
			Item{Text: "Having strong physical reactions when something reminded you of the stressful experience (for example, heart pounding, trouble breathing, sweating)?"},
			Item{Text: "Avoiding memories, thoughts, or feelings related to the stressful experience?"},
			Item{Text: "Avoiding external reminders of the stressful experience (for example, people, places, conversations, activities, objects, or situations)?"},
			Item{Text: "Trouble remembering important parts of the stressful experience?"},
			Item{Text: "Having strong negative beliefs about yourself, other people, or the world (for example, having thoughts such as: I am bad, there is something seriously wrong with me, no one can be trusted, the world is completely dangerous)?"},
			Item{Text: "Blaming yourself or someone else for the stressful experience or what happened after it?"},
			Item{Text: "Having strong negative feelings such as fear, horror, anger, guilt, or shame?"},
			Item{Text: "Loss of interest in activities that you used to enjoy?"},
			Item{Text: "Feeling distant or cut off from other people?"},
			Item{Text: "Trouble experiencing positive feelings (for example, being unable to feel happiness or have loving feelings for people close to you)?"},
			Item{Text: "Irritable behavior, angry outbursts, or acting aggressively?"},
			Item{Text: "Taking too many risks or doing things that could cause you harm?"},
			Item{Text: "Being \"superalert\" or watchful or on guard?"},
			Item{Text: "Feeling jumpy or easily startled?"},
			Item{Text: "Having difficulty concentrating?"},
			Item{Text: "Trouble falling or staying asleep?"},
		),
		Code:      "101697-1",
		TotalCode: "101698-9",
	}
}

func howMuch() []Choice {
	return []Choice{
		{Value: 0, Words: "Not at all"},
		{Value: 1, Words: "A little bit"},
		{Value: 2, Words: "Moderately"},
		{Value: 3, Words: "Quite a bit"},
		{Value: 4, Words: "Extremely"},
	}
}

// cluster is a group of DSM-5 symptoms: items from first to last, of which so many have
// to be endorsed (2 or more).
type cluster struct{ first, last, need int }

// clusters are B intrusion, C avoidance, D cognition and mood, E arousal.
var clusters = []cluster{{1, 5, 1}, {6, 7, 1}, {8, 14, 2}, {15, 20, 2}}

// pcl5Flags tells the cut and the symptom pattern apart; they may disagree.
func pcl5Flags(a Answers, r Result, m protocol.Measures) []Flag {
	var flags []Flag
	if r.Total != nil && *r.Total >= m.PCL5Cut {
		flags = append(flags, Positive)
	}
	if symptomsMet(a) {
		flags = append(flags, Symptoms)
	}
	return flags
}

func symptomsMet(a Answers) bool {
	for _, c := range clusters {
		endorsed := 0
		for _, value := range a[c.first-1 : c.last] {
			if value != nil && *value >= 2 {
				endorsed++
			}
		}
		if endorsed < c.need {
			return false
		}
	}
	return true
}
