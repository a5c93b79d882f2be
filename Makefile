# loxrig: `make` lists what there is. Targets are thin; what they run stands in scripts/.

RIG ?= rigs/two-sites.yaml
NODE_TS := node --import tsx
STEP := bash scripts/step.sh
# Stack traces by the lines of the sources, as long as these are beside it.
LOXRIG := node --enable-source-maps dist/rigs/cli/main.js

# Folders too: a file that is added or deleted changes its folder.
SOURCES := $(shell find sim rigs -name '*.ts' -o -name '*.css' -o -name '*.js' -o -type d)
BUILDERS := scripts/build.sh scripts/dist.ts $(wildcard scripts/build/*.ts)

.DEFAULT_GOAL := help
.PHONY: help rig-up rig-down check check-format check-types check-unused check-architecture check-generated generate image docker-base \
  test test-nodes bench compare compare-audit crash mutate trace real-parts pack build installed test-clients-installed bench-installed node hooks

help: ## list the targets
	@awk -F ':.*## ' '/^[a-zA-Z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 } /^## / { print substr($$0, 4) }' Makefile

## The lab
rig-up: build ## install, build and start the lab; RIG=path another rig, ARGS="--placement process" other options
	@exec $(LOXRIG) up "$(RIG)" $(if $(LANE),--lane "$(LANE)") $(ARGS)

rig-down: build ## stop the lab that is running
	@exec $(LOXRIG) down $(ARGS)

## Tests and checks
check: check-format check-types check-unused check-generated check-architecture ## format, lint, types, dead code, generated files, architecture

check-format: installed
	@$(STEP) 'format, lint' node_modules/.bin/biome ci --colors=off --error-on-warnings .

check-types: installed bench-installed
	@$(STEP) types node_modules/.bin/tsc --noEmit

check-unused: installed
	@$(STEP) unused node_modules/.bin/knip --no-progress

check-generated: installed
	@$(STEP) generated $(NODE_TS) scripts/check-generated.ts

check-architecture: installed
	@$(STEP) architecture node_modules/.bin/vitest run --project tools

test: installed ## every suite whose real parts are here, and what the others need
	@$(NODE_TS) scripts/test.ts

# test-unit, test-contract, test-rig, test-live, test-clients, test-hardware, test-container, test-browser, test-docs, test-package, test-tools
test-SUITE: ## one suite: tools, unit, contract, rig, live, clients, hardware, container, browser, docs, package
	@$(NODE_TS) scripts/test.ts SUITE

test-%: installed
	@$(NODE_TS) scripts/test.ts $*

# The hardware suite needs no more than that reader then, and somebody at the terminal.
ifdef READER
test-hardware: build ## READER='{ kind: pcsc, reader: ACR122 }': the readers' contract with one on your bench; asks for your hands
	@node_modules/.bin/vitest run --project hardware test/hardware/bench.test.ts
endif

test-nodes: build ## unit, contract, rig and live suites on Node 22, 24 and 26 from npm
	@$(NODE_TS) scripts/test-nodes.ts

bench: build bench-installed ## benchmarks, each beside its peer; ARGS="--only NAME", "--json", "--write" for the page in docs/
	@$(NODE_TS) bench/run.ts $(ARGS)

compare: installed ## decisions against a second model of them; CASES=1000000 as many, SEED=1 from there
	@LOXRIG_COMPARE=$(or $(CASES),1000000) LOXRIG_COMPARE_SEED=$(SEED) node_modules/.bin/vitest run --project unit test/model/comparison/comparison.test.ts

compare-audit: installed ## audits against the second model, every minute of two weeks, a few minutes of yours; PROGRAMS=10, SEED=1 from there
	@LOXRIG_COMPARE_AUDIT=$(or $(PROGRAMS),10) LOXRIG_COMPARE_SEED=$(SEED) node_modules/.bin/vitest run --project unit test/model/comparison/audit

crash: build ## kill -9 a thousand times while it writes, and lose nothing; goes on where it was interrupted; ARGS="--rounds 100 --seed 1"
	@$(NODE_TS) scripts/crash.ts $(ARGS)

mutate: installed ## mutation testing of sim/domain/access; ends badly below 90 %; ARGS="--mutate sim/domain/access/decide.ts" one file
	@node_modules/.bin/stryker run scripts/mutation/stryker.config.json $(ARGS)

trace: installed ## each requirement's number and the tests that prove it, or "open"
	@$(NODE_TS) scripts/trace.ts

real-parts: node ## as root: install the Debian packages of the suites with real parts
	@bash scripts/real-parts.sh

## Making
generate: installed ## write the schemas and API documents anew
	@for script in scripts/generate-*.ts; do $(NODE_TS) "$$script" || exit 1; done

build: dist/.built ## check types and bundle to dist/, when sources changed

pack: build ## the package as npm would publish it
	@npm pack --ignore-scripts --silent

image: build ## the image in which a device runs: docker/Dockerfile
	@bash scripts/image.sh

docker-base: node ## its base image, also where none can be pulled (as root)
	@bash scripts/base-image.sh

hooks: ## let git check the format of what is committed
	@git config core.hooksPath .githooks

installed: node node_modules/.package-lock.json

node_modules/.package-lock.json: package-lock.json
	@$(STEP) install npm ci --no-audit --no-fund
	@touch $@

test-clients-installed: node test/clients/node_modules/.package-lock.json

test/clients/node_modules/.package-lock.json: test/clients/package-lock.json
	@cd test/clients && npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

bench-installed: node bench/node_modules/.package-lock.json

bench/node_modules/.package-lock.json: bench/package-lock.json
	@cd bench && npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

dist/.built: $(SOURCES) $(BUILDERS) tsconfig.json tsconfig.build.json node_modules/.package-lock.json | node
	@$(STEP) build bash scripts/build.sh
	@touch $@

node:
	@case "$$(node --version 2>/dev/null)" in \
	  '') echo 'loxrig needs Node 20.19 or newer, and there is none: https://nodejs.org' >&2; exit 1;; \
	  v[0-9].*|v1[0-9].*) echo "loxrig needs Node 20.19 or newer; this is $$(node --version)." >&2; exit 1;; \
	esac
