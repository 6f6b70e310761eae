#!/usr/bin/env bash
# Makes the real registry and real clients available to the tests and prints where they are, as lines that a shell can evaluate:
#   eval "$(tests/tools.sh)"
# What PATH has is taken; otherwise Debian's releases have it, unpacked into artifacts/tools beside the system. Registry
# and skopeo are a must; TEST_CRANE, TEST_ORAS, TEST_PROMTOOL and TEST_CHROMIUM stay unset where none of these has them.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=$PWD/artifacts/tools
mkdir -p "$tools"

find_tool() {
  command -v "$1" || find "$tools/usr" -name "$1" -perm -u=x ! -type d -print -quit 2>/dev/null | grep .
}

registry=$(compose/registry-binary.sh "$tools" 2.8.3)
echo "export TEST_REGISTRY_BIN='$registry'"
# Of the machine's own release: a later one's needs its libraries.
janitor/need.sh skopeo=skopeo >&2
echo "export TEST_SKOPEO='$(command -v skopeo)'"

# Root and CI can have FUSE: there, its absence is a failure of the tests that need it and no reason to skip them.
if [[ -r /dev/fuse && -w /dev/fuse ]] &&
  janitor/need.sh make=make cc=gcc pkg-config=pkg-config fusermount3=fuse3 /usr/include/fuse3/fuse.h=libfuse3-dev >&2 &&
  make -s -C tests/odd-disk >&2; then
  echo "export TEST_ODD_DISK='$PWD/artifacts/odd-disk'"
else
  echo "tools: no FUSE here; a container wants --device /dev/fuse --cap-add SYS_ADMIN, a machine the module fuse" >&2
  [[ $EUID != 0 ]] || echo "export TEST_ODD_DISK='$PWD/artifacts/odd-disk'"
fi

packages=()
# Prometheus beside the system: installed into it, it would begin to watch this machine.
for package in crane/forky oras/trixie prometheus/bookworm; do
  find_tool "${package%/*}" >/dev/null || packages+=("$package")
done
((!${#packages[@]})) || compose/debian-unpack.sh "$tools" "${packages[@]}" >&2 || echo "tools: the tests that need them are skipped" >&2

# Of the machine's own release, for the many libraries it needs.
janitor/need.sh chromium=chromium >&2 || echo "tools: the tests of the status page in a browser are skipped" >&2

for name in crane oras promtool chromium; do
  ! path=$(find_tool "$name") || echo "export TEST_${name^^}='$path'"
done
