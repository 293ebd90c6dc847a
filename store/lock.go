//go:build !windows

package store

import (
	"os"
	"syscall"
)

// flock takes a lock on an open file without waiting: many may share it, one
// may have it alone. The system drops it when the process ends, however it
// ends. ok is false when somebody else holds it.
func flock(f *os.File, alone bool) (ok bool, err error) {
	how := syscall.LOCK_SH
	if alone {
		how = syscall.LOCK_EX
	}
	for {
		err = syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB)
		switch err {
		case nil:
			return true, nil
		case syscall.EINTR:
			continue
		case syscall.EWOULDBLOCK:
			return false, nil
		}
		return false, err
	}
}
