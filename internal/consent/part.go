package consent

import "strings"

// Part is one section of a text as it is shown: a heading, paragraphs, a list. Any of
// them may be missing.
type Part struct {
	Heading    string
	Paragraphs []string
	Items      []string
}

// Parts are the sections below the title. A blank line begins one; its first line is
// the heading where more follows.
func (t Text) Parts() []Part {
	_, body, _ := strings.Cut(clean(t.Body), "\n")
	var parts []Part
	for _, block := range strings.Split(body, "\n\n") {
		if lines := strings.Split(strings.Trim(block, "\n"), "\n"); lines[0] != "" {
			parts = append(parts, partOf(lines))
		}
	}
	return parts
}

func partOf(lines []string) Part {
	var p Part
	if len(lines) > 1 && !strings.HasPrefix(lines[0], "- ") {
		p.Heading, lines = lines[0], lines[1:]
	}
	for _, line := range lines {
		if item, ok := strings.CutPrefix(line, "- "); ok {
			p.Items = append(p.Items, item)
		} else {
			p.Paragraphs = append(p.Paragraphs, line)
		}
	}
	return p
}
