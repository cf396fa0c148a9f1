import { expect, test } from "vitest";
import { partOf } from "../../src/rehearsal/watch/changed-files.ts";

test.each([
  ["infra/teams/support.ts", { program: true, handlers: false }],
  ["infra/project.ts", { program: true, handlers: true }],
  ["Pulumi.dev.yaml", { program: true, handlers: false }],
  ["policies/rules.ts", { program: true, handlers: false }],
  ["handlers/sms/create-work-item.ts", { program: false, handlers: true }],
  ["infra/plans/dev/support.json", undefined],
  ["infra/teams/.support.ts.swp", undefined],
  ["infra/teams/support.ts~", undefined],
  ["handlers/node_modules/x/index.js", undefined],
  ["README.md", undefined],
])("%s is part of %j", (file, part) => {
  expect(partOf(file)).toEqual(part);
});
