package pgserver

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// owner is the user a file belongs to.
func owner(info fs.FileInfo) (*syscall.Credential, bool) {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return nil, false
	}
	return &syscall.Credential{Uid: s.Uid, Gid: s.Gid}, true
}

// runsAs is the user who must run the server on data that is there: its owner,
// whoever would be chosen for a new one. nil: the user we are.
func runsAs(data string, info fs.FileInfo, uid int) (*syscall.Credential, error) {
	of, known := owner(info)
	switch {
	case !known || uid != 0 && of.Uid == uint32(uid):
		return nil, nil
	case uid != 0:
		return nil, fmt.Errorf("the database in %[1]s belongs to the user %[2]s, who started it before: start it as %[2]s again, "+
			"or set KAP_DATA to a folder of your own, or have root give it to you (chown -R %[3]d %[1]s)", filepath.Dir(data), nameOf(of.Uid), uid)
	case of.Uid == 0:
		return nil, fmt.Errorf("the database in %[1]s belongs to root, as whom no database runs: give it to a user (chown -R postgres %[1]s) "+
			"and start again", filepath.Dir(data))
	}
	return of, nil
}

func nameOf(uid uint32) string {
	id := strconv.FormatUint(uint64(uid), 10)
	if u, err := user.LookupId(id); err == nil {
		return u.Username
	}
	return id
}

// blocking is the first folder, from the root down to dir, that the user may not
// enter; "" where the way is free. Folders that do not exist yet will be made passable.
func blocking(dir string, user *syscall.Credential) string {
	if above := filepath.Dir(dir); above != dir {
		if found := blocking(above, user); found != "" {
			return found
		}
	}
	info, err := os.Stat(dir)
	if err == nil && !enters(info, user) || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return dir
	}
	return ""
}

// enters says whether the mode bits let the user pass.
func enters(info fs.FileInfo, user *syscall.Credential) bool {
	of, known := owner(info)
	switch {
	case !known:
		return false
	case of.Uid == user.Uid:
		return info.Mode()&0o100 != 0
	case of.Gid == user.Gid:
		return info.Mode()&0o010 != 0
	}
	return info.Mode()&0o001 != 0
}

// newUser is whom root becomes for a new database, since postgres refuses to run
// as root: whoever the folder was made for, else a user of the system.
func newUser(dir string, uid int) (*syscall.Credential, error) {
	if uid != 0 {
		return nil, nil
	}
	if info, err := os.Stat(dir); err == nil {
		if of, known := owner(info); known && of.Uid != 0 {
			return of, nil
		}
	}
	for _, name := range []string{"postgres", "_postgres", "nobody"} {
		if c, ok := credential(name); ok {
			return c, nil
		}
	}
	return nil, errors.New("the database will not run as root and there is no user postgres or nobody; run this as an ordinary user")
}

// credential looks a user up; initgroups would need more rights than it is worth.
func credential(name string) (*syscall.Credential, bool) {
	u, err := user.Lookup(name)
	if err != nil {
		return nil, false
	}
	uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
	gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, err1 == nil && err2 == nil
}
