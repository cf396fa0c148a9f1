import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { rules } from "../../../src/policies/rules/index.ts";
import { broken, queueInputs, webhookInputs } from "../../policies/compliant.ts";
import { type RunningPack, secret, startPack, unknown } from "../../policies/running-pack.ts";

/** The pack through the analyzer's protocol, whose proxies and secrets tests on plain objects never see. */
let pack: RunningPack;

beforeAll(async () => {
  pack = await startPack("program");
});
afterAll(() => pack?.stop());

const address = "https://handlers.contoso.example/api/sms?code=s3cret";
const withSecret = broken(webhookInputs, "destination.endpointUrl", secret(address));

test("it has every rule, with its level, its parameters and what to do", async () => {
  const { policiesList, supportsconfig } = await pack.info();
  expect(supportsconfig).toBe(true);
  expect(policiesList.map(({ name }) => name)).toEqual([
    "see-secrets",
    ...rules.map(({ name }) => name),
    "no-chats",
    "cannot-tell-yet",
  ]);
  for (const one of rules) {
    const policy = policiesList.find(({ name }) => name === one.name);
    expect(policy).toMatchObject({ description: one.description, remediationSteps: one.howToFix });
    expect(policy?.configschema?.properties?.fieldsMap.map(([name]) => name).sort()).toEqual(
      [...Object.keys(one.parameters), "exceptions"].sort(),
    );
  }
});

test("a rule of the project's own is one like the others", async () => {
  const chats = broken(queueInputs, "filter.includedEventTypes", [
    "Microsoft.Communication.ChatMessageReceivedInThread",
  ]);
  const said = ["no-chats: Nobody takes chat messages.\nIt takes chat messages."];
  expect(await pack.analyze("support-chats", chats)).toEqual(said);
  await pack.configure({ "no-chats": { level: "MANDATORY", except: ["support-chats"] } });
  expect(await pack.analyze("support-chats", chats)).toEqual([]);
  await pack.configure({ "no-chats": { level: "DISABLED" } });
});

describe("a secret", () => {
  test("that is one to Pulumi is as it should be", async () => {
    await pack.remediate("support-texts", withSecret);
    expect(await pack.analyze("support-texts", withSecret)).toEqual([]);
  });

  test("in plain text is a violation, and the message does not show it", async () => {
    await pack.remediate("support-texts", webhookInputs);
    expect(await pack.analyze("support-texts", webhookInputs)).toEqual([
      expect.stringMatching(
        /^webhook-secret-encrypted: .*\n.* https:\/\/handlers\.contoso\.example\/api\/sms is in plain text\./,
      ),
    ]);
  });

  test("around the whole destination, or in a header", async () => {
    const whole = broken(webhookInputs, "destination", secret(webhookInputs["destination"]));
    await pack.remediate("support-texts", whole);
    expect(await pack.analyze("support-texts", whole)).toEqual([]);
    const header = [{ type: "Static", name: "x-key", value: secret("s3cret"), isSecret: true }];
    const inHeader = broken(
      broken(webhookInputs, "destination.endpointUrl", "https://handlers.contoso.example/api/sms"),
      "destination.deliveryAttributeMappings",
      header,
    );
    await pack.remediate("support-texts", inHeader);
    expect(await pack.analyze("support-texts", inHeader)).toEqual([]);
  });
});

test("values that are not known yet: no violation, no complaint of the SDK's own, and one line at the end", async () => {
  const dark = broken(queueInputs, "filter", unknown);
  for (const name of ["support-one", "support-two"]) {
    await pack.remediate(name, dark);
    expect(await pack.analyze(name, broken(dark, "eventSubscriptionName", name))).toEqual([]);
  }
  expect(await pack.analyzeStack({ "support-chats": queueInputs })).toEqual([]);
  // The answer comes by one way and what is printed by another, which may be a little later.
  await vi.waitFor(() => expect(pack.printed()).toContain("\n"), { timeout: 10_000 });
  const lines = pack.printed().trim().split("\n");
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(
    /^Cannot tell yet, since these policies look at values that are not known before the deployment: /,
  );
  expect(lines[0]).toContain("event-types-listed (support-one: filter and 1 more)");
});

test("a resource that is handed over again with another value is judged by that one", async () => {
  const sent = async (attempts: number) =>
    (await pack.analyze("support-again", broken(queueInputs, "retryPolicy.maxDeliveryAttempts", attempts))).length;
  expect([await sent(1), await sent(30), await sent(1)]).toEqual([1, 0, 1]);
});

test("a stack rule", async () => {
  const twin = broken(queueInputs, "eventSubscriptionName", "support-twin");
  expect(await pack.analyzeStack({ "support-chats": queueInputs, "support-twin": twin })).toEqual([
    expect.stringMatching(/^filter-not-shadowed: .*\n.*"support-chats" .* to the queue "chats": /),
  ]);
});

test("a remediation sets what is to be set, and keeps secret what is secret", async () => {
  const old = broken(broken(withSecret, "destination.minimumTlsVersionAllowed", "1.0"), "retryPolicy", undefined);
  expect(await pack.remediate("support-texts", old)).toBeUndefined();
  await pack.configure({
    "webhook-tls": { level: "REMEDIATE" },
    "retry-within-bounds": { level: "REMEDIATE", maxDeliveryAttempts: 9 },
    "see-secrets": { level: "REMEDIATE" },
  });
  const remediated = await pack.remediate("support-texts", old);
  expect(remediated?.["retryPolicy"]).toEqual({ maxDeliveryAttempts: 9 });
  expect(remediated?.["destination"]).toMatchObject({ endpointUrl: secret(address) });
});

test("the runner of Pulumi's own language host starts the folder", async () => {
  const other = await startPack("language host");
  const { name, policiesList } = await other.info();
  other.stop();
  expect([name, policiesList.length]).toEqual(["acs-events", rules.length + 3]);
});
