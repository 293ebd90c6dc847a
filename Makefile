# What people run. `go run .` needs none of this.
GO ?= go
CHROMIUM := $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

.PHONY: test short generate lint bench screenshots assets browser

# What draws, or tests through drawings: their engines are machine-made Go (C and
# WebAssembly translated), which the race detector makes fifty times slower.
# Leaving only the engines out is no way: instances of generic functions that
# they share with others (sync.Map is one) then lose their instrumentation, and
# the detector sees races that are none.
DRAWING = megacycle/handlers% megacycle/views/chart/render megacycle/web megacycle/web/cli
PACKAGES = $(shell $(GO) list ./...)

# The whole suite: generated files current, formatting, vet, race detector for
# everything that does not draw, browser tests in a real Chromium.
test: browser lint
	$(GO) test -race -shuffle=on -timeout 20m $(filter-out $(DRAWING),$(PACKAGES))
	$(GO) test -shuffle=on -timeout 20m $(filter $(DRAWING),$(PACKAGES))

# Without the race detector: quicker while working.
short: browser
	$(GO) test ./...

lint:
	@out=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$out" || { echo "not formatted: $$out"; exit 1; }
	$(GO) vet ./...
	@$(GO) tool templ generate >/dev/null 2>&1 || { $(GO) tool templ generate; exit 1; }
	@git diff --exit-code --stat -- '*_templ.go' || { echo "generated templ files are old: run make generate and commit them"; exit 1; }

generate:
	$(GO) tool templ generate

# The browser that the tests drive, from the system's packages when we may.
browser:
	@if [ -z "$(CHROMIUM)" ]; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-liberation >/dev/null; \
	  else \
	    echo "The browser tests need Chromium and the Liberation fonts."; \
	    echo "On Debian or Ubuntu: sudo apt-get install chromium fonts-liberation"; \
	    exit 1; \
	  fi; \
	fi
	@if ! command -v gcc >/dev/null && ! command -v clang >/dev/null; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq gcc libc6-dev >/dev/null; \
	  else \
	    echo "The race detector needs a C compiler: sudo apt-get install gcc libc6-dev"; \
	    exit 1; \
	  fi; \
	fi

# Ratios and sizes, each against a named reference in the same run.
bench:
	$(GO) test -run '^$$' -bench . -benchtime 2s ./web ./views/chart/render ./store ./store/seed

# Pictures of every page in a folder that git ignores.
screenshots: browser
	$(GO) run ./web/shots -out screenshots
