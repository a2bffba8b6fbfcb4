package consent

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/problem"
	"kap/internal/sign"
)

// TextVersion is one version of a text as the clinic keeps it, approved or a draft.
type TextVersion struct {
	ID uuid.UUID
	Text
	DraftedBy  *uuid.UUID
	Drafter    string // name; empty: came with the system
	ApprovedBy *uuid.UUID
	Approver   string
	ApprovedAt *time.Time
	OwnDraft   bool // approved by who drafted it, where only one prescriber works
}

// Approved says whether anything may be signed under it.
func (v TextVersion) Approved() bool { return v.ApprovedAt != nil }

// Document is what the medical lead signs.
func (v TextVersion) Document() sign.Document {
	return sign.Document{Kind: "consent_text", ID: v.ID, Version: v.Version, Content: struct {
		Kind     Kind
		Language string
		Text     string
		SHA256   string
	}{v.Kind, v.Language, v.Canonical(), v.SHA256()}}
}

// TextOf is the first of the kind among texts.
func TextOf(texts []TextVersion, kind Kind) (TextVersion, bool) {
	for _, t := range texts {
		if t.Kind == kind {
			return t, true
		}
	}
	return TextVersion{}, false
}

// InForce are the latest approved of each kind among all versions, latest first.
func InForce(versions []TextVersion) []TextVersion {
	var texts []TextVersion
	for _, v := range versions {
		if _, found := TextOf(texts, v.Kind); v.Approved() && !found {
			texts = append(texts, v)
		}
	}
	return texts
}

// ToApprove is the first text, in the order of the kinds, that waits for somebody's
// approval. Their own drafts are left out: another prescriber may have to read those.
func ToApprove(versions []TextVersion, a auth.Actor) (TextVersion, bool) {
	for _, kind := range Kinds {
		latest, found := TextOf(versions, kind)
		current, _ := TextOf(InForce(versions), kind)
		if found && latest.MayApprove(a, current, 2) == nil {
			return latest, true
		}
	}
	return TextVersion{}, false
}

// TextEntry is a new version of a text.
type TextEntry struct {
	Kind Kind   `form:"kind"`
	Text string `form:"text"`
}

// Check refuses a draft without words, or with those of latest (the zero version: none).
func (d TextEntry) Check(latest TextVersion) error {
	next := Text{Body: d.Text}
	switch {
	case d.Kind.Words() == "":
		return problem.At("kind", "Choose which consent the text is for.")
	case strings.TrimSpace(d.Text) == "":
		return problem.At("text", "Write the text; its first line is the title.")
	case latest.Body != "" && next.SHA256() == latest.SHA256():
		return problem.At("text", "This is version %d word for word. Change it, or leave it as it is.", latest.Version)
	}
	return nil
}

// MayApprove refuses who is not the medical lead, what is approved or overtaken, and
// one's own draft where another prescriber works. current is the version in force, the
// zero version for none; prescribers is how many work here.
func (v TextVersion) MayApprove(a auth.Actor, current TextVersion, prescribers int) error {
	switch {
	case !a.May(auth.Approve):
		return problem.New(problem.Forbidden, "Only the medical lead approves consent texts.")
	case v.Approved():
		return problem.Newf(problem.Conflict, "%s approved this version already.", v.Approver)
	case current.Version > v.Version:
		return problem.Newf(problem.Conflict, "Version %d is in force already; an older one cannot follow it.", current.Version)
	case v.Owned(a) && prescribers > 1:
		return problem.New(problem.Conflict, "You drafted this version; another prescriber named medical lead approves it.")
	}
	return nil
}

// Owned says whether the actor drafted it.
func (v TextVersion) Owned(a auth.Actor) bool { return v.DraftedBy != nil && *v.DraftedBy == a.Staff }
