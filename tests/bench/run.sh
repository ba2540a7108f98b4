#!/usr/bin/env bash
# ./dev bench [NAME]: called with everything built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

micro() {
  local program
  for program in core csv train; do
    "build/release/tests/bench/bench_$program"
  done
}

case ${1:-all} in
  figures | page | quality | cold | large | variety | tuning | stability | placing | interview | data | batch | search | titles | lists)
    node "tests/bench/$1.mjs" "${@:2}" && node tests/bench/readme.mjs
    ;;
  implicit)
    [[ -x build/bench/venv/bin/python ]] || python3 -m venv build/bench/venv
    build/bench/venv/bin/pip install --quiet -r tests/bench/requirements.txt
    build/bench/venv/bin/python tests/bench/ials_vs_implicit.py "${@:2}" &&
      node tests/bench/readme.mjs
    ;;
  micro) micro ;;
  all) micro && node tests/bench/figures.mjs && node tests/bench/readme.mjs ;;
  *)
    echo "bench: there is figures, page, quality, cold, variety, tuning, stability, large, implicit, placing, interview, data, batch, search, titles, lists, micro and all, not $1" >&2
    exit 2
    ;;
esac
