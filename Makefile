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
	@set -e; sum() { find . -name '*_templ.go' -not -path './.*' | LC_ALL=C sort | xargs cat /dev/null | cksum; }; \
	before=$$(sum); $(MAKE) -s generate; \
	if [ "$$before" != "$$(sum)" ]; then echo "generated code was not current; it is now: commit it"; exit 1; fi
	@go vet ./...
	@$(TOOLS) staticcheck ./...
	@go test ./internal/archtest

bench: ## benchmarks, five runs each (PKG and ARGS as for test)
	@go run ./internal/dbtest/with-postgres go test -run '^$$' -bench . -benchmem -count 5 $(ARGS) $(PKG)

fmt: ## format Go and templ
	@$(TOOLS) templ fmt -log-level error .
	@gofmt -w .

generate: ## write _templ.go from .templ
	@for folder in $$(find . -name '*.templ' -not -path './.*' -exec dirname {} + | LC_ALL=C sort -u); do \
		$(TOOLS) templ generate -log-level error -path $$folder || exit 1; done
