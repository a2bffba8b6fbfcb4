package sign_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/sign"
)

type reading struct {
	TakenAt   time.Time
	On        time.Time `as:"date"`
	SpO2      int
	VoidedAt  *time.Time
	By        uuid.UUID
	PageTitle string `sign:"-"`
}

type session struct {
	ID       uuid.UUID
	Readings []reading
	Answers  map[string]string
	mine     int
}

var id = uuid.MustParse("01920000-0000-7000-8000-000000000001")

func TestOneValueHasOneText(t *testing.T) {
	denver := time.FixedZone("Denver", -7*3600)
	at := time.Date(2026, 11, 24, 12, 0, 0, 123456789, denver)
	day := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	s := session{ID: id, Readings: []reading{{TakenAt: at, On: day, SpO2: 97, By: id, PageTitle: "x"}},
		Answers: map[string]string{"b": "<2>", "a": "é"}, mine: 4}
	got, err := sign.Canonical(s)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"answers":{"a":"é","b":"<2>"},"id":"01920000-0000-7000-8000-000000000001","readings":[` +
		`{"by":"01920000-0000-7000-8000-000000000001","on":"2026-11-24","spo2":97,` +
		`"taken_at":"2026-11-24T19:00:00.123456Z"}]}`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestNilAndEmptyAreTheSame(t *testing.T) {
	a, _ := sign.Canonical(session{ID: id})
	b, _ := sign.Canonical(&session{ID: id, Readings: []reading{}, Answers: map[string]string{}})
	if a != b {
		t.Errorf("got %s and %s", a, b)
	}
}

// What a later version of a record asks besides.
type AskedMore struct {
	Score  *int // nil: not asked
	Number int
	Text   string
	Sure   bool
	At     time.Time
	Who    uuid.UUID
	Maybe  *time.Time
	List   []string
	Map    map[string]int
	More   struct{ A, B int }
}

type before struct {
	ID    uuid.UUID
	Words string
	Rows  []struct{ N int }
}

type after struct {
	ID    uuid.UUID
	Words string
	AskedMore
	Rows []struct {
		N int
		AskedMore
	}
}

var (
	zero = 0
	was  = before{id, "calm", []struct{ N int }{{0}, {4}}}
	is   = after{ID: id, Words: "calm", Rows: []struct {
		N int
		AskedMore
	}{{N: 0}, {N: 4}}}
)

func TestAFieldAddedLaterLeavesTheTextAsItIs(t *testing.T) {
	a, err := sign.Canonical(was)
	if err != nil {
		t.Fatal(err)
	}
	b, err := sign.Canonical(is)
	if err != nil || a != b || !strings.Contains(a, `"rows":[{},{"n":4}]`) {
		t.Errorf("%v, got\n%s\nwant\n%s", err, b, a)
	}
}

func TestZeroIsAnAnswerWhereItCanAlsoBeLeftOut(t *testing.T) {
	for words, m := range map[string]AskedMore{`{}`: {}, `{"score":0}`: {Score: &zero}} {
		if got, err := sign.Canonical(m); err != nil || got != words {
			t.Errorf("got %s, %v want %s", got, err, words)
		}
	}
	if got, err := sign.Canonical(map[string]int{"slept": 0}); err != nil || got != `{"slept":0}` {
		t.Errorf("got %s, %v: values of maps always stand", got, err)
	}
}

// first is the record as form 1 wrote it.
const first = `{"client":"01920000-0000-7000-8000-000000000001","content":{"id":"01920000-0000-7000-8000-000000000001","rows":[{"n":0},{"n":4}],"words":"calm"},` +
	`"form":1,"id":"01920000-0000-7000-8000-000000000001","kind":"note","version":1}`

func TestASignatureOfTheFirstFormSurvivesNewFields(t *testing.T) {
	says := func(d sign.Document, text string) bool {
		t.Helper()
		same, _, err := d.Says(text, 1)
		if err != nil {
			t.Fatal(err)
		}
		return same
	}
	d := sign.Document{Kind: "note", ID: id, Client: id, Content: was}
	if !says(d, first) {
		t.Error("the record itself does not say what was signed")
	}
	if d.Content = is; !says(d, first) {
		t.Error("new fields that hold nothing break the signature")
	}
	for name, change := range map[string]func(*after){
		"a new field that says something": func(a *after) { a.Number = 1 },
		"an answer of zero":               func(a *after) { a.Score = &zero },
		"a new field of a row":            func(a *after) { a.Rows[1].Text = "x" },
		"another word":                    func(a *after) { a.Words = "" },
		"a row less":                      func(a *after) { a.Rows = a.Rows[:1] },
	} {
		other := is
		other.Rows = slices.Clone(is.Rows)
		change(&other)
		if d.Content = other; says(d, first) {
			t.Errorf("%s is not noticed", name)
		}
	}
	d.Content = struct{ Words string }{"calm"}
	if says(d, first) {
		t.Error("fields that were taken out are not noticed")
	}
	if same, _, err := d.Says(first, 3); err == nil || same {
		t.Error("a form of the future is derived")
	}
}

func TestBinaryFractionsAreRefused(t *testing.T) {
	if text, err := sign.Canonical(map[string]any{"dose": 37.5}); err == nil {
		t.Errorf("got %s; a float has no one text", text)
	}
}

func TestADocumentIsItsRowAndItsClient(t *testing.T) {
	d := sign.Document{Kind: "decision", ID: id, Client: id, Content: map[string]int{"sessions": 2}}
	first, err := sign.Shown(d)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*sign.Document){
		"kind":    func(d *sign.Document) { d.Kind = "consent" },
		"row":     func(d *sign.Document) { d.ID = uuid.Nil },
		"client":  func(d *sign.Document) { d.Client = uuid.Nil },
		"version": func(d *sign.Document) { d.Version = 2 },
		"content": func(d *sign.Document) { d.Content = map[string]int{"sessions": 3} },
	} {
		other := d
		change(&other)
		if hash, _ := sign.Shown(other); hash == first {
			t.Errorf("another %s has the same hash", name)
		}
	}
	if d.Version = 1; first != shown(t, d) {
		t.Error("version 0 is version 1")
	}
}

func shown(t *testing.T, d sign.Document) string {
	t.Helper()
	hash, err := sign.Shown(d)
	if err != nil {
		t.Fatal(err)
	}
	return hash
}
