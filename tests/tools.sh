#!/usr/bin/env bash
# Makes the real registry and real clients available to the tests and prints where they are, as lines that a shell can evaluate:
#   eval "$(tests/tools.sh)"
# What PATH or Docker's plugins have is taken; otherwise Debian's releases have it, unpacked into artifacts/tools beside the system. Registry
# and skopeo are a must; TEST_CRANE, TEST_ORAS, TEST_BUILDX and TEST_COMPOSE stay unset where none of these has them.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=$PWD/artifacts/tools
mkdir -p "$tools"

# Docker's plugins are programs of their own and run by their path.
plugins=$(docker info --format '{{range .ClientInfo.Plugins}}{{.Path}}{{"\n"}}{{end}}' 2>/dev/null || true)
find_tool() {
  command -v "$1" || grep -E "/$1\$" <<<"$plugins" || find "$tools/usr" -name "$1" -perm -u=x ! -type d 2>/dev/null | grep . | head -n 1
}

registry=$(compose/registry-binary.sh "$tools" 2.8.3)
echo "export TEST_REGISTRY_BIN='$registry'"
# Of the machine's own release: a later one's needs its libraries.
janitor/need.sh skopeo=skopeo >&2
echo "export TEST_SKOPEO='$(command -v skopeo)'"

packages=()
for package in crane/forky oras/trixie docker-buildx/trixie docker-compose/trixie; do
  find_tool "${package%/*}" >/dev/null || packages+=("$package")
done
((!${#packages[@]})) || compose/debian-unpack.sh "$tools" "${packages[@]}" >&2 || echo "tools: the tests that need them are skipped" >&2

for name in crane oras docker-buildx docker-compose; do
  variable=${name#docker-}
  ! path=$(find_tool "$name") || echo "export TEST_${variable^^}='$path'"
done
