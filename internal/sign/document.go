package sign

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
)

// Document is what is signed: a row with everything below it.
type Document struct {
	Kind    string    // its table: "decision", "dosing_session"
	ID      uuid.UUID // its row
	Client  uuid.UUID // zero: of the clinic (protocol, consent texts)
	Version int       // of the subject; zero counts as 1
	Content any       // everything a reader of the page was shown, as values
}

// What a signature says of its signer.
const (
	Author   = "author"
	CoSigner = "co-signer"
	Approval = "approval"
)

// Signature is one person's name under one text.
type Signature struct {
	ID          uuid.UUID
	SubjectKind string
	Subject     uuid.UUID
	Version     int
	Text        string // the canonical text itself
	Form        int    // version of the canonical form
	SHA256      []byte
	Signer      uuid.UUID
	SignerName  string // name, credentials and roles as they were then
	Credentials string
	Roles       []auth.Role
	Meaning     string
	At          time.Time
}

// Title is the name with credentials, as printed under the text.
func (s Signature) Title() string {
	if s.Credentials == "" {
		return s.SignerName
	}
	return s.SignerName + ", " + s.Credentials
}

// Text is the canonical text of a document: what it is and of whom, and its content.
func (d Document) Text() (string, error) { return d.text(Form) }

func (d Document) text(form int) (string, error) {
	envelope := map[string]any{
		"kind": d.Kind, "id": d.ID, "version": d.version(), "form": form, "content": d.Content,
	}
	if d.Client != uuid.Nil {
		envelope["client"] = d.Client
	}
	return canonical(envelope, form)
}

// Says answers whether the document still says a text that was signed in a form, and the
// document's own text in that form. A form that nobody can derive is an error.
func (d Document) Says(signed string, form int) (same bool, text string, err error) {
	if form < 1 || form > Form {
		return false, "", fmt.Errorf("nobody can derive form %d", form)
	}
	text, err = d.text(form)
	if err != nil || text == signed || form > 1 {
		return text == signed, text, err
	}
	today, err := d.Text()
	if err != nil {
		return false, text, err
	}
	same, err = saysFirst(signed, text, today)
	return same, text, err
}

func (d Document) version() int { return max(d.Version, 1) }

// Shown is the hash that the check-and-sign page posts with the signature.
func Shown(d Document) (hash string, err error) {
	text, err := d.Text()
	if err != nil {
		return "", err
	}
	return Hash(text), nil
}
