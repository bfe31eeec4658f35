#!/usr/bin/env bash
# Runs every fuzz test for a while each: tools/fuzz.sh 30s
#
# Before Go 1.27, a fuzz test whose time is up now and then fails with "context deadline exceeded" and nothing else (go.dev/issue/75804).
# That is no fault found: one that is found has its input written to testdata/fuzz. Such a test is run again.
set -euo pipefail
cd "$(dirname "$0")/.."

time=${1:?how long, such as 30s}
go=${GO:-go}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

fuzz() { # name, package
	$go test -run '^$' -fuzz "^$1\$" -fuzztime "$time" -fuzzminimizetime 20x "$2" </dev/null 2>&1 | tee "$log"
}

untimely() { # the last run failed by the clock alone
	grep -q '^    context deadline exceeded$' "$log" && ! grep -Eq 'Failing input written|panic:|^    .*_test\.go:' "$log"
}

tests=$($go test -list '^Fuzz' ./...) || { echo "$tests" >&2; exit 1; }
awk '/^Fuzz/ {name[n++] = $1} /^ok/ {for (i = 0; i < n; i++) print name[i], $2; n = 0}' <<<"$tests" | while read -r name package; do
	echo "$name $package"
	for try in 1 2 3; do
		fuzz "$name" "$package" && continue 2
		untimely || exit 1
		echo "$name: stopped by the clock of Go's fuzzing, again"
	done
	exit 1
done
