import { describe, expect, test } from "vitest";
import { compareAnswers } from "../../parity/compare-answers.ts";
import { type Exchange, parseExchanges } from "../../parity/exchanges.ts";
import { renderReplay } from "../../parity/render-replay.ts";
import { replay } from "../../parity/replay.ts";

const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/contoso";
const topic = `${group}/providers/Microsoft.EventGrid/systemTopics/vaults`;
const texts = `${topic}/eventSubscriptions/opened`;
const retryPolicy = { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 };

/** A recording of our own, in which `change` may spoil the last answer. */
function recording(change: (answer: Record<string, unknown>) => unknown = (answer) => answer): readonly Exchange[] {
  const source = `${group}/providers/Contoso.Safes/vaults/one`;
  const of = (n: number, method: Exchange["method"], url: string, rest: object): Exchange => ({
    recording: "vaults",
    apiVersion: "2025-02-15",
    method,
    url: `${url}?api-version=2025-02-15`,
    request: null,
    response: null,
    n,
    status: 200,
    ...rest,
  });
  const destination = {
    properties: { endpointUrl: null, endpointBaseUrl: "https://handlers.contoso.example/api" },
    endpointType: "WebHook",
  };
  const answer = (properties: object) => ({
    properties: {
      topic,
      destination,
      filter: { includedEventTypes: ["Contoso.Opened"] },
      labels: null,
      retryPolicy,
      ...properties,
    },
    systemData: null,
    id: texts,
    name: "opened",
    type: "Microsoft.EventGrid/systemTopics/eventSubscriptions",
  });
  return [
    of(1, "PUT", topic, {
      request: { location: "westeurope", properties: { source, topicType: "Contoso.Safes.Vaults" } },
      response: {
        properties: {
          provisioningState: "Succeeded",
          source,
          topicType: "Contoso.Safes.Vaults",
          metricResourceId: "11111111-0000-0000-0000-000000000000",
        },
        systemData: null,
        location: "westeurope",
        tags: null,
        id: topic,
        name: "vaults",
        type: "Microsoft.EventGrid/systemTopics",
      },
    }),
    of(2, "PUT", texts, {
      status: 201,
      asyncOperation: true,
      request: {
        properties: {
          destination: {
            endpointType: "WebHook",
            properties: { endpointUrl: "https://handlers.contoso.example/api?code=s3cret" },
          },
        },
      },
      response: change(answer({ provisioningState: "Creating" })),
    }),
  ];
}

test("what the local Azure answers as recorded agrees, with the event types that the file shows", async () => {
  const replayed = await replay(recording());
  expect(replayed.map((one) => (one.kind === "compared" ? one.differences : one.reason))).toEqual([[], []]);
  expect(renderReplay(replayed)).toContain("2025-02-15   2         2      100.0 %");
});

test("what differs is told with its kind and place", async () => {
  const replayed = await replay(recording(({ name: _, ...answer }) => ({ ...answer, type: "Other", extra: 1 })));
  const lines = renderReplay(replayed).split("\n");
  expect(lines.filter((line) => line.startsWith("2 vaults PUT"))).toEqual([
    '2 vaults PUT: other value type: recorded "Other", local "Microsoft.EventGrid/systemTopics/eventSubscriptions"',
    "2 vaults PUT: missing property extra: recorded 1, local nothing",
    '2 vaults PUT: additional property name: recorded nothing, local "opened"',
  ]);
  expect(lines).toContainEqual(expect.stringContaining("50.0 %"));
});

test("what cannot be replayed by itself is counted with the reason", async () => {
  const [first, second] = recording();
  if (first === undefined || second === undefined) throw new Error("the recording is empty");
  const replayed = await replay([
    { ...first, url: `${topic}?api-version=2019-01-01` },
    { ...first, url: topic },
    { ...first, status: 500 },
    {
      ...first,
      method: "GET",
      url: `${group}/providers/Microsoft.EventGrid/systemTopics?api-version=2025-02-15`,
      response: { value: [{ id: `${topic}-2` }] },
    },
  ]);
  expect(replayed.map((one) => (one.kind === "skipped" ? one.reason : undefined))).toEqual([
    "an older API version, which is refused",
    "a published error without its API version",
    "a failure of the service",
    "a list of what the recording did not make",
  ]);
});

describe("the comparison", () => {
  const compared = (recorded: unknown, local: unknown) =>
    compareAnswers(
      { status: 200, body: recorded, asynchronous: false },
      { status: 200, body: local, asynchronous: false },
    );

  test("leaves GUIDs, the order of resources and an absent systemData aside", () => {
    const [a, b] = ["11111111-2222-3333-4444-555555555555", "66666666-7777-8888-9999-000000000000"];
    expect(compared({ id: `/x/${a}`, systemData: null }, { id: `/x/${b}` })).toEqual([]);
    expect(compared({ value: [{ id: "1" }, { id: "2" }] }, { value: [{ id: "2" }, { id: "1" }] })).toEqual([]);
  });

  test("tells null from absent, and lists of another order or length", () => {
    expect(compared({ labels: null }, {})).toMatchObject([{ kind: "missing property", path: "labels" }]);
    expect(compared({ labels: ["a", "b"] }, { labels: ["b", "a"] })).toHaveLength(2);
    expect(compared({ labels: ["a"] }, { labels: [] })).toMatchObject([{ kind: "other value", path: "labels" }]);
  });

  test("tells statuses and operations", () => {
    expect(
      compareAnswers(
        { status: 201, body: undefined, asynchronous: true },
        { status: 200, body: undefined, asynchronous: false },
      ),
    ).toMatchObject([{ kind: "status" }, { kind: "asynchronous operation" }]);
  });
});

test.each([
  ["{", /is not an array of recorded exchanges/],
  ["{}", /expected array/],
  ['[{"method":"FLY"}]', /method/],
])("a file that is none is told: %s", (text, message) => {
  expect(() => parseExchanges(text, "exchanges.json")).toThrow(message);
});
