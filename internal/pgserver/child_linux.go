package pgserver

import (
	"os/exec"
	"syscall"
)

// dieWithParent has the kernel stop the server when this process ends, even by
// SIGKILL: nothing is left running behind a test or a crash.
func dieWithParent(cmd *exec.Cmd) { cmd.SysProcAttr.Pdeathsig = syscall.SIGINT }
