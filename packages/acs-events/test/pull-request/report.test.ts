import { expect, test } from "vitest";
import { changed, commentStep, fine, markdown, type Situation, unchanged } from "./comment-step.ts";

const step = await commentStep();

const finding = (subscription: string, level: string) => ({
  subscription,
  id: "dead-letter-missing",
  level,
  message: "Nobody keeps <b>what</b> @support cannot take.",
});

const said = async (situation: Situation): Promise<string> => {
  await step.run({ ...situation, env: { ...situation.env, COMMENT: "false" } });
  return step.written("summary") ?? "";
};

test("what the check finds: openly of what changes or fails, folded of what was there before", async () => {
  const findings = [
    finding("support-texts", "warning"),
    finding("billing-texts", "warning"),
    finding("care-texts", "error"),
    finding("", "warning"),
    finding("support-texts", "info"),
  ];
  const check = { status: 2, out: JSON.stringify({ findings }) };
  expect(await said({ left: { check, review: changed, markdown } })).toContain(`
### Check

- ⚠️ \`support-texts\`: Nobody keeps &lt;b&gt;what&lt;/b&gt; @&#8203;support cannot take. <sub>dead-letter-missing</sub>
- 🛑 \`care-texts\`: Nobody keeps &lt;b&gt;what&lt;/b&gt; @&#8203;support cannot take. <sub>dead-letter-missing</sub>
- ⚠️ Nobody keeps &lt;b&gt;what&lt;/b&gt; @&#8203;support cannot take. <sub>dead-letter-missing</sub>

<details><summary>1 more in subscriptions that do not change</summary>

- ⚠️ \`billing-texts\`: Nobody keeps &lt;b&gt;what&lt;/b&gt; @&#8203;support cannot take. <sub>dead-letter-missing</sub>

</details>
`);
});

test("why there is no review, once, in the words of the command, which cannot break out of their fence", async () => {
  const broken = { status: 1, out: "", err: "The stack has 1 problem\n```\n@everyone\n" };
  const text = await said({ left: { check: broken, review: broken } });
  expect(text).toBe(`## The event subscriptions could not be reviewed

\`\`\`\`
The stack has 1 problem
\`\`\`
@everyone
\`\`\`\`

<sub>Stack dev, 2222222 against 1111111.</sub>
`);
});

test("what the preview comes to, and folded what it printed, without a secret", async () => {
  const out =
    "Previewing update (dev):\n + token hunter2-hunter2\n\nResources:\n    + 2 to create\n    3 unchanged\n\nPolicies:\n    all passed\n";
  const text = await said({
    left: { check: fine, review: changed, markdown, preview: { status: 0, out } },
    env: { ARM_CLIENT_SECRET: "hunter2-hunter2" },
  });
  expect(text).toContain("### Preview\n\nResources: + 2 to create, 3 unchanged.\n\n<details>");
  expect(text).toContain(" + token ***\n");
  expect(text).not.toContain("hunter2");
});

test("that the preview failed, which fails the step", async () => {
  const preview = { status: 255, out: "", err: "error: mandatory policy violated" };
  const { status } = await step.run({ left: { check: fine, review: unchanged, preview } });
  expect(status).toBe(1);
  expect(step.server.comments[0]?.body).toContain("`pulumi preview` failed.");
  expect(step.server.comments[0]?.body).toContain("error: mandatory policy violated");
});

test("no more than GitHub takes, with the end of the preview kept", async () => {
  const out = `begin\n${"💬 a line of a long preview\n".repeat(10_000)}the end`;
  const long = { status: 0, out: `## Many\n\n${"x".repeat(40_000)}\n` };
  await step.run({ left: { check: fine, review: changed, markdown: long, preview: { status: 0, out } } });
  const text = step.server.comments[0]?.body ?? "";
  expect(text.length).toBeGreaterThan(60_000);
  expect(text.length).toBeLessThan(65_536);
  expect(text).toContain("… the middle is omitted …");
  expect(text).toContain("the end\n```");
  expect(text.isWellFormed()).toBe(true);
});

test("what the review says of policies is said there, and not by the check again", async () => {
  const [mine, other] = [
    finding("support-texts", "error"),
    { ...finding("support-texts", "warning"), id: "team-quota" },
  ];
  const check = { status: 2, out: JSON.stringify({ findings: [mine, other] }) };
  const review = { status: 2, out: JSON.stringify({ changes: [], policies: { added: [mine], removed: [] } }) };
  const policies = { status: 2, out: "## No subscription changes; adds 1 policy violation\n\n### Policies\n\n- …\n" };
  const { status } = await step.run({ left: { check, review, markdown: policies } });
  expect(status).toBe(2);
  expect(
    step.server.comments[0]?.body?.replace(/(?<=<sub>Stack .*\. ).*(?=<\/sub>)/, "…"),
  ).toBe(`<!-- acs-events-review dev -->
## No subscription changes; adds 1 policy violation

### Policies

- …

### Check

<details><summary>1 more in subscriptions that do not change</summary>

- ⚠️ \`support-texts\`: Nobody keeps &lt;b&gt;what&lt;/b&gt; @&#8203;support cannot take. <sub>team-quota</sub>

</details>

<sub>Stack dev, 2222222 against 1111111. …</sub>
`);
});

test("why there is no preview of a stack that was never deployed; nothing fails", async () => {
  const files = { "preview.note": "There is no Pulumi stack yet.\n" };
  const { status } = await step.run({ left: { check: fine, review: changed, markdown }, files });
  expect(status).toBe(0);
  expect(step.server.comments[0]?.body).toContain("\n### Preview\n\nThere is no Pulumi stack yet.\n\n<sub>");
});
