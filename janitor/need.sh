#!/usr/bin/env bash
# Makes sure that commands or files are there: need.sh <command or /file>=<package> ...
# Root on a Debian-like system gets the missing packages installed and is told so; everybody else gets the command to type.
set -euo pipefail

missing=() packages=()
for pair in "$@"; do
  thing=${pair%%=*}
  if [[ $thing == /* ]]; then [[ -e $thing ]] && continue; else command -v "$thing" >/dev/null && continue; fi
  missing+=("$thing") packages+=("${pair#*=}")
done
((${#missing[@]})) || exit 0

install=(apt-get install -y --no-install-recommends "${packages[@]}")
if ! command -v apt-get >/dev/null; then
  echo "need: ${missing[*]} not found; install what this system calls ${packages[*]}." >&2
  exit 1
fi
if [[ $EUID != 0 ]]; then
  echo "need: ${missing[*]} not found; type: sudo ${install[*]}" >&2
  exit 1
fi

echo "need: ${missing[*]} not found, installing ${packages[*]}" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# The lists may be absent (fresh containers) or older than the mirror (404): only then are they worth fetching again.
if ! DEBIAN_FRONTEND=noninteractive "${install[@]}" >"$log" 2>&1 &&
  ! { apt-get update && DEBIAN_FRONTEND=noninteractive "${install[@]}"; } >"$log" 2>&1; then
  tail -n 5 "$log" >&2
  echo "need: ${packages[*]} could not be installed (the lines above say why); install it by hand, then run this again." >&2
  [[ " ${packages[*]} " != *" dotnet-sdk"* ]] || echo "need: where the distribution has no .NET SDK, https://dot.net/download has it." >&2
  exit 1
fi
