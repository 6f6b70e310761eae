#!/usr/bin/env bash
# Prints the path of a registry binary of the 2.8 line: registry-binary.sh <dir> [version], e.g. 2.8.3.
# Taken from PATH, else from <dir>, else unpacked there from Debian's release that has 2.8.3, else copied out of the image registry:2.8.3.
# Other lines will not do: 3.x reads its configuration elsewhere, collects by other rules, and its paths are not what was measured here.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dir=${1:?registry-binary: into which directory may it be unpacked?}
version=${2:-2.8}

fits() { "$1" --version 2>/dev/null | grep -qE " v?${version//./\\.}([.+]|$)"; }

for candidate in "$(command -v registry || true)" "$(command -v docker-registry || true)" "$dir/usr/bin/docker-registry"; do
  if [[ -n $candidate ]] && fits "$candidate"; then echo "$candidate" && exit; fi
done

unpacked=$dir/usr/bin/docker-registry
mkdir -p "$dir"
if ! "$here/debian-unpack.sh" "$dir" docker-registry/trixie 2>"${dir%/}.log"; then
  if docker image inspect registry:2.8.3 >/dev/null 2>&1 || timeout 300 docker pull -q registry:2.8.3 >/dev/null 2>&1; then
    mkdir -p "${unpacked%/*}"
    container=$(docker create registry:2.8.3)
    docker cp "$container:/bin/registry" "$unpacked" >/dev/null
    docker rm "$container" >/dev/null
  else
    cat "${dir%/}.log" >&2
  fi
fi
rm -f "${dir%/}.log"
if ! fits "$unpacked"; then
  echo "registry-binary: no registry ${version} on PATH, in Debian's releases or as the image registry:2.8.3; put one on PATH as 'registry'." >&2
  exit 1
fi
echo "$unpacked"
