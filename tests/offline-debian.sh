#!/usr/bin/env bash
# Prints the base image for git-mirror, for lifecycle and for the git of build-runner: GIT_MIRROR_BASE=$(tests/offline-debian.sh)
# debian:13-slim where it is there or can be pulled. Elsewhere a stand-in, made from nothing with this machine's own Debian release and git, git-lfs, an ssh client,
# certificates, patchelf and skopeo in it. The packages come from where this machine's apt has its own; the root is kept in artifacts/.
set -euo pipefail
cd "$(dirname "$0")/.."
base=registry-janitor-git-base:3 root=artifacts/git-base-3.tar

if docker image inspect debian:13-slim >/dev/null 2>&1 || timeout 120 docker pull -q debian:13-slim >/dev/null 2>&1; then
  echo debian:13-slim && exit
fi
if docker image inspect "$base" >/dev/null 2>&1; then echo "$base" && exit; fi

if [[ ! -s $root ]]; then
  # shellcheck source=/dev/null
  . /etc/os-release
  if [[ ${ID:-} != debian || $EUID != 0 ]]; then
    echo "offline-debian: debian:13-slim cannot be pulled, and only root on a Debian can make something in its place; name an image in TEST_GIT_MIRROR_BASE." >&2
    exit 1
  fi
  echo "offline-debian: debian:13-slim cannot be pulled, making $base from the packages of $VERSION_CODENAME" >&2
  janitor/need.sh mmdebstrap=mmdebstrap >&2
  mkdir -p artifacts
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  # The first source of this release that is not the security archive, as a stanza or as a line; of its suites the release alone.
  awk -v RS= -v name="$VERSION_CODENAME" '/(^|\n)Types:[^\n]*deb/ && $0 ~ "\nSuites:[^\n]*" name && !/security/ { print; exit }' \
    /etc/apt/sources.list.d/*.sources 2>/dev/null | sed -E "s/^Suites:.*/Suites: $VERSION_CODENAME/" >"$work/base.sources" || true
  sources=$work/base.sources
  if [[ ! -s $sources ]]; then
    sources=$work/base.list
    awk -v name="$VERSION_CODENAME" '$1 == "deb" && index($0, " " name " ") && !/security/ { print; exit }' \
      /etc/apt/sources.list /etc/apt/sources.list.d/*.list >"$sources" 2>/dev/null || true
  fi
  if [[ ! -s $sources ]] ||
    ! mmdebstrap --mode=root --variant=essential --include=git,git-lfs,ca-certificates,openssh-client,patchelf,skopeo "$VERSION_CODENAME" "$work/root.tar" "$sources" >"$work/log" 2>&1; then
    tail -n 5 "$work/log" >&2 2>/dev/null || true
    echo "offline-debian: no root could be made from this machine's apt sources (the lines above say why)." >&2
    exit 1
  fi
  mv "$work/root.tar" "$root"
fi
docker import --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' --change 'CMD ["bash"]' "$root" "$base" >/dev/null
echo "$base"
