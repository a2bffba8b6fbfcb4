package app

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"

	"kap/migrations"
)

func TestAnotherSchemaIsNotServed(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	d, a := server(t, &log)
	latest := migrations.Latest()
	for _, c := range []struct {
		name, statement string
		says            string // "": served
	}{
		{"the program's", ``, ""},
		{"a newer one", `update schema_migrations set version = version + 1`, ""},
		{"an older one", `update schema_migrations set version = version - 2`, fmt.Sprintf("(%d of %d): run `kap migrate`", latest-1, latest)},
		{"one left half-way", `update schema_migrations set dirty = true`, "stopped half-way"},
		{"one from before it was told", `revoke select on schema_migrations from kap_app`, fmt.Sprintf("older than this program's (%d)", latest)},
		{"none", `drop table schema_migrations`, fmt.Sprintf("no schema yet (0 of %d)", latest)},
	} {
		if _, err := d.Owner.Exec(t.Context(), c.statement); err != nil {
			t.Fatal(err)
		}
		err := FitSchema(context.Background(), d.DB, slog.New(slog.NewJSONHandler(&log, nil)))
		if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.says)
		}
		w := httptest.NewRecorder()
		a.ops().ServeHTTP(w, httptest.NewRequest("GET", "/readyz", nil))
		if (w.Code == 200) != (c.says == "") {
			t.Errorf("%s: readyz %d %s", c.name, w.Code, w.Body)
		}
	}
	if !strings.Contains(log.String(), "newer than this program") {
		t.Error("a newer schema is served without a word")
	}
}
