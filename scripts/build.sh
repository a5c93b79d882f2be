#!/usr/bin/env bash
# Compiles sim/ and rigs/ to dist/. dist/ is a whole build or the one before: errors leave it alone, files whose source is gone
# go with the old folder.
set -euo pipefail
cd "$(dirname "$0")/.."

rm -rf .cache/dist
node_modules/.bin/tsc -p tsconfig.build.json --outDir .cache/dist
# What the timeline is made of beside code: tsc leaves it behind.
cp rigs/evidence/timeline/*.css rigs/evidence/timeline/*.js .cache/dist/rigs/evidence/timeline/
chmod -f +x .cache/dist/rigs/cli/main.js || true
rm -rf dist
mv .cache/dist dist
