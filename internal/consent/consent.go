package consent

import (
	"slices"
	"strings"
	"time"

	"kap/internal/problem"
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
	Kind        Kind       `form:"kind"`
	TextSHA256  string     `form:"text_sha256"`
	Answer      Answer     `form:"answer"`
	Scope       TouchScope `form:"scope"` // touch only: what was agreed to
	SignedAt    time.Time  `form:"signed_at"`
	SignedHow   string     `form:"signed_how"` // "on screen", "on paper, scan attached"
	ExplainedBy string     `form:"explained_by"`
	Witness     string     `form:"witness"`
	Withdrawn   time.Time  `form:"-"` // zero while it stands
}

// SignedHow are the ways of signing.
var SignedHow = []string{"on screen", "on paper, scan attached", "remotely"}

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
	if err := c.Scope.Check(); err != nil {
		_ = f.Join("", err)
	}
	switch {
	case c.Kind != Touch && len(c.Scope) > 0:
		f.Add("scope", "Only the consent to touch has kinds of touch.")
	case c.Kind == Touch && c.Answer == Yes && len(c.Scope) == 0:
		f.Add("scope", "Mark which kinds of touch the client agrees to, or answer no.")
	case c.Kind == Touch && c.Answer == No && len(c.Scope) > 0:
		f.Add("scope", "The answer is no, so no kind of touch can be marked.")
	}
}

func (c Consent) checkSignature(f *problem.Fields, now time.Time) {
	if c.SignedAt.IsZero() || c.SignedAt.After(now) {
		f.Add("signed_at", "Enter when the client signed; it cannot be in the future.")
	}
	if !slices.Contains(SignedHow, c.SignedHow) {
		f.Add("signed_how", "Say how it was signed: on screen, on paper or remotely.")
	}
	if c.Kind == Treatment && strings.TrimSpace(c.ExplainedBy) == "" {
		f.Add("explained_by", "Name the prescriber or therapist who explained the treatment.")
	}
	if strings.TrimSpace(c.Witness) == "" {
		f.Add("witness", "Name who witnessed the signature.")
	}
}

// InForce says whether this is a yes that stands, to the text in force.
func (c Consent) InForce(text Text) bool {
	return c.Answer == Yes && c.Withdrawn.IsZero() && c.Kind == text.Kind && c.TextSHA256 == text.SHA256()
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
