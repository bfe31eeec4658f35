# Two commands do everything: `make run` (the main job on the sample province) and `make test` (all tests).
# Nothing but Go, git and make is needed; the race detector wants a C compiler too.

GO       ?= go
FUZZTIME ?= 30s
BENCH    ?= .
LINTER   := .cache/golangci-lint

.PHONY: run test check lint fuzz bench bench-peers build docs

run: ## the main job on the sample province
	$(GO) run ./cmd/doisanh run testdata/sample/job.yaml

test: ## everything, with the race detector
	$(GO) vet ./...
	$(GO) test -race -timeout 30m ./...

check: ## the inner loop: quick tests, most of them cached
	$(GO) vet ./...
	$(GO) test -short ./...

lint: $(LINTER) ## the linter (pinned in tools/go.mod) and the layer rules
	$(LINTER) run ./...
	$(GO) test ./internal/layers

$(LINTER): tools/go.mod
	$(GO) build -C tools -o ../$@ github.com/golangci/golangci-lint/v2/cmd/golangci-lint

fuzz: ## every fuzz test for FUZZTIME
	@list=$$($(GO) test -list '^Fuzz' ./...) || { echo "$$list"; exit 1; }; \
	echo "$$list" | awk '/^Fuzz/ {name[n++] = $$1} /^ok/ {for (i = 0; i < n; i++) print name[i], $$2; n = 0}' | \
	while read -r name pkg; do \
		echo "$$name $$pkg"; \
		$(GO) test -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 20x "$$pkg" </dev/null || exit 1; \
	done

bench: ## time and memory per stage, and the benchmarks of every package
	$(GO) test -run '^$$' -bench '$(BENCH)' -benchmem ./...

bench-peers: ## beside Splink, DuckDB and Polars on the same files; writes bench/results.md
	GO=$(GO) bench/peers.sh

build: ## one static binary
	CGO_ENABLED=0 $(GO) build -trimpath -o bin/doisanh ./cmd/doisanh

docs: ## the documents' links, commands and codes
	$(GO) test -count=1 ./docs
