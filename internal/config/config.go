// Package config reads the environment once into one validated struct.
//
// Everything else takes what it needs from there as a value; no other package
// looks at the environment.
package config

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/caarlos0/env/v11"
)

// Environment is where the program runs.
type Environment string

// In development a private Postgres, a made-up key and plain http will do.
const (
	Development Environment = "development"
	Production  Environment = "production"
)

// Config is every setting of the program.
type Config struct {
	Addr      string      `env:"KAP_ADDR" envDefault:"localhost:8080"`     // listen address
	PublicURL string      `env:"KAP_PUBLIC_URL"`                           // the address people use; links in mail start with it
	Env       Environment `env:"KAP_ENV" envDefault:"development"`         //
	OpsAddr   string      `env:"KAP_OPS_ADDR" envDefault:"localhost:9090"` // /livez, /readyz
	Data      string      `env:"KAP_DATA" envDefault:".kap"`               // folder of the private Postgres and keys

	DatabaseURL      string `env:"KAP_DATABASE_URL"`       // as kap_app; empty: private Postgres under Data
	OwnerDatabaseURL string `env:"KAP_OWNER_DATABASE_URL"` // as kap_owner, for migrate, init, demo, verify, backup

	TLSCert string `env:"KAP_TLS_CERT"` // file; with TLSKey: https is served directly
	TLSKey  string `env:"KAP_TLS_KEY"`  // file
	KeyFile string `env:"KAP_KEY_FILE"` // keys for MACs and sealed notes; default Data/key in development
}

// Load reads the process's environment.
func Load() (Config, error) { return From(env.ToMap(os.Environ())) }

// From reads an environment given as names and values, fills in defaults and
// refuses what would not be safe to run with, every reason at once.
func From(environment map[string]string) (Config, error) {
	var c Config
	if err := env.ParseWithOptions(&c, env.Options{Environment: environment}); err != nil {
		return Config{}, fmt.Errorf("read settings: %w", err)
	}
	c = c.withDefaults()
	if err := errors.Join(misspelt(environment), c.check()); err != nil {
		return Config{}, err
	}
	return c, nil
}

func (c Config) withDefaults() Config {
	if c.PublicURL == "" && c.Env != Production {
		c.PublicURL = c.scheme() + "://" + c.Addr
	}
	c.PublicURL = strings.TrimSuffix(c.PublicURL, "/")
	if c.KeyFile == "" && c.Env != Production {
		c.KeyFile = filepath.Join(c.Data, "key")
	}
	return c
}

// InProduction says whether clients' records are real here.
func (c Config) InProduction() bool { return c.Env == Production }

// PrivatePostgres says whether the program brings its own database.
func (c Config) PrivatePostgres() bool { return c.DatabaseURL == "" }

// PostgresFolder is where the private Postgres keeps its data: absolute, links
// followed, so that its name stays right whatever the folder we are in.
func (c Config) PostgresFolder() string { return filepath.Join(real(c.Data), "postgres") }

// ServesTLS says whether https is served directly rather than by a proxy.
func (c Config) ServesTLS() bool { return c.TLSCert != "" }

// Secure says whether people reach the program by https: cookies and HSTS depend on it.
func (c Config) Secure() bool { return strings.HasPrefix(c.PublicURL, "https://") }

// Host is the host and port people use, as a browser sends it.
func (c Config) Host() string {
	u, err := url.Parse(c.PublicURL)
	if err != nil {
		return ""
	}
	return u.Host
}

func (c Config) scheme() string {
	if c.ServesTLS() {
		return "https"
	}
	return "http"
}
