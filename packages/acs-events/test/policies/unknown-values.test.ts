import { describe, expect, test } from "vitest";
import { rules } from "../../src/policies/rules/index.ts";
import type { ResourceKind } from "../../src/policies/rules/subject/resource-subject.ts";
import {
  broken,
  compliantStack,
  queueInputs,
  resourceInputs,
  resourceOf,
  stackOf,
  subscriptionOf,
  topicId,
  urnOf,
  webhookInputs,
} from "./compliant.ts";
import { judge, rule, told } from "./judge.ts";

/** What Pulumi puts in the place of a text that it does not know yet. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Every place in some inputs, whole objects included. */
function places(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return path === "" ? [] : [path];
  const inside = Object.entries(value).flatMap(([name, inner]) =>
    places(inner, path === "" ? name : `${path}.${name}`),
  );
  return path === "" ? inside : [path, ...inside];
}

/** All that can be said of a stack: every rule, with the parameters set that do nothing until they are. */
function everyVerdict(stack: ReturnType<typeof stackOf>) {
  const parameters = { hosts: ["*.contoso.example"], locations: ["Europe"], ownerPattern: "@contoso" };
  return rules.flatMap((one) => {
    const own = Object.fromEntries(Object.entries(parameters).filter(([name]) => name in one.parameters));
    return judge(one, stack, { stack: "prod", parameters: own });
  });
}

describe("a value that is not known yet is never a violation", () => {
  test.each([
    ...places(webhookInputs).map((path) => [path, webhookInputs, queueInputs] as const),
    ...places(queueInputs).map((path) => [path, queueInputs, webhookInputs] as const),
  ])("subscription: %s", (path, inputs, other) => {
    const verdicts = everyVerdict(stackOf([broken(inputs, path, unknown), other], compliantStack().resources));
    expect(verdicts.filter(({ kind }) => kind === "violation")).toEqual([]);
  });

  test.each(
    (Object.keys(resourceInputs) as ResourceKind[]).flatMap((kind) =>
      places(resourceInputs[kind]).map((path) => [kind, path] as const),
    ),
  )("%s: %s", (kind, path) => {
    const others = compliantStack().resources.filter(({ resourceKind }) => resourceKind !== kind);
    const changed = resourceOf(kind, broken({ ...resourceInputs[kind], id: topicId }, path, unknown));
    expect(everyVerdict(stackOf([], [...others, changed])).filter((one) => one.kind === "violation")).toEqual([]);
  });
});

test("each rule says which value it waits for", () => {
  expect(told(judge(rule("webhook-authenticated"), stackOf([broken(webhookInputs, "destination", unknown)])))).toEqual([
    "support-texts › destination: cannot tell (computed)",
  ]);
  expect(told(judge(rule("retry-within-bounds"), stackOf([broken(webhookInputs, "retryPolicy", unknown)])))).toEqual([
    "support-texts › retryPolicy: cannot tell (computed)",
    "support-texts › retryPolicy: cannot tell (computed)",
  ]);
  expect(
    told(judge(rule("filter-can-match"), stackOf([broken(webhookInputs, "filter.subjectBeginsWith", unknown)]))),
  ).toEqual(["support-texts › filter.subjectBeginsWith: cannot tell (computed)"]);
});

describe("in a preview, what values depend on decides where they cannot", () => {
  const queueFrom = (name: string, ...urns: string[]) =>
    subscriptionOf(
      broken(
        broken(
          broken(queueInputs, "eventSubscriptionName", name),
          "deliveryWithResourceIdentity.destination.resourceId",
          unknown,
        ),
        "deliveryWithResourceIdentity.destination.queueName",
        unknown,
      ),
      {
        dependencies: {
          deliveryWithResourceIdentity: urns,
          deadLetterWithResourceIdentity: [urnOf("azure-native:storage:StorageAccount", "dead-letters")],
        },
      },
    );
  const account = urnOf("azure-native:storage:StorageAccount", "queues");
  const queue = (name: string) => urnOf("azure-native:storage:Queue", name);

  test("queues of their own are two places, and not the account of the dead letters", () => {
    const subscriptions = [queueFrom("a", account, queue("one")), queueFrom("b", account, queue("two"))];
    const stack = { ...stackOf([]), subscriptions };
    for (const name of ["filter-not-shadowed", "same-event-once-per-endpoint", "undelivered-events-kept-elsewhere"]) {
      expect(judge(rule(name), stack), name).toEqual([]);
    }
  });

  test("one queue twice may be the same place: it is too early to say", () => {
    const subscriptions = [queueFrom("a", account, queue("one")), queueFrom("b", account, queue("one"))];
    expect(told(judge(rule("filter-not-shadowed"), { ...stackOf([]), subscriptions }))).toEqual([
      "a › destination.resourceId: cannot tell (computed)",
    ]);
  });

  test("a diagnostic setting that depends on the topic is about it; one that depends on something else is not", () => {
    const topic = resourceOf("system-topic");
    const setting = (on: string) =>
      resourceOf("diagnostic-setting", { resourceUri: unknown }, { dependencies: { resourceUri: [on] } });
    const about = (on: string) => judge(rule("topic-has-diagnostics"), stackOf([], [topic, setting(on)]));
    expect(about(topic.urn)).toEqual([]);
    expect(about(urnOf("azure-native:communication:CommunicationService", "other")).map(({ kind }) => kind)).toEqual([
      "violation",
    ]);
  });

  test("one topic is one topic, whatever its source; of two, it is too early to say", () => {
    const topic = (name: string) => resourceOf("system-topic", { source: unknown }, { name });
    expect(judge(rule("one-topic-per-source"), stackOf([], [topic("a")]))).toEqual([]);
    expect(told(judge(rule("one-topic-per-source"), stackOf([], [topic("a"), topic("b")])))).toEqual([
      "a › source: cannot tell (computed)",
      "b › source: cannot tell (computed)",
    ]);
  });
});

test("whether something is a secret is not known where nobody looked", () => {
  const subscriptions = [subscriptionOf(webhookInputs, { isSecret: () => undefined })];
  const stack = { ...stackOf([]), subscriptions };
  expect(told(judge(rule("webhook-secret-encrypted"), stack))).toEqual([
    "support-texts › destination.endpointUrl: cannot tell (not-in-plan)",
  ]);
  expect(told(judge(rule("webhook-authenticated"), stack))).toEqual([
    "support-texts › destination.endpointUrl: cannot tell (not-in-plan)",
  ]);
});
