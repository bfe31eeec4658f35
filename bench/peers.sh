#!/bin/sh
# doisanh beside its peers on the same files, in turn, several rounds: wall clock, CPU, peak memory and accuracy.
# Writes bench/results.md. Wants python3 with venv; everything else goes under .cache.
#
#   PEOPLE=1000000 ROUNDS=3 FORMAT=csv bench/peers.sh
#
# Run it on an idle machine, and take the ratios rather than the seconds.
set -eu
cd "$(dirname "$0")/.."

PEOPLE=${PEOPLE:-1000000}
ROUNDS=${ROUNDS:-3}
FORMAT=${FORMAT:-csv}
RESULTS=${RESULTS:-bench/results.md}
ONLY=${ONLY:-} # names of jobs, blank for all
GO=${GO:-go}

cache=$PWD/.cache
venv=$cache/peers
data=$cache/bench/$PEOPLE
out=$data/out
raw=$data/measured.csv

if ! cmp -s bench/peers/requirements.txt "$venv/requirements.txt"; then
	python3 -m venv "$venv"
	"$venv/bin/pip" install -q -r bench/peers/requirements.txt
	cp bench/peers/requirements.txt "$venv/requirements.txt"
fi
py=$venv/bin/python
if [ ! -e "$data/meta.json" ]; then
	echo "making $PEOPLE people" >&2
	"$py" bench/peers/gen_vn.py "$PEOPLE" "$data" >/dev/null
fi
CGO_ENABLED=0 $GO build -trimpath -o bin/doisanh ./cmd/doisanh

rm -f "$raw"
mkdir -p "$out"
a=$data/dan_cu.$FORMAT
b=$data/nganh.$FORMAT

job() { # name, command…
	name=$1
	shift
	case " ${ONLY:-$name} " in *" $name "*) ;; *) return 0 ;; esac
	printf '%s, round %s\n' "$name" "$round" >&2
	"$py" bench/peers/measure.py "$raw" "$name" "$out/$name.log" "$@"
}

round=1
while [ "$round" -le "$ROUNDS" ]; do
	rm -rf "$out/run" "$out/link"
	job doisanh-run bin/doisanh run --quiet --population "$a" --dataset "bhxh=$b" --as-of 2025-08-01 --out "$out/run"
	job doisanh-link bin/doisanh link "$a" "$b" --quiet --id id --ignore cluster --out "$out/link"
	job splink "$py" bench/peers/vn_splink.py "$data" "$FORMAT"
	job sql-jaro-winkler "$py" bench/peers/vn_sql.py "$data" "$FORMAT" jw
	job sql-exact "$py" bench/peers/vn_sql.py "$data" "$FORMAT" exact
	job read-duckdb "$py" bench/peers/vn_read.py duckdb "$data" "$FORMAT"
	job read-polars "$py" bench/peers/vn_read.py polars "$data" "$FORMAT"
	job wc wc -l "$a" "$b"
	round=$((round + 1))
done

score() { # name, file, thresholds…
	[ -e "$2" ] || return 0
	printf "%s\t" "$1"
	shift; "$py" bench/peers/score_vn.py "$data" "$@"
}
{
	score doisanh-run "$out/run/latest/links.csv" 0
	score doisanh-link "$out/link/links.csv" 0
	score splink "$data/splink_pairs.parquet"
	score sql-jaro-winkler "$data/sql_jw_pairs.parquet" 0 10 12 14 16 18 20 22 24 26 28
	score sql-exact "$data/sql_exact_pairs.parquet"
} >"$data/scores.txt"
"$py" bench/peers/table.py "$raw" "$data/scores.txt" "$PEOPLE" "$FORMAT" >"$RESULTS"
cat "$RESULTS"
