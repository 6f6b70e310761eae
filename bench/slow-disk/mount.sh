#!/usr/bin/env bash
# To be sourced: a generated store behind slow-disk, taken down when the script ends.

if [[ ! -r /dev/fuse || ! -w /dev/fuse ]]; then
  echo "slow-disk: /dev/fuse is missing or not ours; load the module fuse, or give the container --device /dev/fuse --cap-add SYS_ADMIN." >&2
  exit 1
fi
janitor/need.sh dotnet=dotnet-sdk-10.0 make=make cc=gcc pkg-config=pkg-config fusermount3=fuse3 /usr/include/fuse3/fuse.h=libfuse3-dev
make -s -C bench/slow-disk
dotnet build -c Release -v quiet -clp:NoSummary bench/Janitor.Benchmarks >&2
bench=(dotnet bench/Janitor.Benchmarks/bin/Release/net10.0/Janitor.Benchmarks.dll)

# Directory for store and mount, which it removes; milliseconds an operation; repositories; tags.
mount_slow_store() {
  local work=$1
  mkdir "$work/mount"
  # shellcheck disable=SC2064 # the directory of now
  trap "fusermount3 -u '$work/mount' 2>/dev/null || true; rmdir '$work/mount' && rm -rf '$work'" EXIT
  "${bench[@]}" generate "$work/store" "$3" "$4"
  artifacts/slow-disk "$work/store" "$work/mount" "$2"
}
