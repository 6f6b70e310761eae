#!/usr/bin/env bash
# Prints the base image to build on: BASE=$(tests/offline-base.sh)
# registry:2.8.3 where it is there or can be pulled. Elsewhere a stand-in, made from nothing with Debian's registry 2.8.3 and busybox: the same
# paths, entry point, command and volume as the real image.
set -euo pipefail
cd "$(dirname "$0")/.."
base="registry-janitor-base:2.8.3"

if docker image inspect registry:2.8.3 >/dev/null 2>&1 || timeout 120 docker pull -q registry:2.8.3 >/dev/null 2>&1; then
  echo registry:2.8.3 && exit
fi
if docker image inspect "$base" >/dev/null 2>&1; then echo "$base" && exit; fi

echo "offline-base: registry:2.8.3 cannot be pulled, building $base from Debian's package" >&2
registry=$(compose/registry-binary.sh "$PWD/artifacts/tools" 2.8.3)
busybox=$(command -v busybox || true)
if [[ -z $busybox ]] || ldd "$busybox" >/dev/null 2>&1; then # a dynamic one would need its libraries too
  compose/debian-unpack.sh artifacts/tools busybox-static/trixie
  busybox=artifacts/tools/usr/bin/busybox
fi

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root"/{bin,etc/docker/registry,tmp,usr/local/bin,var/lib/registry}
cp "$busybox" "$root/bin/busybox"
for name in $("$busybox" --list); do [[ $name == busybox ]] || ln -s busybox "$root/bin/$name"; done
cp "$registry" "$root/bin/registry"
# Loader and libraries at the paths where the loader looks.
for library in $(ldd "$registry" | grep -oE '/[^ ]+' | sort -u); do
  mkdir -p "$root${library%/*}"
  cp -L "$library" "$root$library"
done
printf 'root:x:0:0:root:/root:/bin/sh\n' >"$root/etc/passwd"
cp registry-image/config.yml "$root/etc/docker/registry/config.yml"
cat >"$root/entrypoint.sh" <<'END'
#!/bin/sh
set -e
case "$1" in
  *.yaml | *.yml) set -- registry serve "$@" ;;
  serve | garbage-collect | help | -*) set -- registry "$@" ;;
esac
exec "$@"
END
chmod 755 "$root" "$root/entrypoint.sh"
chmod 1777 "$root/tmp"

tar -C "$root" --owner=0 --group=0 -c . | docker import \
  --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
  --change 'VOLUME /var/lib/registry' --change 'EXPOSE 5000' \
  --change 'ENTRYPOINT ["/entrypoint.sh"]' --change 'CMD ["/etc/docker/registry/config.yml"]' - "$base" >/dev/null
echo "$base"
