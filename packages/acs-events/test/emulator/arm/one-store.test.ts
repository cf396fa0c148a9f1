import fc from "fast-check";
import { expect, test } from "vitest";
import { subscriptionInputs } from "../../../src/emulator/arm/event-subscription-json.ts";
import { changesOf, inputsOf } from "../../../src/emulator/arm/resource-json.ts";
import { serveProvider } from "../../../src/emulator/provider/serve.ts";
import { createWorld } from "../../../src/emulator/resources/azure.ts";
import { resourceTypeOf } from "../../../src/emulator/resources/resource-types.ts";
import { createStore, type ResourceProperties } from "../../../src/emulator/store.ts";
import { now } from "../local-world.ts";
import { engine } from "../provider/engine.ts";
import { callsOf, group, source, topic } from "./rig.ts";

/*
 * One store, two faces: whatever the engine and clients of ARM do to it in turn, both are told the same of it. The judge
 * knows neither: it keeps what was written last, and by whom.
 */

const token = "azure-native:eventgrid:SystemTopicEventSubscription";
const idOf = (name: string): string => `${topic}/eventSubscriptions/${name}`;

const name = fc.constantFrom("texts", "calls", "chats");
const endpointUrl = fc.constantFrom(
  "https://a.contoso.example/api?code=1",
  "https://b.contoso.example:443/api",
  "http://c.contoso.example",
);
const properties = fc.record(
  {
    destination: fc.record({ endpointType: fc.constant("WebHook"), properties: fc.record({ endpointUrl }) }),
    filter: fc.record(
      {
        includedEventTypes: fc.constantFrom(
          ["Microsoft.Communication.SMSReceived"],
          ["Microsoft.Communication.Nothing"],
        ),
        subjectBeginsWith: fc.constantFrom("", "/phonenumber/1"),
        isSubjectCaseSensitive: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    retryPolicy: fc.record({ maxDeliveryAttempts: fc.integer({ min: 0, max: 31 }) }),
    labels: fc.constantFrom(["a"], ["b", "a"]),
    eventDeliverySchema: fc.constantFrom("EventGridSchema", "CloudEventSchemaV1_0"),
  },
  { requiredKeys: ["destination", "filter"] },
);

const step = fc.oneof(
  fc.record({ by: fc.constantFrom("arm", "engine"), act: fc.constant("put"), name, properties }),
  fc.record({ by: fc.constantFrom("arm", "engine"), act: fc.constant("delete"), name }),
  fc.record({
    by: fc.constant("arm"),
    act: fc.constant("patch"),
    name,
    properties: fc.record({ labels: fc.constant(["patched"]) }),
  }),
);

/** Every kind of resource that hangs together: what the engine reads of it is what ARM says of it, in the engine's form. */
test("the provider and ARM never disagree", async () => {
  const local = createWorld({ store: createStore(), now: () => new Date(now) });
  const calls = callsOf(local.world);
  const server = await serveProvider(local, 0);
  const pulumi = engine(server.port);
  await pulumi.configure({ subscriptionId: "11111111-2222-3333-4444-555555555555" });
  await calls.put(group, { location: "westeurope" });
  await calls.put(source, { location: "global", properties: { dataLocation: "Europe" } });
  const topicType = "Microsoft.Communication.CommunicationServices";
  await calls.put(topic, { location: "global", properties: { source, topicType } });
  const type = resourceTypeOf(token);

  const byEngine = async (id: string, given: ResourceProperties | undefined): Promise<boolean> => {
    if (given === undefined)
      return await pulumi.remove(token, id).then(
        () => true,
        () => false,
      );
    const inputs = inputsOf(type, id, { properties: given });
    const written =
      local.world.store.get(id) === undefined
        ? pulumi.create(token, "any", inputs)
        : pulumi.update(token, id, inputs, {});
    return await written.then(
      () => true,
      () => false,
    );
  };
  const byArm = async (method: string, id: string, given: unknown): Promise<boolean> => {
    const answer = await calls.call(method, id, given);
    if (answer.headers.has("azure-asyncoperation")) await calls.finish(answer);
    return answer.status < 300;
  };

  try {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8, minLength: 1 }), async (steps) => {
        const expected = new Map<string, unknown>();
        for (const one of steps) {
          const id = idOf(one.name);
          const given = "properties" in one ? (one.properties as ResourceProperties) : undefined;
          const before = expected.get(id);
          const done =
            one.act === "patch"
              ? await byArm("PATCH", id, given)
              : one.by === "engine"
                ? await byEngine(id, given)
                : await byArm(
                    one.act === "put" ? "PUT" : "DELETE",
                    id,
                    given === undefined ? undefined : { properties: given },
                  );
          if (one.act === "patch") expect(done).toBe(before !== undefined);
          if (!done) continue;
          if (one.act === "delete") expected.delete(id);
          else expected.set(id, one.act === "patch" ? ["patched"] : (given?.["labels"] ?? null));
        }
        for (const one of ["texts", "calls", "chats"]) {
          const id = idOf(one);
          const seen = await calls.call("GET", id);
          const read = await pulumi.read(token, id);
          expect([seen.status, read.id]).toEqual(expected.has(id) ? [200, id] : [404, ""]);
          if (!expected.has(id)) continue;
          const { properties: answered } = seen.body as { readonly properties: ResourceProperties };
          expect(answered["labels"]).toEqual(expected.get(id));
          const { name: _, type: __, azureApiVersion: ___, ...outputs } = read.outputs;
          expect(withoutNulls(subscriptionInputs(answered))).toEqual(withoutNulls({ ...outputs, topic }));
        }
        for (const one of ["texts", "calls", "chats"]) local.world.store.remove(idOf(one));
      }),
      { numRuns: 40 },
    );
  } finally {
    pulumi.close();
    await server.close();
  }
});

test("a PATCH of ARM is read from its body as from one with properties around", () => {
  const type = resourceTypeOf(token);
  expect(changesOf(type, { labels: ["a"] })).toEqual({ labels: ["a"] });
  expect(changesOf(type, { properties: { labels: ["a"] } })).toEqual({ labels: ["a"] });
});

function withoutNulls(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, one: unknown) => (one === null ? undefined : one)));
}
