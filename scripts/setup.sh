#!/bin/sh
# Installs what a build needs and this system lacks: the headers of ncurses with wide characters,
# and with --test also tmux. Asks before it uses sudo; without a terminal it only says what to run.
# Exits 0 when everything is there, 1 with one line otherwise.
set -eu

fail() {
  echo "setup: $*" >&2
  exit 1
}

case ${1:-} in
  '') for_tests=no ;;
  --test) for_tests=yes ;;
  *) echo "usage: setup.sh [--test]" >&2; exit 64 ;;
esac

# MARK: Swift

oldest=6.2

check_swift() {
  command -v swift >/dev/null ||
    fail "swift is missing; install $oldest or newer from https://www.swift.org/install"
  # "Swift version 6.3.1 (swift-6.3.1-RELEASE)", with "Apple " before it elsewhere
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1)
  newest=$(printf '%s\n%s\n' "$oldest" "$version" | sort -t . -k 1,1n -k 2,2n | tail -n 1)
  if [ -z "$version" ]; then fail "\`swift --version\` names no version; it should be $oldest or newer"; fi
  case $version in
    "$oldest" | "$oldest".*) ;;
    *) [ "$newest" = "$version" ] ||
      fail "swift $version is too old; install $oldest or newer from https://www.swift.org/install" ;;
  esac
}

# MARK: What is there

# The proof is a program that compiles and links; a package's name proves nothing.
has_ncurses() {
  compiler=$(command -v "${CC:-cc}" || command -v clang || command -v gcc) || return 1
  directory=$(mktemp -d)
  cat >"$directory/test.c" <<'END'
#define NCURSES_WIDECHAR 1
#if __has_include(<ncursesw/curses.h>)
#include <ncursesw/curses.h>
#include <ncursesw/term.h>
#else
#include <curses.h>
#include <term.h>
#endif
int main(void) { cchar_t cell; return init_extended_pair(1, 2, 3) + setcchar(&cell, L"x", 0, 0, NULL); }
END
  result=0
  "$compiler" "$directory/test.c" -o "$directory/test" -lncursesw >/dev/null 2>&1 || result=1
  rm -rf "$directory"
  return $result
}

# MARK: What is missing

# The package that this release of the system has: the first was merged into the second.
ncurses_package() {
  if apt-cache policy libncursesw5-dev 2>/dev/null | grep -q 'Candidate: [0-9]'; then
    echo libncursesw5-dev
  else
    echo libncurses-dev
  fi
}

install_packages() {
  # No word splitting surprises: package names contain no blanks.
  command -v apt-get >/dev/null ||
    fail "install ncurses with wide characters and its headers${2:+, and $2,} with your package manager"
  if [ "$(id -u)" = 0 ]; then
    echo "setup: apt-get install -y $1"
    # shellcheck disable=SC2086
    apt-get install -y -qq $1 >/dev/null || { apt-get update -qq && apt-get install -y -qq $1 >/dev/null; } ||
      fail "apt-get could not install $1"
    return
  fi
  if [ ! -t 0 ] || [ ! -t 1 ]; then
    fail "missing: $1; run \`sudo apt-get install $1\`, then try again"
  fi
  command -v sudo >/dev/null || fail "missing: $1; run \`apt-get install $1\` as root, then try again"
  printf 'setup: missing: %s. Run `sudo apt-get install -y %s`? [Y/n] ' "$1" "$1"
  read -r answer
  case $answer in
    '' | [Yy]*) sudo apt-get install -y $1 || fail "apt-get could not install $1" ;;
    *) fail "not installed; run \`sudo apt-get install $1\` when you want it" ;;
  esac
}

check_swift
packages=
if ! has_ncurses; then packages=$(ncurses_package); fi
if [ $for_tests = yes ] && ! command -v tmux >/dev/null; then packages="$packages tmux"; fi
packages=${packages# }
[ -z "$packages" ] || install_packages "$packages" "$([ $for_tests = yes ] && echo tmux || true)"
has_ncurses || fail "a test with ncursesw still does not compile and link; is a C compiler installed?"
