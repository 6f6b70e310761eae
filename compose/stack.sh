#!/usr/bin/env bash
# Registry and janitor, and git-mirror, build-runner and lifecycle where COMPOSE_PROFILES has mirror, build and lifecycle, wherever this machine can run them:
# stack.sh build|up|down|gc|plan|mirror|mirror-status|enqueue|builds|build-log|lifecycle|logs|ps
# With Docker compose where an engine answers, as plain processes otherwise; ENGINE=docker or ENGINE=host forces one.
set -euo pipefail
cd "$(dirname "$0")/.."

case ${ENGINE:-} in
  docker | host) mode=$ENGINE ;;
  '')
    # Processes that host mode started are host mode's to stop, even when an engine has come up since.
    read -r pid _ 2>/dev/null <"${HOST_DIR:-data}/run/registry.pid" || pid=none
    if [[ -d /proc/$pid ]] || ! docker info >/dev/null 2>&1; then mode=host; else mode=docker; fi
    ;;
  *) echo "stack: ENGINE=$ENGINE is neither docker nor host." >&2 && exit 2 ;;
esac
exec "compose/$mode-mode.sh" "$@"
