#!/bin/sh
# The least memory link, dedupe and run may be given (--memory), beside what they take when they are given none: time, peak memory, and how much
# is put on disk for the while. Holds the outputs of both against each other. Writes bench/memory.md. Wants the virtual environment
# bench/peers.sh makes, for the generator.
#
#   PEOPLE=1000000 bench/memory.sh
set -eu
cd "$(dirname "$0")/.."

PEOPLE=${PEOPLE:-1000000}
RESULTS=${RESULTS:-bench/memory.md}
GO=${GO:-go}

cache=$PWD/.cache
py=${PYTHON:-$cache/peers/bin/python}
data=$cache/bench/$PEOPLE
raw=$data/memory.csv
out=$data/out/memory
rm -rf "$raw" "$out"
mkdir -p "$out"
[ -e "$data/meta.json" ] || "$py" bench/peers/gen_vn.py "$PEOPLE" "$data" >/dev/null
CGO_ENABLED=0 $GO build -trimpath -o bin/doisanh ./cmd/doisanh

work() { # link, dedupe or run, folder, further flags…
	command=$1
	to=$2
	shift 2
	case $command in
	link) "$@" bin/doisanh link "$data/dan_cu.csv" "$data/nganh.csv" --quiet --lang en --id id --ignore cluster --out "$to" ${memory:+--memory "$memory"} ;;
	dedupe) "$@" bin/doisanh dedupe "$data/dan_cu.csv" --quiet --lang en --id id --ignore cluster --out "$to" ${memory:+--memory "$memory"} ;;
	run) "$@" bin/doisanh run --population "$data/dan_cu.csv" --dataset "bhxh=$data/nganh.csv" --as-of 2025-08-01 --lang en --quiet --out "$to" ${memory:+--memory "$memory"} ;;
	esac
}

for command in link dedupe run; do
	memory=
	work $command "$out/$command" "$py" bench/peers/measure.py "$raw" "$command" "$out/$command.log"
	# What is refused says what it would take, as far as it was read.
	memory=1MiB
	while ! work $command "$out/$command-least" "$py" bench/peers/measure.py "$raw" "$command --memory $memory" "$out/$command.log" 2>"$out/refused"; do
		more=$(sed -n 's/.*about \([0-9]*\) MiB.*/\1/p' "$out/refused")
		[ -n "$more" ] && [ "${more}MiB" != "$memory" ] || { cat "$out/refused" >&2; exit 1; }
		memory=${more}MiB
	done
	a=$out/$command b=$out/$command-least
	[ $command != run ] || { a=$a/latest/ b=$b/latest/; }
	diff -rq -x manifest.json "$a" "$b" >&2
done
"$py" bench/memory_table.py "$data/meta.json" "$raw" "$out/run-least/latest/manifest.json" >"$RESULTS"
cat "$RESULTS"
