# Muster's two commands are `make run` and `make test`; the others are what these are made of.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

MUSTER := target/debug/muster
# The front end, from its lockfile to the page that the server embeds.
MODULES := frontend/node_modules/.package-lock.json
PAGE := frontend/dist/index.html
PAGE_SOURCES := $(shell find frontend/src frontend/public -type f) frontend/index.html frontend/package.json \
                frontend/tsconfig.json frontend/vite.config.ts frontend/postcss.config.cjs $(wildcard frontend/scripts/*)

.PHONY: help run test build release frontend setup clean bench bench-peers

help: ## Say what there is.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

run: build ## Build everything, open the demo network and serve it.
	@$(MUSTER) demo --if-empty
	@exec $(MUSTER) serve

test: ## Every check and every test; installs what is missing, where it may.
	@scripts/setup test
	@scripts/test

build: $(PAGE) ## Build the front end and the server.
	@cargo build

release: $(PAGE) ## Build the server as it is shipped.
	@cargo build --release --locked

bench: ## Measure the formation engine on made-up pools; minutes.
	@cargo run --release -p muster-bench -- form --members 10000,100000 --family mix,team --stream

bench-peers: ## Measure it beside CP-SAT and HiGHS on the same instances; minutes to an hour.
	@scripts/bench/peers

frontend: $(PAGE) ## Build the front end.

setup: ## Install what `make test` needs, or say how.
	@scripts/setup test

clean: ## Remove everything that was built. The data folder stays.
	@rm -rf frontend/dist frontend/node_modules frontend/test-results
	@cargo clean

$(MODULES): frontend/package-lock.json
	@scripts/setup build
	@cd frontend && npm ci --no-audit --no-fund
	@touch $@

$(PAGE): $(MODULES) $(PAGE_SOURCES)
	@cd frontend && npm run --silent build
