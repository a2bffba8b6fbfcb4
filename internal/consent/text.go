package consent

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"strings"
)

// Kind is what is consented to.
type Kind string

// The kinds of consent.
const (
	Treatment          Kind = "treatment"
	Touch              Kind = "touch"
	Recording          Kind = "recording"
	Telehealth         Kind = "telehealth"          // a remote visit
	Release            Kind = "release"             // of information to somebody outside this clinic
	PsychotherapyNotes Kind = "psychotherapy notes" // 45 CFR 164.508: an authorization of its own
)

// Kinds lists them in the order people read them.
var Kinds = []Kind{Treatment, Touch, Recording, Telehealth, Release, PsychotherapyNotes}

// Words names the kind for people.
func (k Kind) Words() string {
	switch k {
	case Treatment:
		return "Treatment"
	case Touch:
		return "Touch"
	case Recording:
		return "Recording"
	case Telehealth:
		return "Telehealth"
	case Release:
		return "Release of information"
	case PsychotherapyNotes:
		return "Psychotherapy notes"
	}
	return ""
}

// Text is one version of what a client reads and signs.
type Text struct {
	Kind     Kind
	Version  int
	Language string // BCP 47: "en"
	Body     string // first line is the title; "- " begins a list item
}

//go:embed draft/treatment.txt
var treatmentV1 string

//go:embed draft/touch.txt
var touchV1 string

//go:embed draft/recording.txt
var recordingV1 string

//go:embed draft/telehealth.txt
var telehealthV1 string

//go:embed draft/release.txt
var releaseV1 string

// Drafts are the texts that come with the system: version 1, in English, in force
// only once the medical lead has approved them.
func Drafts() []Text {
	return []Text{
		{Treatment, 1, "en", treatmentV1},
		{Touch, 1, "en", touchV1},
		{Recording, 1, "en", recordingV1},
		{Telehealth, 1, "en", telehealthV1},
		{Release, 1, "en", releaseV1},
	}
}

// Title is the first line of the text.
func (t Text) Title() string {
	title, _, _ := strings.Cut(clean(t.Body), "\n")
	return title
}

// Canonical is the one spelling that is stored, hashed and signed: LF line ends, no
// trailing blanks and one final newline.
func (t Text) Canonical() string { return clean(t.Body) + "\n" }

// SHA256 is the hash of Canonical, in lower-case hex.
func (t Text) SHA256() string {
	sum := sha256.Sum256([]byte(t.Canonical()))
	return hex.EncodeToString(sum[:])
}

func clean(body string) string {
	lines := strings.Split(strings.ReplaceAll(body, "\r\n", "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \t")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}
