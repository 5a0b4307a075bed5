#!/bin/sh
# Puts the first row of each algorithm in docs/learning.md into README.md, between its two marks.
set -eu
cd "$(dirname "$0")/.."
awk -F' *[|] *' '
  FNR == NR && /^\| / && NF > 9 {
    name = $2
    sub(/:.*/, "", name)
    if (!seen[name]++) rows = rows "| " $2 " | " $3 " | " $4 " | " $5 " | " $6 " | " $7 " | " $10 " |\n"
    next
  }
  FNR == NR { next }
  /^<!-- learnt/ { print; print ""; printf "%s", rows; print ""; skips = 1; next }
  /^<!-- \/learnt/ { skips = 0 }
  !skips { print }
' docs/learning.md README.md > README.md.new
mv README.md.new README.md
