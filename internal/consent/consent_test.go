package consent_test

import (
	"strings"
	"testing"
	"time"

	"kap/internal/consent"
	"kap/internal/problem"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

var (
	noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	lee  = uuid.MustParse("00000000-0000-7000-8000-000000000001")
	kim  = uuid.MustParse("00000000-0000-7000-8000-000000000002")
)

func text(kind consent.Kind) consent.Text {
	for _, t := range consent.Drafts() {
		if t.Kind == kind {
			return t
		}
	}
	return consent.Text{Kind: kind, Version: 1, Language: "en", Body: "Text"}
}

func signed(kind consent.Kind) consent.Consent {
	c := consent.Consent{
		Kind: kind, TextSHA256: text(kind).SHA256(), Answer: consent.Yes,
		SignedName: "Ana Ruiz", SignedAt: noon, SignedHow: "typed", ExplainedBy: lee, Witness: kim,
	}
	if kind == consent.Touch {
		c.Scope = consent.Scope{"hand", "shoulder"}
	}
	return c
}

func fields(err error) []string {
	var names []string
	if p, ok := problem.As(err); ok {
		for _, f := range p.Fields {
			names = append(names, f.Name)
		}
	}
	return names
}

func TestTheHashHoldsTheText(t *testing.T) {
	a := text(consent.Treatment)
	b := a
	b.Body = strings.ReplaceAll(a.Body, "\n", " \r\n") + "\n\n"
	if a.SHA256() != b.SHA256() {
		t.Error("line ends and trailing blanks are not content")
	}
	b.Body = strings.Replace(a.Body, "off label", "on label", 1)
	if a.SHA256() == b.SHA256() {
		t.Error("a word changed, the hash did not")
	}
	const abc = "edeaaff3f1774ad2888673770c6d64097e391bc362d7d6fb34982ddf0efd18cb" // printf 'abc\n' | sha256sum
	if got := (consent.Text{Body: "abc"}).SHA256(); got != abc {
		t.Errorf("got %s, want %s", got, abc)
	}
}

func TestTheDraftsSayWhatMustBeSaid(t *testing.T) {
	must := map[consent.Kind][]string{
		consent.Treatment:  {"off label", "compounded", "not approved", "withdraw", "blood pressure", "bladder", "988"},
		consent.Touch:      {"less at any time", "cannot be made more", "No"},
		consent.Recording:  {"withdraw", "No"},
		consent.Telehealth: {"withdraw", "emergency"},
		consent.Release:    {"withdraw", "Psychotherapy notes"},
	}
	for _, d := range consent.Drafts() {
		for _, words := range must[d.Kind] {
			if !strings.Contains(d.Body, words) {
				t.Errorf("%s does not say %q", d.Kind, words)
			}
		}
		if d.Title() == "" || strings.Contains(strings.ToLower(d.Body), "patient") {
			t.Errorf("%s: title or word", d.Kind)
		}
	}
	if len(consent.Drafts()) != 5 {
		t.Error("five drafts come with the system")
	}
}

func TestASignedAnswerIsWhole(t *testing.T) {
	type c = consent.Consent
	for _, tc := range []struct {
		name   string
		kind   consent.Kind
		change func(*c)
		want   []string
	}{
		{"treatment", consent.Treatment, func(*c) {}, nil},
		{"no is an answer", consent.Treatment, func(c *c) { c.Answer = consent.No }, nil},
		{"not asked", consent.Treatment, func(c *c) { c.Answer = "" }, []string{"answer"}},
		{"nobody explained", consent.Treatment, func(c *c) { c.ExplainedBy = uuid.Nil }, []string{"explained_by"}},
		{"recording needs no explainer", consent.Recording, func(c *c) { c.ExplainedBy = uuid.Nil }, nil},
		{"no witness", consent.Recording, func(c *c) { c.Witness = uuid.Nil }, []string{"witness"}},
		{"no name", consent.Recording, func(c *c) { c.SignedName = " " }, []string{"signed_name"}},
		{"not how", consent.Recording, func(c *c) { c.SignedHow = "" }, []string{"signed_how"}},
		{"tomorrow", consent.Recording, func(c *c) { c.SignedAt = noon.Add(time.Second) }, []string{"signed_at"}},
		{"touch, yes to what?", consent.Touch, func(c *c) { c.Scope = nil }, []string{"scope"}},
		{"touch, no", consent.Touch, func(c *c) { c.Answer, c.Scope = consent.No, nil }, nil},
		{"touch, no but hand", consent.Touch, func(c *c) { c.Answer = consent.No }, []string{"scope"}},
		{"touch, not on the list", consent.Touch, func(c *c) { c.Scope = consent.Scope{"hair"} }, []string{"scope"}},
		{"refused, nobody explained", consent.Treatment, func(c *c) { c.Answer, c.ExplainedBy = consent.No, uuid.Nil }, nil},
		{"release, to whom?", consent.Release, func(c *c) {}, []string{"scope"}},
		{"release", consent.Release, func(c *c) { c.Scope = consent.Scope{"Dr. Okafor"} }, nil},
	} {
		got := signed(tc.kind)
		tc.change(&got)
		if diff := cmp.Diff(tc.want, fields(got.Check(text(tc.kind), noon))); diff != "" {
			t.Errorf("%s: %s", tc.name, diff)
		}
	}
	old := signed(consent.Treatment)
	old.TextSHA256 = "0"
	if !problem.Is(old.Check(text(consent.Treatment), noon), problem.Conflict) {
		t.Error("a text that changed meanwhile is a conflict")
	}
}

func TestWhatACourseNeeds(t *testing.T) {
	here, remote, outside := consent.CourseFacts{}, consent.CourseFacts{RemoteVisit: true}, consent.CourseFacts{TeamOutside: true}
	for _, c := range []struct {
		kind  consent.Kind
		facts consent.CourseFacts
		want  consent.Need
	}{
		{consent.Treatment, here, consent.AYes},
		{consent.Touch, here, consent.AnAnswer},
		{consent.Recording, here, consent.AnAnswer},
		{consent.Telehealth, here, consent.NotNeeded},
		{consent.Telehealth, remote, consent.AYes},
		{consent.Release, remote, consent.NotNeeded},
		{consent.Release, outside, consent.AYes},
		{consent.PsychotherapyNotes, outside, consent.NotNeeded},
	} {
		if got := consent.Required(c.kind, c.facts); got != c.want {
			t.Errorf("%s %+v: got %d, want %d", c.kind, c.facts, got, c.want)
		}
	}
}

func TestWhereAConsentStands(t *testing.T) {
	no := func(c *consent.Consent) { c.Answer = consent.No }
	old := func(c *consent.Consent) { c.TextSHA256 = "0" }
	withdrawn := func(c *consent.Consent) { c.Withdrawn = noon }
	same := func(*consent.Consent) {}
	both := consent.CourseFacts{RemoteVisit: true, TeamOutside: true}
	for _, c := range []struct {
		name   string
		kind   consent.Kind
		change func(*consent.Consent)
		met    bool
		says   string
	}{
		{"treatment agreed", consent.Treatment, same, true, "agreed"},
		{"treatment refused", consent.Treatment, no, false, "said no"},
		{"treatment of an old text", consent.Treatment, old, false, "version 1"},
		{"treatment withdrawn", consent.Treatment, withdrawn, false, "withdrawn"},
		{"touch refused", consent.Touch, no, true, "said no"},
		{"touch withdrawn", consent.Touch, withdrawn, true, "withdrawn"},
		{"touch, yes to an old text", consent.Touch, old, false, "version 1"},
		{"touch, no to an old text", consent.Touch, func(c *consent.Consent) { no(c); old(c) }, true, "said no"},
		{"recording withdrawn", consent.Recording, withdrawn, true, "withdrawn"},
		{"release withdrawn never stops", consent.Release, withdrawn, true, "withdrawn"},
		{"release refused", consent.Release, no, false, "said no"},
		{"telehealth withdrawn", consent.Telehealth, withdrawn, false, "withdrawn"},
	} {
		got := signed(c.kind)
		c.change(&got)
		s := consent.Beside(&got, text(c.kind)).Stand(both)
		if s.Met != c.met || !strings.Contains(s.Words, c.says) {
			t.Errorf("%s: got %v %q", c.name, s.Met, s.Words)
		}
	}
	if s := consent.Beside(nil, text(consent.Touch)).Stand(both); s.Met {
		t.Error("not asked is not an answer")
	}
	if s := consent.Beside(nil, text(consent.Telehealth)).Stand(consent.CourseFacts{}); !s.Met {
		t.Error("not needed is met")
	}
}

func TestTreatmentIsWithdrawableUntilTheLozenge(t *testing.T) {
	for _, c := range []struct {
		kind  consent.Kind
		taken bool
		ok    bool
	}{
		{consent.Treatment, false, true},
		{consent.Treatment, true, false},
		{consent.Touch, true, true},
		{consent.Recording, true, true},
	} {
		if err := signed(c.kind).MayWithdraw(c.taken); (err == nil) != c.ok {
			t.Errorf("%s, taken %v: got %v", c.kind, c.taken, err)
		}
	}
	gone := signed(consent.Touch)
	gone.Withdrawn = noon
	if gone.MayWithdraw(false) == nil {
		t.Error("withdrawn twice")
	}
	never := signed(consent.Touch)
	never.Answer = consent.No
	if never.MayWithdraw(false) == nil {
		t.Error("a no cannot be withdrawn")
	}
}

func TestTouchNarrowsAndNeverWidensAfterTheLozenge(t *testing.T) {
	had := consent.Scope{"hand", "shoulder"}
	for _, c := range []struct {
		name  string
		next  consent.Scope
		taken bool
		ok    bool
	}{
		{"wider before", consent.Scope{"hand", "shoulder", "head"}, false, true},
		{"wider after", consent.Scope{"hand", "shoulder", "head"}, true, false},
		{"another after", consent.Scope{"head"}, true, false},
		{"same after", had, true, true},
		{"less after", consent.Scope{"hand"}, true, true},
		{"none after", nil, true, true},
		{"not on the list", consent.Scope{"hair"}, false, false},
	} {
		if err := had.MayBecome(c.next, c.taken); (err == nil) != c.ok {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
	if (consent.Scope)(nil).MayBecome(consent.Scope{"hand"}, true) == nil {
		t.Error("from none to a hand is wider")
	}
}
