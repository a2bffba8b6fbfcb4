# make is the only door; every target says what it does in `make help`.
TOOLS := go tool -modfile=internal/tools/go.mod
PKG   ?= ./...
ARGS  ?=

.DEFAULT_GOAL := help
.PHONY: help run test check bench fmt generate

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## a working demo clinic on this machine, at http://localhost:8080
	@go build -o .bin/kap ./cmd/kap
	@exec .bin/kap serve --demo

test: ## every test, on a Postgres of its own (PKG=./internal/dosing/... ARGS='-run Gate' for some)
	@go run ./internal/dbtest/with-postgres -report go test -json -timeout 15m $(ARGS) $(PKG)

check: ## format, vet, staticcheck, generated code is current, import rules
	@unformatted=$$(gofmt -l .); if [ -n "$$unformatted" ]; then echo "not formatted (make fmt):"; echo "$$unformatted"; exit 1; fi
	@$(MAKE) -s current
	@go vet ./...
	@$(TOOLS) staticcheck ./...
	@go test ./internal/archtest

bench: ## benchmarks, five runs each (PKG and ARGS as for test)
	@go run ./internal/dbtest/with-postgres go test -run '^$$' -bench . -benchmem -count 5 $(ARGS) $(PKG)

fmt: ## format Go and templ
	@$(TOOLS) templ fmt -log-level error .
	@gofmt -w .

generate: ## write _templ.go from .templ
	@$(TOOLS) templ generate -log-level error

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
