#!/usr/bin/env bash
# step.sh NAME COMMAND… : runs one step of the Makefile and says its name and how long it took, on standard error.
# The command's output is shown when the step fails; VERBOSE=1 shows it as it comes.
set -uo pipefail

name=$1
shift
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# Bash 5 has a clock with fractions; the 3.2 of macOS counts seconds.
now() { echo "${EPOCHREALTIME:-$SECONDS}" | tr ',' '.'; }

printf '%-12s …' "$name" >&2
start=$(now)
if [ -n "${VERBOSE:-}" ]; then
  echo >&2
  "$@"
else
  NO_COLOR=1 "$@" >"$log" 2>&1
fi
code=$?
time=$(awk -v from="$start" -v to="$(now)" 'BEGIN { printf "%.1f s", to - from }')

[ -t 2 ] && printf '\r' >&2 || echo >&2
if [ "$code" -eq 0 ]; then
  printf '%-12s %s\n' "$name" "$time" >&2
else
  printf '%-12s failed after %s\n' "$name" "$time" >&2
  cat "$log" >&2
fi
exit "$code"
