#!/usr/bin/env bash
# Measures whole systems beside their peers in one run, prints tables with ratios and writes them under docs/benchmarks/.
#
#   ./bench.sh [SCENARIO] [OPTION…]     SCENARIO: state (default), gateway, faults, websockets; ./bench.sh SCENARIO --help lists its options
set -euo pipefail
cd "$(dirname "$0")"

# The peers and the load generator, by Debian package and program.
declare -A programs=()
case "${1:-state}" in
  state) programs=(
    [postgresql]='/usr/lib/postgresql/*/bin/pgbench'
    [redis-server]='/usr/bin/redis-server'
    [redis-tools]='/usr/bin/redis-benchmark'
    [wrk]='/usr/bin/wrk') ;;
  gateway) programs=([nginx-light]='/usr/sbin/nginx' [haproxy]='/usr/sbin/haproxy' [wrk]='/usr/bin/wrk' [nghttp2-client]='/usr/bin/h2load') ;;
  faults | websockets) programs=([nginx-light]='/usr/sbin/nginx' [haproxy]='/usr/sbin/haproxy') ;;
esac
missing=()
for package in "${!programs[@]}"; do
  compgen -G "${programs[$package]}" >/dev/null || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing ${missing[*]}" >&2
    (
      # Only the programs are wanted; the benchmarks start servers of their own on free ports.
      policy=/usr/sbin/policy-rc.d
      if [ ! -e "$policy" ]; then
        trap 'rm -f "$policy"' EXIT
        printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy"
      fi
      apt-get update -qq
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    ) >&2
  else
    echo "bench.sh needs ${missing[*]}: install them, for example: sudo apt-get install ${missing[*]}" >&2
    exit 1
  fi
fi

dotnet build tests/ClusterGateway.Benchmarks -c Release -v quiet -nologo >&2
exec dotnet exec tests/ClusterGateway.Benchmarks/bin/Release/net10.0/benchmarks.dll "${@:-state}"
