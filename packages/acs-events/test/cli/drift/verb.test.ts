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

test("what is not read at all is said, and is exit status 1", async () => {
  const { status, stderr } = await acsEvents(["drift", "nowhere.json"]);
  expect([status, stderr]).toEqual([
    1,
    'There is no file "nowhere.json", and no git revision of that name; give either, or - for standard input.\n',
  ]);
});
