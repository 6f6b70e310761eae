#!/usr/bin/env bash
# How much memory does a pass take? Peak resident KiB of the executable on a generated store:
# memory.sh [repositories] [tags] [layers]: by default 1,000 x 100 images of 8 layers of their own, a config and a manifest: a million blobs.
# The store takes 4 GiB of blocks and 4 million inodes, and minutes to make; keep one with STORE=<directory>.
set -euo pipefail
cd "$(dirname "$0")/.."
repositories=${1:-1000} tags=${2:-100} layers=${3:-8}

janitor/need.sh dotnet=dotnet-sdk-10.0
[[ -x artifacts/janitor ]] || janitor/publish.sh janitor/Janitor/Janitor.csproj janitor >&2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
store=${STORE:-$work/store}
[[ -d $store/docker ]] || dotnet run -c Release --project bench/Janitor.Benchmarks -- generate-blobs "$store" "$repositories" "$tags" "$layers" >&2
printf 'version: 0.1\nstorage: {filesystem: {rootdirectory: "%s"}}\nhttp: {addr: "127.0.0.1:5000"}\n' "$store" >"$work/config.yml"

# Name, tags to keep, further settings.
pass() {
  local janitor peak=0 now
  env JANITOR_DATA_DIR="$store" JANITOR_REGISTRY_CONFIG="$work/config.yml" JANITOR_HEALTH_FILE="$work/health" GC_GRACE_SECS=0 RUN_ONCE=true KEEP_LAST_N="$2" "${@:3}" \
    artifacts/janitor >"$work/log" &
  janitor=$!
  while now=$(awk '/^VmHWM/ { print $2 }' "/proc/$janitor/status" 2>/dev/null) && [[ -n $now ]]; do
    peak=$now
    sleep 0.02
  done
  wait "$janitor" || { tail -n 5 "$work/log" >&2 && return 1; }
  awk -v name="$1" -v kib="$peak" 'BEGIN { printf "%-50s %6.1f MiB\n", name, kib / 1024 }'
}

rm -f "$store/janitor/mark-cache"
pass "first pass, no mark cache" "$tags"
pass "second pass" "$tags"
pass "dry run, 1 of $tags tags of every repository goes" $((tags - 1)) DRY_RUN=true
pass "dry run, half of the tags go" $((tags / 2)) DRY_RUN=true
