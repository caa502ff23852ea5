#!/usr/bin/env bash
# Seconds from command to summary, as a user waits for them: each command in turn, the median of seven.
set -eu
cd "$(dirname "$0")/.."
./bayes --version >/dev/null
median() {
  for _ in 1 2 3 4 5 6 7; do
    local start end
    start=$(date +%s%N)
    "$@" >/dev/null 2>&1
    end=$(date +%s%N)
    echo $(((end - start) / 1000000))
  done | sort -n | sed -n 4p
}
printf '%6s ms  %s\n' "$(median ./bayes check examples/eight_schools/eight_schools.bayes)" 'check eight_schools'
printf '%6s ms  %s\n' "$(median ./bayes sample examples/eight_schools/eight_schools.bayes --seed 1)" 'sample eight_schools'
