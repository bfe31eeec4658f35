#!/usr/bin/env bash
# Runs every fuzz test for a while each: tools/fuzz.sh 30s
#
# Each package's program is built once, as `go test -fuzz` would build it for each of its fuzz tests, and run for one after the other.
#
# Before Go 1.27, a fuzz test whose time is up now and then fails with "context deadline exceeded" and nothing else (go.dev/issue/75804).
# That is no fault found: one that is found has its input written to testdata/fuzz. Such a test is run again.
set -euo pipefail
cd "$(dirname "$0")/.."

time=${1:?how long, such as 30s}
go=${GO:-go}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
log=$work/log
cache=$($go env GOCACHE)/fuzz/$($go list -m) # where go test keeps the inputs that brought something new

fuzz() { # name, folder
	(cd "$2" && "$work/fuzz.test" -test.run '^$' -test.fuzz "^$1\$" -test.fuzztime "$time" -test.fuzzminimizetime 20x \
		-test.fuzzcachedir "$cache/$2") </dev/null 2>&1 | tee "$log"
}

untimely() { # the last run failed by the clock alone
	grep -q '^    context deadline exceeded$' "$log" && ! grep -Eq 'Failing input written|panic:|^    .*_test\.go:' "$log"
}

some=0
for folder in $(git ls-files -co --exclude-standard '*_test.go' | xargs grep -l '^func Fuzz' | xargs -n 1 dirname | sort -u); do
	$go test -c -vet=off -fuzz . -o "$work/fuzz.test" "./$folder"
	names=$(cd "$folder" && "$work/fuzz.test" -test.list '^Fuzz')
	for name in $names; do
		echo "$name $folder"
		some=1
		for try in 1 2 3; do
			fuzz "$name" "$folder" && continue 2
			untimely || exit 1
			echo "$name: stopped by the clock of Go's fuzzing, again"
		done
		exit 1
	done
done
[ $some = 1 ] || { echo "no fuzz test found" >&2; exit 1; }
