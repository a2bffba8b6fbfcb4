package chartweb

import (
	"fmt"
	"slices"
	"time"

	"kap/internal/chart"
	"kap/internal/eligibility"
)

// entry is one document or visit of the record.
type entry struct {
	at     time.Time
	what   string
	href   string
	signed bool
}

// record is everything of the course that can be opened, the latest first.
func record(c chart.Care) []entry {
	base := "/clients/" + c.Facts.Client.String()
	var list []entry
	add := func(at time.Time, what, path string, signed bool) {
		list = append(list, entry{at, what, base + path, signed})
	}
	for _, v := range c.Facts.Consultations {
		what := map[eligibility.ConsultationKind]string{
			eligibility.FirstConsultation: "Consultation", eligibility.FollowUp: "Follow-up visit", eligibility.Closing: "Closing visit"}[v.Kind]
		add(v.HeldAt, what, "/consultations/"+v.ID.String(), !v.SignedAt.IsZero())
	}
	for _, d := range c.Facts.Decisions {
		add(since(d.CreatedAt, d.SignedAt), "Decision: "+d.Kind.Words(), "/decisions/"+d.ID.String(), !d.Draft())
	}
	for _, p := range c.Facts.Prescriptions {
		add(since(p.CreatedAt, p.SignedAt), "Prescription", "/prescriptions/"+p.ID.String(), !p.Draft())
	}
	for i, t := range c.Facts.Preparations {
		add(t.HeldAt, fmt.Sprintf("Preparation visit %d", i+1), "/preparations/"+t.ID.String(), t.SignedAt != nil)
	}
	for _, s := range c.Facts.Sessions {
		add(s.ArrivedAt, "Dosing session", "/dosing/"+s.ID.String(), !s.SignedAt.IsZero())
	}
	for _, t := range c.Facts.Integrations {
		add(t.HeldAt, "Integration visit", "/integrations/"+t.ID.String(), t.SignedAt != nil)
	}
	slices.SortStableFunc(list, func(a, b entry) int { return b.at.Compare(a.at) })
	return list
}

// since is when something was signed, else when it was begun.
func since(begun, signed time.Time) time.Time {
	if signed.IsZero() {
		return begun
	}
	return signed
}
