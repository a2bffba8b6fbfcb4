package deploy_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// visitor is somebody with a browser that trusts one certificate.
type visitor struct {
	t      *testing.T
	client *http.Client
}

const (
	address  = "https://kap.example.org"
	password = "harbor lantern plover quartz"
)

// visit sends whoever asks for any host to the world's own.
func (k *walker) visit(certificate string) *visitor {
	k.t.Helper()
	pem, err := os.ReadFile(k.root + certificate)
	if err != nil {
		k.t.Fatal(err)
	}
	trusted := x509.NewCertPool()
	trusted.AppendCertsFromPEM(pem)
	jar, _ := cookiejar.New(nil)
	transport := &http.Transport{
		TLSClientConfig:   &tls.Config{RootCAs: trusted},
		DisableKeepAlives: true,
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, "127.0.0.1:443")
		},
	}
	return &visitor{k.t, &http.Client{Jar: jar, Transport: transport}}
}

// setUp opens the link of kap init and chooses a password; where that does not
// sign in by itself, it signs in.
func (v *visitor) setUp(link string) {
	v.t.Helper()
	page, token, _ := strings.Cut(link, "#")
	at, _ := v.fill(page, url.Values{"token": {token}, "password": {password}, "again": {password}})
	if at == "/sign-in" {
		v.fill(address+at, url.Values{"email": {"manager@example.org"}, "password": {password}})
	}
}

func (v *visitor) seesHome() {
	v.t.Helper()
	at, page := v.get(address + "/")
	if at != "/" || !strings.Contains(page, "Name of the manager") {
		v.t.Errorf("the manager's home: got %s\n%s", at, page)
	}
}

func (v *visitor) get(url string) (at, page string) {
	v.t.Helper()
	return v.read(v.client.Get(url))
}

// fill opens a page and sends its form: what is typed, beside what the page hid in it.
func (v *visitor) fill(at string, typed url.Values) (to, page string) {
	v.t.Helper()
	_, page = v.get(at)
	for name, value := range hidden(v.t, page) {
		if typed[name] == nil {
			typed.Set(name, value)
		}
	}
	return v.read(v.client.PostForm(at, typed))
}

func hidden(t *testing.T, page string) map[string]string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]string{}
	for n := range root.Descendants() {
		named := map[string]string{}
		for _, a := range n.Attr {
			named[a.Key] = a.Val
		}
		if n.Data == "input" && named["type"] == "hidden" {
			values[named["name"]] = named["value"]
		}
	}
	return values
}

// read gives the path where an answer's redirects ended, and its page.
func (v *visitor) read(answer *http.Response, err error) (at, page string) {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		v.t.Fatalf("%s: %s %v\n%s", answer.Request.URL, answer.Status, err, body)
	}
	return answer.Request.URL.Path, string(body)
}
