package journey

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// all are the elements below n with one of these names, in the page's order.
func all(n *html.Node, names ...string) []*html.Node {
	var found []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && slices.Contains(names, d.Data) {
			found = append(found, d)
		}
	}
	return found
}

func withHref(n *html.Node) []*html.Node {
	return slices.DeleteFunc(all(n, "a"), func(a *html.Node) bool { return !has(a, "href") })
}

// named is the first that reads just so; else the first that begins so.
func named(list []*html.Node, wanted string) *html.Node {
	for _, n := range list {
		if words(n) == wanted {
			return n
		}
	}
	for _, n := range list {
		if strings.HasPrefix(words(n), wanted) {
			return n
		}
	}
	return nil
}

func byID(n *html.Node, id string) *html.Node {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && attr(d, "id") == id {
			return d
		}
	}
	return nil
}

func up(n *html.Node, name string) *html.Node {
	for ; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && n.Data == name {
			return n
		}
	}
	return nil
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

// words is what somebody reads, with single spaces; blocks part words.
func words(n *html.Node) string { return strings.Join(strings.Fields(text(n)), " ") }

func text(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style") {
			return
		}
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
		if n.Type == html.ElementNode && !slices.Contains(inline, n.Data) {
			b.WriteString(" ")
		}
	}
	walk(n)
	return b.String()
}

var inline = []string{"a", "b", "bdi", "strong", "em", "i", "small", "abbr", "time", "svg", "textarea"}
