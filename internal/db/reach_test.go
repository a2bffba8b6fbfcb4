package db_test

import (
	"net/url"
	"strings"
	"testing"

	"kap/internal/db"
	"kap/internal/dbtest"
)

func TestAnAddressThatWillNotDoIsSaidInOneSentence(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	with := func(change func(u *url.URL)) string {
		u, err := url.Parse(d.AppDSN)
		if err != nil {
			t.Fatal(err)
		}
		change(u)
		return u.String()
	}
	if err := db.Reach(t.Context(), "KAP_DATABASE_URL", d.AppDSN); err != nil {
		t.Errorf("the right one: %v", err)
	}
	for _, c := range []struct{ name, address, says string }{
		{"unreadable", "postgres://kap_app:hush@host:port/kap", "cannot be read"},
		{"nobody there", "postgres://kap_app:hush@127.0.0.1:1/kap", "no database answers at 127.0.0.1, port 1"},
		{"no socket", "postgres://kap_app:hush@/kap?host=/nowhere", "no database answers at /nowhere"},
		{"unknown role", with(func(u *url.URL) { u.User = url.UserPassword("nurse", "hush") }), "make the role with deploy/roles.sql"},
		{"unknown database", with(func(u *url.URL) { u.Path = "/letters" }), `there is no database "letters"`},
	} {
		err := db.Reach(t.Context(), "KAP_DATABASE_URL", c.address)
		if err == nil || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "\n") || strings.Contains(err.Error(), "hush") {
			t.Errorf("%s: got %v, want one sentence with %q and no password", c.name, err, c.says)
		}
		if _, opened := db.Open(t.Context(), c.address); opened == nil || strings.Contains(opened.Error(), "hush") {
			t.Errorf("%s: opened says %v", c.name, opened)
		}
	}
}
