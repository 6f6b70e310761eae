#!/usr/bin/env bash
# Publishes one project as a Native AOT executable, static unless the project says otherwise: publish.sh <csproj> <name> leaves artifacts/<name>.
# publish.sh --tools only makes sure that the SDK and the linker are there (a layer of its own in the image build).
# Some feeds lack the net10.0 Native AOT pack. Then, and only then, the same source is built for net9.0, and a line says so.
set -euo pipefail
cd "$(dirname "$0")/.."

janitor/need.sh dotnet=dotnet-sdk-10.0 clang=clang ld.lld=lld llvm-objcopy=llvm /usr/include/zlib.h=zlib1g-dev
[[ ${1:-} != --tools ]] || exit 0
project=${1:?publish: which project? publish.sh <csproj> <name>}
name=${2:?publish: under which name? publish.sh <csproj> <name>}

case $(uname -m) in
  x86_64) rid=linux-x64 ;;
  aarch64) rid=linux-arm64 ;;
  *) echo "publish: .NET has no Native AOT for $(uname -m); build on x86_64 or aarch64." >&2 && exit 1 ;;
esac

mkdir -p artifacts/publish
exec 9>artifacts/publish/lock
flock 9 # two builds in one obj folder break each other

log=artifacts/publish/$name.log
tfm=${APP_TFM:-net10.0}
if ! dotnet restore "$project" -r "$rid" -p:Aot=true -p:AppTfm="$tfm" >"$log" 2>&1; then
  if [[ -z ${APP_TFM:-} ]] && grep -q 'NU1101: Unable to find package Microsoft\.NETCore\.App\.Runtime\.NativeAOT' "$log"; then
    echo "publish: this feed has no Native AOT pack for $tfm, so $name is built for net9.0" >&2
    tfm=net9.0
  else
    cat "$log" >&2
    echo "publish: the packages of $project could not be restored (the lines above say why)." >&2
    exit 1
  fi
fi
if ! dotnet publish "$project" -c Release -r "$rid" -p:Aot=true -p:AppTfm="$tfm" -o "artifacts/publish/$name" >"$log" 2>&1; then
  cat "$log" >&2
  echo "publish: $project does not build as $tfm Native AOT (the lines above say why)." >&2
  exit 1
fi

# Renamed into place: a janitor that runs from artifacts/ keeps its own file.
cp "artifacts/publish/$name/$name" "artifacts/.$name.new"
mv -f "artifacts/.$name.new" "artifacts/$name"
echo "publish: artifacts/$name, $(stat -c %s "artifacts/$name") bytes, $tfm $rid"
