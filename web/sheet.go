package web

import (
	"bytes"
	"path"
	"regexp"
	"sync"
)

var imported = regexp.MustCompile(`(?m)^@import url\("([^"]+)"\) layer\((\w+)\);$`)

// Sheet is css/kap.css with the sheets it imports in their place, each in its layer: a
// browser that sees one for the first time asks once and not sixteen times.
var Sheet = sync.OnceValue(func() []byte {
	return imported.ReplaceAllFunc(file("css/kap.css"), func(line []byte) []byte {
		part := imported.FindSubmatch(line)
		sheet := file(path.Join("css", string(part[1])))
		return bytes.Join([][]byte{[]byte("@layer "), part[2], []byte(" {\n"), sheet, []byte("\n}")}, nil)
	})
})

func file(name string) []byte {
	content, err := FS.ReadFile("static/" + name)
	if err != nil {
		panic(err) // the tree is inside the binary, and a test reads the whole sheet
	}
	return content
}
