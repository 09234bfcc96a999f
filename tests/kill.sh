#!/usr/bin/env bash
# Kills `build` at random moments and looks at the output after each: it must be the old site or the
# new one, whole. Usage: tests/kill.sh PROGRAM [TIMES]
set -euo pipefail
program=$(realpath "$1") times=${2:-10}
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r content "$work/content"
[ -d themes ] && cp -r themes "$work/themes"
cd "$work"

# Two sites that differ in every page: the name of the organisation.
name() { sed -i "s/^organisation = .*/organisation = \"$1\"/" content/site.toml; }
sum() { (cd "$1" && find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum); }
name "First Group"; "$program" build --quiet -o first
name "Second Group"; "$program" build --quiet -o second
first=$(sum first) second=$(sum second)

began=$(date +%s%N); "$program" build --quiet; took=$(( ($(date +%s%N) - began) / 1000 ))
seen_first=0 seen_second=0
for round in $(seq "$times"); do
  if [ $((round % 2)) = 1 ]; then name "First Group"; else name "Second Group"; fi
  "$program" build --quiet & pid=$!
  # Anywhere in the run, the last tenth (where files are written) as likely as the rest.
  if [ $((RANDOM % 2)) = 0 ]; then wait_us=$((RANDOM * took / 32768)); else wait_us=$((took * 8 / 10 + RANDOM * took / 32768 / 4)); fi
  sleep "$(printf '%d.%06d' $((wait_us / 1000000)) $((wait_us % 1000000)))"
  kill -9 "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  case "$(sum output)" in
    "$first") seen_first=$((seen_first + 1)) ;;
    "$second") seen_second=$((seen_second + 1)) ;;
    *) echo "round $round: output is neither of the two sites" >&2; exit 1 ;;
  esac
done
"$program" build --quiet
[ "$(find . -maxdepth 1 -name '.output.rapportage-*' | wc -l)" = 0 ] || { echo "left over: $(ls -A)" >&2; exit 1; }
echo "killed $times times: the first site $seen_first times, the second $seen_second times, never anything else"
