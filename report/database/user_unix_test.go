//go:build unix

package database_test

import (
	"os/exec"
	"syscall"
)

func setUser(c *exec.Cmd, uid, gid uint32) {
	c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uid, Gid: gid}}
}
