package journey

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
)

// form is a page of every kind of field that journeys meet.
const form = `<!doctype html><html lang="en"><title>Arrival</title><main><h1>Arrival</h1>
<form method="post" action="/next" novalidate>
	<p><label for="food">Last food</label> <input id="food" name="food" type="datetime-local"></p>
	<p><label for="weight">Weight <span>kg</span></label> <input id="weight" name="weight" inputmode="decimal"></p>
	<p><label for="room">Room</label> <select id="room" name="room"><option value=""></option><option value="2">Juniper</option></select></p>
	<fieldset><legend>Wants to go ahead</legend>
		<label><input type="radio" name="ahead" value="yes"> Yes</label> <label><input type="radio" name="ahead" value="no"> No</label></fieldset>
	<p><label><input type="checkbox" name="checked" value="on"> Identity checked</label></p>
	<button>Save arrival</button>
</form></main></html>`

func pages() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, form) })
	mux.HandleFunc("POST /next", func(w http.ResponseWriter, r *http.Request) {
		r.ParseForm()
		fmt.Fprintf(w, `<!doctype html><html lang="en"><title>Saved</title><main><h1>Saved</h1><p>%s</p>
			<p><a href="/">Back to the form</a></p></main></html>`, html.EscapeString(r.Form.Encode()))
	})
	mux.HandleFunc("GET /poor", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, `<!doctype html><html lang="en"><title>Poor</title><main><h1>Poor</h1><input name="nameless"></main></html>`)
	})
	return mux
}

func TestAPersonFillsAFormByItsWords(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(pages())
	t.Cleanup(server.Close)
	b := newTab(t)
	b.open(server.URL)
	b.axe()
	b.fill("Last food", "2026-11-24T07:30")
	b.fill("Weight", "71.5")
	b.fill("Room", "Juniper")
	b.choose("Wants to go ahead", "Yes")
	b.choose("", "Identity checked")
	b.press("Save arrival")
	b.sees("ahead=yes&checked=on&food=2026-11-24T07%3A30&room=2&weight=71.5")
	b.follow("Back to the form")
	b.eventually(`document.querySelector('h1').textContent === 'Arrival'`)
	b.size(820, 1180)
	b.eventually(`innerWidth === 820`)
	if info, err := os.Stat(b.screenshot("arrival")); err != nil || info.Size() == 0 {
		t.Errorf("screenshot: %v", err)
	}
}

func TestAxeFindsAFieldWithoutALabel(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(pages())
	t.Cleanup(server.Close)
	b := newTab(t)
	b.open(server.URL + "/poor")
	faults := b.axeFaults()
	if len(faults) != 1 || faults[0].Rule != "label" || !strings.Contains(faults[0].Where[0], "input") {
		t.Errorf("got %+v", faults)
	}
	if faults := b.axeFaults("color-contrast"); len(faults) != 0 {
		t.Errorf("got %+v", faults)
	}
}

func TestEachTabIsAnotherPerson(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(pages())
	t.Cleanup(server.Close)
	one, other := newTab(t), newTab(t)
	one.open(server.URL)
	other.open(server.URL)
	one.eventually(`(document.cookie = 'who=one') && document.cookie === 'who=one'`)
	if got := value[string](other, `document.cookie`); got != "" {
		t.Errorf("the other tab has the cookie %q", got)
	}
}

// typed is what stands in the field whose label begins so.
func (b *tab) typed(label string) string {
	b.t.Helper()
	return value[string](b, `((l) => l?.control.selectedOptions?.[0].text ?? l?.control.value ?? '')(
		[...document.querySelectorAll('label')].find((l) => l.innerText.startsWith(`+quote(label)+`)))`)
}
