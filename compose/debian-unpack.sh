#!/usr/bin/env bash
# Unpacks packages of a named Debian release below a directory, beside the system and not into it:
#   debian-unpack.sh <dir> docker-registry/trixie crane/forky ...
# The parts that are pinned here (registry 2.8.3, compose v2) are in releases later than some machines run. Where to fetch from is the
# machine's own apt configuration with the release name replaced, so mirrors, proxies and keys stay the owner's. Needs no root.
set -euo pipefail

dir=${1:?debian-unpack: into which directory?}
shift
# shellcheck source=/dev/null
. /etc/os-release
if [[ ${ID:-} != debian ]] || ! command -v apt-get >/dev/null; then
  echo "debian-unpack: $* come from Debian's releases and this is ${PRETTY_NAME:-another system}; install them by its own means." >&2
  exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/{sources,lists/partial,cache/archives/partial}

# The first source of this release that is not the security archive, as a stanza or as a line.
stanza=$(awk -v RS= -v name="$VERSION_CODENAME" '/(^|\n)Types:[^\n]*deb/ && $0 ~ "\nSuites:[^\n]*" name && !/security/ { print; exit }' \
  /etc/apt/sources.list.d/*.sources 2>/dev/null || true)
line=$(awk -v name="$VERSION_CODENAME" '$1 == "deb" && index($0, " " name " ") && !/security/ { print; exit }' \
  /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null || true)
for release in $(printf '%s\n' "${@##*/}" | sort -u); do
  if [[ -n $stanza ]]; then
    sed -E "s/^Suites:.*/Suites: $release/" <<<"$stanza" >"$work/sources/$release.sources"
  elif [[ -n $line ]]; then
    echo "${line/ $VERSION_CODENAME / $release }" >"$work/sources/$release.list"
  else
    echo "debian-unpack: apt has no source for $VERSION_CODENAME to derive $release from; add one below /etc/apt/sources.list.d." >&2
    exit 1
  fi
done

apt=(apt-get -qq -o Dir::Etc::SourceList=/dev/null -o "Dir::Etc::SourceParts=$work/sources" -o "Dir::State::Lists=$work/lists"
  -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=)
if ! (cd "$work" && "${apt[@]}" update && "${apt[@]}" download "$@") >"$work/log" 2>&1; then
  tail -n 5 "$work/log" >&2
  echo "debian-unpack: $* could not be fetched (the lines above say why); is this machine's apt source reachable?" >&2
  exit 1
fi
mkdir -p "$dir"
for package in "$work"/*.deb; do dpkg -x "$package" "$dir"; done
