#!/usr/bin/env bash
# Registry and janitor, and git-mirror, build-runner and lifecycle where COMPOSE_PROFILES has mirror, build and lifecycle, as plain processes, for machines
# without Docker: host-mode.sh build|up|down|gc|plan|mirror|mirror-status|enqueue|builds|build-log|lifecycle|logs|ps
# Everything is below ./data (HOST_DIR): registry/ the store, mirrors/, builds/, lifecycle/, logs/, run/ with pid files, tools/ with a registry binary where PATH has none.
set -euo pipefail
cd "$(dirname "$0")/.."

asked_hold=${GC_HOLD_SECS:-0} # of the caller, before .env speaks: that one is for the loop

# .env as compose reads it: names and values, no shell; the caller's environment wins.
if [[ -r .env ]]; then
  while IFS= read -r line || [[ -n $line ]]; do
    [[ $line =~ ^[[:space:]]*(#|$) ]] && continue
    if [[ ! $line =~ ^[[:space:]]*(export[[:space:]]+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)$ ]]; then
      # A setting that is dropped without a word may be DRY_RUN.
      echo "host: .env has a line that is no NAME=value: $line" >&2
      exit 2
    fi
    name=${BASH_REMATCH[2]} value=${BASH_REMATCH[3]}
    case $value in
      \"*) value=${value#\"} && value=${value%%\"*} ;;
      \'*) value=${value#\'} && value=${value%%\'*} ;;
      *) [[ $value =~ ^(.*[^[:space:]])?[[:space:]]+#.*$ ]] && value=${BASH_REMATCH[1]}
        value=${value%"${value##*[![:space:]]}"} ;;
    esac
    [[ -n ${!name+set} ]] || export "$name=$value"
  done <.env
fi

dir=${HOST_DIR:-data}
[[ $dir == /* ]] || dir=$PWD/$dir
address=${BIND_ADDRESS:-127.0.0.1} port=${REGISTRY_PORT:-5000}
unset REGISTRY_PORT # ours, and the registry warns of what it does not know below its prefix

# One block for both processes, over the image's own configuration file: the janitor collects the store that the registry serves.
export JANITOR_DATA_DIR=${JANITOR_DATA_DIR:-$dir/registry}
export JANITOR_REGISTRY_CONFIG=${JANITOR_REGISTRY_CONFIG:-$PWD/registry-image/config.yml}
export JANITOR_HEALTH_FILE=${JANITOR_HEALTH_FILE:-$dir/run/janitor-health.json}
export REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY=$JANITOR_DATA_DIR
export REGISTRY_HTTP_ADDR=$address:$port

profile() { [[ ,${COMPOSE_PROFILES:-}, == *,$1,* ]]; }
export MIRROR_DATA_DIR=${MIRROR_DATA_DIR:-$dir/mirrors}
export MIRROR_LIST=${MIRROR_LIST:-mirrors.yaml}
[[ $MIRROR_LIST == /* ]] || MIRROR_LIST=$PWD/${MIRROR_LIST#./}
export MIRROR_HEALTH_FILE=${MIRROR_HEALTH_FILE:-$dir/run/git-mirror-health.json}

# kaniko wants a container; buildah builds on a machine.
export BUILD_ENGINE=${BUILD_ENGINE:-buildah}
export BUILD_DATA_DIR=${BUILD_DATA_DIR:-$dir/builds}
export BUILD_MIRRORS_DIR=${BUILD_MIRRORS_DIR:-$MIRROR_DATA_DIR/mirrors}
export BUILD_HEALTH_FILE=${BUILD_HEALTH_FILE:-$dir/run/build-runner-health.json}

export LIFECYCLE_CONFIG=${LIFECYCLE_CONFIG:-lifecycle.yaml}
[[ $LIFECYCLE_CONFIG == /* ]] || LIFECYCLE_CONFIG=$PWD/${LIFECYCLE_CONFIG#./}
export LIFECYCLE_DATA_DIR=${LIFECYCLE_DATA_DIR:-$dir/lifecycle}
export LIFECYCLE_BUILD_DIR=${LIFECYCLE_BUILD_DIR:-$BUILD_DATA_DIR}
export LIFECYCLE_MIRRORS_DIR=${LIFECYCLE_MIRRORS_DIR:-$MIRROR_DATA_DIR/mirrors}
export LIFECYCLE_EOL_DATA_FILE=${LIFECYCLE_EOL_DATA_FILE:-$LIFECYCLE_DATA_DIR/eol-data.yaml}
export LIFECYCLE_HEALTH_FILE=${LIFECYCLE_HEALTH_FILE:-$dir/run/lifecycle-health.json}
# The stack's own, as a build on this machine reaches it.
case $address in 0.0.0.0 | ::) own=127.0.0.1 ;; *:*) own=[$address] ;; *) own=$address ;; esac
export LIFECYCLE_REGISTRY=${LIFECYCLE_REGISTRY:-$own:$port}
# The janitor's page, where it has one; empty counts as not set.
if [[ ${JANITOR_HTTP_PORT:-0} != 0 ]]; then
  case ${JANITOR_HTTP_ADDRESS:-127.0.0.1} in 0.0.0.0 | ::) page=127.0.0.1 ;; *:*) page=[$JANITOR_HTTP_ADDRESS] ;; *) page=${JANITOR_HTTP_ADDRESS:-127.0.0.1} ;; esac
  export LIFECYCLE_JANITOR_URL=${LIFECYCLE_JANITOR_URL:-http://$page:$JANITOR_HTTP_PORT}
fi

mkdir -p "$dir"/{run,logs} "$JANITOR_DATA_DIR"

# When the process began, in clock ticks: with it a recycled pid is told from the process that the pid file means.
began() { [[ -r /proc/$1/stat ]] && sed -E 's/^.*\) //' "/proc/$1/stat" | awk '$1 != "Z" { print $20 }'; }

# alive <name>: sets pid, true when the process of that pid file runs.
alive() {
  local since
  read -r pid since 2>/dev/null <"$dir/run/$1.pid" && [[ -n $since && $(began "$pid" 2>/dev/null) == "$since" ]]
}

answers() { (exec 3<>"/dev/tcp/$address/$port" && printf 'GET / HTTP/1.0\r\n\r\n' >&3 && read -r -t 2 line <&3 && [[ $line == *' 200 '* ]]) 2>/dev/null; }

start() {
  local name=$1 hidden=(-u MAKEFLAGS -u MFLAGS) setting
  shift
  # A companion's secrets are nobody else's; make repeats in MAKEFLAGS what was said to it.
  if [[ $name != git-mirror ]]; then for setting in $(compgen -e MIRROR_) PRIVATE_TOKEN; do hidden+=(-u "$setting"); done; fi
  if [[ $name != build-runner ]]; then for setting in $(compgen -e BUILD_); do hidden+=(-u "$setting"); done; fi
  if [[ $name != lifecycle ]]; then for setting in $(compgen -e LIFECYCLE_) $(compgen -e IMGLIFE_); do hidden+=(-u "$setting"); done; fi
  [[ $(stat -c %s "$dir/logs/$name.log" 2>/dev/null || echo 0) -lt 10485760 ]] || mv -f "$dir/logs/$name.log" "$dir/logs/$name.log.1"
  setsid env "${hidden[@]}" "$@" >>"$dir/logs/$name.log" 2>&1 </dev/null 9>&- &
  pid=$!
  echo "$pid $(began $pid)" >"$dir/run/$name.pid"
}

stop() {
  local tries=300
  if ! alive "$1"; then rm -f "$dir/run/$1.pid" && return; fi
  kill "$pid"
  while alive "$1" && ((tries--)); do sleep 0.1; done
  if alive "$1"; then
    echo "host: $1 (pid $pid) did not end within 30 seconds and was killed; $dir/logs/$1.log may say why." >&2
    kill -KILL "$pid"
  fi
  rm -f "$dir/run/$1.pid"
  echo "host: $1 stopped"
}

died() {
  tail -n 15 "$dir/logs/$1.log" >&2
  rm -f "$dir/run/$1.pid"
  echo "host: $1 ended at once; the lines above, from $dir/logs/$1.log, say why." >&2
  exit 1
}

find_registry() {
  JANITOR_REGISTRY_BIN=${JANITOR_REGISTRY_BIN:-$(compose/registry-binary.sh "$dir/tools")}
  export JANITOR_REGISTRY_BIN
}

up_registry() {
  if alive registry; then
    answers && echo "host: registry already runs (pid $pid)" && return
    echo "host: registry runs (pid $pid) but does not answer on $address:$port; after a changed address: make down, then make up." >&2
    exit 1
  fi
  if (exec 3<>"/dev/tcp/$address/$port") 2>/dev/null; then
    echo "host: port $port of $address is taken by another process; choose a free one, for example: make up REGISTRY_PORT=$((port + 1))" >&2
    exit 1
  fi
  start registry "$JANITOR_REGISTRY_BIN" serve "$JANITOR_REGISTRY_CONFIG"
  for ((tries = 150; tries; tries--)); do
    alive registry || died registry
    answers && echo "host: registry answers on http://$address:$port (pid $pid)" && return
    sleep 0.1
  done
  echo "host: registry (pid $pid) did not answer on $address:$port within 15 seconds; see $dir/logs/registry.log." >&2
  exit 1
}

# up_ours <name> [words]: an executable of ours whose settings are in the environment.
up_ours() {
  # A rebuilt binary was renamed over the one that runs.
  if alive "$1" && [[ $(readlink "/proc/$pid/exe") != *' (deleted)' ]]; then
    echo "host: $1 already runs (pid $pid); changed settings apply after make down" && return
  fi
  stop "$1"
  start "$1" "artifacts/$1" "${@:2}"
  # Settings are checked first: a bad one ends the process within this time.
  sleep 1
  alive "$1" || died "$1"
  echo "host: $1 runs (pid $pid), logs in ${dir#"$PWD"/}/logs"
}

# All that can be wrong with git-mirror is looked at before anything starts.
ready_mirror() {
  local code=0
  [[ ${MIRROR_PROVIDER:-list} != list ]] || compose/mirror-list.sh "$MIRROR_LIST" host
  janitor/need.sh git=git
  make -s artifacts/git-mirror
  # The table's 1 only says that there is something to be mirrored yet.
  artifacts/git-mirror status >/dev/null || code=$?
  [[ $code != 2 ]] || exit 2
}

# The same for build-runner.
ready_builds() {
  local code=0
  janitor/need.sh git=git
  [[ $BUILD_ENGINE != buildah ]] || janitor/need.sh "${BUILD_BUILDAH_BIN:-buildah}=buildah"
  make -s artifacts/build-runner
  artifacts/build-runner status >/dev/null || code=$?
  [[ $code != 2 ]] || exit 2
}

# The same for lifecycle, whose file is checked whole.
ready_lifecycle() {
  compose/lifecycle-file.sh "$LIFECYCLE_CONFIG" host
  janitor/need.sh git=git
  make -s artifacts/lifecycle
  artifacts/lifecycle check >/dev/null || exit 2
}

case ${1:-} in
  build)
    make -s artifacts/janitor
    if profile mirror; then make -s artifacts/git-mirror; fi
    if profile build; then make -s artifacts/build-runner; fi
    if profile lifecycle; then make -s artifacts/lifecycle; fi
    ;;
  up)
    if profile mirror; then ready_mirror; fi
    if profile build; then ready_builds; fi
    if profile lifecycle; then ready_lifecycle; fi
    make -s artifacts/janitor
    find_registry
    exec 9>"$dir/run/lock"
    flock 9
    up_registry
    up_ours janitor
    if profile mirror; then up_ours git-mirror; fi
    if profile build; then up_ours build-runner; fi
    if profile lifecycle; then up_ours lifecycle daemon; fi
    ;;
  down)
    exec 9>"$dir/run/lock"
    flock 9
    stop lifecycle
    stop build-runner
    stop git-mirror
    stop janitor
    stop registry
    ;;
  gc | plan)
    make -s artifacts/janitor
    find_registry
    # The loop's own health file and port stay the loop's.
    export JANITOR_HEALTH_FILE=$dir/run/once-health.json JANITOR_HTTP_PORT=0
    if [[ $1 == plan ]]; then exec artifacts/janitor plan; fi
    RUN_ONCE=true GC_HOLD_SECS=$asked_hold exec artifacts/janitor
    ;;
  mirror | mirror-status)
    ready_mirror
    if [[ $1 == mirror ]]; then exec artifacts/git-mirror --once; fi
    exec artifacts/git-mirror status
    ;;
  enqueue | builds | build-log)
    make -s artifacts/build-runner
    case $1 in
      enqueue) exec artifacts/build-runner "$@" ;;
      builds) exec artifacts/build-runner status ;;
      build-log) exec artifacts/build-runner logs "${@:2}" ;;
    esac
    ;;
  lifecycle)
    ready_lifecycle
    exec artifacts/lifecycle "${@:2}"
    ;;
  logs) exec tail -n 100 -F "$dir"/logs/*.log ;;
  ps)
    for name in registry janitor git-mirror build-runner lifecycle; do
      case $name in git-mirror) of=mirror ;; build-runner) of=build ;; lifecycle) of=lifecycle ;; *) of= ;; esac
      [[ -z $of || -e $dir/run/$name.pid ]] || profile $of || continue
      if alive $name; then echo "$name runs, pid $pid, since $(ps -o lstart= -p "$pid")"; else echo "$name is down"; fi
    done
    ;;
  *) echo "host-mode: '${1:-}' is none of build, up, down, gc, plan, mirror, mirror-status, enqueue, builds, build-log, lifecycle, logs, ps." >&2 && exit 2 ;;
esac
