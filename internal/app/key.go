package app

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ReadKey reads the key file.
func ReadKey(path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("there is no key file %s; kap init and kap demo make it, and KAP_KEY_FILE says where it is", path)
	case errors.Is(err, fs.ErrPermission):
		return nil, fmt.Errorf("the key file %s cannot be read by the user this runs as; make that user its owner (chown) and leave it readable for them alone (chmod 400)", path)
	case err != nil:
		return nil, fmt.Errorf("read key file: %w", err)
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) != 32 {
		return nil, fmt.Errorf("key file %s does not hold a key; keys are made by kap init or kap demo", path)
	}
	return key, nil
}

// MakeKey makes a key file where there is none and reads it. It appears whole or not at
// all: what stopped in the middle is done again.
func MakeKey(path string) ([]byte, error) {
	if _, err := os.Lstat(path); err == nil {
		return ReadKey(path)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, unkept(err)
	}
	draft, err := draftKey(filepath.Dir(path))
	if err != nil {
		return nil, unkept(err)
	}
	defer os.Remove(draft)
	if err := os.Link(draft, path); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, unkept(err)
	}
	return ReadKey(path)
}

func unkept(err error) error {
	return fmt.Errorf("the key file cannot be made (%w): set KAP_KEY_FILE to a file in a folder that can be written", err)
}

// draftKey writes a new key beside where it will stand.
func draftKey(dir string) (path string, err error) {
	f, err := os.CreateTemp(dir, ".key-*")
	if err != nil {
		return "", err
	}
	defer func() {
		if err = errors.Join(err, f.Close()); err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	key := make([]byte, 32)
	_, _ = rand.Read(key)
	if _, err := f.WriteString(hex.EncodeToString(key) + "\n"); err != nil {
		return "", err
	}
	if err := f.Chmod(0o400); err != nil {
		return "", err
	}
	return f.Name(), f.Sync()
}
