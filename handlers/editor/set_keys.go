package editor

import "megacycle/views/editor"

// keyChanges compares the headline figures before and after.
func keyChanges(v *editor.Set, pr preview) {
}
