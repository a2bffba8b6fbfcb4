# make is the only door; every target says what it does in `make help`.
TOOLS := go tool -modfile=internal/tools/go.mod
PKG   ?= ./internal/journey ./...
ARGS  ?=

# Git may refuse to look into a checkout owned by somebody else; deploy/stamp.sh asks it.
export GOFLAGS := $(GOFLAGS) -buildvcs=false

# No C compiler is needed: nothing here is written in C. Only -race needs one.
BUILDFLAGS := $(filter -race -tags=%,$(ARGS))
ifeq ($(filter -race,$(ARGS)),)
export CGO_ENABLED := 0
endif

# Go keeps what it fetches and compiles in the home folder; where there is none
# that can be written, in .cache here.
ifneq ($(shell [ -n "$$HOME" ] && [ -d "$$HOME" ] && [ -w "$$HOME" ] && echo yes),yes)
export GOCACHE ?= $(CURDIR)/.cache/go-build
export GOPATH ?= $(CURDIR)/.cache/go
endif

.DEFAULT_GOAL := help
.PHONY: help run test check bench mutate fmt generate notices dist bare

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-10s %s\n", $$1, $$2}' Makefile

run: ## a working demo clinic on this machine, at http://localhost:8080
	@sh deploy/ready.sh run
	@kap=$$(sh deploy/build.sh) && exec "$$kap" serve --demo

.PHONY: clean-demo
clean-demo: ## begin anew: throw the demo clinic away, after asking (YES=1: without asking)
	@kap=$$(sh deploy/build.sh) && exec "$$kap" clean-demo $(if $(filter 1,$(YES)),--yes)

# The longest package comes first. Four at a time, because they wait for servers and
# browsers more than they compute.
test: ## every test, on a Postgres of its own (PKG=./internal/dosing/... ARGS='-run Gate' for some)
	@sh deploy/ready.sh test $(BUILDFLAGS)
	@sh deploy/compiling.sh -hush go list -test -deps -export -v -buildvcs=false $(BUILDFLAGS) -f '' ./internal/dbtest/with-postgres $(PKG) || true
	@sh deploy/compiling.sh -hush go list -modfile=internal/tools/go.mod -deps -export -v -buildvcs=false -f '' gotest.tools/gotestsum || true
	@times=$$(mktemp) && trap 'rm -f "$$times"' EXIT && \
	go run ./internal/dbtest/with-postgres -browser $(TOOLS) gotestsum --format pkgname-and-test-fails --format-icons text --format-hide-empty-pkg \
		--jsonfile-timing-events "$$times" --post-run-command "$(TOOLS) gotestsum tool slowest --num 10 --threshold 1h --jsonfile $$times" \
		-- -vet=off -ldflags=-w -timeout 30m -p 2 $(ARGS) $(PKG)

check: ## format, vet, staticcheck, generated code and notices are current, import rules
	@unformatted=$$(find . -path './.*' -prune -o -name '*.go' -exec gofmt -l {} +); if [ -n "$$unformatted" ]; then echo "not formatted (make fmt):"; echo "$$unformatted"; exit 1; fi
	@$(MAKE) -s current
	@sh deploy/notices.sh | cmp -s - THIRD_PARTY_NOTICES || { echo "THIRD_PARTY_NOTICES is not current (make notices, then commit)"; exit 1; }
	@go vet ./...
	@$(TOOLS) staticcheck ./...
	@go test ./internal/archtest

bench: ## benchmarks, five runs each (PKG and ARGS as for test)
	@go run ./internal/dbtest/with-postgres go test -run '^$$' -bench . -benchmem -count 5 $(ARGS) $(PKG)

# Verdicts are kept in .cache/mutate.tsv as they are known; a second run goes on from there.
mutate: ## what no test notices: rules and statements broken one at a time (PKG=./internal/dosing COUNT=200 SEED=1; AGAIN=1: what stayed green)
	@go run ./internal/dbtest/with-postgres go run ./internal/mutate -count $(or $(COUNT),200) -seed $(or $(SEED),1) $(if $(AGAIN),-again) $(if $(filter file,$(origin PKG)),,$(PKG))

bare: ## as root: both commands on bare Debian 12 and 13, as a table (CASE='13 root' for some; deploy/bare)
	@go build -o .bin/bare ./deploy/bare
	@exec .bin/bare

fmt: ## format Go and templ
	@$(TOOLS) templ fmt -log-level error .
	@find . -path './.*' -prune -o -name '*.go' -exec gofmt -w {} +

generate: ## write _templ.go from .templ
	@$(TOOLS) templ generate -log-level error

notices: ## write THIRD_PARTY_NOTICES from the linked modules and the vendored files
	@sh deploy/notices.sh >THIRD_PARTY_NOTICES.new && mv THIRD_PARTY_NOTICES.new THIRD_PARTY_NOTICES || { rm -f THIRD_PARTY_NOTICES.new; exit 1; }

dist: ## what an operator installs, in .dist: binaries for linux, parts, checksums (VERSION=1.2.3)
	@sh deploy/dist.sh $(VERSION)

# Generates beside the tree and compares, so that looking changes nothing. The
# path templ notes in its errors depends on where it was run from; it may differ.
.PHONY: current
current:
	@fresh=$$(mktemp -d); trap 'rm -rf "$$fresh"' EXIT; \
	find . -name '*.templ' -not -path './.*' | tar -cf - -T - | tar -xf - -C "$$fresh"; \
	$(TOOLS) templ generate -log-level error -path "$$fresh" || exit 1; \
	plain() { sed 's|FileName: `.*/|FileName: `|' "$$1" 2>/dev/null | cksum; }; \
	stale=$$({ find . -name '*_templ.go' -not -path './.*'; (cd "$$fresh" && find . -name '*_templ.go'); } | LC_ALL=C sort -u | \
		while read -r file; do [ "$$(plain "$$file")" = "$$(plain "$$fresh/$$file")" ] || echo "$$file"; done); \
	if [ -n "$$stale" ]; then echo "generated code is not current (make generate, then commit):"; echo "$$stale"; exit 1; fi
