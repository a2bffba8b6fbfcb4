package testdesk

import (
	"html"
	"net/url"
	"regexp"
	"strings"
)

var (
	inputs  = regexp.MustCompile(`<input [^>]*>`)
	areas   = regexp.MustCompile(`(?s)<textarea [^>]*name="([^"]*)"[^>]*>(.*?)</textarea>`)
	selects = regexp.MustCompile(`(?s)<select [^>]*name="([^"]*)".*?</select>`)
	chosen  = regexp.MustCompile(`<option value="([^"]*)" selected`)
	named   = regexp.MustCompile(`name="([^"]*)"`)
	valued  = regexp.MustCompile(`value="([^"]*)"`)
)

// Typed is what the first form of the page would post if nobody touched it.
func (a Answer) Typed() url.Values { return typed(a.form(`<form`)) }

// TypedAt is Typed of the form that is posted to an address.
func (a Answer) TypedAt(address string) url.Values { return typed(a.form(`action="` + address + `"`)) }

func typed(form string) url.Values {
	values := url.Values{}
	for _, tag := range inputs.FindAllString(form, -1) {
		choice := strings.Contains(tag, `type="radio"`) || strings.Contains(tag, `type="checkbox"`)
		if name := first(named, tag); name != "" && (!choice || strings.Contains(tag, " checked")) {
			values.Add(name, html.UnescapeString(first(valued, tag)))
		}
	}
	for _, area := range areas.FindAllStringSubmatch(form, -1) {
		values.Add(area[1], html.UnescapeString(area[2]))
	}
	for _, one := range selects.FindAllStringSubmatch(form, -1) {
		if option := first(chosen, one[0]); option != "" {
			values.Add(one[1], html.UnescapeString(option))
		}
	}
	values.Del("submission")
	return values
}

// form is the markup of the page's first form that begins so.
func (a Answer) form(begins string) string {
	_, page, _ := strings.Cut(a.Body.String(), "<main")
	_, page, _ = strings.Cut(page, begins)
	form, _, _ := strings.Cut(page, "</form>")
	return form
}

func first(of *regexp.Regexp, text string) string {
	if found := of.FindStringSubmatch(text); found != nil {
		return found[1]
	}
	return ""
}
