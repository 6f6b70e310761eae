#!/usr/bin/env bash
# Prints the image of kaniko's executor to build on: KANIKO_IMAGE=$(tests/offline-kaniko.sh)
# The image that compose/build-runner/Dockerfile names where it is there or can be pulled. Elsewhere a stand-in, made from nothing: with the executor that
# KANIKO_EXECUTOR names, a static one; or, without it, with a script in its place that builds nothing and says so (registry-janitor-kaniko:none).
set -euo pipefail
cd "$(dirname "$0")/.."

image=$(sed -n 's/^ARG KANIKO=//p' compose/build-runner/Dockerfile)
if docker image inspect "$image" >/dev/null 2>&1 || timeout 120 docker pull -q "$image" >/dev/null 2>&1; then
  echo "$image" && exit
fi

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root"/{etc,workspace,kaniko/{.docker,ssl/certs}}
chmod 777 "$root/kaniko"
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
cp /etc/ssl/certs/ca-certificates.crt "$root/kaniko/ssl/certs/" 2>/dev/null || : # only for registries elsewhere
if [[ -n ${KANIKO_EXECUTOR:-} ]]; then
  image=registry-janitor-kaniko:real
  cp "$KANIKO_EXECUTOR" "$root/kaniko/executor"
else
  image=registry-janitor-kaniko:none
  # Among the executor's own files, so that it outlives a wipe.
  cp "${TEST_BUSYBOX:-$(command -v busybox || find artifacts/tools -path '*bin/busybox' -print -quit)}" "$root/kaniko/.docker/busybox"
  cat >"$root/kaniko/executor" <<'END'
#!/kaniko/.docker/busybox sh
case $1 in
  version) echo 'Kaniko version :  v0-none' ;;
  --help) echo 'no kaniko, a stand-in' ;;
  *) echo '{"level":"fatal","msg":"error building image: this executor is a stand-in and builds nothing"}' >&2 && exit 1 ;;
esac
END
fi
chmod 755 "$root" "$root/kaniko/executor"

tar -C "$root" --owner=0 --group=0 --numeric-owner -c . | docker import \
  --change 'ENV HOME=/root USER=root PATH=/usr/local/bin:/kaniko SSL_CERT_DIR=/kaniko/ssl/certs DOCKER_CONFIG=/kaniko/.docker/' \
  --change 'WORKDIR /workspace' --change 'ENTRYPOINT ["/kaniko/executor"]' - "$image" >/dev/null
echo "$image"
