package readiness

import (
	"fmt"
	"strings"
	"time"

	"kap/internal/calendar"
	"kap/internal/course"
	"kap/internal/phrase"
	"kap/internal/protocol"
)

// preparation (G05): before the first dose of a course.
func preparation(f Facts, b protocol.Body, now time.Time) (r ruling) {
	p := course.Preparation(f.Dose, f.Preparation.Held, calendar.Date(f.Preparation.LastOn), calendar.Day(now, f.Zone), b)
	switch {
	case f.Dose > 1:
		r.unneeded, r.evidence = true, "Asked for before the first dose only"
	case p.Effect == course.Nobody && f.Preparation.Held == 0:
		r.hard("No preparation session is completed here yet; %s needed before the first dose.", needs(b.Preparation.LeastSessions))
	case p.Effect == course.Nobody:
		r.hard("%s completed here; %s needed before the first dose. Hold the next one first.",
			are(f.Preparation.Held, "preparation session"), needs(b.Preparation.LeastSessions))
	case p.Effect == course.Override:
		r.override("days", p.Days, "The last preparation was %s ago, more than %d. Hold another, or ask the prescriber.",
			phrase.Count(p.Days, "day"), b.Preparation.LastWithin)
	case f.Preparation.Held == 0:
		r.evidence = "None is asked for"
	default:
		r.evidence = "Held on " + calendar.Words(calendar.Date(f.Preparation.LastOn))
	}
	return r
}

// are counts with its verb: "1 preparation session is".
func are(n int, what string) string {
	if n == 1 {
		return phrase.Count(n, what) + " is"
	}
	return phrase.Count(n, what) + " are"
}

func needs(n int) string {
	if n == 1 {
		return "1 is"
	}
	return fmt.Sprintf("%d are", n)
}

// integration (G06): one completed since the last dosing.
func integration(f Facts, _ protocol.Body, _ time.Time) (r ruling) {
	switch {
	case f.Last == nil:
		r.unneeded = true
		r.evidence = "No dose to follow up on"
	case f.Last.IntegratedAt.IsZero():
		r.override("missing", 1, "No integration was completed since the dose on %s. Hold one first, or ask the prescriber.", calendar.Words(f.Last.Day))
	default:
		r.evidence = "Completed on " + calendar.Words(f.Last.IntegratedAt.In(f.Zone))
	}
	return r
}

// interval (G07): calendar days since the client's last ketamine anywhere.
func interval(f Facts, b protocol.Body, now time.Time) (r ruling) {
	s := f.Arrival.Substances
	if !r.ask(s.KetamineElsewhere, "Ask whether the client had ketamine or esketamine anywhere else.") {
		return r
	}
	last := f.LastKetamine
	if s.KetamineElsewhere == Yes && s.KetamineElsewhereOn.IsZero() {
		r.hard("The client had ketamine elsewhere. Ask on which day.")
		return r
	}
	if s.KetamineElsewhere == Yes && (last.IsZero() || calendar.Date(s.KetamineElsewhereOn).After(calendar.Date(last))) {
		last = s.KetamineElsewhereOn
	}
	if last.IsZero() {
		r.evidence = "No ketamine on record, asked today"
		return r
	}
	i := f.Course.Interval(b)
	days := calendar.DaysSince(last, now, f.Zone)
	r.evidence = fmt.Sprintf("%s since %s", phrase.Count(days, "day"), calendar.Words(last))
	switch course.Interval(f.Course, calendar.Date(last), calendar.Day(now, f.Zone), b).Effect {
	case course.Nobody:
		r.hard("Only %s since the last ketamine; at least %d are needed. Move the dose to %s or later.",
			phrase.Count(days, "day"), i.Least, calendar.Words(calendar.Date(last).AddDate(0, 0, i.Least)))
	case course.Override:
		r.override("days too soon", i.ReasonFrom-days, "Only %s since the last ketamine. Move the dose to %s or later, or ask the prescriber.",
			phrase.Count(days, "day"), calendar.Words(calendar.Date(last).AddDate(0, 0, i.ReasonFrom)))
	}
	return r
}

// reviews (G22): no question to the prescriber is open. An override of the item that
// looked at the same fact has answered it already.
func reviews(f Facts, _ protocol.Body, _ time.Time) (r ruling) {
	for _, open := range f.Reviews {
		r.override(open.Key, 1, "A review waits for the prescriber: %s. Ask for the answer.", strings.TrimSuffix(open.Words, "."))
	}
	return r
}

// wish (G23): the client wants to go ahead today. No reason is asked.
func wish(f Facts, _ protocol.Body, _ time.Time) (r ruling) {
	if !r.ask(f.Arrival.WantsToGoAhead, "Ask whether the client wants to go ahead today.") {
		r.stops[0].desk = LabelTherapist
		return r
	}
	if f.Arrival.WantsToGoAhead == No {
		r.hard("The client does not want to go ahead today. Close the session as not held; no reason is needed and nothing is counted.")
	}
	return r
}

// gathered (G24): questionnaires, plans, goals, intention and setting.
func gathered(f Facts, _ protocol.Body, _ time.Time) (r ruling) {
	says := "%s is due. Have it filled in, or acknowledge that it is missing."
	if len(f.Ready.MeasuresDue) > 1 {
		says = "%s are due. Have them filled in, or acknowledge that they are missing."
	}
	for i, m := range f.Ready.MeasuresDue {
		if i > 0 { // said with the first
			r.add(stop{class: Soft, part: m, size: 1, desk: LabelQuestionnaire})
			continue
		}
		r.soft(m, 1, says, phrase.List(f.Ready.MeasuresDue)).desk = LabelQuestionnaire
	}
	for _, p := range []struct {
		known bool
		part  string
		says  string
	}{
		{f.Ready.Plans, "plans", "The plan for medicines, food and drink is not acknowledged. Go through it."},
		{f.Ready.Goals, "goals", "Treatment goals are not recorded. Record them."},
		{f.Ready.Intention, "intention", "The intention for today is not recorded. Ask for it."},
		{f.Ready.Setting, "setting", "The setting is not recorded. Ask about music, eyeshades and position."},
	} {
		if !p.known {
			r.soft(p.part, 1, "%s", p.says)
		}
	}
	return r
}
