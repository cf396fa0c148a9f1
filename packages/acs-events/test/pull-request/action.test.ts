import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type RecordingServer, recordingServer } from "./recording-server.ts";
import { type TemporaryRepository, temporaryRepository } from "./temporary-repository.ts";
import { type Use, useAction } from "./use-action.ts";

let its: TemporaryRepository;
let server: RecordingServer;
/** What GitHub checks out: main, with a pull request merged into it that narrows a filter; and with one that changes nothing. */
let narrowing: string;
let harmless: string;
const teamFile = "infra/teams/support.ts";
const planOf = (team: string): string => `infra/plans/dev/${team}.json`;

beforeAll(async () => {
  server = await recordingServer();
  its = temporaryRepository();
  const before = its.git("rev-parse", "HEAD");
  its.edit(teamFile, 'phoneNumber(stack.value("supportNumbers"))', 'phoneNumber("15551")');
  its.edit(planOf("support"), "/phonenumber/1555", "/phonenumber/15551");
  const change = its.commit("Narrow the texts to support");
  // Meanwhile others change another subscription on main, which is not this pull request's doing.
  its.git("checkout", "--quiet", "--detach", before);
  its.edit("infra/teams/moderation.ts", '        "Microsoft.Communication.ChatThreadCreatedWithUser",\n', "");
  its.edit(planOf("moderation"), '        "Microsoft.Communication.ChatThreadCreatedWithUser",\n', "");
  const main = its.commit("Meanwhile");
  its.git("merge", "--quiet", "--no-ff", "--message", "Merge", change);
  narrowing = its.git("rev-parse", "HEAD");
  its.git("checkout", "--quiet", "--detach", before);
  writeFileSync(join(its.folder, "notes.txt"), "nothing of importance\n");
  const notes = its.commit("Write a note");
  its.git("checkout", "--quiet", "--detach", main);
  its.git("merge", "--quiet", "--no-ff", "--message", "Merge", notes);
  harmless = its.git("rev-parse", "HEAD");
});
afterAll(async () => {
  its.remove();
  await server.close();
});
beforeEach(() => server.reset());

const use = (one: Use) => useAction({ its, server }, one);

/** In the log, where GitHub finds them; without the sentences, which are the review's own. */
const annotations = `::error file=infra/teams/support.ts,line=6,title=support-inbound-sms%3A events-unreceived::…
::warning file=infra/teams/support.ts,line=6,title=support-inbound-sms%3A filter-narrowed::…
::warning file=infra/teams/support.ts,line=6,title=support-inbound-sms%3A events-unreceived-undecided::…
`;
const withoutSentences = (log: string): string =>
  log.replaceAll(/^(::\w+ file=[^\n]*?::).*$/gm, "$1…").replace(/(?<=^No preview: .* not set\. ).*$/m, "…");

const noPreview =
  "No preview: PULUMI_ACCESS_TOKEN or PULUMI_BACKEND_URL, ARM_CLIENT_ID, ARM_TENANT_ID, ARM_SUBSCRIPTION_ID, ARM_CLIENT_SECRET or ARM_USE_OIDC not set. …\n";

test("a pull request that narrows a filter: one comment of what it alone changes; taken back, it says so", async () => {
  const first = await use({ checkout: narrowing });
  const headline = "1 subscription: 1 changed; events that nobody receives any more in 1";
  expect(first).toMatchObject({ status: 2, stderr: "", outputs: { changes: "1", status: "2" }, summary: "" });
  expect(withoutSentences(first.stdout)).toBe(
    `${annotations}${noPreview}${headline}\nComment written: https://github.com/contoso/events/pull/7#issuecomment-1\n`,
  );
  expect(server.requests.map(({ method }) => method)).toEqual(["GET", "POST"]);
  expect(server.comments[0]?.body).toMatch(
    new RegExp(`^<!-- acs-events-review dev -->\n## ${headline}\n\n### support \\(support@contoso.example\\)`),
  );
  expect(server.comments[0]?.body).toContain("**`support-inbound-sms` narrowed**");
  const [base, head] = ["HEAD^1", "HEAD^2"].map((one) => its.git("rev-parse", one).slice(0, 7));
  expect(server.comments[0]?.body).toContain(`<sub>Stack dev, ${head} against ${base}. `);

  const second = await use({ checkout: harmless });
  expect(second).toMatchObject({ status: 0, outputs: { changes: "0", status: "0" } });
  expect(server.requests.map(({ method }) => method)).toEqual(["GET", "POST", "GET", "PATCH"]);
  expect(server.comments).toHaveLength(1);
  expect(server.comments[0]?.body).toContain("\n## No subscription changes\n");
});

test("from a fork, with its head checked out: the base is where it branched off, the report in the summary of the job", async () => {
  its.git("checkout", "--quiet", "--force", "--detach", narrowing);
  const [main = "", checkout = ""] = ["HEAD^1", "HEAD^2"].map((one) => its.git("rev-parse", one));
  const contexts = { "github.event.pull_request.base.sha": main };
  const { status, summary } = await use({ checkout, contexts, fork: true, inputs: { "fail-on": "never" } });
  expect(status).toBe(0);
  expect(summary).toMatch(/^## 1 subscription: 1 changed;/);
  expect(server.requests).toEqual([]);
});

test("a stack that is new in the pull request: every subscription of it is added", async () => {
  its.git("checkout", "--quiet", "--force", "--detach", harmless);
  const base = its.git("rev-parse", "HEAD");
  writeFileSync(join(its.folder, "Pulumi.staging.yaml"), readFileSync(join(its.folder, "Pulumi.dev.yaml")));
  its.commit("Add a stack");
  const { status, stdout } = await use({ inputs: { base, stack: "staging" } });
  expect(status).toBe(0);
  expect(server.comments[0]?.body).toMatch(
    /^<!-- acs-events-review staging -->\n## 4 subscriptions: 4 added; no events are lost\n/,
  );
  expect(stdout.match(/^::\w+ .*/gm)?.map((line) => line.replace(/.*title=(.*?)::.*/, "$1"))).toEqual([
    "moderation-membership%3A subscription-added",
    "moderation-messages%3A subscription-added",
    "support-inbound-sms%3A subscription-added",
    "support-sms-actions%3A subscription-added",
  ]);
});

test("a base that is not in the checkout: the comment says so, and the step fails", async () => {
  const base = "1234567890123456789012345678901234567890";
  const { status } = await use({ checkout: harmless, inputs: { base } });
  expect(status).toBe(1);
  expect(server.comments[0]?.body).toContain(` could not be reviewed

\`\`\`
The base revision ${base} is not in this checkout; give actions/checkout "fetch-depth: 2", or 0.
\`\`\`
`);
});

test("a team file that is wrong: the comment says what is wrong, once", async () => {
  its.git("checkout", "--quiet", "--force", "--detach", harmless);
  its.edit(teamFile, 'endpoint: "support-queue"', 'endpoint: "suport-queue"');
  const { status } = await use({});
  expect(status).toBe(1);
  expect(server.comments[0]?.body.match(/The stack "dev" has 1 problem; /g)).toHaveLength(1);
});

test.each([
  [{ "fail-on": "info" }, '"fail-on" is error, warning or never, and not "info".'],
  [{ stack: "dev -->" }, '"stack" is the name of a stack, and not "dev -->".'],
])("an input that will not do: %o", async (inputs, message) => {
  const { status, stdout } = await use({ inputs });
  expect({ status, stdout }).toEqual({ status: 1, stdout: `::error::${message}\n` });
});
