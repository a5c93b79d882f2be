#!/usr/bin/env bash
# Makes sure that the engine has the base image of docker/Dockerfile: the one it has, else the official one, else a stand-in of
# the same name, made of Debian's packages and this machine's Node. Asks for nothing when the image is there.
set -euo pipefail
cd "$(dirname "$0")/.."

image=$(sed -n 's/^ARG BASE=//p' docker/Dockerfile)
has_image() { docker image inspect "$image" >/dev/null 2>&1; }
fail() { echo "base-image: $1" >&2; exit 1; }

docker version >/dev/null 2>&1 || fail "no Docker engine answers at ${DOCKER_HOST:-/var/run/docker.sock}"
if has_image; then exit 0; fi
bash scripts/step.sh 'pull base' timeout 300 docker pull --quiet "$image" >/dev/null 2>&1 || true
if has_image; then exit 0; fi

major=${image#node:}
major=${major%%-*}
case "$(node --version)" in
  "v$major."*) ;;
  *) fail "$image cannot be pulled, and a stand-in needs Node $major; this is $(node --version)" ;;
esac
[ "$(id -u)" -eq 0 ] || fail "$image cannot be pulled, and only root can make a stand-in"
command -v debootstrap >/dev/null || fail "$image cannot be pulled, and a stand-in needs debootstrap: make real-parts"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bash scripts/step.sh debootstrap debootstrap --variant=minbase bookworm "$work/rootfs"
# Node is one file and needs nothing that minbase has not; what apt left behind is of no use to a device.
cp -L "$(node -p process.execPath)" "$work/rootfs/usr/local/bin/node"
rm -rf "$work"/rootfs/var/cache/apt/archives/*.deb "$work"/rootfs/var/lib/apt/lists/*
import() {
  tar -C "$work/rootfs" -c . | docker import \
    --change 'CMD ["node"]' --change 'LABEL loxrig.stand-in=debootstrap' - "$image" >/dev/null
}
export -f import
export work image
bash scripts/step.sh 'import base' bash -euo pipefail -c import
