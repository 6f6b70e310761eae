#!/usr/bin/env bash
# Registry and janitor, and their companions in the profiles mirror, build and lifecycle, as compose services:
# docker-mode.sh build|up|down|gc|plan|mirror|mirror-status|enqueue|builds|build-log|lifecycle|logs|ps
# What plain `docker compose` does not know: whether this machine can compile the janitor itself, and which settings a single pass takes along.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! docker info >/dev/null 2>&1; then
  echo "docker: no engine answers; start it, or say ENGINE=host to run without." >&2
  exit 1
fi

# The plugin, or the same program under its own name; 1.x, which has that name too, does not know this compose file.
compose=(docker compose)
if ! docker compose version >/dev/null 2>&1; then
  compose=(docker-compose)
  export PATH=$PATH:$PWD/artifacts/tools/usr/bin
  if [[ $(docker-compose version --short 2>/dev/null) != [2-9]* ]] && ! compose/debian-unpack.sh artifacts/tools docker-compose/trixie; then
    echo "docker: the engine answers but 'docker compose' is missing; install Docker's compose plugin (2.24 or later)." >&2
    exit 1
  fi
fi

# What a profile brings is looked at and ended whether the profile is asked for now or not.
ours=("${compose[@]}" --profile mirror --profile build --profile lifecycle)

# The profile may stand in .env, which compose reads and we do not.
has() { [[ $'\n'$("${compose[@]}" config --services)$'\n' == *$'\n'$1$'\n'* ]]; }

# The list is looked at before anything starts. A forge as provider needs none, and the mount wants a file.
check_list() {
  local config provider list
  config=$("${ours[@]}" config git-mirror)
  provider=$(awk '$1 == "MIRROR_PROVIDER:" && $2 != "null" { print $2 }' <<<"$config")
  list=$(awk '$1 == "source:" { list = substr($0, index($0, "source:") + 8) } $1 == "target:" && $2 == "/etc/git-mirror/mirrors.yaml" { print list; exit }' <<<"$config")
  if [[ -n $provider && $provider != list && ! -e $list ]]; then
    export MIRROR_LIST=/dev/null
  else
    compose/mirror-list.sh "$list" docker
  fi
}

# The services that do not get the whole .env, and so cannot refuse what is misspelt there: check_names <prefix> <program>
check_names() {
  local unknown
  unknown=$(sed -nE "s/^[[:space:]]*(export[[:space:]]+)?($1_[A-Za-z0-9_]*)=.*/\\2/p" .env 2>/dev/null | grep -vxFf <(grep -oE "$1_[A-Z_]+" .env.example) || true)
  if [[ -n $unknown ]]; then
    echo "docker: .env has ${unknown//$'\n'/, }, which is no setting of $2; .env.example has them all." >&2
    exit 2
  fi
}

# The file is looked at before anything is built, and read by lifecycle itself before anything starts.
find_file() {
  local file
  check_names LIFECYCLE lifecycle
  file=$("${ours[@]}" config lifecycle | awk '$1 == "source:" { file = substr($0, index($0, "source:") + 8) } $1 == "target:" && $2 == "/etc/lifecycle/lifecycle.yaml" { print file; exit }')
  compose/lifecycle-file.sh "$file" docker
}
check_file() {
  docker image inspect "$("${ours[@]}" config --images lifecycle)" >/dev/null 2>&1 || build lifecycle
  "${ours[@]}" run --rm --no-deps -T lifecycle check >/dev/null || exit 2
}

# A published image (IMAGE, GIT_MIRROR_IMAGE, RUNNER_IMAGE, LIFECYCLE_IMAGE) is taken as it is; otherwise the binary comes from this machine where it has the SDK and the linker.
services=() executables=()
take() {
  local own=$1 executable=$2 image
  shift 2
  image=$("${ours[@]}" config --images "$@") # services of one image; no pipe to head, whose early end would count as a failure
  image=${image%%$'\n'*}
  if [[ $image == "$own" ]]; then
    services+=("$@") executables+=("artifacts/$executable")
  else
    docker image inspect "$image" >/dev/null 2>&1 || docker pull "$image"
  fi
}
build() {
  if [[ $1 == *registry* ]]; then take registry-janitor:local janitor registry janitor; fi
  if [[ $1 == *mirror* ]]; then take registry-janitor-git-mirror:local git-mirror git-mirror; fi
  if [[ $1 == *runner* ]]; then take registry-janitor-build-runner:local build-runner build-runner; fi
  if [[ $1 == *lifecycle* ]]; then take registry-janitor-lifecycle:local lifecycle lifecycle; fi
  ((${#services[@]})) || return 0
  if [[ -z ${BINARY:-} ]]; then
    BINARY=source
    if [[ $(uname -s) == Linux ]] && command -v dotnet >/dev/null && janitor/publish.sh --tools 2>/dev/null; then BINARY=prebuilt; fi
  fi
  export BINARY
  [[ $BINARY != prebuilt ]] || make -s "${executables[@]}"
  if ! "${ours[@]}" build "${services[@]}"; then
    echo "docker: the image was not built (the lines above say why). Where nothing can be pulled: BINARY=prebuilt takes artifacts/janitor," \
      "BASE=<image> replaces registry:2.8.3; tests/offline-base.sh makes such a base from Debian's package, tests/offline-debian.sh one for git-mirror" \
      "and the git of build-runner (GIT_MIRROR_BASE), tests/offline-kaniko.sh one from an executor of kaniko (KANIKO_IMAGE)." >&2
    exit 1
  fi
}
parts() {
  local parts=registry
  if has git-mirror; then parts+=,mirror; fi
  if has build-runner; then parts+=,runner; fi
  if has lifecycle; then parts+=,lifecycle; fi
  echo "$parts"
}

# One container that ends with the pass. It takes along what the caller's environment has below the janitor's prefixes, and all that was said to
# make (`make gc KEP_LAST_N=2`), so that a misspelt setting is refused and not dropped.
once() {
  local settings=() name word
  for name in $(compgen -e | grep -E '^(JANITOR|GC|KEEP|UNDO|UPLOADS|RUN|DRY|LOG)_' || true); do settings+=(-e "$name"); done
  if [[ ${MAKEFLAGS:-} == *'-- '* ]]; then
    for word in ${MAKEFLAGS#*-- }; do [[ ! $word =~ ^[A-Z_]+= ]] || settings+=(-e "${word%%=*}"); done
  fi
  # GC_HOLD_SECS may come in twice: the last one counts.
  "${compose[@]}" run --rm --no-deps -T ${settings[@]+"${settings[@]}"} "$@"
}

# The same for git-mirror. What compose fixes inside the container stays fixed.
mirror_once() {
  local settings=() name
  check_list
  docker image inspect "$("${ours[@]}" config --images git-mirror)" >/dev/null 2>&1 || build mirror
  for name in $(compgen -e | grep -E '^(MIRROR|LOG)_' | grep -vE '^MIRROR_(LIST|DATA_DIR|HEALTH_FILE|HTTP_PORT|HTTP_ADDRESS)$' || true); do settings+=(-e "$name"); done
  "${compose[@]}" --profile mirror run --rm --no-deps -T ${settings[@]+"${settings[@]}"} git-mirror "$@"
}

# build-runner's commands, in a container of their own: in its own it kills every other process around each build.
runner_once() {
  check_names BUILD build-runner
  docker image inspect "$("${ours[@]}" config --images build-runner)" >/dev/null 2>&1 || build runner
  "${compose[@]}" --profile build run --rm --no-deps -T build-runner "$@"
}

case ${1:-} in
  build) build "$(parts)" ;;
  up)
    if has git-mirror; then check_list; fi
    if has build-runner; then check_names BUILD build-runner; fi
    if has lifecycle; then find_file; fi
    build "$(parts)"
    if has lifecycle; then check_file; fi
    if ! "${compose[@]}" up -d --no-build --wait --wait-timeout 120; then
      "${compose[@]}" logs --tail 10 >&2
      echo "docker: not every service became healthy; the lines above, their last ones, say why. make down removes them." >&2
      exit 1
    fi
    "${compose[@]}" ps
    ;;
  # Also what a profile started that is not asked for now.
  down) "${ours[@]}" --profile observe down ;;
  gc) once -e RUN_ONCE=true -e GC_HOLD_SECS="${GC_HOLD_SECS:-0}" janitor ;;
  plan) once janitor plan ;;
  mirror) mirror_once --once ;;
  mirror-status) mirror_once status ;;
  enqueue) runner_once "$@" ;;
  builds) runner_once status ;;
  build-log) runner_once logs "${@:2}" ;;
  lifecycle)
    find_file
    check_file
    "${ours[@]}" run --rm --no-deps -T lifecycle "${@:2}"
    ;;
  logs) "${ours[@]}" logs --tail 100 -f ;;
  ps) "${ours[@]}" ps ;;
  *) echo "docker-mode: '${1:-}' is none of build, up, down, gc, plan, mirror, mirror-status, enqueue, builds, build-log, lifecycle, logs, ps." >&2 && exit 2 ;;
esac
