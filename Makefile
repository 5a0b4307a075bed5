# Two commands matter: `make run` and `make test`. `make help` lists the rest.

ARGS ?=
PREFIX ?= /usr/local
DESTDIR ?=
program = .build/release/ascent
# A second build for the processors that an installed binary may meet, apart from the native one.
installed = .build-install
built = $(installed)/release/ascent
# What install puts in place, and uninstall takes away again.
binary = $(DESTDIR)$(PREFIX)/bin/ascent
manual = $(DESTDIR)$(PREFIX)/share/man/man1/ascent.1
bash_completion = $(DESTDIR)$(PREFIX)/share/bash-completion/completions/ascent
zsh_completion = $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_ascent
fish_completion = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/ascent.fish
placed = "$(binary)" "$(manual)" "$(bash_completion)" "$(zsh_completion)" "$(fish_completion)"
sources = Sources Tests Package.swift Benchmarks/Sources Benchmarks/Package.swift

.PHONY: run build test learn lint format docs docc pictures screens install put uninstall clean help
.DEFAULT_GOAL := run

## run         build and open the dashboard; ARGS="…" are its arguments
run: build
	@exec $(program) $(ARGS)

## build       install what is missing and build a release
# Without colours in a terminal too: with other flags than elsewhere it would build everything anew.
build:
	@scripts/setup.sh
	@swift build -c release --product ascent --quiet --no-color-diagnostics

## test        lint, all tests, and the stress tests under the thread sanitizer
test:
	@scripts/setup.sh --test
	@echo "lint"
	@$(MAKE) --no-print-directory lint
	@echo "tests"
	@ASCENT_STRICT=1 swift test -c release -Xswiftc -enable-testing --disable-xctest --quiet
	@echo "stress tests under the thread sanitizer"
	@swift test --sanitize thread --scratch-path .build-tsan --disable-xctest --filter Stress --quiet

## learn       the table of bars, ten seeds or more for each, into docs/learning.md and README.md, and the book's figures
learn: build
	@$(program) figure 13.1 --theme light --size 104x28 -o docs/pictures/figure-13-1.svg
	@$(program) figure 13.2 --theme light --size 104x28 -o docs/pictures/figure-13-2.svg
	@$(program) learn -o docs/learning.md
	@scripts/quote.sh

## lint        check the format of all sources
lint:
	@swift format lint --strict --recursive --parallel $(sources)

## format      format all sources
format:
	@swift format --in-place --recursive --parallel $(sources)

## docs        write the pages of docs that are generated from the catalogue
docs:
	@scripts/setup.sh
	@swift build --product ascent --quiet
	@rm -f docs/worlds/*.md docs/algorithms/*.md
	@.build/debug/ascent reference documents docs

## pictures    draw the README's pictures anew
pictures: build
	@scripts/pictures.sh $(program) docs/pictures

## screens     write the screens that the tests compare with, as they are drawn now
screens:
	@ASCENT_RENEW=1 swift test --disable-xctest --filter TUITests.ScreenTests --quiet
	@git status --short Tests/Screens

## docc        build the documentation of Worlds and Learn for programmers, into .build/docc
docc:
	@scripts/setup.sh
	@swift build --target Learn --quiet
	@scripts/docc.sh .build/debug/Modules .build/docc
	@echo "open .build/docc/Worlds.doccarchive and .build/docc/Learn.doccarchive"

## install     program, manual page and completions into PREFIX (/usr/local), for processors
##             from ASCENT_CPU (x86-64-v3) on; honours DESTDIR
install: export ASCENT_CPU ?= $(if $(filter x86_64 amd64,$(shell uname -m)),x86-64-v3,generic)
install:
	@scripts/setup.sh
	@swift build -c release --product ascent --quiet --scratch-path $(installed) --static-swift-stdlib
	@$(MAKE) --no-print-directory put

# The second half of install: what is built already goes to its places.
put:
	@for file in $(placed); do mkdir -p "$$(dirname "$$file")"; done
	@install -m 755 "$(built)" "$(binary)"
	@"$(built)" reference manual > "$(manual)"
	@"$(built)" --generate-completion-script bash > "$(bash_completion)"
	@"$(built)" --generate-completion-script zsh > "$(zsh_completion)"
	@"$(built)" --generate-completion-script fish > "$(fish_completion)"
	@chmod 644 "$(manual)" "$(bash_completion)" "$(zsh_completion)" "$(fish_completion)"
	@for file in $(placed); do echo "installed $$file"; done

## uninstall   remove what install has put there
uninstall:
	@rm -f $(placed)

## clean       remove everything built
clean:
	@rm -rf .build .build-*

help:
	@sed -n 's/^## /  make /p' $(MAKEFILE_LIST)
