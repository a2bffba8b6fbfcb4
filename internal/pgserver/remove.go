package pgserver

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Find is where a folder's data really is, and whether there is any.
func Find(o Options) (dir string, there bool, err error) {
	h, there, err := find(o)
	return h.dir, there && h.major() != "", err
}

// Size is how many bytes the data takes.
func (s *Server) Size() (bytes int64, err error) {
	err = filepath.WalkDir(s.home.data(), func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return ifStillThere(err)
		}
		info, err := entry.Info()
		if err == nil {
			bytes += info.Size()
		}
		return ifStillThere(err)
	})
	return bytes, err
}

// ifStillThere forgives a file that the server removed meanwhile.
func ifStillThere(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// Remove stops the server and throws its data away: what we made in the folder, and
// the folder where nothing else is in it. Nobody can open it meanwhile.
func (s *Server) Remove() error {
	s.stop.Do(func() {
		if s.result = s.end(); s.result == nil {
			s.result = s.home.remove()
		}
		s.lock.Close()
	})
	return s.result
}

func (h home) remove() error {
	h.clear()
	for _, ours := range []string{h.data(), h.data() + ".new", h.log(), h.lock()} {
		if err := os.RemoveAll(ours); err != nil {
			return h.unusable(err)
		}
	}
	_ = os.Remove(h.dir) // only when empty
	return nil
}
