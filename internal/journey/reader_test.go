package journey

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// reader is one person without script: plain pages over HTTP, fields found by
// their labels, forms sent as a browser sends them.
type reader struct {
	t      testing.TB
	client *http.Client
	url    *url.URL
	status int
	page   *html.Node
	body   string
	typed  map[*html.Node]string
	ticked map[*html.Node]bool
	sent   func() // sends the last form again
}

func newReader(t testing.TB) *reader {
	jar, _ := cookiejar.New(nil)
	return &reader{t: t, client: &http.Client{Jar: jar}, url: &url.URL{}}
}

func (r *reader) at() string { return r.url.String() }

func (r *reader) open(address string) {
	r.t.Helper()
	answer, err := r.client.Get(r.resolve(address))
	r.read(answer, err)
}

func (r *reader) resolve(address string) string {
	to, err := r.url.Parse(address)
	if err != nil {
		r.t.Fatalf("address %q: %v", address, err)
	}
	return to.String()
}

func (r *reader) read(answer *http.Response, err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	r.page, err = html.Parse(strings.NewReader(string(body)))
	if err != nil {
		r.t.Fatal(err)
	}
	r.url, r.status, r.body = answer.Request.URL, answer.StatusCode, string(body)
	r.typed, r.ticked = map[*html.Node]string{}, map[*html.Node]bool{}
}

func (r *reader) fill(label, value string) {
	r.t.Helper()
	field := r.labelled(r.page, label, writable)
	if field == nil {
		r.fail("no field is labelled %q", label)
	}
	if field.Data == "select" {
		for _, o := range all(field, "option") {
			if words(o) == value || attr(o, "value") == value {
				r.typed[field] = attr(o, "value")
				return
			}
		}
		r.fail("%q has no choice %q", label, value)
	}
	r.typed[field] = value
}

func (r *reader) choose(legend, label string) {
	r.t.Helper()
	scope := r.page
	if legend != "" {
		if scope = r.question(legend); scope == nil {
			r.fail("no question reads %q", legend)
		}
	}
	field := r.labelled(scope, label, tickable)
	if field == nil {
		r.fail("%q has no choice %q", legend, label)
	}
	if attr(field, "type") == "radio" {
		for _, other := range all(up(field, "form"), "input") {
			if attr(other, "type") == "radio" && attr(other, "name") == attr(field, "name") {
				r.ticked[other] = false
			}
		}
	}
	r.ticked[field] = true
}

// question is the group of answers under this legend, or in the row it titles.
func (r *reader) question(legend string) *html.Node {
	if found := named(all(r.page, "legend"), legend); found != nil {
		return up(found, "fieldset")
	}
	for _, group := range all(r.page, "div") {
		if title := byID(r.page, attr(group, "aria-labelledby")); title != nil && attr(group, "role") == "radiogroup" &&
			strings.HasPrefix(words(title), legend) {
			return group
		}
	}
	return nil
}

func (r *reader) press(label string) {
	r.t.Helper()
	button := named(all(r.page, "button"), label)
	if button == nil {
		if summary := named(all(r.page, "summary"), label); summary != nil {
			return // opens in place
		}
		r.fail("nothing to press reads %q", label)
	}
	if has(button, "disabled") || attr(button, "aria-disabled") == "true" {
		r.fail("%q cannot be pressed", label)
	}
	form := up(button, "form")
	values := r.values(form)
	if name := attr(button, "name"); name != "" {
		values.Add(name, attr(button, "value"))
	}
	action := attr(form, "action")
	if a := attr(button, "formaction"); a != "" {
		action = a
	}
	r.send(attr(form, "method"), r.resolve(action), values)
}

func (r *reader) send(method, to string, values url.Values) {
	r.t.Helper()
	if !strings.EqualFold(method, "post") {
		answer, err := r.client.Get(to + "?" + values.Encode())
		r.read(answer, err)
		return
	}
	r.sent = func() {
		answer, err := r.client.PostForm(to, values)
		r.read(answer, err)
	}
	r.sent()
}

// again sends the last form once more, as Back and the button, or a second click, do.
func (r *reader) again() {
	r.t.Helper()
	r.sent()
}

// values are a form's fields as a browser would send them.
func (r *reader) values(form *html.Node) url.Values {
	values := url.Values{}
	for _, field := range all(form, "input", "select", "textarea") {
		if name := attr(field, "name"); name != "" && !has(field, "disabled") {
			if v, sent := r.value(field); sent {
				values.Add(name, v)
			}
		}
	}
	return values
}

func (r *reader) value(field *html.Node) (string, bool) {
	if v, typed := r.typed[field]; typed {
		return v, true
	}
	switch {
	case field.Data == "textarea":
		return strings.TrimPrefix(text(field), "\n"), true
	case field.Data == "select":
		options := all(field, "option")
		for _, o := range options {
			if has(o, "selected") {
				return attr(o, "value"), true
			}
		}
		if len(options) == 0 {
			return "", false
		}
		return attr(options[0], "value"), true
	case attr(field, "type") == "radio" || attr(field, "type") == "checkbox":
		ticked, said := r.ticked[field]
		v := attr(field, "value")
		if v == "" {
			v = "on"
		}
		return v, ticked || !said && has(field, "checked")
	case attr(field, "type") == "submit":
		return "", false
	}
	return attr(field, "value"), true
}

func (r *reader) follow(label string) {
	r.t.Helper()
	link := named(withHref(r.page), label)
	if link == nil {
		r.fail("no link reads %q", label)
	}
	r.open(attr(link, "href"))
}

func (r *reader) sees(wanted string) {
	r.t.Helper()
	if !strings.Contains(words(r.page), wanted) {
		r.fail("the page does not say %q", wanted)
	}
}

func (r *reader) missesInBody(unwanted string) {
	r.t.Helper()
	if strings.Contains(r.body, unwanted) {
		r.fail("the body holds %q", unwanted)
	}
}

func (r *reader) fail(format string, args ...any) {
	r.t.Helper()
	r.t.Logf("at %s (%d): %s\n%s", r.url, r.status, words(r.page), outline(r.page))
	r.t.Fatalf(format, args...)
}

// labelled is the field with this label, of those that are meant.
func (r *reader) labelled(scope *html.Node, label string, meant func(*html.Node) bool) *html.Node {
	labels := slices.DeleteFunc(all(scope, "label"), func(l *html.Node) bool {
		field := r.control(l)
		return field == nil || !meant(field)
	})
	if found := named(labels, label); found != nil {
		return r.control(found)
	}
	return nil
}

// control is what a label names.
func (r *reader) control(label *html.Node) *html.Node {
	if id := attr(label, "for"); id != "" {
		return byID(r.page, id)
	}
	for _, field := range all(label, "input", "select", "textarea") {
		return field
	}
	return nil
}

func tickable(field *html.Node) bool {
	return attr(field, "type") == "radio" || attr(field, "type") == "checkbox"
}

func writable(field *html.Node) bool { return !tickable(field) }
