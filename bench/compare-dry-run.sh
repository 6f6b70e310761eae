#!/usr/bin/env bash
# How long does it take to say what would go? `janitor plan` beside `registry garbage-collect --dry-run`, on generated stores:
# compare-dry-run.sh [repositories] [tags] [runs]
# The second store has twice the tags. Every run of one command is followed by a run of each other, so that a noisy machine troubles them alike;
# --delete-untagged, which lists all tags of a repository for each of its manifests, runs once.
set -euo pipefail
cd "$(dirname "$0")/.."
repositories=${1:-100} tags=${2:-200} runs=${3:-5}

janitor/need.sh dotnet=dotnet-sdk-10.0
registry=$(compose/registry-binary.sh "$PWD/artifacts/tools" 2.8.3)
janitor=$PWD/artifacts/janitor
[[ -x $janitor ]] || janitor/publish.sh janitor/Janitor/Janitor.csproj janitor >&2

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

config() { echo "$work/$1.yml"; }
collect() { "$registry" garbage-collect --dry-run "${@:2}" "$(config "$1")"; }
janitor() { env JANITOR_DATA_DIR="$work/$1" JANITOR_REGISTRY_CONFIG="$(config "$1")" JANITOR_HEALTH_FILE="$work/health" GC_GRACE_SECS=0 KEEP_LAST_N="$2" "${@:3}"; }
plan() { janitor "$1" "$2" "$janitor" plan; }
plan_anew() { rm -f "$work/$1/janitor/mark-cache" && plan "$@"; }
fill_cache() { janitor "$1" "$tags_of_both" RUN_ONCE=true "$janitor"; }

tags_of_both=$((2 * tags))
for store in once twice; do
  [[ $store == once ]] && count=$tags || count=$tags_of_both
  echo "generating $repositories repositories x $count tags" >&2
  dotnet run -c Release --project bench/Janitor.Benchmarks -- generate "$work/$store" "$repositories" "$count" >&2
  printf 'version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: "%s"}}\nhttp: {addr: "127.0.0.1:5000"}\n' "$work/$store" >"$(config $store)"
done

names=(
  "registry garbage-collect --dry-run" "janitor plan, no mark cache" "janitor plan, mark cache" "janitor plan, half of the tags go"
  "twice the tags: registry" "twice the tags: no mark cache" "twice the tags: mark cache")
commands=(
  "collect once" "plan_anew once $tags" "plan once $tags" "plan once $(((tags + 1) / 2))"
  "collect twice" "plan_anew twice $tags_of_both" "plan twice $tags_of_both")

milliseconds() {
  local began=${EPOCHREALTIME/./}
  "$@" >"$work/out" 2>"$work/err" || { tail -n 5 "$work/err" "$work/out" >&2 && return 1; }
  echo $(((${EPOCHREALTIME/./} - began) / 1000))
}

for ((run = 0; run <= runs; run++)); do # run 0 warms the cache and is not counted
  for i in "${!commands[@]}"; do
    read -ra command <<<"${commands[i]}"
    [[ ${command[0]} != plan ]] || fill_cache "${command[1]}" >/dev/null
    took=$(milliseconds "${command[@]}")
    ((run == 0)) || echo "$took" >>"$work/times.$i"
  done
done

row() { awk -v name="$1" -v took="$2" -v baseline="$3" 'BEGIN { printf "%-48s %7d ms %8.1f times as fast\n", name, took, baseline / took }'; }
for i in "${!names[@]}"; do
  median=$(sort -n "$work/times.$i" | sed -n "$(((runs + 1) / 2))p")
  [[ ${commands[i]} != collect* ]] || baseline=$median
  row "${names[i]}" "$median" "$baseline"
done
row "registry garbage-collect --dry-run --delete-untagged" "$(milliseconds collect once --delete-untagged)" "$(sort -n "$work/times.0" | sed -n "$(((runs + 1) / 2))p")"
