package store

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// flock takes a lock on an open file without waiting: many may share it, one
// may have it alone. The system drops it when the process ends, however it
// ends. ok is false when somebody else holds it.
func flock(f *os.File, alone bool) (ok bool, err error) {
	h, o := windows.Handle(f.Fd()), new(windows.Overlapped)
	_ = windows.UnlockFileEx(h, 0, 1, 0, o)
	how := uint32(windows.LOCKFILE_FAIL_IMMEDIATELY)
	if alone {
		how |= windows.LOCKFILE_EXCLUSIVE_LOCK
	}
	err = windows.LockFileEx(h, how, 0, 1, 0, o)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return false, nil
	}
	return err == nil, err
}
