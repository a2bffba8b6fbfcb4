package ui

import (
	"bytes"
	"context"
	"io"

	"github.com/a-h/templ"
)

// document is what a page learns about itself while its content is written.
type document struct {
	title   string
	body    string // class of the body
	theme   string // "room", or empty to follow the device
	print   bool   // a sheet that prints; others print a line naming themselves
	refused bool   // a form of it was refused
}

type documentKey struct{}

// refuse notes that the page shows a refused form: its title says so first.
func refuse(ctx context.Context) {
	if d, ok := ctx.Value(documentKey{}).(*document); ok {
		d.refused = true
	}
}

// write renders the content, then the page around it by frame. The content comes
// first because the title depends on it.
func (d *document) write(ctx context.Context, w io.Writer, frame func(document) templ.Component) error {
	children := templ.GetChildren(ctx)
	ctx = context.WithValue(templ.ClearChildren(ctx), documentKey{}, d)
	var content bytes.Buffer
	if err := children.Render(ctx, &content); err != nil {
		return err
	}
	rendered := templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := w.Write(content.Bytes())
		return err
	})
	return frame(*d).Render(templ.WithChildren(ctx, rendered), w)
}

// Page is a whole page with the top bar and, on a client's pages, the identity bar.
func Page(title string) templ.Component {
	return page(document{title: title, body: "screen"}, standard)
}

// BarePage is a page without bars: sign-in, errors, what is handed to the client.
func BarePage(title string) templ.Component {
	return page(document{title: title, body: "screen bare"}, bare)
}

// PrintPage is a sheet made for paper, with its foot. Only such pages print.
func PrintPage(title string, foot PrintFoot) templ.Component {
	return page(document{title: title, body: "sheet", print: true}, func(d document) templ.Component {
		return sheet(d, foot)
	})
}

// PrintFoot stands below a sheet: whose it is, by whom and when it was printed.
type PrintFoot struct {
	Client, Number string
	By, At         string
	Mark           string // "unsigned", "rehearsal", or empty
}

func page(d document, frame func(document) templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		own := d // a component may be rendered twice
		return own.write(ctx, w, frame)
	})
}

// heading is what the browser's tab says: "Error: New client · Larkspur". On a client's
// page it is the number and never the name: the history, the task bar and a shared screen
// show it to anybody.
func (d document) heading(of *Header, clinic string) string {
	heading := d.title
	if of != nil && of.Number != "" {
		heading = of.Number + ", " + heading
	}
	if clinic != "" {
		heading += " · " + clinic
	}
	if d.refused {
		heading = "Error: " + heading
	}
	return heading
}

// attributes are those of <html>: the theme, where the page sets one.
func (d document) attributes() templ.Attributes {
	if d.theme == "" {
		return nil
	}
	return templ.Attributes{"data-theme": d.theme}
}

func bareName(s Shell) string {
	if s.Clinic == "" {
		return "Clinic"
	}
	return s.Clinic
}
