#!/usr/bin/env bash
# Checks the event subscriptions and reviews them against the base revision. What each command said is left in $REPORT:
# NAME.out, NAME.err and NAME.status, for comment.mjs. It fails only where nothing can be left there.
set -euo pipefail

# What runs here is the code of the pull request, and of its base: it needs no credentials.
unset PULUMI_ACCESS_TOKEN PULUMI_CONFIG_PASSPHRASE ARM_CLIENT_SECRET ARM_CLIENT_ID ACTIONS_ID_TOKEN_REQUEST_TOKEN

case "$FAIL_ON" in
  error | warning) level=$FAIL_ON ;;
  never) level=error ;;
  *) echo "::error::\"fail-on\" is error, warning or never, and not \"$FAIL_ON\"." && exit 1 ;;
esac
if ! [[ "$STACK" =~ ^[A-Za-z0-9._-]+$ ]]; then
  echo "::error::\"stack\" is the name of a stack, and not \"$STACK\"." && exit 1
fi
# What an earlier use in this job left is not ours.
rm -rf "$REPORT"
mkdir -p "$REPORT"
cd "$DIRECTORY"

run() { # run NAME ARGUMENTS...
  local name=$1 status=0
  shift
  NO_COLOR=1 node "$TOOL" "$@" >"$REPORT/$name.out" 2>"$REPORT/$name.err" || status=$?
  echo "$status" >"$REPORT/$name.status"
}

refuse() { # refuse SENTENCE: there is no review, and this is why
  echo "$1" >"$REPORT/review.err"
  : >"$REPORT/review.out"
  echo 1 >"$REPORT/review.status"
  wait
  exit 0
}

is_commit() { git rev-parse --verify --quiet "$1^{commit}" >/dev/null; }

# The revision to compare with. GitHub checks out the pull request merged into its base, and the first parent of that is the
# base as it is now: changes that others merged meanwhile are on both sides, and are not taken for this one's.
find_base() {
  local head=HEAD
  if [ -n "${BASE:-}" ]; then
    base=$BASE
  elif [[ "${GITHUB_REF:-}" == refs/pull/*/merge ]] && is_commit HEAD^2; then
    base=HEAD^1
    head=HEAD^2
  elif [ -n "${PULL_REQUEST_BASE:-}" ]; then
    base=$PULL_REQUEST_BASE
    is_commit "$base" || git fetch --quiet --depth=1 origin "$base" || true
    base=$(git merge-base "$base" HEAD 2>/dev/null || echo "$base")
  else
    refuse "There is nothing to compare with: this is no pull request. Set \"base\" to a revision."
  fi
  is_commit "$base" || refuse "The base revision $base is not in this checkout; give actions/checkout \"fetch-depth: 2\", or 0."
  base=$(git rev-parse --verify "$base^{commit}")
  echo "$base" >"$REPORT/base"
  git rev-parse "$head" >"$REPORT/head"
}

sides=()
after=()
if [ -n "${SUBSCRIPTIONS:-}" ]; then
  # A file that is not there is a file without subscriptions: it is added, or removed, as a whole.
  after=("$SUBSCRIPTIONS")
  [ -f "$SUBSCRIPTIONS" ] || { after=("$REPORT/after.json") && echo "[]" >"$REPORT/after.json"; }
fi
# Beside each other: most of the time of each is its start.
run check check ${after[@]+"${after[@]}"} --stack "$STACK" --format json --fail-on "$level" &
find_base
if [ -n "${SUBSCRIPTIONS:-}" ]; then
  git show "$base:./$SUBSCRIPTIONS" >"$REPORT/before.json" 2>/dev/null || echo "[]" >"$REPORT/before.json"
  sides=("$REPORT/before.json" "${after[0]}")
else
  sides=("$base")
fi
run review review "${sides[@]}" --stack "$STACK" --format json --fail-on "$level"
# Where neither subscriptions nor violations of policies differ there is nothing to put in other words.
if [ "$(cat "$REPORT/review.status")" != 1 ] && grep -qE '"(subscription|undecided)": ' "$REPORT/review.out"; then
  run annotations review "${sides[@]}" --stack "$STACK" --format github --fail-on "$level" &
  run markdown review "${sides[@]}" --stack "$STACK" --format markdown --fail-on "$level"
fi
wait
# GitHub makes annotations of what is in the log, and wants files by their path from the root of the repository. A file of
# subscriptions has no lines of its own: its beginning stands for all of them.
if [ -f "$REPORT/annotations.out" ]; then
  prefix=$(git rev-parse --show-prefix)
  while IFS= read -r line; do
    [[ "$line" =~ ^(::(error|warning|notice) file=)([^,]*)(,.*)$ ]] || continue
    file=${SUBSCRIPTIONS:-${BASH_REMATCH[3]}}
    printf '%s%s%s%s\n' "${BASH_REMATCH[1]}" "$prefix" "$file" "${BASH_REMATCH[4]}"
  done <"$REPORT/annotations.out"
fi
