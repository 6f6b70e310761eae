#!/bin/sh
# Stands in for kaniko's executor where no real one is at hand, and behaves like it where it hurts (measured with v1.24.0):
#   - it unpacks over the root directory, and leaves files there and in kaniko/ when it ends;
#   - files of stage 0 of an earlier build (kaniko/0) get into the next image;
#   - an ignore file of an earlier build (kaniko/Dockerfile.dockerignore) filters the next context;
#   - the digest file is there before the push, also for a build that fails;
#   - destinations are pushed in their order, and the first that fails ends it: earlier ones stay pushed;
#   - a RUN has a process group of its own, and SIGTERM does not reach it.
# It lives in ROOT/kaniko/executor, takes ROOT for "/", and pushes to ROOT/volume/registry: one file for each destination, with the names in the image.
# Of a Dockerfile it knows: COPY . / | RUN exit N | RUN touch FILE | RUN hang | RUN write FILE TEXT | # push fails at N
set -eu
kaniko=$(cd "$(dirname "$0")" && pwd)
root=${kaniko%/kaniko}
context='' dockerfile='' digest_file='' destinations=''
for argument; do
  case $argument in
    --context=dir://*) context=${argument#--context=dir://} ;;
    --dockerfile=*) dockerfile=${argument#--dockerfile=} ;;
    --digest-file=*) digest_file=${argument#--digest-file=} ;;
    --destination=*) destinations="$destinations ${argument#--destination=}" ;;
    version) echo "Kaniko version :  v1.24.0" && exit ;;
    --help) echo "      --cleanup   Clean the filesystem at the end" && exit ;;
    --snapshot-mode=* | --cleanup | --log-format=json | --push-retry=* | --image-download-retry=* | --insecure-registry=*) ;;
    *) echo "Error: unknown flag: ${argument%%=*}" >&2 && exit 1 ;;
  esac
done

cp "$dockerfile" "$kaniko/Dockerfile"
[ ! -e "$dockerfile.dockerignore" ] || cp "$dockerfile.dockerignore" "$kaniko/Dockerfile.dockerignore"
mkdir -p "$kaniko/0" "$root/app"
echo "sha256:$(sha256sum "$dockerfile" | cut -d' ' -f1)" >"$digest_file"

push_fails_at=0
while read -r word first second rest; do
  case "$word $first $second" in
    'COPY . /')
      for file in "$context"/*; do
        name=${file##*/}
        if [ -e "$kaniko/Dockerfile.dockerignore" ] && grep -qx "$name" "$kaniko/Dockerfile.dockerignore"; then continue; fi
        cp -R "$file" "$root/app/" && cp -R "$file" "$kaniko/0/"
      done
      ;;
    'RUN exit '*)
      echo "error building image: error building stage: failed to execute command: waiting for process to exit: exit status $second" >&2
      exit "$second"
      ;;
    'RUN touch '*) : >"$root/$second" ;;
    'RUN write '*) echo "$rest" >"$root/$second" ;;
    'RUN hang '*)
      trap '' TERM
      setsid sh -c 'trap "" TERM; echo "hanging in $$"; while :; do sleep 0.1; done' &
      wait
      ;;
    '# push fails') push_fails_at=${rest#at } ;;
  esac
done <"$dockerfile"

image=$(cd "$root" && find . -path ./kaniko -prune -o -path ./volume -prune -o -type f -print; cd "$kaniko/0" && find . -type f -printf './app/%P\n')
mkdir -p "$root/volume/registry"
number=0
for destination in $destinations; do
  number=$((number + 1))
  if [ "$number" = "$push_fails_at" ]; then
    echo "error pushing image: failed to push to destination $destination: unexpected status code 500 Internal Server Error" >&2
    exit 1
  fi
  echo "$image" | sort -u >"$root/volume/registry/$(echo "$destination" | tr '/:' '__')"
done
