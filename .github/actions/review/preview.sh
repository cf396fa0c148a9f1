#!/usr/bin/env bash
# Runs `pulumi preview` with the policies where the job holds credentials, and says in one line what is missing where it does
# not. Leaves preview.out, preview.err and preview.status in $REPORT, or preview.note where there is no such stack yet.
set -euo pipefail

if [ "${PREVIEW:-auto}" = never ]; then
  echo "No preview: \"preview\" is never."
  exit 0
fi
if [ ! -f "$DIRECTORY/Pulumi.yaml" ]; then
  echo "No preview: there is no program in \"$DIRECTORY\"."
  exit 0
fi

missing=()
[ -n "${PULUMI_ACCESS_TOKEN:-}${PULUMI_BACKEND_URL:-}" ] || missing+=("PULUMI_ACCESS_TOKEN or PULUMI_BACKEND_URL")
for name in ARM_CLIENT_ID ARM_TENANT_ID ARM_SUBSCRIPTION_ID; do
  [ -n "${!name:-}" ] || missing+=("$name")
done
[ -n "${ARM_CLIENT_SECRET:-}" ] || [ "${ARM_USE_OIDC:-}" = true ] || missing+=("ARM_CLIENT_SECRET or ARM_USE_OIDC")
if [ ${#missing[@]} -gt 0 ]; then
  list=$(printf ", %s" "${missing[@]}")
  echo "No preview: ${list:2} not set. Pull requests from forks have no secrets; the review does without."
  exit 0
fi

mkdir -p "$REPORT"
cd "$DIRECTORY"

status=0
# Brings an engine where there is none. A project that was not made by `acs-events init` may bring its own.
[ ! -f setup.js ] || node setup.js >"$REPORT/preview.out" 2>"$REPORT/preview.err" || status=$?
if [ "$status" = 0 ]; then
  node "$TOOL" pulumi --with-policies preview --stack "$STACK" --non-interactive --color never --suppress-progress \
    --suppress-outputs >"$REPORT/preview.out" 2>"$REPORT/preview.err" || status=$?
fi
# A stack that was never deployed has a file here and no state there: there is nothing to compare with, and nothing wrong.
if [ "$status" != 0 ] && grep -qE "no stack named '[^']*' found" "$REPORT/preview.out" "$REPORT/preview.err"; then
  echo "There is no Pulumi stack \"$STACK\" yet, so that there is no preview. \`pulumi stack init $STACK\` makes one." |
    tee "$REPORT/preview.note"
  exit 0
fi
echo "$status" >"$REPORT/preview.status"
echo "The preview ended with status $status."
