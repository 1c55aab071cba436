# The front door. `make` alone lists the targets.
STACK ?= staging
.DEFAULT_GOAL := help
.PHONY: help up preview down check test lint format clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: node_modules ## apply a stack to localcloud with the real engine (STACK=staging)
	@bin/infra up $(STACK)

preview: node_modules ## show what `make up` would change
	@bin/infra preview $(STACK)

down: node_modules ## clear the local state
	@bin/infra down

check: node_modules ## check the data
	@bin/infra check

test: node_modules lint ## run every check and every test, those on the real engine included
	npx vitest run

lint: node_modules ## check types, style and formatting
	npx tsc
	npx eslint .
	npx prettier --check --log-level warn .

format: node_modules ## format every file
	npx prettier --write --log-level warn .

# Touched so that make sees it newer than what it was made from.
node_modules: package.json package-lock.json .npmrc
	npm ci --no-progress --loglevel error
	@touch node_modules
