import * as pulumi from "@pulumi/pulumi";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { filter } from "../../src/filter-builder/index.ts";
import { subscription } from "../../src/plan/subscription.ts";
import { defineTeam } from "../../src/plan/team.ts";
import { AcsEvents, EventSubscriptions, type EventSubscriptionsArgs } from "../../src/pulumi/index.ts";
import { typeTokens } from "../../src/pulumi/type-tokens.ts";

/** What the engine is asked to register, in order; the SDK's own stand-in for the engine answers. */
interface Registration {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

let registrations: Registration[];
/** Event subscriptions that are being written at this moment, by their topic. */
let writing: Map<string, number>;
let mostAtATime: Map<string, number>;

beforeEach(() => {
  registrations = [];
  writing = new Map();
  mostAtATime = new Map();
});

// Once: the SDK's stand-in must know every resource whose outputs are registered, also after a test has ended.
beforeAll(async () => {
  await pulumi.runtime.setMocks(
    {
      call: ({ inputs }) => inputs,
      newResource: async ({ type, name, inputs, custom }) => {
        registrations.push({ type, name, inputs });
        if (type === typeTokens.eventSubscription) await write(String(inputs["systemTopicName"]).toLowerCase());
        const identity = { type: "SystemAssigned", principalId: "1" };
        return { id: custom === false ? undefined : `/${name}`, state: { name, ...inputs, identity } };
      },
    },
    "program",
    "dev",
    false,
  );
});

async function write(topic: string): Promise<void> {
  const now = (writing.get(topic) ?? 0) + 1;
  writing.set(topic, now);
  mostAtATime.set(topic, Math.max(now, mostAtATime.get(topic) ?? 0));
  await new Promise((resolve) => setTimeout(resolve, 2));
  writing.set(topic, (writing.get(topic) ?? 0) - 1);
}

const eventTypes = ["Microsoft.Communication.SMSReceived"] as const;
const texts = (name: string, endpoint = "hook") => subscription(name, { filter: filter({ eventTypes }), endpoint });
const topic = { name: "contoso", resourceGroupName: "contoso" };
const args: EventSubscriptionsArgs = {
  topic,
  subscriptions: [texts("all")],
  endpoints: { hook: { kind: "webhook", url: "https://handlers.contoso.example/texts" } },
  defaults: { undeliveredEvents: "dropped" },
};

const resolved = <T>(output: pulumi.Output<T>): Promise<pulumi.Unwrap<T>> =>
  new Promise((resolve) => pulumi.output(output).apply((value) => resolve(value)));

/** Declares a component and waits until its subscriptions are registered. */
async function declared(given: Partial<EventSubscriptionsArgs>, options?: pulumi.ComponentResourceOptions) {
  const component = new EventSubscriptions("texts", { ...args, ...given }, options);
  await resolved(component.eventSubscriptionIds);
  return component;
}

const subscriptions = () => registrations.filter(({ type }) => type === typeTokens.eventSubscription);

describe("EventSubscriptions", () => {
  test("each subscription is declared below the component, and known by its name of version 0.1", async () => {
    const given: pulumi.ResourceOptions[] = [];
    const component = await declared({ transform: { subscription: (_, options) => void given.push(options) } });
    expect(given.map(({ parent }) => parent)).toEqual([component]);
    expect(given.map(({ aliases }) => aliases)).toEqual([[{ name: "all", parent: pulumi.rootStackResource }]]);
    expect(subscriptions()).toMatchObject([
      { name: "texts-all", inputs: { eventSubscriptionName: "all", labels: [] } },
    ]);
  });

  test("a topic by its id", async () => {
    const id = "/subscriptions/1/resourceGroups/shared/providers/Microsoft.EventGrid/systemTopics/contoso-events";
    await declared({ topic: pulumi.output(id) });
    expect(subscriptions()[0]?.inputs).toMatchObject({
      systemTopicName: "contoso-events",
      resourceGroupName: "shared",
    });
    expect(() => new EventSubscriptions("texts", { ...args, topic: "/subscriptions/1" })).toThrow(
      '"/subscriptions/1" is not the id of a system topic',
    );
  });

  test("teams: names and labels of the team, and its values", async () => {
    const team = defineTeam<{ readonly endpoint: string }>("support", { owner: "support@contoso.example" }, (stack) => [
      texts("texts", stack.value("endpoint")),
    ]);
    await declared({ teams: [team], subscriptions: [], values: { endpoint: "hook" } });
    expect(subscriptions()[0]?.inputs).toMatchObject({
      eventSubscriptionName: "support-texts",
      labels: ["team=support", "owner=support@contoso.example"],
    });
  });

  test("endpoints whose ids and addresses are outputs, and secrets that are", async () => {
    await declared({
      subscriptions: [texts("hooked"), texts("queued", "queue")],
      endpoints: {
        hook: {
          kind: "webhook",
          url: pulumi.output("https://handlers.contoso.example/texts"),
          secrets: { query: pulumi.output("code=1"), headers: { "x-key": "2" } },
        },
        queue: { kind: "storage-queue", storageAccountId: pulumi.output("/account"), queueName: "texts" },
      },
    });
    const [hooked, queued] = subscriptions().map(({ inputs }) => inputs["destination"]);
    expect(JSON.stringify(hooked)).toContain("https://handlers.contoso.example/texts?code=1");
    expect(JSON.stringify(hooked)).toContain('"name":"x-key"');
    expect(queued).toMatchObject({ endpointType: "StorageQueue", resourceId: "/account", queueName: "texts" });
  });

  test("the oldest TLS version of a webhook: 1.2, or what the endpoint says", async () => {
    const hook = { kind: "webhook", url: "https://handlers.contoso.example/texts" } as const;
    await declared({
      subscriptions: [texts("newer"), texts("older", "old")],
      endpoints: { hook, old: { ...hook, minimumTlsVersion: "1.0" } },
    });
    expect(subscriptions().map(({ inputs }) => inputs["destination"])).toMatchObject([
      { minimumTlsVersionAllowed: "1.2" },
      { minimumTlsVersionAllowed: "1.0" },
    ]);
  });

  test.each([
    ["with a role", true, "deadLetterWithResourceIdentity"],
    ["with a key", false, "deadLetterDestination"],
  ])("undelivered events are kept, %s", async (_, writeWithIdentity, property) => {
    await declared({
      defaults: {},
      deadLetters: { storageAccountId: "/account", container: "undelivered", writeWithIdentity },
    });
    expect(subscriptions()[0]?.inputs).toHaveProperty(property);
  });

  test("a transform of properties, or a function; another prefix", async () => {
    await declared({ transform: { subscription: { labels: ["cost=42"] } }, resourceNamePrefix: "mine-" });
    await declared({
      transform: {
        subscription: (inputs, options, name) => {
          inputs["labels"] = [name];
          options.protect = true;
        },
      },
    });
    expect(subscriptions().map(({ name, inputs }) => [name, inputs["labels"]])).toEqual([
      ["mine-all", ["cost=42"]],
      ["texts-all", ["texts-all"]],
    ]);
  });

  test("what the component waits for, its subscriptions wait for", async () => {
    const order: string[] = [];
    const slow = pulumi.output(
      new Promise<pulumi.Resource>((resolve) => {
        setTimeout(() => {
          order.push("role");
          resolve(new pulumi.ComponentResource("contoso:index:Role", "role"));
        }, 20);
      }),
    );
    await declared({}, { dependsOn: slow });
    expect([...order, ...subscriptions().map(({ name }) => name)]).toEqual(["role", "texts-all"]);
    expect(registrations.map(({ name }) => name).indexOf("role")).toBeLessThan(
      registrations.map(({ name }) => name).indexOf("texts-all"),
    );
  });

  test("one write at a time to a topic, from however many components; topics do not wait for each other", async () => {
    const many = (name: string) => Array.from({ length: 6 }, (_, at) => texts(`${name}-${at}`));
    const components = ["contoso", "Contoso", "fabrikam"].map(
      (name, at) =>
        new EventSubscriptions(`of-${at}`, {
          ...args,
          topic: { name, resourceGroupName: "shared" },
          subscriptions: many(`s${at}`),
        }),
    );
    await Promise.all(components.map((one) => resolved(one.eventSubscriptionIds)));
    expect(subscriptions()).toHaveLength(18);
    expect(Object.fromEntries(mostAtATime)).toEqual({ contoso: 1, fabrikam: 1 });
    const last = (component: string) => subscriptions().findLastIndex(({ name }) => name.startsWith(component));
    const first = (component: string) => subscriptions().findIndex(({ name }) => name.startsWith(component));
    expect(first("of-2")).toBeLessThan(last("of-0"));
  });

  test("mistakes: all of them at once, in the words of the component", () => {
    const wrong = () =>
      new EventSubscriptions("texts", {
        ...args,
        subscriptions: [texts("a"), texts("all", "hok")],
        defaults: { maxDeliveryAttempts: 31, undeliveredEvents: "dropped" },
        endpoints: { hook: { kind: "webhook", url: "http://handlers.contoso.example/texts" } },
      });
    expect(wrong).toThrow('The component "texts" has 2 problems; nothing is deployed.\n\n');
    expect(wrong).toThrow("endpoints.hook.url");
    expect(wrong).toThrow("defaults.maxDeliveryAttempts");
    const misspelt = () => new EventSubscriptions("texts", { ...args, subscriptions: [texts("all", "hok")] });
    expect(misspelt).toThrow(
      'there is no endpoint "hok" in the component "texts"; it declares hook. Did you mean "hook"? Add it to the component\'s endpoints, or name one of these',
    );
    expect(() => new EventSubscriptions("texts", { ...args, defaults: {} })).toThrow(
      'the subscription "all" keeps its undelivered events, and the component "texts" says nowhere to; give the component deadLetters: { storageAccountId, container }, or defaults: { undeliveredEvents: "dropped" }',
    );
  });
});

describe("AcsEvents", () => {
  test("every inner resource lies below the component, is named for it and can be changed", async () => {
    const inner: string[] = [];
    const events = new AcsEvents(
      "calls",
      {
        communication: { dataLocation: "Europe" },
        endpoints: { calls: { kind: "service-bus-queue", create: true } },
        subscriptions: [texts("all", "calls")],
        transform: { systemTopic: { tags: { cost: "42" } } },
      },
      // The SDK asks for the component itself and for all that is declared below it.
      { transformations: [({ name }) => void inner.push(name)] },
    );
    await resolved(events.subscriptions.eventSubscriptionIds);
    expect(inner).toEqual(expect.arrayContaining(["calls", "calls-system-topic", "calls-subscriptions", "calls-all"]));
    expect(inner.toSorted()).toEqual(registrations.map(({ name }) => name).toSorted());
    expect(inner.filter((name) => !name.startsWith("calls"))).toEqual([]);
    expect(registrations.find(({ name }) => name === "calls-system-topic")?.inputs["tags"]).toEqual({ cost: "42" });
  });

  test("mistakes in its arguments are told by their names", () => {
    const wrong = () =>
      new AcsEvents("calls", {
        communication: { dataLocation: "Europe" },
        deadLetters: { container: "Not a container" },
      });
    expect(wrong).toThrow('The component "calls" has 1 problem; nothing is deployed.\n\n  deadLetters.container\n');
  });
});
