#!/bin/sh
# The large jobs, each once: 7,000,000 records deduplicated over 1,000,000,000 comparisons; a register of 10,000,000 people against
# 5,200,000 records within 8 GiB; a real province's register (1,300,000) against its eight larger sectors. Writes bench/scale.md. Wants
# the virtual environment bench/peers.sh makes, 16 GB of memory to generate the data, and 30 GB of disk.
#
#   JOBS="seven ten eight" bench/scale.sh
set -eu
cd "$(dirname "$0")/.."

JOBS=${JOBS:-seven ten eight}
RESULTS=${RESULTS:-bench/scale.md}
GO=${GO:-go}

cache=$PWD/.cache
py=${PYTHON:-$cache/peers/bin/python}
ten=$cache/bench/10000000
seven=$cache/bench/7000000.csv
province=$cache/bench/province
raw=$cache/bench/scale.csv
out=$cache/bench/scale-out
mkdir -p "$cache/bench"
rm -rf "$raw" "$out"
mkdir -p "$out"
CGO_ENABLED=0 $GO build -trimpath -o bin/doisanh ./cmd/doisanh

measure() { # name, command…
	name=$1
	shift
	printf '%s\n' "$name" >&2
	"$py" bench/peers/measure.py "$raw" "$name" "$out/$name.log" "$@"
}

for job in $JOBS; do
	case $job in
	seven | ten) [ -e "$ten/meta.json" ] || "$py" bench/peers/gen_vn.py 10000000 "$ten" >/dev/null ;;
	eight) [ -e "$province/job.yaml" ] || bin/doisanh synth --out "$province" --people 1300000 --seed 5 --quiet \
		--sectors cu_tru,can_cuoc,bhxh,bhyt,thue,tiem_chung,giao_duc,evn >/dev/null ;;
	esac
	case $job in
	seven)
		[ -e "$seven" ] || head -n 7000001 "$ten/dan_cu.csv" >"$seven"
		measure seven bin/doisanh dedupe "$seven" --quiet --id id --ignore cluster --model bench/billion.yaml --out "$out/seven"
		;;
	ten)
		measure ten bin/doisanh link "$ten/dan_cu.csv" "$ten/nganh.csv" --quiet --memory 8GiB --id id --ignore cluster --out "$out/ten"
		;;
	eight)
		measure eight-read "$py" bench/read_province.py "$province"
		measure eight bin/doisanh run "$province/job.yaml" --quiet
		;;
	esac
done
"$py" bench/scale_table.py "$raw" "$out" >"$RESULTS"
cat "$RESULTS"
