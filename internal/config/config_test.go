package config_test

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kap/internal/config"
)

func TestNothingSetIsAWorkingDevelopmentMachine(t *testing.T) {
	got, err := config.From(nil)
	if err != nil {
		t.Fatal(err)
	}
	want := config.Config{
		Addr: "localhost:8080", PublicURL: "http://localhost:8080", Env: config.Development,
		OpsAddr: "localhost:9090", Data: ".kap", KeyFile: filepath.Join(".kap", "key"),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("defaults (-want +got):\n%s", diff)
	}
	if !got.PrivatePostgres() || got.InProduction() || got.Secure() {
		t.Errorf("private %v, production %v, secure %v", got.PrivatePostgres(), got.InProduction(), got.Secure())
	}
}

// production is a healthy production environment.
var production = map[string]string{
	"KAP_ENV": "production", "KAP_PUBLIC_URL": "https://kap.example.org/",
	"KAP_DATABASE_URL": "postgres://kap_app@db/kap", "KAP_OWNER_DATABASE_URL": "postgres://kap_owner@db/kap", "KAP_KEY_FILE": "/etc/kap/key", "KAP_DATA": "/var/lib/kap",
}

func TestAHealthyProductionIsAccepted(t *testing.T) {
	got, err := config.From(production)
	if err != nil {
		t.Fatal(err)
	}
	if got.Host() != "kap.example.org" || !got.Secure() {
		t.Errorf("got %+v", got)
	}
}

func TestThePostgresFolderIsAbsoluteAndFollowsLinks(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.MkdirAll(filepath.Join(dir, "disk", "data"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("disk/data", "link"); err != nil {
		t.Fatal(err)
	}
	for data, want := range map[string]string{"link": "disk/data/postgres", "new": "new/postgres", "../" + filepath.Base(dir) + "/link": "disk/data/postgres", "": ".kap/postgres"} {
		c, err := config.From(map[string]string{"KAP_DATA": data})
		if err != nil {
			t.Fatal(err)
		}
		if got := c.PostgresFolder(); got != filepath.Join(dir, want) {
			t.Errorf("KAP_DATA=%s: got %s want %s", data, got, want)
		}
	}
}

func TestUnsafeSettingsAreRefusedWithWhatToDo(t *testing.T) {
	for _, c := range []struct {
		name, variable, value, says string
	}{
		{"private Postgres", "KAP_DATABASE_URL", "", "Production needs KAP_DATABASE_URL"},
		{"no public address", "KAP_PUBLIC_URL", "", "Production needs KAP_PUBLIC_URL"},
		{"plain http", "KAP_PUBLIC_URL", "http://kap.example.org", "Production needs https"},
		{"address with a path", "KAP_PUBLIC_URL", "https://example.org/kap", "without a path"},
		{"no key", "KAP_KEY_FILE", "", "Production needs KAP_KEY_FILE"},
		{"key beside the data", "KAP_KEY_FILE", "/var/lib/kap/key", "inside KAP_DATA"},
		{"key beside the data by another way", "KAP_KEY_FILE", "/var/lib/kap/../kap/keys/key", "inside KAP_DATA"},
		{"certificate without key", "KAP_TLS_CERT", "/etc/kap/cert.pem", "set together"},
		{"unknown environment", "KAP_ENV", "staging", "development or production"},
		{"address without port", "KAP_ADDR", "localhost", "KAP_ADDR"},
		{"an owner's address alone", "KAP_DATABASE_URL", "", "set both"},
		{"a misspelt setting", "KAP_DATABSE_URL", "postgres://kap_app@db/kap", "is KAP_DATABASE_URL meant?"},
		{"a setting in small letters", "kap_owner_database_url", "postgres://kap_app@db/kap", "is KAP_OWNER_DATABASE_URL meant?"},
		{"ops address without port", "KAP_OPS_ADDR", "localhost:", "KAP_OPS_ADDR"},
	} {
		t.Run(c.name, func(t *testing.T) {
			set := maps.Clone(production)
			set[c.variable] = c.value
			if _, err := config.From(set); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want a sentence with %q", err, c.says)
			}
		})
	}
}

func TestAKeyBesideTheDataFolderIsNotInsideIt(t *testing.T) {
	set := maps.Clone(production)
	set["KAP_KEY_FILE"] = "/var/lib/kap-key/..key"
	if _, err := config.From(set); err != nil {
		t.Error(err)
	}
}

func TestALinkIntoTheDataFolderIsFollowed(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	if err := os.Mkdir(data, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(data, filepath.Join(dir, "keys")); err != nil {
		t.Fatal(err)
	}
	set := maps.Clone(production)
	set["KAP_DATA"], set["KAP_KEY_FILE"] = data, filepath.Join(dir, "keys", "key")
	if _, err := config.From(set); err == nil {
		t.Error("a key in the data folder was accepted")
	}
}

func TestEveryReasonIsSaidAtOnce(t *testing.T) {
	_, err := config.From(map[string]string{"KAP_ENV": "production"})
	if err == nil || strings.Count(err.Error(), "\n") < 2 {
		t.Errorf("got %v", err)
	}
}
