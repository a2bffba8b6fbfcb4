package eligibility

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"kap/internal/problem"
	"kap/internal/protocol"
)

// Check refuses a decision that may not be signed on this calendar day, with all the
// findings it was made on.
func (d Ruling) Check(findings []Finding, today time.Time, b protocol.Body) error {
	var f problem.Fields
	if !kinds.Has(d.Kind) {
		f.Add("decision", "Choose a decision.")
	}
	needs(&f, "rationale", d.Rationale, "Write the rationale of the decision.")
	d.Visit.check(&f, today)
	switch d.Kind {
	case Eligible, EligibleWithConditions:
		d.checkFindings(&f, findings)
		d.checkConditions(&f, today)
		d.checkAuthorisation(&f, today, b)
		_ = f.Join("limits.", d.Limits.Check(b)) // a problem with fields, always
	case NeedsMoreInformation:
		d.checkRequests(&f, today)
	case Deferred:
		d.checkDeferred(&f, today)
	case Declined:
		d.checkDeclined(&f, today)
	}
	return f.Err()
}

// checkFindings: what excludes and what was not answered forbid it; what is weighed
// needs a reason and a mitigation each.
func (d Ruling) checkFindings(f *problem.Fields, findings []Finding) {
	if len(findings) < len(Criteria) {
		f.Add("decision", "The criteria have not all been gone through; open the consultation and answer them.")
	}
	for _, x := range findings {
		switch x.Effect {
		case Excludes:
			f.Add("decision", "This excludes while it is present: %s. Decline, defer or ask for more information.", words(x))
		case NotAnswered:
			f.Add("decision", "This has no answer yet: %s. Answer it, or ask for more information.", words(x))
		case AfterMeasure:
			if !d.has(PressureCondition) {
				f.Add("decision", "There is no blood pressure yet. Decide with the condition: %s", BeforeDose)
			}
		case Weigh:
			d.checkWeighing(f, x)
		}
	}
}

func (d Ruling) checkWeighing(f *problem.Fields, x Finding) {
	w, name := d.Reasons[x.ID], fmt.Sprintf("reasons[%s]", x.ID)
	needs(f, name+".reason", w.Reason, "Write why the client is eligible all the same: "+words(x)+".")
	needs(f, name+".mitigation", w.Mitigation, "Write what makes it safer: "+words(x)+".")
	if n, needed := x.Need(); needed && !d.has(n.Condition) {
		needs(f, name+".there", w.There, n.Ask)
	}
}

func (d Ruling) checkConditions(f *problem.Fields, today time.Time) {
	switch {
	case d.Kind == Eligible && len(d.Conditions) > 0:
		f.Add("decision", "There are conditions; choose eligible with conditions, or remove them.")
	case d.Kind == EligibleWithConditions && len(d.Conditions) == 0:
		f.Add("conditions", "Write at least one condition, or choose eligible.")
	}
	for i, c := range d.Conditions {
		_ = f.Join(fmt.Sprintf("conditions[%d].", i), c.check(today)) // likewise
	}
}

// checkAuthorisation: indication, and sessions and days within the protocol.
func (d Ruling) checkAuthorisation(f *problem.Fields, today time.Time, b protocol.Body) {
	a := d.After.Authorisation(b)
	if !Indicated(string(d.Indication)) {
		f.Add("indication", "Code the indication (ICD-10), such as F33.2.")
	}
	if d.Sessions < 1 || d.Sessions > a.Most {
		f.Add("sessions", "The protocol authorizes up to %d dosing sessions here, usually %s; none at all is to decline.", a.Most, span(a))
	}
	last := d.ValidFrom.AddDate(0, 0, a.Days)
	switch {
	case d.ValidFrom.Before(today):
		f.Add("valid_from", "A decision begins today or later.")
	case d.ValidFrom.After(today.AddDate(0, 0, b.Eligibility.BeginsWithin)):
		f.Add("valid_from", "A decision begins within %d days of its signature: %s at the latest.", b.Eligibility.BeginsWithin,
			today.AddDate(0, 0, b.Eligibility.BeginsWithin).Format("Mon Jan 2, 2006"))
	case d.ValidUntil.Before(d.ValidFrom):
		f.Add("valid_until", "It cannot end before it begins; check both days.")
	case d.ValidUntil.After(last):
		f.Add("valid_until", "The protocol allows %d days here: %s at the latest.", a.Days, last.Format("Mon Jan 2, 2006"))
	}
}

func (d Ruling) checkRequests(f *problem.Fields, today time.Time) {
	if len(d.Requests) == 0 {
		f.Add("requests", "Say what information is needed, from whom and by when.")
	}
	for i, r := range d.Requests {
		name := fmt.Sprintf("requests[%d].", i)
		needs(f, name+"what", r.What, "Say what is needed.")
		needs(f, name+"from", r.From, "Say from whom it is asked.")
		if r.Due.Before(today) {
			f.Add(name+"due", "Choose a day by which it is needed, today or later.")
		}
	}
}

func (d Ruling) checkDeferred(f *problem.Fields, today time.Time) {
	if !d.DeferredTill.After(today) {
		f.Add("deferred_until", "Choose the day on which it is looked at again, after today.")
	}
}

func (d Ruling) checkDeclined(f *problem.Fields, today time.Time) {
	needs(f, "decline_category", string(d.Category), "Choose the category of the reason; it is what the care team reads.")
	needs(f, "decline_reason", d.Decline, "Write the reason.")
	needs(f, "told_how", d.ToldHow, "Say how the client was told.")
	needs(f, "referral", d.Referral, `Write the referral given, or "none".`)
	if !d.ReapplyFrom.After(today) {
		f.Add("reapply_from", "Choose the day from which the client can apply again, after today.")
	}
}

// has says whether the decision is made with a condition of this kind.
func (d Ruling) has(kind ConditionKind) bool {
	of := func(c Condition) bool { return c.Kind == kind }
	return d.Kind == EligibleWithConditions && slices.ContainsFunc(d.Conditions, of)
}

func span(a protocol.Authorisation) string {
	if a.Fewest == a.Most {
		return fmt.Sprintf("%d", a.Most)
	}
	return fmt.Sprintf("%d to %d", a.Fewest, a.Most)
}

// words reads a finding within a sentence, with its evidence.
func words(x Finding) string {
	if x.Evidence == "" {
		return lower(x.Words)
	}
	return fmt.Sprintf("%s (%s)", lower(x.Words), x.Evidence)
}

func needs(f *problem.Fields, name, text, ask string) {
	if strings.TrimSpace(text) == "" {
		f.Add(name, "%s", ask)
	}
}
