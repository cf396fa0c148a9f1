#!/usr/bin/env bash
# Decides whose command line reviews: that of the project in $DIRECTORY, in the version that the project depends on; else,
# where $SUBSCRIPTIONS are given, the one that this action came with. Installs dependencies, without the scripts of packages,
# where they are missing.
set -euo pipefail

# Packages are other people's code: they get no credentials.
unset PULUMI_ACCESS_TOKEN PULUMI_CONFIG_PASSPHRASE ARM_CLIENT_SECRET ARM_CLIENT_ID ACTIONS_ID_TOKEN_REQUEST_TOKEN

if [ -f "$DIRECTORY/Pulumi.yaml" ] && [ -f "$DIRECTORY/package.json" ]; then
  home=$(cd "$DIRECTORY" && pwd)
elif [ -n "${SUBSCRIPTIONS:-}" ]; then
  home=$(cd "$GITHUB_ACTION_PATH/../../.." && pwd)
else
  echo "::error::There is no Pulumi.yaml in \"$DIRECTORY\". Set \"directory\" to the folder of the program, or \"subscriptions\" to a file of any form that \`acs-events check\` reads."
  exit 1
fi

if [ ! -d "$home/node_modules" ]; then
  (cd "$home" && npm ci --ignore-scripts --no-audit --no-fund)
fi
# Of a workspace, the dependencies are in a folder above.
folder=$home
while [ ! -f "$folder/node_modules/acs-events/bin/acs-events.js" ]; do
  [ "$folder" != / ] || { echo "::error::The project in \"$home\" does not depend on acs-events: npm install acs-events" && exit 1; }
  folder=$(dirname "$folder")
done
echo "tool=$folder/node_modules/acs-events/bin/acs-events.js" >>"$GITHUB_OUTPUT"
