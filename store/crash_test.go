package store_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"megacycle/store"
	"megacycle/store/desk"
	"megacycle/store/figure"
)

const publisherEnv = "MEGACYCLE_TEST_PUBLISHER"

// TestPublisherProcess is the process that TestAKilledPublisherLosesNothing
// kills: it publishes as fast as it can and says each release that was answered.
func TestPublisherProcess(t *testing.T) {
	path := os.Getenv(publisherEnv)
	if path == "" {
		t.Skip("run by another test")
	}
	s := open(t, path, newClock())
	e, _, err := s.EditorByName(t.Context(), "Ann")
	if err != nil {
		t.Fatal(err)
	}
	ann := store.Actor{Editor: e, Via: "cli"}
	for range 10_000 {
		n := s.Ledger().Current()
		var changes []figure.Change
		for i := range 40 {
			changes = append(changes, figure.Change{Source: &figure.Source{ID: fmt.Sprintf("s%d-%d", n, i), Publisher: "p", Title: "t"}})
		}
		cs := draft(t, s, ann, changes)
		rel, err := s.Publish(t.Context(), ann, cs.ID, store.PublishOptions{Version: cs.Version})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println("published", rel.N)
	}
}

func TestAKilledPublisherLosesNothing(t *testing.T) {
	s, path, c := filled(t)
	person(t, s, "Ann", desk.Writer)
	_ = s.Close()
	for round := range 6 {
		cmd := exec.Command(os.Args[0], "-test.run=^TestPublisherProcess$")
		cmd.Env = append(os.Environ(), publisherEnv+"="+path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		answered := 0
		lines := bufio.NewScanner(out)
		for i := 0; i < 3+round && lines.Scan(); {
			if _, err := fmt.Sscanf(lines.Text(), "published %d", &answered); err == nil {
				i++
			}
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for lines.Scan() { // what was answered before the kill arrived
			_, _ = fmt.Sscanf(lines.Text(), "published %d", &answered)
		}
		_ = cmd.Wait()
		again, err := store.Open(t.Context(), path, options(c))
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if n := again.Ledger().Current(); answered == 0 || n < answered || n > answered+1 {
			t.Errorf("round %d: %d was answered, the file is at %d", round, answered, n)
		}
		rep, err := again.Check(t.Context())
		if err != nil || !rep.OK() {
			t.Errorf("round %d: %+v, %v", round, rep, err)
		}
		_ = again.Close()
	}
}

func TestManyStartAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "m.db")
	var wg sync.WaitGroup
	errs := make([]error, 4)
	for i := range errs {
		wg.Go(func() {
			s, err := store.Open(t.Context(), path, options(newClock()))
			if err == nil {
				_, err = s.AddEditor(t.Context(), operator(), "e"+strconv.Itoa(i), desk.Writer, "hash")
				_ = s.Close()
			}
			errs[i] = err
		})
	}
	wg.Wait()
	for i, err := range errs {
		if err != nil {
			t.Errorf("%d: %v", i, err)
		}
	}
}

func TestEditorsCompeteForOneDraft(t *testing.T) {
	s, _, _ := filled(t)
	ann := person(t, s, "Ann", desk.Writer)
	cs := draft(t, s, ann, quarter("1"))
	const people, saves = 8, 5
	var wg sync.WaitGroup
	var mu sync.Mutex
	won := 0
	for range people {
		wg.Go(func() {
			for range saves {
				now, err := s.ChangeSet(t.Context(), cs.ID)
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := s.SaveChanges(t.Context(), ann, cs.ID, now.Version, now.Title, "", now.Changes, nil); err == nil {
					mu.Lock()
					won++
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	end, err := s.ChangeSet(t.Context(), cs.ID)
	if err != nil || end.Version != cs.Version+won || won == 0 {
		t.Errorf("%d saves were answered, the version went from %d to %d, %v", won, cs.Version, end.Version, err)
	}
}
