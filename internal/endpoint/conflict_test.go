package endpoint_test

import (
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kap/internal/choice"
	"kap/internal/endpoint"
	"kap/web/ui"
)

type mode string

func (mode) Choices() []choice.Answer {
	return []choice.Answer{{Value: "here", Words: "In person"}, {Value: "video", Words: "By video"}}
}

type note struct {
	Mode    mode              `form:"mode" label:"How"`
	Day     time.Time         `form:"day" as:"date"`
	Words   string            `form:"words"`
	Kinds   []string          `form:"kinds"`
	Met     map[string]string `form:"met" label:"Met"`
	Version int               `form:"version"`
}

func TestWhatSomebodyElseSavedStandsBesideWhatWasTyped(t *testing.T) {
	t.Parallel()
	stored := note{"here", time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), "one\ntwo", []string{"a", "b"}, map[string]string{"E1": "yes"}, 3}
	same := url.Values{"mode": {"here"}, "day": {"2026-11-24"}, "words": {"one\r\ntwo "}, "kinds": {"b", "a"}, "met[E1]": {"yes"}, "submission": {"x"}}
	with := func(version, name string, values ...string) url.Values {
		v := url.Values{"version": {version}}
		for n, is := range same {
			v[n] = is
		}
		v[name] = values
		return v
	}
	for name, c := range map[string]struct {
		posted  url.Values
		refused bool
		want    []ui.Difference
		version string
	}{
		"the same":            {with("2", "mode", "here"), true, nil, "3"},
		"an answer of a list": {with("2", "mode", "video"), true, []ui.Difference{{Name: "mode", Label: "How", Stored: "In person", Typed: "By video"}}, "3"},
		"a day":               {with("2", "day", "2026-11-25"), true, []ui.Difference{{Name: "day", Label: "Day", Stored: "Tue Nov 24, 2026", Typed: "Wed Nov 25, 2026"}}, "3"},
		"taken out":           {with("2", "words", " "), true, []ui.Difference{{Name: "words", Label: "Words", Stored: "one\ntwo", Typed: "Nothing"}}, "3"},
		"a box":               {with("2", "kinds", "a"), true, []ui.Difference{{Name: "kinds", Label: "Kinds", Stored: "a; b", Typed: "a"}}, "3"},
		"of a map, added":     {with("2", "met[E2]", "no"), true, []ui.Difference{{Name: "met[E2]", Label: "Met", Stored: "Nothing", Typed: "no"}}, "3"},
		"nobody saved":        {with("3", "mode", "video"), true, nil, "3"},
		"not refused":         {with("2", "mode", "video"), false, nil, "2"},
	} {
		f, differ := endpoint.Newer(httptest.NewRequest("GET", "/", nil), ui.Form{Values: c.posted, Refused: c.refused}, stored)
		if diff := cmp.Diff(c.want, differ); diff != "" || f.Value("version") != c.version {
			t.Errorf("%s: version %s\n%s", name, f.Value("version"), diff)
		}
	}
}
