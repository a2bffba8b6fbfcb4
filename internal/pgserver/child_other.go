//go:build !linux

package pgserver

import "os/exec"

// dieWithParent is Linux only; elsewhere a killed parent leaves its server, and
// the lock says so at the next start.
func dieWithParent(*exec.Cmd) {}
