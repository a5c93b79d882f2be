#!/usr/bin/env bash
# Builds the image that devices run in: docker/Dockerfile, from the package as npm would publish it and its production modules.
# npm runs here and not in the build, which may reach no registry. dist/ must be built.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=.cache/image
version=$(node -p "require('./package.json').version")

bash scripts/base-image.sh
mkdir -p "$folder"

# What needs a compiler (PC/SC) is left out: a container has no reader.
modules=$folder/modules
wanted=$(cat package.json package-lock.json | sha256sum)
if [ "$(cat "$modules/.made-from" 2>/dev/null)" != "$wanted" ]; then
  rm -rf "$modules"
  mkdir "$modules"
  cp package.json package-lock.json "$modules/"
  bash scripts/step.sh 'npm ci' npm ci --prefix "$modules" --omit=dev --omit=optional --ignore-scripts --prefer-offline --no-audit --no-fund
  echo "$wanted" >"$modules/.made-from"
fi

bash scripts/step.sh 'npm pack' npm pack --ignore-scripts --silent --pack-destination "$folder"
mv "$folder/loxrig-$version.tgz" "$folder/loxrig.tgz"

# Debian's client builds without BuildKit; a newer one that lacks it must be told.
docker buildx version >/dev/null 2>&1 || export DOCKER_BUILDKIT=0
bash scripts/step.sh 'docker build' docker build --file docker/Dockerfile --build-arg "VERSION=$version" --tag "loxrig:$version" .
# The image that had the name before is of no use any more.
docker image prune --force --filter label=org.opencontainers.image.title=loxrig >/dev/null
