#!/usr/bin/env bash
# Says in one sentence what is wrong with the file of lifecycle: lifecycle-file.sh <path> <who asks>
set -euo pipefail

file=${1:?lifecycle-file: which file?}
who=${2:?lifecycle-file: who asks?}
if [[ -d $file ]]; then
  echo "$who: $file is a directory, as Docker makes one where a mounted file is missing; remove it (rmdir '$file') and put the file there (lifecycle.yaml.example)." >&2
  exit 2
fi
if [[ ! -e $file ]]; then
  echo "$who: the profile lifecycle wants a file and there is no $file; copy lifecycle.yaml.example to lifecycle.yaml and name your images in it." >&2
  exit 2
fi
