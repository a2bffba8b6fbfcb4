package ui_test

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"kap/internal/choice"
	"kap/web/ui"
)

type ready string

var readies = choice.List[ready]{{"ready", "Ready"}, {"not yet", "Not yet"}}

func (ready) Choices() []choice.Answer { return readies.Answers() }
func (r ready) Words() string          { return readies.Words(r) }

type place struct {
	City string `form:"city"`
}

type session struct {
	place
	HeldAt     time.Time `form:"held_at" label:"Held"`
	IssuedOn   time.Time `as:"date"`
	HoursSlept *int      `form:"hours_slept" label:"Sleep" unit:"h"`
	Naps       int       `form:"naps"`
	Urinary    string    `form:"urinary" warn:"yes"`
	Ready      ready     `form:"ready"`
	Themes     []string
	Agreed     bool
	ByHand     string           `facts:"-"`
	Goals      []place          `form:"goals" facts:"-"`
	Met        map[string]place `form:"met" facts:"-"`
}

func TestAStructIsReadAsFacts(t *testing.T) {
	t.Parallel()
	ctx := ui.WithShell(context.Background(), ui.Shell{Zone: time.FixedZone("", -5*3600)})
	zero, at := 0, time.Date(2026, 11, 25, 2, 5, 0, 0, time.UTC)
	whole := session{place{"Albany"}, at, at, &zero, 2, "yes", "not yet", []string{"sea", "mother"}, true, "by hand", nil, nil}
	for _, c := range []struct {
		name string
		in   session
		want []ui.Fact
	}{
		{"nothing said", session{}, nil},
		{"no warning", session{Urinary: "no"}, []ui.Fact{{Label: "Urinary", Value: "no"}}},
		{"everything", whole, []ui.Fact{{Label: "City", Value: "Albany"}, {Label: "Held", Value: "Tue Nov 24, 9:05 pm"},
			{Label: "Issued on", Value: "Wed Nov 25, 2026"}, {Label: "Sleep", Value: "0 h"}, {Label: "Naps", Value: "2"},
			{Label: "Urinary", Value: "yes", Warn: true}, {Label: "Ready", Value: "Not yet"},
			{Label: "Themes", Value: "sea; mother"}, {Label: "Agreed", Value: "Yes"}}},
	} {
		if got := ui.FactsOf(ctx, c.in); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %+v\nwant %+v", c.name, got, c.want)
		}
	}
}

func TestAStructSaysWhatItsFormAsks(t *testing.T) {
	t.Parallel()
	got := ui.QuestionsOf(reflect.TypeFor[session]())
	for name, want := range map[string]ui.Question{
		"city":         {Label: "City"},
		"hours_slept":  {Label: "Sleep", Unit: "h"},
		"ready":        {Label: "Ready", Options: ui.Options("ready", "Ready", "not yet", "Not yet")},
		"goals[].city": {Label: "City"},
		"met[].city":   {Label: "City"},
	} {
		if fmt.Sprint(got[name]) != fmt.Sprint(want) {
			t.Errorf("%s: got %+v want %+v", name, got[name], want)
		}
	}
}
