#!/usr/bin/env bash
# Builds and runs a complete cluster on this machine; --help lists the options.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
program="$root/samples/local-cluster/bin/Release/net10.0/local-cluster.dll"

if ! command -v dotnet >/dev/null; then
  echo "run.sh needs the .NET SDK 10: install it from https://dotnet.microsoft.com/download, or put 'dotnet' into PATH." >&2
  exit 1
fi

build() {
  local log builder
  log="$(mktemp)"
  # The project builds all that it starts. No build server is left behind: whatever run.sh starts, ends. The compiler is thus cold each
  # time, and then faster without profiling itself; analyzers are for test.sh.
  DOTNET_TieredPGO=0 dotnet build "$root/samples/local-cluster/local-cluster.csproj" -c Release -v q --nologo --disable-build-servers \
    -p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false >"$log" 2>&1 &
  builder=$!
  trap 'kill "$builder" 2>/dev/null || true; wait "$builder" || true; rm -f "$log"; exit 143' INT TERM HUP
  if ! wait "$builder"; then
    cat "$log" >&2
    rm -f "$log"
    echo "run.sh: the build failed; the reasons stand above." >&2
    exit 1
  fi
  trap - INT TERM HUP
  rm -f "$log"
}

# What was built before can say how it is used.
case " $* " in
  *" --help "* | *" -h "* | *" -? "*) [[ -f "$program" ]] || build ;;
  *) echo "run.sh: building (the first time takes a little longer)" >&2 && build ;;
esac

exec dotnet exec "$program" "$@"
