#!/usr/bin/env bash
# Makes the real registry and real clients available to the tests and prints where they are, as lines that a shell can evaluate:
#   eval "$(tests/tools.sh)"
# What PATH has is taken; otherwise Debian's releases have it, unpacked into artifacts/tools beside the system. Registry
# and skopeo are a must; TEST_CRANE, TEST_ORAS, TEST_PROMTOOL, TEST_CHROMIUM, TEST_LIGHTTPD, TEST_GIT_LFS, TEST_SSHD,
# TEST_BUILDAH and TEST_BUSYBOX stay unset where none of these has them.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=$PWD/artifacts/tools
mkdir -p "$tools"

find_tool() {
  command -v "$1" || find "$tools/usr" -name "$1" -perm -u=x ! -type d -print -quit 2>/dev/null | grep .
}

registry=$(compose/registry-binary.sh "$tools" 2.8.3)
echo "export TEST_REGISTRY_BIN='$registry'"
# Of the machine's own release: a later one's needs its libraries.
janitor/need.sh skopeo=skopeo >&2
echo "export TEST_SKOPEO='$(command -v skopeo)'"

# Beside the system: installed into it, it would begin to serve.
if ! lighttpd=$(find_tool lighttpd); then
  # shellcheck source=/dev/null
  if compose/debian-unpack.sh "$tools" "lighttpd/$(. /etc/os-release && echo "${VERSION_CODENAME:-}")" >&2; then lighttpd=$(find_tool lighttpd || true); fi
fi
[[ -z $lighttpd ]] || echo "export TEST_LIGHTTPD='$lighttpd'"

# Root and CI can have FUSE: there, its absence is a failure of the tests that need it and no reason to skip them.
if [[ -r /dev/fuse && -w /dev/fuse ]] &&
  janitor/need.sh make=make cc=gcc pkg-config=pkg-config fusermount3=fuse3 /usr/include/fuse3/fuse.h=libfuse3-dev >&2 &&
  make -s -C tests/odd-disk >&2; then
  echo "export TEST_ODD_DISK='$PWD/artifacts/odd-disk'"
else
  echo "tools: no FUSE here; a container wants --device /dev/fuse --cap-add SYS_ADMIN, a machine the module fuse" >&2
  [[ $EUID != 0 ]] || echo "export TEST_ODD_DISK='$PWD/artifacts/odd-disk'"
fi

# Preloaded into lifecycle, which is not static; the compiler is there for odd-disk, and where executables are linked.
if janitor/need.sh make=make cc=gcc >&2 && make -s -C tests/kill-at >&2; then
  echo "export TEST_KILL_AT='$PWD/artifacts/kill-at.so'"
else
  echo "tools: the tests that kill lifecycle at each of its steps are skipped" >&2
fi

packages=()
# Prometheus beside the system: installed into it, it would begin to watch this machine.
for package in crane/forky oras/trixie prometheus/bookworm; do
  find_tool "${package%/*}" >/dev/null || packages+=("$package")
done
((!${#packages[@]})) || compose/debian-unpack.sh "$tools" "${packages[@]}" >&2 || echo "tools: the tests that need them are skipped" >&2

# Of the machine's own release, and beside the system: installed into it, git-lfs would change git's settings and sshd begin to listen.
# shellcheck source=/dev/null
own=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
packages=()
find_tool git-lfs >/dev/null || packages+=("git-lfs/$own")
[[ -x /usr/sbin/sshd || -x $tools/usr/sbin/sshd ]] || packages+=("openssh-server/$own" "libwrap0/$own")
((!${#packages[@]})) || compose/debian-unpack.sh "$tools" "${packages[@]}" >&2 || echo "tools: the tests of large files and of ssh are skipped" >&2
if [[ -x $tools/usr/sbin/sshd ]]; then
  # Its parts and libraries are here, too; later releases have parts that earlier ones have no option for.
  options=()
  for part in Session Auth; do
    [[ ! -e $tools/usr/lib/openssh/sshd-${part,,} ]] || options+=(-o "Sshd${part}Path=$tools/usr/lib/openssh/sshd-${part,,}")
  done
  libraries=$(dirname "$(find "$tools" -name 'libwrap.so.0' -print -quit)")
  printf '#!/bin/sh\nLD_LIBRARY_PATH=%q exec %q %s"$@"\n' "$libraries" "$tools/usr/sbin/sshd" "${options[*]@Q} " >"$tools/sshd"
  chmod +x "$tools/sshd"
  echo "export TEST_SSHD='$tools/sshd'"
elif [[ -x /usr/sbin/sshd ]]; then
  echo "export TEST_SSHD=/usr/sbin/sshd"
fi
! path=$(find_tool git-lfs) || echo "export TEST_GIT_LFS='$path'"

# Of the machine's own release, for the many libraries it needs.
janitor/need.sh chromium=chromium >&2 || echo "tools: the tests of the status page in a browser are skipped" >&2

# Of the machine's own release, for its libraries; as root, which it is without a daemon. What its builds start from is busybox, which needs none.
if [[ $EUID == 0 ]] && janitor/need.sh buildah=buildah >&2; then
  echo "export TEST_BUILDAH='$(command -v buildah)'"
else
  echo "tools: the tests of real builds are skipped; buildah wants root" >&2
fi
busybox=$(command -v busybox || find "$tools" -path '*bin/busybox' -print -quit)
if [[ -z $busybox ]] || ldd "$busybox" >/dev/null 2>&1; then # a dynamic one would need its libraries, too
  compose/debian-unpack.sh "$tools" "busybox-static/$own" >&2 || echo "tools: the tests of real builds are skipped; they want a static busybox" >&2
  busybox=$(find "$tools" -path '*bin/busybox' -print -quit)
fi
[[ -z $busybox ]] || echo "export TEST_BUSYBOX='$busybox'"

# A plugin of the docker client, which finds it in its system's directory or in a user's; the tests put it into one of their own.
buildx=$(find /usr/libexec/docker/cli-plugins /usr/lib/docker/cli-plugins "$tools/usr/libexec/docker/cli-plugins" -name docker-buildx -print -quit 2>/dev/null || true)
if [[ -z $buildx ]] && compose/debian-unpack.sh "$tools" docker-buildx/trixie >&2; then
  buildx=$(find "$tools/usr/libexec/docker/cli-plugins" -name docker-buildx -print -quit)
fi
[[ -z $buildx ]] || echo "export TEST_BUILDX='$buildx'"

for name in crane oras promtool chromium; do
  ! path=$(find_tool "$name") || echo "export TEST_${name^^}='$path'"
done
