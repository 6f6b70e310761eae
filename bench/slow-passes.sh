#!/usr/bin/env bash
# What does the mark cache gain where every operation takes its time? Three passes of the executable that find nothing to do, the first without a
# cache, on a generated store behind slow-disk: slow-passes.sh [milliseconds] [repositories] [tags]. Needs /dev/fuse.
# Then the same on a mount that has seen every name before: Linux asks a file system it does not know for one new name of a directory after the other.
set -euo pipefail
cd "$(dirname "$0")/.."
milliseconds=${1:-2} repositories=${2:-100} tags=${3:-200}

work=$(mktemp -d)
. bench/slow-disk/mount.sh
[[ -x artifacts/janitor ]] || janitor/publish.sh janitor/Janitor/Janitor.csproj janitor >&2
mount_slow_store "$work" "$milliseconds" "$repositories" "$tags"
printf 'version: 0.1\nstorage: {filesystem: {rootdirectory: "%s"}}\nhttp: {addr: "127.0.0.1:5000"}\n' "$work/mount" >"$work/config.yml"

passes() {
  local first='' pass began took
  echo "$1"
  for pass in first second third; do
    began=${EPOCHREALTIME/./}
    env JANITOR_DATA_DIR="$work/mount" JANITOR_REGISTRY_CONFIG="$work/config.yml" JANITOR_HEALTH_FILE="$work/health" \
      KEEP_LAST_N="$tags" GC_GRACE_SECS=0 RUN_ONCE=true artifacts/janitor >"$work/log" || { tail -n 5 "$work/log" >&2 && return 1; }
    took=$(((${EPOCHREALTIME/./} - began) / 1000))
    first=${first:-$took}
    awk -v pass="$pass" -v took="$took" -v first="$first" 'BEGIN { printf "  %s pass: %d ms, %.1f times as fast\n", pass, took, first / took }'
  done
}

passes "$repositories repositories x $tags tags, $milliseconds ms an operation, just mounted"
rm "$work/store/janitor/mark-cache"
passes "the same, every name seen before"
