package journey

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
)

// outline is what a page offers, a line each: headings, questions, fields,
// buttons and links. A failed reader shows it.
func outline(page *html.Node) string {
	var b strings.Builder
	for _, n := range all(page, "h1", "h2", "h3", "legend", "label", "button", "a", "summary") {
		if up(n, "nav") == nil {
			fmt.Fprintf(&b, "%-7s %s%s\n", n.Data, words(n), aside(page, n))
		}
	}
	return b.String()
}

// aside is where a link goes, and what a field is.
func aside(page, n *html.Node) string {
	switch n.Data {
	case "a":
		return " -> " + attr(n, "href")
	case "label":
		field := byID(page, attr(n, "for"))
		if field == nil {
			return ""
		}
		return " <" + field.Data + " " + attr(field, "type") + " " + attr(field, "name") + ">"
	}
	return ""
}
