#!/busybox/sh
# shellcheck shell=sh
# Stands in for kaniko's executor in a container of its own: it says what it finds there, and does what every RUN says, as root, in the container itself. It pushes
# nothing: the digest that it claims to have pushed stands in the Dockerfile.
set -eu
dockerfile='' digest_file=''
for argument; do
  case $argument in
    --dockerfile=*) dockerfile=${argument#--dockerfile=} ;;
    --digest-file=*) digest_file=${argument#--digest-file=} ;;
    version) echo "Kaniko version :  v1.28.3" && exit ;;
    --help) echo "      --pre-cleanup   Clean the filesystem before" && exit ;;
  esac
done

# One line each, in the order of bytes.
list() { (cd "$1" && for name in .* *; do [ "$name" = . ] || [ "$name" = .. ] || printf ' %s' "$name"; done); }
echo "root:$(list /)"
echo "kaniko:$(list /kaniko)"
for process in /proc/[0-9]*; do
  id=${process#/proc/}
  [ "$id" = 1 ] || [ "$id" = $$ ] || [ ! -e "$process/exe" ] || echo "runs: $(tr '\0' ' ' <"$process/cmdline")"
done

while read -r word rest; do
  case $word in
    RUN) sh -c "$rest" ;;
    '#') echo "$rest" >"$digest_file" ;;
  esac
done <"$dockerfile"
