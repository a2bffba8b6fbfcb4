package consent

import (
	"strings"
	"time"

	"kap/internal/choice"
	"kap/internal/problem"

	"github.com/google/uuid"
)

// Answer is what the client said to a text; empty is not asked.
type Answer string

// The answers.
const (
	Yes Answer = "yes"
	No  Answer = "no"
)

// Consent is one signed answer to one text. It is never changed: withdrawing and
// narrowing are entries that point at it.
type Consent struct {
	ID             uuid.UUID `facts:"-"`
	Kind           Kind      `facts:"-"`
	TextID         uuid.UUID `facts:"-"`
	TextVersion    int       `db:"text_version,read" facts:"-"`
	TextSHA256     string    `db:"text_sha256,read" facts:"-"`  // lower-case hex
	Answer         Answer    `facts:"-"`                        // said with its scope
	Scope          Scope     `db:"scope,read" facts:"-"`        // what stands of it. touch: kinds agreed to; release: to whom
	SignedScope    Scope     `db:"signed_scope,read" facts:"-"` // as it was signed, before it was narrowed
	SignedName     string    `label:"Signed by"`
	SignedHow      How       `label:"How it was signed"`
	SignedAt       time.Time `label:"Signed"`
	ExplainedBy    uuid.UUID `facts:"-"`
	Explainer      string    `db:"explainer,read" label:"Explained by"` // name with credentials
	Witness        uuid.UUID `facts:"-"`                                // any staff
	WitnessName    string    `db:"witness_name,read" label:"Witness"`
	Withdrawn      time.Time `db:"withdrawn,read"` // zero while it stands
	WithdrawnWords string    `db:"withdrawn_words,read" label:"Said on withdrawing"`
}

// How is the way an answer was signed.
type How string

// The ways. Drawn is no longer offered.
const (
	OnScreen How = "typed"
	Drawn    How = "drawn"
	OnPaper  How = "paper"
)

var hows = choice.List[How]{{OnScreen, "On this screen: the client types their name"}, {OnPaper, "On paper: keep the sheet with the record"}, {Drawn, "Drawn"}}

// Choices are the ways a form offers.
func (How) Choices() []choice.Answer { return hows[:len(hows)-1].Answers() }

// Words are how a way is read.
func (h How) Words() string {
	switch h {
	case OnPaper:
		return "On paper"
	case Drawn:
		return "Drawn on the screen"
	}
	return "Name typed on the screen"
}

// Check says what is missing before the answer can be stored under the text.
func (c Consent) Check(text Text, now time.Time) error {
	var f problem.Fields
	if c.Kind != text.Kind || c.TextSHA256 != text.SHA256() {
		return problem.New(problem.Conflict, "The text changed since this page was opened. Read the new text with the client and sign that.")
	}
	if c.Answer != Yes && c.Answer != No {
		f.Add("answer", "Choose the client's answer, yes or no.")
	}
	c.checkScope(&f)
	c.checkSignature(&f, now)
	return f.Err()
}

func (c Consent) checkScope(f *problem.Fields) {
	switch {
	case c.Kind == Release && c.Answer == Yes && len(c.Scope) == 0:
		f.Add("scope", "Name to whom information may be released.")
	case c.Kind == Touch && c.Answer == Yes && len(c.Scope) == 0:
		f.Add("scope", "Mark which kinds of touch the client agrees to, or answer no.")
	case c.Kind == Touch && c.Answer == No && len(c.Scope) > 0:
		f.Add("scope", "The answer is no, so no kind of touch can be marked.")
	case c.Kind == Touch && !c.Scope.known():
		f.Add("scope", "Choose kinds of touch from the list.")
	}
}

func (c Consent) checkSignature(f *problem.Fields, now time.Time) {
	if c.SignedAt.IsZero() || c.SignedAt.After(now) {
		f.Add("signed_at", "Enter when the client signed; it cannot be in the future.")
	}
	if !hows.Has(c.SignedHow) {
		f.Add("signed_how", "Say how it was signed: typed, drawn or on paper.")
	}
	if strings.TrimSpace(c.SignedName) == "" {
		f.Add("signed_name", "The client types their full name, or you copy the name from the paper.")
	}
	if c.Kind == Treatment && c.Answer == Yes && c.ExplainedBy == uuid.Nil {
		f.Add("explained_by", "Name the prescriber or therapist who explained the treatment.")
	}
	if c.Witness == uuid.Nil {
		f.Add("witness", "Name who witnessed the signature.")
	}
}

// Allows is what of a kind the client allows now: the scope of a yes that stands.
func (c Consent) Allows() Scope {
	if c.Answer != Yes || !c.Withdrawn.IsZero() {
		return nil
	}
	return c.Scope
}

// UnderTheMedicine refuses an answer that gives more than stood before the lozenge,
// signed while it works: what one would choose may be changed by it.
func (c Consent) UnderTheMedicine(before Consent) error {
	switch {
	case c.Answer != Yes:
		return nil
	case c.Kind == Touch:
		return before.Allows().MayBecome(c.Scope, true)
	}
	return problem.New(problem.Conflict, "The lozenge has been taken: until the client has left nothing new is agreed to. Sign it before the next session.")
}

// TakenBackSince refuses a yes on paper that is older than what the client withdrew or
// narrowed since.
func (c Consent) TakenBackSince(at time.Time) error {
	if c.Answer == Yes && c.SignedAt.Before(at) {
		return problem.New(problem.Conflict, "The client took this back after the paper was signed, so it no longer holds. Ask again and sign anew.")
	}
	return nil
}

// MayWithdraw refuses what cannot be withdrawn any more: treatment after the
// lozenge (care goes on until the client is safe), or what was never given.
func (c Consent) MayWithdraw(lozengeTaken bool) error {
	switch {
	case c.Answer != Yes:
		return problem.New(problem.Conflict, "The client did not agree to this, so there is nothing to withdraw.")
	case !c.Withdrawn.IsZero():
		return problem.New(problem.Conflict, "This consent is withdrawn already.")
	case c.Kind == Treatment && lozengeTaken:
		return problem.New(problem.Conflict, "The lozenge has been taken: care goes on until the client is safe to leave. Record the wish to stop as an event; the consent can be withdrawn afterwards for later sessions.")
	}
	return nil
}
