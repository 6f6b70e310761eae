#!/usr/bin/env bash
# What do threads gain where every operation takes its time? The sequential scan beside the janitor's, on a generated store behind slow-disk:
# slow-disk.sh [milliseconds] [repositories] [tags]. Needs /dev/fuse.
set -euo pipefail
cd "$(dirname "$0")/.."
milliseconds=${1:-2} repositories=${2:-20} tags=${3:-50}

if [[ ! -r /dev/fuse || ! -w /dev/fuse ]]; then
  echo "slow-disk: /dev/fuse is missing or not ours; load the module fuse, or give the container --device /dev/fuse --cap-add SYS_ADMIN." >&2
  exit 1
fi
janitor/need.sh dotnet=dotnet-sdk-10.0 make=make cc=gcc pkg-config=pkg-config fusermount3=fuse3 /usr/include/fuse3/fuse.h=libfuse3-dev
make -s -C bench/slow-disk
dotnet build -c Release -v quiet -clp:NoSummary bench/Janitor.Benchmarks >&2
bench=(dotnet bench/Janitor.Benchmarks/bin/Release/net10.0/Janitor.Benchmarks.dll)

work=$(mktemp -d)
mkdir "$work/mount"
trap 'fusermount3 -u "$work/mount" 2>/dev/null || true; rmdir "$work/mount" && rm -rf "$work"' EXIT
"${bench[@]}" generate "$work/store" "$repositories" "$tags"
artifacts/slow-disk "$work/store" "$work/mount" "$milliseconds"

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
