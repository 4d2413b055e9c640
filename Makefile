# Plenary. `make help` lists what can be done.
SHELL := bash
CACHE ?= $(or $(PLENARY_CACHE),$(HOME)/.cache/plenary)
export CARGO_TARGET_DIR ?= $(CACHE)/target

.PHONY: help test fmt
help: ## lists the commands
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*## /\t/'

test: ## checks the format, the lints and the rules of the domain (about two minutes the first time)
	@echo "== format"; cargo fmt -p domain -p store --check
	@echo "== lints of the domain"; cargo clippy -p domain --all-targets -- -D warnings
	@echo "== documentation of the domain"; RUSTDOCFLAGS="-D warnings" cargo doc -q -p domain --no-deps
	@echo "== tests of the domain"; cargo test -p domain

fmt: ## formats the code
	cargo fmt --all
