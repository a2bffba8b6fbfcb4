package consent

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
	"kap/internal/sign"
)

// ConsentEntry is what is filled in when a client signs: the answer, the name and how. The
// witness is who records it.
type ConsentEntry struct {
	TextSHA256  string    `form:"text_sha256"` // of the text that was shown
	Answer      Answer    `form:"answer" label:"The client's answer"`
	Scope       Scope     `form:"scope"`
	SignedName  string    `form:"signed_name" label:"The client's full name"`
	SignedHow   How       `form:"signed_how" label:"How it is signed"`
	SignedAt    time.Time `form:"signed_at" label:"When, if signed on paper before now"` // otherwise it is signed now
	ExplainedBy uuid.UUID `form:"explained_by" label:"Explained by"`
}

// Consent is the answer as it will be stored.
func (e ConsentEntry) Consent(id uuid.UUID, text TextVersion, witness uuid.UUID, now time.Time) Consent {
	if e.SignedHow != OnPaper || e.SignedAt.IsZero() {
		e.SignedAt = now
	}
	return Consent{
		ID: id, Kind: text.Kind, TextID: text.ID, TextVersion: text.Version, TextSHA256: e.TextSHA256,
		Answer: e.Answer, Scope: e.Scope, SignedScope: e.Scope,
		SignedName: e.SignedName, SignedHow: e.SignedHow, SignedAt: e.SignedAt,
		ExplainedBy: e.ExplainedBy, Witness: witness,
	}
}

// Document is what the witness signs: the text word for word, and the answer to it as
// it was signed.
func (c Consent) Document(client uuid.UUID, text Text) sign.Document {
	return sign.Document{Kind: "consent", ID: c.ID, Client: client, Content: struct {
		Kind                 Kind
		TextSHA256, Text     string
		TextVersion          int
		Answer               Answer
		Scope                Scope
		SignedName           string
		SignedHow            How
		SignedAt             time.Time
		ExplainedBy, Witness uuid.UUID
	}{c.Kind, c.TextSHA256, text.Canonical(), text.Version, c.Answer, c.SignedScope,
		c.SignedName, c.SignedHow, c.SignedAt, c.ExplainedBy, c.Witness}}
}

// WithdrawalEntry takes a consent back, whole.
type WithdrawalEntry struct {
	By    string `form:"by" label:"Withdrawn by"`            // client, or who speaks for them
	Words string `form:"words" label:"What the client said"` // nobody has to say why
}

// NarrowingEntry leaves less of a consent to touch, as the client says.
type NarrowingEntry struct {
	Scope Scope  `form:"scope" label:"What the client still allows"`
	Words string `form:"words" label:"In the client's words"`
}

// Check refuses a narrowing that leaves nothing (that is withdrawing), changes nothing
// or gives more.
func (n NarrowingEntry) Check(c Consent) error {
	had := c.Allows()
	switch {
	case c.Kind != Touch || len(had) == 0:
		return problem.New(problem.Conflict, "There is no consent to touch that could be made less.")
	case len(n.Scope) == 0:
		return problem.At("scope", "Nothing is marked. To allow no touch at all, withdraw the consent.")
	case !n.Scope.Within(had):
		return problem.At("scope", "Touch can only become less here: %s. For more, sign the text again.", strings.ToLower(had.Words()))
	case had.Within(n.Scope):
		return problem.At("scope", "That is what is allowed already. Take away what the client no longer wants.")
	}
	return nil
}
