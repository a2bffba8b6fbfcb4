package endpoint_test

import (
	"maps"
	"net/http/httptest"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/endpoint"
	"kap/web/ui"
)

type answered struct {
	Rated  uuid.UUID `form:"rated"`
	Rating *int      `form:"rating"`
}

type held struct {
	HeldAt time.Time `form:"held_at"`
	Minute int       `form:"minutes" unit:"min"`
}

type visit struct {
	held
	Day    time.Time         `form:"day" as:"date"`
	Agreed bool              `form:"agreed"`
	Themes []string          `form:"themes" as:"lines"`
	Kinds  []string          `form:"kinds"`
	Goals  []answered        `form:"goals"`
	Met    map[string]string `form:"met"`
	Place  struct {
		City string `form:"city"`
	} `form:"place"`
	Hidden string `form:"-"`
	Other  string
}

func TestAFormIsFilledAsItIsTyped(t *testing.T) {
	t.Parallel()
	zone, _ := time.LoadLocation("America/New_York")
	day, at := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), time.Date(2026, 11, 25, 2, 5, 0, 0, time.UTC)
	id, zero := uuid.MustParse("019aa000-0000-7000-8000-000000000001"), 0
	whole := visit{held: held{at, 53}, Day: day, Agreed: true, Themes: []string{"sea", "mother"}, Kinds: []string{"a", "b"},
		Goals: []answered{{id, &zero}, {id, nil}}, Met: map[string]string{"E01": "yes"}, Hidden: "no", Other: "no"}
	whole.Place.City = "Albany"
	for _, c := range []struct {
		name string
		form ui.Form
		in   visit
		want url.Values
	}{
		{"everything", ui.Form{}, whole, url.Values{"held_at": {"2026-11-24T21:05"}, "minutes": {"53"}, "day": {"2026-11-24"},
			"agreed": {"true"}, "themes": {"sea\nmother"}, "kinds": {"a", "b"}, "goals[0].rated": {id.String()},
			"goals[0].rating": {"0"}, "goals[1].rated": {id.String()}, "met[E01]": {"yes"}, "place.city": {"Albany"}}},
		{"nothing", ui.Form{}, visit{}, url.Values{}},
		{"what was there stays", ui.Form{Values: url.Values{"minutes": {"20"}}}, visit{held: held{Minute: 53}}, url.Values{"minutes": {"20"}}},
		{"what was refused stays", ui.Form{Refused: true, Values: url.Values{"day": {""}}}, whole, url.Values{"day": {""}}},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r = r.WithContext(ui.WithShell(r.Context(), ui.Shell{Zone: zone}))
		got := endpoint.Filled(r, c.form, c.in).Values
		if !maps.EqualFunc(got, c.want, slices.Equal) {
			t.Errorf("%s:\n got %v\nwant %v", c.name, got, c.want)
		}
	}
}
