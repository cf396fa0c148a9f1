import { expect, test } from "vitest";
import { acsEvents, withFile } from "../command-line.ts";

test("deployed against code: the exit status, the words, every format", async () => {
  const plan = await acsEvents(["plan", "--format", "json"]);
  const deployed: { name: string; retryPolicy: object }[] = JSON.parse(plan.stdout);
  const same = await withFile("deployed.json", plan.stdout, (file) => acsEvents(["drift", file]));
  expect([same.status, same.stderr]).toEqual([0, ""]);
  expect(same.stdout).toContain("Azure has what is in code");
  const changed = deployed.map((one, index) =>
    index === 0 ? { ...one, retryPolicy: { maxDeliveryAttempts: 3, eventTimeToLiveInMinutes: 7 } } : one,
  );
  await withFile("deployed.json", JSON.stringify(changed), async (file) => {
    const text = await acsEvents(["drift", file]);
    expect(text.status).toBe(2);
    expect(text.stdout).toContain("The number of attempts is 3 in Azure and");
    const json = await acsEvents(["drift", file, "--format", "json"]);
    expect(JSON.parse(json.stdout)).toMatchObject({
      schemaVersion: 1,
      stack: "dev",
      differences: [{ subscription: changed[0]?.name, kind: "different" }],
      summary: { different: 1, onlyInAzure: 0, onlyInCode: 0 },
    });
    expect((await acsEvents(["drift", file, "--format", "markdown"])).stdout).toMatch(
      /^### Azure does not have what is in code/,
    );
  });
});

test("for GitHub Actions and code scanning, at the line that declares the subscription", async () => {
  const plan = await acsEvents(["plan", "--format", "json"]);
  const planned: { name: string; declaredAt: { file: string; line: number }; retryPolicy: object }[] = JSON.parse(
    plan.stdout,
  );
  const [own, other] = planned.map(({ name, declaredAt }) => ({ name, ...declaredAt }));
  const deployed = planned.map((one, index) => {
    if (index === 0) return { ...one, retryPolicy: { ...one.retryPolicy, maxDeliveryAttempts: 3 } };
    return index === 1 ? { ...one, name: "by-hand\u009b" } : one;
  });
  await withFile("deployed.json", JSON.stringify(deployed), async (file) => {
    const github = (await acsEvents(["drift", file, "--format", "github"])).stdout.split("\n");
    const different = github.filter((line) => line.includes("drift-different"));
    expect(different).toEqual([
      `::warning file=${own?.file},line=${own?.line},title=${own?.name}%3A drift-different::The number of attempts is 3 in Azure and 30 in code.`,
    ]);
    expect(github.find((line) => line.includes("drift-only-in-azure"))).toMatch(
      /^::warning file=Pulumi\.dev\.yaml,line=1,/,
    );
    const { status, stdout } = await acsEvents(["drift", file, "--format", "sarif"]);
    expect(status).toBe(2);
    expect(stdout).not.toContain("\u009b");
    const [{ tool, results }] = JSON.parse(stdout).runs;
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(
      expect.arrayContaining(["drift-different", "drift-only-in-azure"]),
    );
    // Of the name that is in code alone: pending subscriptions are noted, the others are missing.
    expect(stdout).toContain(other?.name);
  });
});

test("what is not read at all is said, and is exit status 1", async () => {
  const { status, stderr } = await acsEvents(["drift", "nowhere.json"]);
  expect([status, stderr]).toEqual([
    1,
    expect.stringMatching(/^There is no file "nowhere\.json", and no git revision .*\n$/),
  ]);
});
