#!/bin/sh
# Stands in for kaniko's executor where no real one is at hand, and really pushes: an image of what is in the container, with SKOPEO, to a registry that speaks
# http. It behaves like kaniko where it hurts (measured with v1.24.0):
#   - it unpacks over the root directory, and leaves files there and in kaniko/ when it ends; what is there gets into the next image;
#   - an ignore file of an earlier build (kaniko/Dockerfile.dockerignore) filters the next context;
#   - the digest file is there before the push, also for a build that fails, and holds another digest then;
#   - destinations are pushed in their order, and the first that fails ends it: earlier ones stay pushed;
#   - a RUN has a session of its own and hears no SIGTERM; a daemon that it starts outlives the executor.
# It lives in ROOT/kaniko/executor and takes ROOT for "/". Of a Dockerfile it knows:
#   COPY . / | RUN exit N | RUN hang | RUN until FILE | RUN daemon SECONDS | RUN print-credentials | # push fails at N | # push kills the runner at N
set -eu
# No other program is asked where it is: one that is killed answers nothing, and "nothing" would be the machine's own root directory.
root=${0%/kaniko/executor}
case $root in /?*) [ "$root" != "$0" ] ;; *) false ;; esac || { echo "$0 is no executor in a container of a test" >&2 && exit 1; }
kaniko=$root/kaniko
context='' dockerfile='' digest_file='' destinations='' labels='' architecture=amd64
for argument; do
  case $argument in
    --context=dir://*) context=${argument#--context=dir://} ;;
    --dockerfile=*) dockerfile=${argument#--dockerfile=} ;;
    --digest-file=*) digest_file=${argument#--digest-file=} ;;
    --destination=*) destinations="$destinations ${argument#--destination=}" ;;
    --label=*) argument=${argument#--label=} labels="$labels${labels:+,}\"${argument%%=*}\":\"${argument#*=}\"" ;;
    --custom-platform=linux/*) architecture=${argument#--custom-platform=linux/} ;;
    version) echo "Kaniko version :  v1.24.0" && exit ;;
    --help) echo "      --cleanup   Clean the filesystem at the end" && exit ;;
    --snapshot-mode=* | --cleanup | --log-format=json | --push-retry=* | --image-download-retry=* | --insecure-registry=*) ;;
    *) echo "Error: unknown flag: ${argument%%=*}" >&2 && exit 1 ;;
  esac
done

cp "$dockerfile" "$kaniko/Dockerfile"
[ ! -e "$dockerfile.dockerignore" ] || cp "$dockerfile.dockerignore" "$kaniko/Dockerfile.dockerignore"
mkdir -p "$root/app" "$kaniko/0"
echo "sha256:$(sha256sum "$dockerfile" | cut -d' ' -f1)" >"$digest_file"

fails_at=0 kills_at=0
while read -r word first second third fourth rest; do
  case "$word $first $second $third $fourth" in
    'COPY . / '*)
      for file in "$context"/*; do
        name=${file##*/}
        if [ -e "$kaniko/Dockerfile.dockerignore" ] && grep -qx "$name" "$kaniko/Dockerfile.dockerignore"; then continue; fi
        cp -R "$file" "$root/app/"
      done
      ;;
    'RUN exit '*)
      echo "error building image: error building stage: failed to execute command: waiting for process to exit: exit status $second" >&2
      exit "$second"
      ;;
    'RUN hang '*)
      trap '' TERM
      setsid sh -c 'trap "" TERM; echo "hanging"; while :; do sleep 0.1; done' &
      wait "$!" || { echo "error building image: error building stage: failed to execute command: waiting for process to exit: exit status 137" >&2 && exit 255; }
      ;;
    'RUN until '*)
      echo "waiting"
      while [ ! -e "$second" ]; do sleep 0.05; done
      ;;
    'RUN daemon '*) (setsid sleep "$second" >/dev/null 2>&1 &) ;;
    'RUN print-credentials '*) cat "$DOCKER_CONFIG/config.json" ;;
    '# push fails at '*) fails_at=$fourth ;;
    '# push kills the '*) kills_at=${rest#* } ;;
  esac
done <"$dockerfile"

# As `skopeo copy dir:` wants an image (containers-transports(5)). The time makes every attempt an image of its own, as kaniko's are.
image=$kaniko/0
sum() { sha256sum "$1" | cut -d' ' -f1; }
tar -C "$root" -czf "$image/layer" app
layer=$(sum "$image/layer")
printf '{"architecture":"%s","os":"linux","created":"2026-01-01T00:00:00Z","author":"%s","config":{"Labels":{%s}},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
  "$architecture" "$(date +%s%N) $$" "$labels" "$layer" >"$image/config"
config=$(sum "$image/config")
printf '{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json","config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":%s,"digest":"sha256:%s"},"layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":%s,"digest":"sha256:%s"}]}' \
  "$(wc -c <"$image/config")" "$config" "$(wc -c <"$image/layer")" "$layer" >"$image/manifest.json"
mv "$image/layer" "$image/$layer"
mv "$image/config" "$image/$config"
echo 'Directory Transport Version: 1.1' >"$image/version"
echo "sha256:$(sum "$image/manifest.json")" >"$digest_file"

number=0
for destination in $destinations; do
  number=$((number + 1))
  if [ "$number" = "$fails_at" ]; then
    echo "error pushing image: failed to push to destination $destination: unexpected status code 500 Internal Server Error" >&2
    exit 1
  fi
  [ "$number" != "$kills_at" ] || { kill -9 "$PPID" && exit 1; }
  "$SKOPEO" --insecure-policy copy -q --preserve-digests --dest-tls-verify=false \
    ${DOCKER_CONFIG:+"--dest-authfile=$DOCKER_CONFIG/config.json"} "dir:$image" "docker://$destination"
done
