# Two commands matter: `make run` and `make test`. `make help` lists the rest.

ARGS ?=
PREFIX ?= /usr/local
DESTDIR ?=
bindir = $(DESTDIR)$(PREFIX)/bin
program = .build/release/ascent
# A second build for the processors that an installed binary may meet, apart from the native one.
installed = .build-install
sources = Sources Tests Package.swift Benchmarks/Sources Benchmarks/Package.swift

.PHONY: run build test lint format install uninstall clean help
.DEFAULT_GOAL := run

## run         build and open the dashboard; ARGS="…" are its arguments
run: build
	@exec $(program) $(ARGS)

## build       install what is missing and build a release
build:
	@scripts/setup.sh
	@swift build -c release --product ascent --quiet

## test        lint, all tests, and the stress tests under the thread sanitizer
test:
	@scripts/setup.sh --test
	@echo "lint"
	@$(MAKE) --no-print-directory lint
	@echo "tests"
	@ASCENT_STRICT=1 swift test -c release -Xswiftc -enable-testing --disable-xctest --quiet
	@echo "stress tests under the thread sanitizer"
	@swift test --sanitize thread --scratch-path .build-tsan --disable-xctest --filter Stress --quiet

## lint        check the format of all sources
lint:
	@swift format lint --strict --recursive --parallel $(sources)

## format      format all sources
format:
	@swift format --in-place --recursive --parallel $(sources)

## install     into PREFIX (/usr/local), for processors from ASCENT_CPU (x86-64-v3) on; honours DESTDIR
install: export ASCENT_CPU ?= $(if $(filter x86_64 amd64,$(shell uname -m)),x86-64-v3,generic)
install:
	@scripts/setup.sh
	@swift build -c release --product ascent --quiet --scratch-path $(installed) --static-swift-stdlib
	@mkdir -p "$(bindir)"
	@install -m 755 $(installed)/release/ascent "$(bindir)/ascent"
	@echo "installed $(bindir)/ascent"

## uninstall   remove what install has put there
uninstall:
	@rm -f "$(bindir)/ascent"

## clean       remove everything built
clean:
	@rm -rf .build .build-*

help:
	@sed -n 's/^## /  make /p' $(MAKEFILE_LIST)
