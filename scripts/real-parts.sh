#!/usr/bin/env bash
# Installs the Debian packages that this checkout's suites need (the `real-parts` block of docs/reference/real-parts.md), and
# builds the native addon for PC/SC where it is not built. Asks the network for nothing when all are there.
set -euo pipefail
cd "$(dirname "$0")/.."

page=docs/reference/real-parts.md
packages=$(awk '/^```real-parts$/ { inside = 1; next } /^```/ { inside = 0 } inside { sub(/^[^:]*:/, ""); print }' "$page" | xargs)
if [ -z "$packages" ]; then
  echo "real-parts: $page lists no packages in a block named real-parts." >&2
  exit 1
fi

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null | cut -c1-2)" = ii ]; }

if ! command -v dpkg-query >/dev/null; then
  echo "real-parts: this is no Debian. Install these parts by your own means: $packages" >&2
  exit 1
fi

missing=()
for package in $packages; do is_installed "$package" || missing+=("$package"); done

if [ "${#missing[@]}" -gt 0 ]; then
  as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! sudo -n true 2>/dev/null; then
      echo "real-parts: missing ${missing[*]}. As root: apt-get install --no-install-recommends ${missing[*]}" >&2
      exit 1
    fi
    as_root=(sudo -n)
  fi
  export DEBIAN_FRONTEND=noninteractive
  bash scripts/step.sh 'apt update' ${as_root[@]+"${as_root[@]}"} apt-get update
  bash scripts/step.sh 'apt install' ${as_root[@]+"${as_root[@]}"} apt-get install -y --no-install-recommends "${missing[@]}" </dev/null
fi

# Only now: the addon is compiled while npm installs, and npm never tries a failed optional package again.
"${MAKE:-make}" --no-print-directory installed
addon=node_modules/@pokusew/pcsclite
is_built() { [ -n "$(find "$addon/build/Release" -maxdepth 1 -name '*.node' 2>/dev/null)" ]; }
if [ ! -d "$addon" ]; then
  version=$(node -p "require('./package.json').optionalDependencies['nfc-pcsc']")
  bash scripts/step.sh nfc-pcsc npm install --no-save --no-audit --no-fund "nfc-pcsc@$version"
fi
is_built || bash scripts/step.sh nfc-pcsc npm rebuild @pokusew/pcsclite
echo "real-parts: all there ($packages)"
