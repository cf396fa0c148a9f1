import { describe, expect, test } from "vitest";
import { compareWithCode } from "../../../src/cli/drift/compare-with-code.ts";
import { type ComparedStack, whatIsDeployed } from "../../../src/cli/drift/what-is-deployed.ts";
import { headline } from "../../../src/cli/render/drift.ts";
import { readSubscriptionSet } from "../../../src/subscription-set/subscription-set.ts";

const topic = (name: string): string =>
  `/subscriptions/1/resourceGroups/g/providers/Microsoft.EventGrid/systemTopics/${name}`;
const given = (name: string, on = "contoso", more: object = {}) => ({
  id: `${topic(on)}/eventSubscriptions/${name}`,
  name,
  filter: { includedEventTypes: ["Microsoft.Communication.SMSReceived"] },
  destination: {
    endpointType: "StorageQueue",
    resourceId: "/subscriptions/1/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a",
    queueName: name,
  },
  ...more,
});
const rest = ({ id, name, ...properties }: ReturnType<typeof given>) => ({ id, name, properties });
const picked = (json: unknown, stack: Partial<ComparedStack> = {}) => {
  const { subscriptions, ...others } = whatIsDeployed(readSubscriptionSet(json), { name: "prod", ...stack });
  return { names: subscriptions.map(({ name }) => name), ...others };
};

test("a list of one topic is all that there is", () => {
  expect(picked([given("a"), given("b")])).toEqual({ names: ["a", "b"], complete: true, misread: [], notes: [] });
});

describe("an input that is not the whole list says nothing of what is missing", () => {
  const part = "The input is not the whole list of a topic. What is in code and not in the input may be deployed.";
  test.each<[string, unknown]>([
    ["what `az … show` prints", given("a")],
    ["the body of a GET", rest(given("a"))],
    ["a page of a list", { value: [rest(given("a"))], nextLink: "https://management.azure.com/next" }],
  ])("%s", (_, json) => {
    const { complete, notes } = picked(json);
    expect([complete, notes.at(-1)]).toEqual([false, part]);
    const deployed = whatIsDeployed(readSubscriptionSet(json), { name: "prod" });
    const planned = readSubscriptionSet([given("a"), given("b")]).subscriptions;
    const drift = compareWithCode("prod", deployed.subscriptions, planned, deployed);
    expect(drift).toMatchObject({ complete: false, differences: [] });
    expect(headline(drift)).toMatch(/^As far as the input shows it, /);
  });

  test("nor does one in which a name is missing", () => {
    const { id: _, name: __, ...unnamed } = given("a");
    expect(picked([unnamed, given("b")])).toMatchObject({
      complete: false,
      notes: [
        "(unnamed): its name in Azure is not in the input, so that it is not compared. What is in code may be it.",
      ],
    });
  });
});

describe("of several topics", () => {
  const both = [given("a"), given("a", "fabrikam")];

  test("nothing is compared where nothing says which one is meant: names are unique on one topic only", () => {
    expect(() => picked(both)).toThrow(
      `The input has subscriptions of 2 topics, and the stack "prod" does not say which one is its own: ${topic("contoso")} and ${topic("fabrikam")}.\nGive the list of one of them: az eventgrid system-topic event-subscription list -g GROUP --system-topic-name NAME -o json`,
    );
  });

  test("the one that the stack declares is compared, and the rest is named", () => {
    expect(picked(both, { topic: topic("CONTOSO") })).toMatchObject({
      names: ["a"],
      complete: true,
      notes: ["Not compared, since the topic of the stack is another one: a."],
    });
  });

  test("one topic in two ways of writing is one", () => {
    expect(picked([given("a"), given("b", "CONTOSO")]).names).toEqual(["a", "b"]);
  });
});

test("the stack of a team is compared with what is that team's", () => {
  const labelled = (name: string, team: string) => given(name, "contoso", { labels: [`team=${team}`] });
  const names = Array.from({ length: 7 }, (_, index) => `sales-${index}`);
  const all = [labelled("support-a", "support"), ...names.map((name) => labelled(name, "sales"))];
  expect(picked(all, { team: "support" })).toMatchObject({
    names: ["support-a"],
    notes: [
      'Not compared, since the stack deploys the team "support" alone: sales-0, sales-1, sales-2, sales-3, sales-4 and 2 more.',
    ],
  });
});

test("what cannot be read is a difference of its subscription; what is remarkable is a note with its name", () => {
  const { misread, notes } = picked([
    given("a", "contoso", { retryPolicy: { maxDeliveryAttempts: "3" } }),
    given("b", "contoso", { filter: {} }),
  ]);
  expect(misread).toEqual([
    {
      subscription: "a",
      path: "retryPolicy.maxDeliveryAttempts",
      message: 'retryPolicy.maxDeliveryAttempts is a number, but here is "3".',
    },
  ]);
  expect(notes).toEqual([expect.stringMatching(/^b: The filter lists no event types\. /)]);
});
