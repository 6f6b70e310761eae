#!/usr/bin/env bash
# Registry and janitor as compose services: docker-mode.sh build|up|down|gc|plan|logs|ps
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

# A published image (IMAGE) is taken as it is; otherwise the binary comes from this machine where it has the SDK and the linker.
build() {
  local image
  image=$("${compose[@]}" config --images) # both services have the same; no pipe to head, whose early end would count as a failure
  image=${image%%$'\n'*}
  if [[ $image != registry-janitor:local ]]; then
    docker image inspect "$image" >/dev/null 2>&1 || docker pull "$image"
    return
  fi
  if [[ -z ${BINARY:-} ]]; then
    BINARY=source
    if [[ $(uname -s) == Linux ]] && command -v dotnet >/dev/null && janitor/publish.sh --tools 2>/dev/null; then BINARY=prebuilt; fi
  fi
  export BINARY
  [[ $BINARY != prebuilt ]] || make -s artifacts/janitor
  if ! "${compose[@]}" build; then
    echo "docker: the image was not built (the lines above say why). Where nothing can be pulled: BINARY=prebuilt takes artifacts/janitor," \
      "BASE=<image> replaces registry:2.8.3; tests/offline-base.sh makes such a base from Debian's package." >&2
    exit 1
  fi
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

case ${1:-} in
  build) build ;;
  up)
    build
    if ! "${compose[@]}" up -d --no-build --wait --wait-timeout 120; then
      "${compose[@]}" logs --tail 10 >&2
      echo "docker: registry and janitor did not both become healthy; the lines above, their last ones, say why. make down removes them." >&2
      exit 1
    fi
    "${compose[@]}" ps
    ;;
  down) "${compose[@]}" down ;;
  gc) once -e RUN_ONCE=true -e GC_HOLD_SECS="${GC_HOLD_SECS:-0}" janitor ;;
  plan) once janitor plan ;;
  logs) "${compose[@]}" logs --tail 100 -f ;;
  ps) "${compose[@]}" ps ;;
  *) echo "docker-mode: '${1:-}' is none of build, up, down, gc, plan, logs, ps." >&2 && exit 2 ;;
esac
