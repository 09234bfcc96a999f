#!/usr/bin/env bash
# Kills `publish` at random moments. After each, every page in the folder finds the files it needs and
# the files of others are as they were; run once more, the folder is the site, whole.
# Usage: tests/kill-publish.sh PROGRAM [TIMES] [FOLDER ON ANOTHER DISK]
set -euo pipefail
program=$(realpath "$1") times=${2:-20}
cd "$(dirname "$0")/.."
work=$(mktemp -d)
elsewhere=$(mktemp -d -p "${3:-${TMPDIR:-/tmp}}")
trap 'rm -rf "$work" "$elsewhere"' EXIT
cp -r content "$work/content"
[ -d themes ] && cp -r themes "$work/themes"
cd "$work"
dest=$elsewhere/share
mkdir -p "$dest/waves" && echo theirs >"$dest/waves/theirs.txt"

# Two reports that differ in every page (the name of the organisation) and in one style.
turn() {
  sed -i "s/^organisation = .*/organisation = \"$1\"/" content/site.toml
  rm -rf themes/default/static/only-*.css
  mkdir -p themes/default/static themes/default/templates
  echo "/* $1 */" >"themes/default/static/only-$1.css"
  sed "s|</head>|<link rel=\"stylesheet\" href=\"@/static/only-$1.css\"></head>|" base.html >themes/default/templates/base.html
}
cp "$OLDPWD/themes/default/templates/base.html" base.html
pages_have_all() {
  grep -rhoE 'static/only-[a-z]+\.css' --include=*.html "$dest" | sort -u | while read -r needed; do
    [ -f "$dest/$needed" ] || { echo "a page lacks $needed" >&2; exit 1; }
  done
}
whole() {
  [ "$(cat "$dest/waves/theirs.txt")" = theirs ] || { echo "a file of others has changed" >&2; exit 1; }
  diff -rq -x .rapportage.json -x theirs.txt "$1" "$dest" >&2
  [ "$(find "$dest" -name '*.rapportage-new' | wc -l)" = 0 ] || { echo "unfinished files are left" >&2; exit 1; }
}
for name in first second; do turn "$name"; "$program" build --quiet -o "$name"; done
turn first; "$program" publish --quiet "$dest"; whole first
turn second; began=$(date +%s%N); "$program" publish --quiet "$dest"; took=$(( ($(date +%s%N) - began) / 1000 ))
whole second

begun=0
for round in $(seq "$times"); do
  name=$([ $((round % 2)) = 1 ] && echo first || echo second)
  turn "$name"
  "$program" publish --quiet "$dest" & pid=$!
  # The copying at the end is what matters most.
  wait_us=$((took * 7 / 10 + RANDOM * took / 32768 * 4 / 10))
  sleep "$(printf '%d.%06d' $((wait_us / 1000000)) $((wait_us % 1000000)))"
  kill -9 "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  pages_have_all
  if grep -q '"arriving"' "$dest/.rapportage.json"; then begun=$((begun + 1)); fi
  # Every other time the report moves on before anybody runs it again.
  if [ $((round % 4)) -ge 2 ]; then name=$([ "$name" = first ] && echo second || echo first); turn "$name"; fi
  "$program" publish --quiet "$dest"
  whole "$name"
done
[ "$("$program" publish "$dest" --dry-run 2>/dev/null)" = "" ] || { echo "run again, it changes something" >&2; exit 1; }
echo "killed $times times, $begun of them while files were copied: whole each time it was run again"
