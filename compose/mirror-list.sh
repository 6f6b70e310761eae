#!/usr/bin/env bash
# Says in one sentence what is wrong with the file that lists the mirrors: mirror-list.sh <path> <who asks>
set -euo pipefail

list=${1:?mirror-list: which file?}
who=${2:?mirror-list: who asks?}
if [[ -d $list ]]; then
  echo "$who: $list is a directory, as Docker makes one where a mounted file is missing; remove it (rmdir '$list') and put the list there (mirrors.yaml.example)." >&2
  exit 2
fi
if [[ ! -e $list ]]; then
  echo "$who: the profile mirror wants a list of mirrors and there is no $list; copy mirrors.yaml.example to mirrors.yaml and name your upstreams in it." >&2
  exit 2
fi
