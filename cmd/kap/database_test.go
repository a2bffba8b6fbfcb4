package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kap/internal/config"
	"kap/internal/dbtest"
	"kap/internal/pgserver"
)

// settings are those of somebody's own server.
func settings(app, owner string) config.Config {
	return config.Config{Env: config.Development, DatabaseURL: app, OwnerDatabaseURL: owner}
}

func refused(t *testing.T, err error, says ...string) {
	t.Helper()
	for _, words := range says {
		if err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("got %v, want a sentence with %q", err, words)
		}
	}
}

func TestVerifySaysOfWhichDatabaseAndNothingOfAnEmptyOne(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := settings(d.AppDSN, d.OwnerDSN)
	refused(t, verifyCommand(t.Context(), c, nil), "there is no clinic in the database", "nothing was verified")
	d.Clinic(t)
	if err := verifyCommand(t.Context(), c, nil); err != nil {
		t.Error(err)
	}
	var said bytes.Buffer
	sayPlace(&said, strings.Replace(d.OwnerDSN, "kap_owner", "kap_owner:hush", 1))
	if !strings.Contains(said.String(), "Working on the database ") || !strings.Contains(said.String(), "as kap_owner") || strings.Contains(said.String(), "hush") {
		t.Errorf("said %q", said.String())
	}
}

func TestVerifyMakesNoDatabaseToFindNothingIn(t *testing.T) {
	t.Parallel()
	c := config.Config{Env: config.Development, Data: filepath.Join(t.TempDir(), "kap")}
	refused(t, verifyCommand(t.Context(), c, nil), "there is no database in")
	if _, err := os.Stat(c.Data); !os.IsNotExist(err) {
		t.Errorf("the folder was made: %v", err)
	}
}

func TestTwoAddressesOfTwoDatabasesAreRefused(t *testing.T) {
	t.Parallel()
	one, another := dbtest.New(t), dbtest.New(t)
	c := settings(one.AppDSN, another.OwnerDSN)
	refused(t, verifyCommand(t.Context(), c, nil), "these are two databases")
	refused(t, migrateCommand(t.Context(), c, nil), "these are two databases")
	refused(t, serve(t.Context(), c, nil), "these are two databases")
	same := settings(one.AppDSN+"&application_name=other", one.OwnerDSN)
	if err := oneDatabase(t.Context(), same); err != nil {
		t.Errorf("one database named twice: %v", err)
	}
}

// TestAServerWithoutTheRolesIsSaidBeforeAnythingIsChanged: roles belong to the whole
// server, so that it is one of the test's own.
func TestAServerWithoutTheRolesIsSaidBeforeAnythingIsChanged(t *testing.T) {
	t.Parallel()
	server, err := pgserver.Start(t.Context(), pgserver.Options{Dir: filepath.Join(tried(t).Data, "postgres"), Log: io.Discard})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Stop() })
	app, owner, super := server.DSN("kap_app", "kap"), server.DSN("kap_owner", "kap"), server.DSN("postgres", "kap")
	refused(t, bringUp(t.Context(), super), "signs in as a superuser")
	beside(t, server.DSN("postgres", "postgres"), `alter role kap_app rename to somebody`)
	refused(t, bringUp(t.Context(), owner), "no role kap_app; nothing was changed", "deploy/roles.sql")
	refused(t, bringUp(t.Context(), super), "are made now")
	refused(t, verifyCommand(t.Context(), settings(app, owner), nil), "the schema is at 0") // nothing was begun
	if err := bringUp(context.Background(), owner); err != nil {
		t.Errorf("with both roles: %v", err)
	}
}
