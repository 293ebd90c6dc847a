package session

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	_ "embed"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"megacycle/store/fault"
)

// The cost of a password hash: argon2id with 64 MiB, three passes, one lane. It
// exceeds the parameters that OWASP's application security standard 5.0 asks
// for, and takes about a tenth of a second.
const (
	memoryKiB = 64 << 10
	passes    = 3
	lanes     = 1
	saltBytes = 16
	keyBytes  = 32
)

// Cost is what making a password hash costs. Its zero value is the cost above,
// with which every program of ours hashes. A test that signs in many people,
// under the race detector at that, may ask for less.
type Cost struct {
	MemoryKiB uint32 // of argon2id, 8 at least; 0 means 65,536
	Passes    uint32 // over that memory; 0 means 3
}

// filled puts the defaults in.
func (c Cost) filled() Cost {
	if c.MemoryKiB == 0 {
		c.MemoryKiB = memoryKiB
	}
	if c.Passes == 0 {
		c.Passes = passes
	}
	return c
}

// The length of a password, in characters.
const (
	MinPassword = 12
	MaxPassword = 128
)

//go:embed common.txt
var common string

// hashing holds the turns for hashing: two at a time, so that many sign-ins at
// once cannot take more than 128 MiB.
var hashing = make(chan struct{}, 2)

// ValidPassword says in an Invalid fault of the field "password" why a password
// cannot be used by the person called name; nil when it can.
func ValidPassword(plain, name string) error {
	n := utf8.RuneCountInString(plain)
	low := strings.ToLower(strings.TrimSpace(plain))
	switch {
	case !utf8.ValidString(plain):
		return fault.BadField("password", "it is not readable text")
	case n < MinPassword:
		return fault.BadField("password", "it has %d characters; use at least %d, such as a short sentence", n, MinPassword)
	case n > MaxPassword:
		return fault.BadField("password", "it is longer than %d characters", MaxPassword)
	case mostlyName(low, strings.ToLower(strings.TrimSpace(name))):
		return fault.BadField("password", "it is little more than your name; choose something that others cannot guess")
	case known(low):
		return fault.BadField("password", "it is one of the passwords that are tried first; choose something that others cannot guess")
	case dull(low):
		return fault.BadField("password", "it repeats or counts; choose something that others cannot guess")
	}
	return nil
}

// mostlyName says whether a password is a name with little more than digits and
// signs around it; both in small letters.
func mostlyName(low, name string) bool {
	return name != "" && strings.Contains(low, name) && strings.Trim(strings.ReplaceAll(low, name, ""), "0123456789 !?.-_") == ""
}

// known says whether a password, in small letters, is on the list of common ones.
func known(low string) bool {
	for line := range strings.Lines(common) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' && line == low {
			return true
		}
	}
	return false
}

// dull says whether a password has fewer than five different characters, or is
// one run of neighbours such as 123456789012.
func dull(low string) bool {
	seen := map[rune]bool{}
	steps, last := 0, rune(0)
	n := 0
	for _, c := range low {
		seen[c] = true
		if d := c - last; n > 0 && (d == 1 || d == -1 || d == 0 || d == -9) {
			steps++
		}
		last = c
		n++
	}
	return len(seen) < 5 || steps >= n-2
}

// HashPassword makes an argon2id hash in the PHC string format. It waits for
// its turn, and fails only when ctx ends first.
func HashPassword(ctx context.Context, plain string) (string, error) { return Cost{}.Hash(ctx, plain) }

// Hash is HashPassword at another cost.
func (c Cost) Hash(ctx context.Context, plain string) (string, error) {
	c = c.filled()
	salt := make([]byte, saltBytes)
	if _, err := rand.Read(salt); err != nil {
		return "", fmt.Errorf("salt: %w", err)
	}
	key, err := derive(ctx, plain, salt, c.Passes, c.MemoryKiB, lanes, keyBytes)
	if err != nil {
		return "", err
	}
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.MemoryKiB, c.Passes, lanes, b64.EncodeToString(salt), b64.EncodeToString(key)), nil
}

// VerifyPassword says whether plain is the password behind a hash. With an empty
// hash, as of an unknown person, it takes as long and says no.
func VerifyPassword(ctx context.Context, plain, hash string) (bool, error) {
	return Cost{}.Verify(ctx, plain, hash)
}

// Verify is VerifyPassword where hashes are made at this cost. What a hash says
// of its own cost holds for that hash.
func (c Cost) Verify(ctx context.Context, plain, hash string) (bool, error) {
	c = c.filled()
	if utf8.RuneCountInString(plain) > MaxPassword {
		plain = ""
	}
	if hash == "" {
		_, err := derive(ctx, plain, make([]byte, saltBytes), c.Passes, c.MemoryKiB, lanes, keyBytes)
		return false, err
	}
	var version, memory, time, threads int
	part := strings.Split(hash, "$")
	if len(part) != 6 || part[1] != "argon2id" {
		return false, fault.New(fault.Internal, "a password hash is not in the PHC format of argon2id")
	}
	if _, err := fmt.Sscanf(part[2]+" "+part[3], "v=%d m=%d,t=%d,p=%d", &version, &memory, &time, &threads); err != nil || version != argon2.Version ||
		memory < 8 || memory > 1<<20 || time < 1 || time > 64 || threads < 1 || threads > 16 {
		return false, fault.New(fault.Internal, "a password hash has parameters that are not ours")
	}
	salt, err := base64.RawStdEncoding.DecodeString(part[4])
	if err != nil {
		return false, fmt.Errorf("salt of a password hash: %w", err)
	}
	want, err := base64.RawStdEncoding.DecodeString(part[5])
	if err != nil || len(want) < 16 {
		return false, fmt.Errorf("key of a password hash: %w", err)
	}
	got, err := derive(ctx, plain, salt, uint32(time), uint32(memory), uint8(threads), uint32(len(want)))
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1, nil
}

// derive waits for a turn and computes a key.
func derive(ctx context.Context, plain string, salt []byte, t, m uint32, p uint8, n uint32) ([]byte, error) {
	select {
	case hashing <- struct{}{}:
	case <-ctx.Done():
		return nil, fault.Wrap(fault.Busy, ctx.Err(), "many people are signing in at once; try again in a moment")
	}
	defer func() { <-hashing }()
	return argon2.IDKey([]byte(plain), salt, t, m, p, n), nil
}
