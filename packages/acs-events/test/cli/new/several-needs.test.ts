import { expect, test } from "vitest";
import { checkNewFile } from "../../../src/cli/new/check-new-file.ts";
import { hasQuestions, make } from "../../../src/cli/new/create.ts";
import type { NewRequest } from "../../../src/cli/new/new-request.ts";
import { acsEvents } from "../command-line.ts";
import { enter, person } from "./person.ts";
import { withRepository } from "./temporary-repository.ts";

const first: NewRequest = {
  kind: "team",
  team: "payments",
  owner: "payments@contoso.example",
  template: "texts-to",
  endpoint: "support-queue",
  options: ["areaCodes=1206"],
};
const failed: NewRequest = {
  kind: "subscription",
  name: "failed",
  eventTypes: ["SMSDeliveryReportReceived"],
  conditions: ["data.deliveryStatus=Failed", "subject^=/phonenumber/1206"],
  endpoint: "failed-texts",
  newEndpoint: "storage-queue",
  options: [],
};
const threads: NewRequest = { kind: "subscription", template: "chat-threads", endpoint: "failed-texts", options: [] };

test("several subscriptions are written into one file, which check finds nothing wrong with", async () => {
  await withRepository(async (made) => {
    const around = await made.around();
    const draft = await make({ answers: first, more: [failed, threads], around, dryRun: false });
    const text = await made.read("infra/teams/payments.ts");
    expect(text.match(/^ {2}\S*(?:textsTo|subscription|threads)\("[\w-]+"/gm)).toEqual([
      '  ...textsTo("texts"',
      '  subscription("failed"',
      '  ...threads("messages"',
    ]);
    expect(text).toContain('import { filter, phoneNumber, subscription, team, textsTo, threads } from "#acs-events";');
    expect(await made.read("Pulumi.dev.yaml")).toContain("    failed-texts:\n      kind: storage-queue\n");
    const verdict = await checkNewFile(draft, await made.around(), "2026-06-01T00:00:00Z");
    expect(verdict.problems).toEqual([]);
    expect(verdict.findings.filter(({ level }) => level !== "info")).toEqual([]);
  });
});

test("whoever says everything has no questions; one thing omitted is a question", async () => {
  await withRepository(async (made) => {
    const around = await made.around();
    expect(hasQuestions([first, failed, threads], around)).toBe(false);
    expect(hasQuestions([{ ...first, owner: undefined }, failed], around)).toBe(true);
    expect(hasQuestions([first, { ...failed, name: undefined }], around)).toBe(true);
    expect(hasQuestions([{ kind: "subscription", team: "support", options: [] }], around)).toBe(true);
  });
});

test("they come behind those of a team that is there, and nothing is written unless all are right", async () => {
  await withRepository(async (made) => {
    const before = await made.read("infra/teams/support.ts");
    const around = await made.around();
    const more = [{ ...threads, endpoint: "nowhere", name: "words" }, failed, { ...failed, newEndpoint: undefined }];
    const wrong = { answers: { ...threads, team: "support", endpoint: "chat-handlers" }, more, around, dryRun: false };
    const said = await make(wrong).then(
      () => "",
      (error: Error) => error.message,
    );
    expect(said.replaceAll(/(?<=of 4: \S+ \S+ ).*/g, "…")).toBe(
      'Nothing was written: 2 problems.\n\n- subscription 2 of 4: there is …\n- subscription 4 of 4: "support-failed" is …',
    );
    expect(await made.read("infra/teams/support.ts")).toBe(before);
    await make({ ...wrong, more: [failed] });
    const after = await made.read("infra/teams/support.ts");
    expect(after.indexOf('threads("messages"')).toBeGreaterThan(before.length - 100);
    expect(after.indexOf('subscription("failed"')).toBeGreaterThan(after.indexOf('threads("messages"'));
  });
});

test("in a terminal each is asked for what it lacks", async () => {
  await withRepository(async (made) => {
    const { endpoint: _, ...open } = threads;
    const { terminal, left } = person([
      ["the name of the subscription?", enter],
      ["Where do the events go?", enter],
      ["Write infra/teams/payments.ts?", enter],
    ]);
    await make({ answers: first, more: [open], around: await made.around(), dryRun: false, terminal });
    expect(left()).toEqual([]);
    expect(await made.read("infra/teams/payments.ts")).toContain(
      '...threads("messages", { endpoint: "support-queue" })',
    );
  });
});

const whole = ["new", "team", "payments", "--owner", "payments@contoso.example", "--template", "chat-moderation"];

test("by flags: --and begins the next one, which has the endpoint of the one before", async () => {
  const more = ["--endpoint", "support-queue", "--and", "--name", "calls", "--event-type", "IncomingCall"];
  const { status, stdout, stderr } = await acsEvents([...whole, ...more, "--dry-run"]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(
    /\.\.\.chatModeration\("messages", \{ endpoint: "support-queue" \}\),\n {2}subscription\("calls", \{/,
  );
  expect(stdout.match(/endpoint: "support-queue"/g)).toHaveLength(2);
});

test("what can be said only once of a subscription points at --and", async () => {
  const { status, stderr } = await acsEvents([...whole, "--template", "sms-inbox"]);
  expect(status).toBe(1);
  expect(stderr).toMatch(/'--template <template>' argument 'sms-inbox' .* --and begins the next one\./);
});
