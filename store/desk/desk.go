package desk

import (
	"time"

	"megacycle/store/fault"
	"megacycle/store/figure"
)

// Role says what a person at the desk may do. Each role may do what the one
// before it may.
type Role string

// The roles, from the least to the most.
const (
	Viewer   Role = "viewer"   // sees drafts and previews
	Writer   Role = "editor"   // enters figures; publishes alone where one person is enough
	Approver Role = "approver" // publishes and approves
	Admin    Role = "admin"    // manages people too
)

// Roles lists the roles from the least to the most.
var Roles = []Role{Viewer, Writer, Approver, Admin}

// ParseRole reads a role.
func ParseRole(s string) (Role, error) {
	for _, r := range Roles {
		if s == string(r) {
			return r, nil
		}
	}
	return "", fault.BadField("role", "%q is not one of viewer, editor, approver or admin", s)
}

// MayEdit says whether the role may change drafts.
func (r Role) MayEdit() bool { return r == Writer || r.MayApprove() }

// MayApprove says whether the role counts as an approver.
func (r Role) MayApprove() bool { return r == Approver || r == Admin }

// Editor is a person who may sign in.
type Editor struct {
	ID        int64
	Name      string // to sign in with, unique without regard to case
	Role      Role
	Disabled  bool
	CreatedAt time.Time // UTC
}

// Actor is who did something, and from where; the audit log keeps it.
type Actor struct {
	Editor Editor // the zero Editor is the operator at the command line, or nobody yet
	Via    string // web or cli
	IP     string // "" at the command line
}

// The states of a change set.
const (
	Draft     = "draft"
	Published = "published"
	Discarded = "discarded"
)

// ChangeSet is an editor's unpublished changes and what became of them.
type ChangeSet struct {
	ID        int64
	Title     string
	Note      string // why, for the release
	State     string // draft, published or discarded
	OwnerID   int64
	Owner     string
	Version   int    // grows by one with each save; a write names the version it was based on
	Base      int    // the newest release when it was last saved, 0 for none
	Hash      string // SHA-256, hex, over title, note, changes and reasons in canonical form
	Changes   []figure.Change
	Reasons   map[string]string // finding key to the reason typed for it
	Findings  []byte            // JSON of the findings at publication
	CreatedAt time.Time
	UpdatedAt time.Time
	UpdatedBy string // name
	Release   int    // the release it became, 0 while it is a draft
}

// PublishOptions says what a publication is based on.
type PublishOptions struct {
	Version  int    // of the change set that was looked at
	Note     string // for the release
	Findings []byte // JSON of the findings, kept with the release
	Approver *Actor // the second person, nil when there is none
}

// AuditEntry is one line of the append-only record.
type AuditEntry struct {
	ID     int
	At     time.Time // UTC
	Editor string    // name as it is now; "" for the operator or a stranger
	Via    string
	IP     string
	Action string // such as sign-in, changeset.save, release.publish
	Object string
	Detail string
	Hash   string // chains to the entry before
}
