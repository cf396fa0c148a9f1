#!/usr/bin/env bash
# Decides whose command line reviews: that of the repository in $DIRECTORY where it has one, else the one that this action
# came with, which reads $SUBSCRIPTIONS. Installs its dependencies, without the scripts of packages, where they are missing.
set -euo pipefail

# Packages are other people's code: they get no credentials.
unset PULUMI_ACCESS_TOKEN PULUMI_CONFIG_PASSPHRASE ARM_CLIENT_SECRET ARM_CLIENT_ID ACTIONS_ID_TOKEN_REQUEST_TOKEN

if [ -f "$DIRECTORY/cli/acs-events.js" ]; then
  tool=$(cd "$DIRECTORY" && pwd)
elif [ -n "${SUBSCRIPTIONS:-}" ]; then
  tool=$(cd "$GITHUB_ACTION_PATH/../../.." && pwd)
else
  echo "::error::There is no cli/acs-events.js in \"$DIRECTORY\". Set \"directory\" to the folder of the program, or \"subscriptions\" to a file of any form that \`acs-events check\` reads."
  exit 1
fi

if [ ! -d "$tool/node_modules" ]; then
  (cd "$tool" && npm ci --ignore-scripts --no-audit --no-fund)
fi
echo "tool=$tool" >>"$GITHUB_OUTPUT"
