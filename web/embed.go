// Package web holds what the browser is sent besides pages: styles, scripts, fonts.
package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"sync"
)

// FS is the tree under "static". It is served below AssetBase.
//
//go:embed static
var FS embed.FS

// Static is the tree without its "static/" prefix.
func Static() fs.FS {
	sub, err := fs.Sub(FS, "static")
	if err != nil {
		panic(err) // the path is a constant; it cannot be invalid
	}
	return sub
}

// AssetBase is the folder the tree is served under, "/static/" and a hash of all
// of it: another tree has another address, so answers below it never expire.
func AssetBase() string { return base() }

var base = sync.OnceValue(func() string {
	sum := sha256.New()
	err := fs.WalkDir(FS, "static", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := FS.ReadFile(path)
		sum.Write([]byte(path))
		sum.Write(content)
		return err
	})
	if err != nil {
		panic(err) // the tree is inside the binary
	}
	return "/static/" + hex.EncodeToString(sum.Sum(nil))[:16]
})
