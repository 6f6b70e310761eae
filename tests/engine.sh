#!/usr/bin/env bash
# Makes sure that a Docker engine answers: engine.sh start|stop|status
# start takes the engine that runs; where none does, root installs Debian's and starts it, on its unix socket only. stop ends what start
# began and nothing else. Log and pid are in artifacts/, so that a later run finds them.
set -euo pipefail
cd "$(dirname "$0")/.."
pidfile=artifacts/dockerd.pid log=artifacts/dockerd.log

began() { [[ -r /proc/$1/stat ]] && sed -E 's/^.*\) //' "/proc/$1/stat" | awk '$1 != "Z" { print $20 }'; }
# Also the start time must be the one written down: a pid comes back for another process.
ours() { local since && read -r pid since 2>/dev/null <"$pidfile" && [[ -n $since && $(began "$pid" || true) == "$since" ]]; }

case ${1:-} in
  start)
    docker info >/dev/null 2>&1 && exit
    if [[ $EUID != 0 || $(uname -s) != Linux ]]; then
      echo "engine: no Docker engine answers and only root can start one; start it, then run this again." >&2
      exit 1
    fi
    janitor/need.sh dockerd=docker.io containerd=containerd docker=docker.io iptables=iptables
    mkdir -p artifacts
    setsid dockerd --host unix:///var/run/docker.sock >>"$log" 2>&1 </dev/null &
    pid=$!
    echo "$pid $(began $pid)" >"$pidfile"
    for ((tries = 300; tries; tries--)); do
      if docker info >/dev/null 2>&1; then
        echo "engine: started (pid $pid), log in $log" >&2
        exit
      fi
      ours || break
      sleep 0.2
    done
    tail -n 5 "$log" >&2
    echo "engine: dockerd did not come up (the lines above are the end of $log); containers may need --privileged for it." >&2
    "$0" stop
    exit 1
    ;;
  stop)
    if ours; then
      kill "$pid"
      for ((tries = 300; tries; tries--)); do ours || break && sleep 0.1; done
      if ours; then echo "engine: dockerd (pid $pid) does not end; see $log." >&2 && exit 1; fi
      echo "engine: stopped" >&2
    fi
    rm -f "$pidfile"
    ;;
  status) docker info >/dev/null 2>&1 ;;
  *) echo "engine: '${1:-}' is none of start, stop, status." >&2 && exit 2 ;;
esac
