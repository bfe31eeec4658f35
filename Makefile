# Two commands do everything: `make run` (the main job on the sample province) and `make test` (all tests).
# Nothing but Go, git and make is needed; the race detector wants a C compiler too.

GO       ?= go
FUZZTIME ?= 30s
ROUNDS   ?= 200
BENCH    ?= .
LINTER   := .cache/golangci-lint

.PHONY: run test outside torture check lint fuzz bench bench-peers bench-public bench-growth bench-memory scale-test profile build build-pgo size docs

run: ## the main job on the sample province
	$(GO) run ./cmd/doisanh run testdata/sample/job.yaml

# Where the race detector is on, tests that draw many samples draw a few (internal/testsize), and the packages that have such tests are
# tested again without it, in full. vet has been before, and the detector need not wait for a second at the end of every process.
test: ## everything: with the race detector, and in full
	$(GO) vet ./...
	GORACE=atexit_sleep_ms=0 $(GO) test -vet=off -race -timeout 60m ./...
	$(GO) test -vet=off -timeout 60m $$($(GO) list -f '{{.ImportPath}} {{.Imports}} {{.TestImports}} {{.XTestImports}}' ./... | awk '/internal\/testsize/ {print $$1}')

outside: ## install what others read and write with (PostgreSQL, DuckDB, pyarrow, LibreOffice), and run the tests that use it, telling each
	@mkdir -p .cache; tools/outside.sh
	$(GO) test -vet=off -count=1 -v -run '^(TestFormats|TestLibreOffice|TestPostgre.*|TestXLS)$$' ./job ./report/database ./dataset/datasettest >.cache/outside.log 2>&1; \
	  status=$$?; grep -E '^ *(--- |[a-z_]+_test.go|FAIL|ok |panic)' .cache/outside.log; exit $$status

torture: ## kill it, interrupt it, let the disk and the memory run out, spoil its inputs: ROUNDS times each
	$(GO) test -vet=off -count=1 -timeout 120m -v -run '^TestTorture$$' ./cmd/doisanh -torture $(ROUNDS)

check: ## the inner loop: quick tests, most of them cached
	$(GO) vet ./...
	$(GO) test -short ./...

lint: $(LINTER) ## the linter (pinned in tools/go.mod) and the layer rules
	$(LINTER) run ./...
	$(GO) test ./internal/layers

$(LINTER): tools/go.mod
	$(GO) build -C tools -o ../$@ github.com/golangci/golangci-lint/v2/cmd/golangci-lint

fuzz: ## every fuzz test for FUZZTIME
	GO=$(GO) tools/fuzz.sh $(FUZZTIME)

bench: ## time and memory per stage, and the benchmarks of every package
	$(GO) test -run '^$$' -bench '$(BENCH)' -benchmem ./...

bench-peers: ## beside Splink, DuckDB and Polars on the same files; writes bench/results.md
	GO=$(GO) bench/peers.sh

bench-public: ## link and dedupe on well-known public sets; writes bench/public.md
	GO=$(GO) bench/public.sh

bench-growth: ## time and memory by the number of people, and one thread against two
	GO=$(GO) bench/growth.sh

bench-memory: ## the least memory link, dedupe and run may be given
	GO=$(GO) bench/memory.sh

scale-test: ## the large jobs: a thousand million comparisons, ten million people, a real province with eight sectors
	GO=$(GO) bench/scale.sh

profile: ## where a run and a link spend their time
	GO=$(GO) bench/profile.sh

build: ## one static binary
	CGO_ENABLED=0 $(GO) build -trimpath -o bin/doisanh ./cmd/doisanh

build-pgo: profile ## the same compiled by that profile
	CGO_ENABLED=0 $(GO) build -trimpath -pgo .cache/bench/profile/default.pgo -o bin/doisanh ./cmd/doisanh

size: build ## what starting costs, how large the binary is and what it is made of
	@ls -l bin/doisanh | awk '{printf "%.1f MB\n", $$5 / 1e6}'
	@$(GO) list -deps -f '{{with .Module}}{{.Path}}{{end}}' ./cmd/doisanh | sort -u | grep -vc doisanh | sed 's/$$/ modules/'
	@for i in 1 2 3 4 5; do bash -c 'TIMEFORMAT="--help %R s"; time bin/doisanh --help >/dev/null'; done
	@bash -c 'for i in 1 2 3; do rm -rf .cache/first; at=$$(date +%s%N); bin/doisanh run testdata/sample/job.yaml --out .cache/first 2>&1 >/dev/null | \
	  { read -r _; echo "first line of a run $$((($$(date +%s%N) - at) / 1000000)) ms"; cat >/dev/null; }; done; rm -rf .cache/first'
	@GODEBUG=gctrace=1 bin/doisanh --help 2>&1 >/dev/null | grep -c '^gc ' | sed 's/$$/ times garbage was collected before it/'

docs: ## the documents' links, commands and codes
	$(GO) test -count=1 ./docs
