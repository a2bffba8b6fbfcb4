package config

import (
	"errors"
	"fmt"
	"maps"
	"net"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/caarlos0/env/v11"

	"kap/internal/phrase"
)

// check refuses settings that contradict each other, and in production those
// that are fit only for trying things out.
func (c Config) check() error {
	var all []error
	refuse := func(wrong bool, sentence string) {
		if wrong {
			all = append(all, errors.New(sentence))
		}
	}
	refuse(c.Env != Development && c.Env != Production,
		"KAP_ENV is development or production.")
	refuse(!address(c.Addr), "KAP_ADDR is a host and port like localhost:8080.")
	refuse(!address(c.OpsAddr), "KAP_OPS_ADDR is a host and port like localhost:9090.")
	refuse(c.PublicURL != "" && !publicURL(c.PublicURL),
		"KAP_PUBLIC_URL is the address people use, like https://kap.example.org, without a path.")
	refuse((c.TLSCert == "") != (c.TLSKey == ""),
		"KAP_TLS_CERT and KAP_TLS_KEY are set together: one file each.")
	refuse(c.ServesTLS() && c.PublicURL != "" && !c.Secure(),
		"KAP_PUBLIC_URL starts with https:// when KAP_TLS_CERT is set.")
	refuse(c.DatabaseURL == "" && c.OwnerDatabaseURL != "",
		"KAP_OWNER_DATABASE_URL is set without KAP_DATABASE_URL: set both, or neither for a private Postgres.")
	if c.InProduction() {
		c.checkProduction(refuse)
	}
	return errors.Join(all...)
}

func (c Config) checkProduction(refuse func(wrong bool, sentence string)) {
	refuse(c.DatabaseURL == "",
		"Production needs KAP_DATABASE_URL: the private Postgres is for trying the program, without backup or copy.")
	refuse(c.PublicURL == "",
		"Production needs KAP_PUBLIC_URL, the https address people use.")
	refuse(c.PublicURL != "" && !c.Secure(),
		"Production needs https: set KAP_TLS_CERT and KAP_TLS_KEY, or put a proxy in front and set its https address as KAP_PUBLIC_URL.")
	refuse(c.KeyFile == "",
		"Production needs KAP_KEY_FILE: a file outside the data and its backup, kept as carefully.")
	refuse(c.KeyFile != "" && inside(c.Data, c.KeyFile),
		"KAP_KEY_FILE is inside KAP_DATA: whoever has a copy of the data would have the key too. Keep it elsewhere.")
}

// misspelt refuses a name that is nearly one of ours: what it was to set would be left at
// its default, and a clinic's command would work on a private Postgres instead.
func misspelt(environment map[string]string) error {
	fields, err := env.GetFieldParams(&Config{})
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, f := range fields {
		known[f.Key] = true
	}
	var all []error
	for _, name := range slices.Sorted(maps.Keys(environment)) {
		if meant := nearest(name, known); meant != "" && !known[name] {
			all = append(all, fmt.Errorf("%s is no setting: is %s meant?", name, meant))
		}
	}
	return errors.Join(all...)
}

// nearest is the setting within two slips of the hand of a name, case apart.
func nearest(name string, known map[string]bool) string {
	for _, setting := range slices.Sorted(maps.Keys(known)) {
		if phrase.Slips(strings.ToUpper(name), setting) <= 2 {
			return setting
		}
	}
	return ""
}

// address says whether a is a host and port to listen on.
func address(a string) bool {
	_, port, err := net.SplitHostPort(a)
	return err == nil && port != ""
}

func publicURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.Path == "" && u.RawQuery == "" && u.User == nil
}

// inside says whether path lies in dir, symbolic links followed where they exist.
func inside(dir, path string) bool {
	relative, err := filepath.Rel(real(dir), real(path))
	return err == nil && relative != ".." && !strings.HasPrefix(relative, ".."+string(filepath.Separator))
}

// real is the absolute path with the links of its existing part followed.
func real(path string) string {
	path, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if followed, err := filepath.EvalSymlinks(path); err == nil {
		return followed
	}
	if parent := filepath.Dir(path); parent != path {
		return filepath.Join(real(parent), filepath.Base(path))
	}
	return path
}
