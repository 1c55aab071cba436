# The front door. `make` alone lists the targets.
STACK ?= staging
# npm writes this file last: an installation that was interrupted is made again.
INSTALLED := node_modules/.package-lock.json
.DEFAULT_GOAL := help
.PHONY: help up preview down check test lint format

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: $(INSTALLED) ## apply a stack to localcloud with the real engine (STACK=staging)
	@bin/infra up $(STACK)

preview: $(INSTALLED) ## show what `make up` would change
	@bin/infra preview $(STACK)

down: $(INSTALLED) ## clear the local state
	@bin/infra down

check: $(INSTALLED) ## check the data
	@bin/infra check

test: $(INSTALLED) lint ## run every check and every test, those on the real engine included
	npx vitest run

lint: $(INSTALLED) ## check types, style and formatting
	npx tsc
	npx eslint .
	npx prettier --check --log-level warn .

format: $(INSTALLED) ## format every file
	npx prettier --write --log-level warn .

$(INSTALLED): package.json package-lock.json .npmrc
	npm ci --no-progress --loglevel error
	@touch $@
