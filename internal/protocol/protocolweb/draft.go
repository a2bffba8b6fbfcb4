package protocolweb

import (
	"net/http"
	"regexp"
	"time"

	"github.com/a-h/templ"

	"kap/internal/endpoint"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/web/ui"
)

// draft is what a manager types: every number by its path.
type draft struct {
	EffectiveFrom time.Time         `form:"effective_from" as:"date"`
	Numbers       map[string]string `form:"numbers"`
}

func (s Screens) draftForm() endpoint.Form[draft] {
	return endpoint.Form[draft]{Page: s.draftPage, Submit: s.draft}
}

// draftPage starts from the latest version.
func (s Screens) draftPage(r *http.Request, f ui.Form) (templ.Component, error) {
	latest, err := s.latest(r)
	if err != nil {
		return nil, err
	}
	numbers, err := treeOf(latest.Body)
	if err != nil {
		return nil, err
	}
	shell := ui.ShellOf(r.Context())
	d := draft{EffectiveFrom: shell.Now.In(shell.Zone), Numbers: map[string]string{}}
	for _, g := range groups {
		for _, n := range g.Numbers {
			d.Numbers[n.Path] = numbers.typed(n)
		}
	}
	return draftPage(latest, numbers, endpoint.Filled(r, f, d)), nil
}

func (s Screens) draft(r *http.Request, d draft) (endpoint.Answer, error) {
	to := endpoint.SeeOther("/protocol/%s", endpoint.ID(r))
	latest, err := s.latest(r)
	if err != nil {
		return to, err
	}
	body, err := typedOver(latest.Body, d.Numbers)
	if err == nil {
		err = s.Protocol.Draft(r.Context(), endpoint.ID(r), protocol.Draft{Body: body, EffectiveFrom: d.EffectiveFrom})
	}
	return to, atInputs(err)
}

func (s Screens) latest(r *http.Request) (protocol.Version, error) {
	versions, err := s.Protocol.Versions(r.Context())
	if err != nil || len(versions) == 0 {
		return protocol.Version{Body: protocol.Default()}, err
	}
	return versions[0], nil
}

// input is a number's name in the form.
func (n number) input() string { return "numbers[" + n.Path + "]" }

// atInputs moves sentences from a value's path to its input, in the words of the page.
func atInputs(err error) error {
	p, ok := problem.As(err)
	if !ok || len(p.Fields) == 0 {
		return err
	}
	moved := *p
	moved.Fields = nil
	for _, field := range p.Fields {
		n, found := numberOf(field.Name)
		if !found {
			moved.Fields = append(moved.Fields, field)
			continue
		}
		moved.Fields = append(moved.Fields, problem.Field{Name: n.input(), Message: n.said(field.Message)})
	}
	return &moved
}

// numberOf is the number of a path; a sentence about a span stands at its lower end.
func numberOf(path string) (number, bool) {
	for _, g := range groups {
		for _, n := range g.Numbers {
			if n.Path == path || n.Path == path+".low" {
				return n, true
			}
		}
	}
	return number{}, false
}

var (
	paths = regexp.MustCompile(`[a-z_]+(\.[a-z_0-9]+)+`)
	whole = regexp.MustCompile(`\b[0-9]+\b`)
)

// said is a sentence of the rules in the page's words and units: labels for paths, 30.0
// for 300 tenths.
func (n number) said(sentence string) string {
	if n.tenths() {
		sentence = whole.ReplaceAllStringFunc(sentence, inUnits)
	}
	return paths.ReplaceAllStringFunc(sentence, func(path string) string {
		if other, found := numberOf(path); found {
			return "“" + other.Label + "”"
		}
		return path
	})
}
