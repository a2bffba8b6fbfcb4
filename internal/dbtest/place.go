package dbtest

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"kap/internal/pgserver"
)

// roomy is what the machine's memory must have left for clusters to be kept there,
// bytes. They take some hundred MB; the rest is for the tests.
const roomy = 8 << 30

// clusters is the folder of test clusters. Each test makes and drops 760 files, which
// costs the system half as much in memory (internal/course: 10.6 instead of 20.1 s of
// system time); where there is little of it, they are kept in the cache.
func clusters() string {
	if dir, ok := inMemory("/dev/shm", roomy); ok {
		return dir
	}
	return pgserver.CacheFolder()
}

// inMemory is our folder in a file system that has room bytes left, if it has and the
// folder is nobody else's.
func inMemory(memory string, room uint64) (string, bool) {
	var left syscall.Statfs_t
	if syscall.Statfs(memory, &left) != nil || uint64(left.Bavail)*uint64(left.Bsize) < room {
		return "", false
	}
	dir := filepath.Join(memory, fmt.Sprintf("kap-%d", os.Geteuid()))
	if err := os.Mkdir(dir, 0o755); err == nil && os.Chmod(dir, 0o755) == nil { // whatever the umask
		return dir, true
	}
	info, err := os.Lstat(dir)
	if err != nil || !info.IsDir() {
		return "", false
	}
	of, known := info.Sys().(*syscall.Stat_t)
	return dir, known && int(of.Uid) == os.Geteuid()
}
