#!/usr/bin/env bash
# Measures whole systems beside their peers in one run, prints tables with ratios and writes them under docs/benchmarks/.
#
#   ./bench.sh [SCENARIO] [OPTION…]     SCENARIO: state (default); ./bench.sh state --help lists its options
set -euo pipefail
cd "$(dirname "$0")"

# The peers and the load generator, by Debian package and program.
declare -A programs=(
  [postgresql]='/usr/lib/postgresql/*/bin/pgbench'
  [redis-server]='/usr/bin/redis-server'
  [redis-tools]='/usr/bin/redis-benchmark'
  [wrk]='/usr/bin/wrk'
)
missing=()
for package in "${!programs[@]}"; do
  compgen -G "${programs[$package]}" >/dev/null || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "bench.sh needs ${missing[*]}: install them, for example: sudo apt-get install ${missing[*]} (test.sh does it for the servers)" >&2
  exit 1
fi

dotnet build tests/ClusterGateway.Benchmarks -c Release -v quiet -nologo >&2
exec dotnet exec tests/ClusterGateway.Benchmarks/bin/Release/net10.0/benchmarks.dll "${@:-state}"
