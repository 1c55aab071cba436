# The entry point for developers. `make` without a target lists the targets.
STACK ?= staging
# For `make nightly`: the number of random edit sequences, 15 to 27 seconds of CPU time each, and of processes.
SEQUENCES ?= 10000
JOBS ?= $(shell getconf _NPROCESSORS_ONLN)
# npm writes this file last, so an interrupted installation is repeated.
INSTALLED := node_modules/.package-lock.json
.DEFAULT_GOAL := help
.PHONY: help up preview down check test nightly bench lint format generate

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: $(INSTALLED) ## apply a stack to localcloud with the real engine (STACK=staging FAULTS=seed)
	@bin/infra up $(STACK) $(if $(FAULTS),--faults $(FAULTS))

preview: $(INSTALLED) ## show what `make up` would change
	@bin/infra preview $(STACK)

down: $(INSTALLED) ## delete the local state
	@bin/infra down

check: $(INSTALLED) ## check the data
	@bin/infra check

test: $(INSTALLED) lint ## run every check and every test, those on the real engine included
	npm test --silent

nightly: $(INSTALLED) ## run the tests of faults, kills and recovery, and random edits (SEQUENCES=200 JOBS=2); takes hours
	npx vitest run --config vitest.nightly.config.js
	seq $(JOBS) | EDIT_SEQUENCES=$$(( $(SEQUENCES) / $(JOBS) + 1 )) xargs -P $(JOBS) -I JOB sh -c \
		'EDIT_SEED=$$(($$(date +%s) + JOB)) npx vitest run --project engine test/engine/up/edits.engine.test.ts'

bench: $(INSTALLED) ## measure speed and memory against the budgets (BENCH="--projects 92 --engine 92")
	@node --import tsx test/bench/main.ts $(BENCH)

lint: $(INSTALLED) ## check types, style and formatting
	npm run --silent lint

format: $(INSTALLED) ## format every file
	npm run --silent format

generate: $(INSTALLED) ## write the JSON Schemas and the reference of the data files
	@bin/infra schemas

$(INSTALLED): package.json package-lock.json .npmrc
	npm ci --no-progress --loglevel error
	@touch $@
