import { expect, test } from "vitest";
import { acsEvents } from "./command-line.ts";

test.each([
  [
    "no stack has teams with stacks",
    ["--all-teams"],
    "No stack here lists teams under acs-events:teamStacks, so there are no stacks of teams to deploy (docs/stacks.md).\n",
  ],
  [
    "this one has none",
    ["--all-teams", "--stack", "dev"],
    'Pulumi.dev.yaml lists no team under acs-events:teamStacks, so everything is in the stack "dev" itself; deploy it with: pulumi up --stack dev\n',
  ],
  [
    "a stack that cannot be",
    ["--all-teams", "--stack", "a/b/c"],
    '"a/b/c" is not a stack: --stack takes a name, "prod", or "organization/prod".\n',
  ],
  ["all and some", ["--all-teams", "--team", "support"], "Say --all-teams or --team, not both.\n"],
  [
    "a preview and none",
    ["--all-teams", "--preview", "--skip-preview"],
    "Say --preview or --skip-preview, not both.\n",
  ],
  [
    "none at a time",
    ["--all-teams", "--concurrency", "0"],
    "error: option '--concurrency <number>' argument '0' is invalid. It takes a whole number from 1 to 99.\n",
  ],
])("%s: one clear line, exit status 1, and nothing is tried", async (_, args, message) => {
  expect(await acsEvents(["deploy", ...args])).toEqual({ status: 1, stdout: "", stderr: message });
});
