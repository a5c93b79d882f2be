#!/usr/bin/env bash
# Makes dist/ of sim/ and rigs/: checks types, then bundles. dist/ is a whole build or the one before: errors leave it alone, files
# whose source is gone go with the old folder.
set -euo pipefail
cd "$(dirname "$0")/.."

rm -rf .cache/declarations .cache/dist
node_modules/.bin/tsc -p tsconfig.build.json --outDir .cache/declarations
node --import tsx scripts/dist.ts --declarations .cache/declarations --into .cache/dist
rm -rf dist
mv .cache/dist dist
