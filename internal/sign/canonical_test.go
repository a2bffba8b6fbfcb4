package sign_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/sign"
)

type reading struct {
	TakenAt   time.Time
	On        time.Time `sign:"date"`
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
		`"taken_at":"2026-11-24T19:00:00.123456Z","voided_at":null}]}`
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
