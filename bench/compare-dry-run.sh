#!/usr/bin/env bash
# How long does it take to say what would go? `janitor plan` beside `registry garbage-collect --dry-run`, on one generated store:
# compare-dry-run.sh [repositories] [tags] [runs]
# Both read every manifest. Every run of one is followed by a run of each other, so that a noisy machine troubles them alike.
set -euo pipefail
cd "$(dirname "$0")/.."
repositories=${1:-20} tags=${2:-100} runs=${3:-5}

janitor/need.sh dotnet=dotnet-sdk-10.0
registry=$(compose/registry-binary.sh "$PWD/artifacts/tools" 2.8.3)
janitor=$PWD/artifacts/janitor
[[ -x $janitor ]] || janitor/publish.sh janitor/Janitor/Janitor.csproj janitor >&2

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "generating $repositories repositories x $tags tags" >&2
dotnet run -c Release --project bench/Janitor.Benchmarks -- generate "$work/store" "$repositories" "$tags" >&2
printf 'version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: "%s"}}\n' "$work/store" >"$work/config.yml"

plan() { env JANITOR_DATA_DIR="$work/store" GC_GRACE_SECS=0 KEEP_LAST_N="$1" "$janitor" plan; }
collect() { "$registry" garbage-collect --dry-run "$@" "$work/config.yml"; }
all=$tags half=$(((tags + 1) / 2))
names=("registry garbage-collect --dry-run" "the same with --delete-untagged" "janitor plan, every tag kept" "janitor plan, half of them kept")
commands=("collect" "collect --delete-untagged" "plan $all" "plan $half")

milliseconds() {
  local began=${EPOCHREALTIME/./}
  "$@" >"$work/out" 2>"$work/err" || { tail -n 5 "$work/err" >&2 && return 1; }
  echo $(((${EPOCHREALTIME/./} - began) / 1000))
}

for ((run = 0; run <= runs; run++)); do # run 0 warms the cache and is not counted
  for i in "${!commands[@]}"; do
    read -ra command <<<"${commands[i]}"
    took=$(milliseconds "${command[@]}")
    ((run == 0)) || echo "$took" >>"$work/times.$i"
  done
done

for i in "${!names[@]}"; do
  median=$(sort -n "$work/times.$i" | sed -n "$(((runs + 1) / 2))p")
  ((i)) || baseline=$median
  awk -v name="${names[i]}" -v median="$median" -v baseline="$baseline" \
    'BEGIN { printf "%-36s %7d ms %8.2f\n", name, median, median / baseline }'
done
