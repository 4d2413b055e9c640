# Plenary. `make help` lists what can be done.
SHELL := bash
CACHE := $(or $(PLENARY_CACHE),$(HOME)/.cache/plenary)
export PLENARY_CACHE := $(CACHE)
WITH := source $(CACHE)/env &&

.PHONY: help setup check test fmt
help: ## lists the commands
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*## /\t/'

setup: ## installs what is missing (seconds when nothing is, a minute or two otherwise)
	@scripts/setup.sh

check: setup ## format, lints and documentation (the first time about eight minutes, then seconds)
	@echo "== format"; $(WITH) cargo fmt --all --check
	@echo "== lints"; $(WITH) cargo clippy --locked --workspace --all-targets -- -D warnings
	@echo "== documentation"; $(WITH) RUSTDOCFLAGS="-D warnings" cargo doc --locked -q --workspace --no-deps

test: check ## everything that a change must pass (the first time about twenty minutes on two cores, then about two)
	@echo "== tests on the real engine"; $(WITH) cargo test --locked --workspace

fmt: setup ## formats the code
	@$(WITH) cargo fmt --all
