#!/usr/bin/env bash
# What do threads gain where every operation takes its time? The sequential scan beside the janitor's, on a generated store behind slow-disk:
# slow-disk.sh [milliseconds] [repositories] [tags]. Needs /dev/fuse.
set -euo pipefail
cd "$(dirname "$0")/.."
milliseconds=${1:-2} repositories=${2:-20} tags=${3:-50}

work=$(mktemp -d)
. bench/slow-disk/mount.sh
mount_slow_store "$work" "$milliseconds" "$repositories" "$tags"

echo "$repositories repositories x $tags tags, $milliseconds ms an operation"
baseline=
while read -ra how; do
  result=$("${bench[@]}" scan "$work/mount" "${how[@]}")
  took=${result#*: } took=${took%% ms*}
  baseline=${baseline:-$took}
  awk -v result="$result" -v took="$took" -v baseline="$baseline" 'BEGIN { printf "%s, %.1f times as fast\n", result, baseline / took }'
done <<END
sequential
janitor 1
janitor 8
janitor 16
janitor 32
janitor 64
janitor 128
END
