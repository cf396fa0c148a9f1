import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { planFile, renderPlanFile } from "../../src/project/plan-file.ts";
import { planOfStack } from "../../src/project/plan-of-stack.ts";
import { repository } from "../../src/project/repository.ts";
import { environmentsOf } from "../../src/project/stack-files.ts";

const stacks = environmentsOf(repository);

test("there is a stack to plan", () => {
  expect(stacks).toContain("dev");
});

test.each(stacks)("the committed plan of %s is what its teams declare", async (stack) => {
  const computed = renderPlanFile(await planOfStack(stack), { places: false });
  const committed = readFileSync(join(repository, planFile(stack)), "utf8");
  expect(
    computed,
    `${planFile(stack)} is stale; accept the change with: npx acs-events plan --stack ${stack} --write`,
  ).toBe(committed);
});

test("no plan is committed of a stack that is gone", () => {
  const plans = readdirSync(join(repository, "infra/plans")).map((name) => name.replace(/\.json$/, ""));
  expect(plans.filter((plan) => !stacks.includes(plan))).toEqual([]);
});

test("lines in a team file may move without a change of the committed plan, and are there for tools", async () => {
  const plan = await planOfStack("dev");
  expect(renderPlanFile(plan, { places: false })).not.toContain("declaredAt");
  expect(JSON.parse(renderPlanFile(plan, { places: true }))[0].declaredAt).toEqual({
    file: "infra/teams/moderation.ts",
    line: expect.any(Number),
  });
});
