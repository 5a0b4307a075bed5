#!/bin/sh
# Builds the documentation of Worlds and Learn from modules that are compiled already; a warning is an error.
set -eu
cd "$(dirname "$0")/.."

case $# in
  2) modules=$1 output=$2 ;;
  *) echo "usage: docc.sh MODULES OUTPUT" >&2; exit 64 ;;
esac

# docc lies beside the compiler, and is not always in PATH.
docc=$(command -v docc || true)
[ -n "$docc" ] || docc=$(dirname "$(readlink -f "$(command -v swift)")")/docc
[ -x "$docc" ] || { echo "docc.sh: docc is missing; install a Swift toolchain that has it" >&2; exit 1; }

target=$(swift -print-target-info | sed -n 's/^ *"unversionedTriple": "\(.*\)",*$/\1/p' | head -n 1)
graphs=$(mktemp -d)
trap 'rm -rf "$graphs"' EXIT

for module in Worlds Learn; do
  mkdir -p "$graphs/$module" "$output"
  swift symbolgraph-extract -module-name "$module" -I "$modules" -I Sources/CVectors/include -target "$target" \
    -minimum-access-level public -skip-synthesized-members -output-dir "$graphs/$module"
  "$docc" convert "Sources/$module/$module.docc" --additional-symbol-graph-dir "$graphs/$module" \
    --fallback-display-name "$module" --fallback-bundle-identifier "ascent.$module" \
    --warnings-as-errors --output-path "$output/$module.doccarchive"
done
