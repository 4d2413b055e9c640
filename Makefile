# Plenary. `make help` lists what can be done.
SHELL := bash
CACHE := $(or $(PLENARY_CACHE),$(HOME)/.cache/plenary)
export PLENARY_CACHE := $(CACHE)
WITH := source $(CACHE)/env &&
WASM := wasm32-unknown-unknown
DATA ?= data
BENCH_PROFILE ?= release
BENCH ?=

.NOTPARALLEL:
.PHONY: help setup wasm site serve rehearse organiser check rust test browser bench pictures release fmt
help: ## lists the commands
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*## /\t/'

setup: ## installs what is missing (seconds when nothing is, a minute or two otherwise)
	@scripts/setup.sh

wasm: setup ## builds the browser's side
	@echo "== the browser's side"; $(WITH) cargo build --locked --profile wasm-release --target $(WASM) -p frontend -p station
	@# By itself, so that it gets none of the code that brings the server's HTML to life, which it replaces.
	@$(WITH) cargo build --locked --profile wasm-release --target $(WASM) -p board

site: wasm ## builds the program and its site (the first time about nine minutes on two cores, then seconds)
	@echo "== the server's side"; $(WITH) cargo build --locked --workspace
	@$(WITH) $$CARGO_TARGET_DIR/debug/xtask site

serve: site ## builds and serves the assembly on http://127.0.0.1:3000, with its data in ./data
	@$(WITH) PLENARY_SITE=$$CARGO_TARGET_DIR/site exec $$CARGO_TARGET_DIR/debug/plenary --data $(DATA) serve --event event/wego-2017

rehearse: ## the same with a clock that says that the second day is under way, with its data in ./data-rehearsal
	@PLENARY_REHEARSE=$${PLENARY_REHEARSE:-2017-06-28T10:20:00+04:00} $(MAKE) --no-print-directory serve DATA=data-rehearsal

organiser: ## makes the link that makes EMAIL an organiser, while the site is served
	@$(WITH) $$CARGO_TARGET_DIR/debug/plenary --data $(DATA) organiser invite $(EMAIL)

check: site ## format, lints, documentation, licences and sizes
	@echo "== format"; $(WITH) cargo fmt --all --check
	@echo "== lints"; $(WITH) cargo clippy --locked --workspace --all-targets -- -D warnings
	@echo "== lints of the browser's side"; $(WITH) cargo clippy --locked --target $(WASM) -p frontend -p station -p board -p app -p domain -- -D warnings
	@echo "== documentation"; $(WITH) RUSTDOCFLAGS="-D warnings" cargo doc --locked -q --workspace --no-deps
	@echo "== licences"; $(WITH) $$CARGO_TARGET_DIR/debug/xtask licences
	@echo "== sizes"; $(WITH) $$CARGO_TARGET_DIR/debug/xtask budget
	@echo "== the event's files"; $(WITH) $$CARGO_TARGET_DIR/debug/plenary check-event event/wego-2017

browser: site ## the journeys in a real browser (about three minutes)
	@scripts/setup.sh browser
	@echo "== journeys in the browser"; $(WITH) cd end2end && node --test --test-concurrency=1 journeys/

rust: site ## the tests of the rules, of the store and of the server, on the real engine
	@echo "== tests on the real engine"; $(WITH) cargo test --locked --workspace

test: check rust browser ## everything that a change must pass (the first time about twenty-five minutes on two cores, then about twelve)

pictures: site ## takes the pictures of README and of the social preview again
	@scripts/setup.sh browser
	@$(WITH) cd end2end && node pictures.mjs ../docs/pictures && mv ../docs/pictures/preview.png ../public/

# Selecting packages would unify features differently and build the database again, so the whole workspace is built.
bench: BUILT = $(if $(filter dev,$(BENCH_PROFILE)),debug,$(BENCH_PROFILE))
bench: site ## measures speed, size, memory and start of the program (a few minutes; the first time after a release build of about half an hour)
	@echo "== the program as it is shipped (BENCH_PROFILE=dev takes the one that make serve built)"; $(WITH) cargo build --locked --workspace --profile $(BENCH_PROFILE)
	@$(WITH) PLENARY_SITE=$$CARGO_TARGET_DIR/site $$CARGO_TARGET_DIR/$(BUILT)/bench --profile $(BENCH_PROFILE) $(BENCH)

release: wasm ## builds what is shipped: one program and the folder of its site, in dist/
	@echo "== the server's side (about half an hour on two cores)"; $(WITH) cargo build --locked --release --workspace
	@$(WITH) $$CARGO_TARGET_DIR/release/xtask site
	@$(WITH) rm -rf dist && mkdir -p dist && cp $$CARGO_TARGET_DIR/release/plenary dist/ && cp -r $$CARGO_TARGET_DIR/site event LICENSE NOTICE dist/
	@echo "dist/ is ready: PLENARY_SITE=site ./plenary serve --event event/wego-2017"

fmt: setup ## formats the code
	@$(WITH) cargo fmt --all
