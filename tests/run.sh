#!/usr/bin/env bash
# Runs the tests: run.sh unit|integration|all. The last line is the sum over all projects: `N passed, N failed, N skipped`.
# Fails when a test failed and also when a project ran none: `dotnet test` calls that success. Environment variables: tests/README.md.
set -euo pipefail
cd "$(dirname "$0")/.."
results=$PWD/artifacts/test-results
passed=0 failed=0 skipped=0 broken=0 our_engine=

# What the Integration.Tests need: the executables, real clients, the real registry, an engine and an image to build on.
prepare() {
  local found
  make publish || return 1
  export TEST_JANITOR_BIN=$PWD/artifacts/janitor TEST_GIT_MIRROR_BIN=$PWD/artifacts/git-mirror TEST_BUILD_RUNNER_BIN=$PWD/artifacts/build-runner \
    TEST_LIFECYCLE_BIN=$PWD/artifacts/lifecycle
  found=$(tests/tools.sh) || return 1
  eval "$found"

  if ! tests/engine.sh status; then
    if tests/engine.sh start; then
      our_engine=yes
    elif [[ $EUID == 0 || -n ${CI:-} ]]; then
      # Root and CI can have an engine: there, its absence is a failure and no reason to skip.
      return 1
    else
      echo "run: without an engine the Docker tests are skipped" >&2
      return
    fi
  fi
  export TEST_DOCKER=1 TEST_BASE_IMAGE
  TEST_BASE_IMAGE=$(tests/offline-base.sh)
  export TEST_GIT_MIRROR_BASE=${TEST_GIT_MIRROR_BASE:-}
  [[ -n $TEST_GIT_MIRROR_BASE ]] || TEST_GIT_MIRROR_BASE=$(tests/offline-debian.sh)
  export TEST_KANIKO_IMAGE=${TEST_KANIKO_IMAGE:-}
  [[ -n $TEST_KANIKO_IMAGE ]] || TEST_KANIKO_IMAGE=$(tests/offline-kaniko.sh)
}

end_engine() {
  [[ -z $our_engine ]] || tests/engine.sh stop
  our_engine=
}
trap end_engine EXIT

run() {
  local name=$1 total=0 ok=0 bad=0
  echo "== $name"
  # Longer than any project takes: what hangs must not hang for ever.
  timeout 3600 dotnet test "tests/$name" -c Release --no-build --logger "trx;LogFileName=$name.trx" --results-directory "$results" || broken=1
  read -r total ok bad < <(sed -nE 's/.*<Counters total="([0-9]+)" executed="[0-9]+" passed="([0-9]+)" failed="([0-9]+)".*/\1 \2 \3/p' \
    "$results/$name.trx" 2>/dev/null) || true
  if ((ok + bad == 0)); then
    echo "run: $name ran no test; a project without tests proves nothing." >&2
    broken=1
  fi
  passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + total - ok - bad))
}

case ${1:-} in unit | integration | all) ;; *) echo "run: '${1:-}' is none of unit, integration, all." >&2 && exit 2 ;; esac
janitor/need.sh dotnet=dotnet-sdk-10.0
rm -rf "$results"
mkdir -p "$results"
dotnet build RegistryJanitor.slnx -c Release -v quiet -clp:NoSummary

if [[ $1 != integration ]]; then
  for project in tests/*.Tests; do [[ $project == *Integration* ]] || run "${project#tests/}"; done
fi
if [[ $1 != unit ]]; then
  if prepare; then run Integration.Tests; else broken=1; fi
fi

end_engine
echo "$passed passed, $failed failed, $skipped skipped"
exit $((broken || failed))
