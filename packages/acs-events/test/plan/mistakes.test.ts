import { expect, test } from "vitest";
import { filter, phoneNumber, rawFilter, thread } from "../../src/filter-builder/index.ts";
import { collectMistakes, mistake } from "../../src/filter-builder/mistakes.ts";
import { plan } from "../../src/plan/plan.ts";
import { renderProblems } from "../../src/plan/problem.ts";
import { subscription } from "../../src/plan/subscription.ts";
import { defineTeam } from "../../src/plan/team.ts";
import { smsInbox } from "../../src/plan/templates/sms-inbox.ts";
import { dev } from "./written-stack.ts";

const sms = "Microsoft.Communication.SMSReceived";
const chat = "Microsoft.Communication.ChatMessageReceived";
/** What no compiler has seen. */
const unchecked = (value: unknown) => value as never;

const team = defineTeam<Record<string, unknown>>("support", { owner: "support@contoso.example" }, () => [
  subscription("plus", {
    filter: filter({ eventTypes: [sms], subjectBeginsWith: phoneNumber(unchecked("+1555")) }),
    endpoint: "queue",
  }),
  subscription("slash", {
    filter: filter({ eventTypes: [chat], subjectBeginsWith: thread(unchecked("a/b")) }),
    endpoint: "queue",
  }),
  subscription("type", { filter: filter({ eventTypes: unchecked(["SmsReceived"]) }), endpoint: "queue" }),
  subscription("raw", { filter: rawFilter({}, { because: "" }), endpoint: "queue" }),
  ...smsInbox("template", { numbersBeginWith: unchecked(["+1206"]), endpoint: "queue" }),
  subscription("number", {
    filter: filter({ eventTypes: [sms], where: ({ data }) => [data.to.isPhoneNumber(unchecked("+1"))] }),
    endpoint: "queue",
  }),
]);

test("every mistake of a team file is said at once, each with its file and line", () => {
  const { problems } = plan([{ file: "infra/teams/support.ts", team }], dev);
  expect(problems.map(({ id }) => id)).toEqual(Array.from({ length: 6 }, () => "team-file-fails"));
  const lines = problems.map(({ declaredAt }) => declaredAt?.line ?? 0);
  expect(problems.every(({ declaredAt }) => declaredAt?.file.endsWith("test/plan/mistakes.test.ts") === true)).toBe(
    true,
  );
  expect(new Set(lines).size).toBe(6);
  expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  const report = renderProblems(problems, "dev");
  for (const part of ["+1555", "a/b", "SmsReceived", "because", "+1206", '"+1"']) expect(report).toContain(part);
});

test("outside of a plan, builders throw", () => {
  expect(() => phoneNumber(unchecked("+1"))).toThrow("is not how a subject has a phone number");
  expect(() => mistake(new Error("here"), 1)).toThrow("here");
});

test("what a team file throws by itself goes through, and builders throw again afterwards", () => {
  const failing = () =>
    collectMistakes(
      () => {
        throw new Error("mine");
      },
      () => 1,
    );
  expect(failing).toThrow("mine");
  expect(() => phoneNumber(unchecked("+1"))).toThrow();
});
