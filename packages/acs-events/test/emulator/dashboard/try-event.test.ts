import { describe, expect, test } from "vitest";
import type { EventGridEvent } from "../../../src/catalog/event.ts";
import { allSamples, articleEvents } from "../../../src/catalog/samples.ts";
import { readyEvent } from "../../../src/emulator/dashboard/try-event.ts";
import type { SampleGroup, TryAnswer } from "../../../src/emulator/dashboard/views.ts";
import { schemaOf } from "../../../src/emulator/delivery/envelope.ts";
import type { ResourceProperties } from "../../../src/emulator/store.ts";
import { defaultAssumptions } from "../../../src/filters/assumptions.ts";
import { readFilter } from "../../../src/filters/azure-json/index.ts";
import { compileFilter } from "../../../src/filters/match/matches.ts";
import { answering, handler, subscribe, textMessage, topicId } from "../delivery/rig.ts";
import { dashboardRig } from "./rig.ts";

const ofTypes = (...types: readonly string[]): readonly string[] =>
  types.map((type) => `Microsoft.Communication.${type}`);
const condition = (operatorType: string, key: string, values: readonly unknown[]): ResourceProperties => ({
  advancedFilters: [{ operatorType, key, values }],
});

/** Subscriptions of all sorts: by type, subject and payload, with and without case, negative, in either schema. */
const mixed: Readonly<Record<string, ResourceProperties>> = {
  everything: { includedEventTypes: ["All"] },
  texts: { includedEventTypes: ofTypes("SMSReceived", "SMSDeliveryReportReceived") },
  "texts-to-us": { includedEventTypes: ofTypes("SMSReceived"), subjectBeginsWith: "/phonenumber/1555" },
  "texts-to-others": { includedEventTypes: ofTypes("SMSReceived"), subjectBeginsWith: "/phonenumber/1206" },
  delivered: {
    includedEventTypes: ofTypes("SMSDeliveryReportReceived"),
    ...condition("StringIn", "data.deliveryStatus", ["delivered"]),
  },
  "not-delivered": {
    includedEventTypes: ofTypes("SMSDeliveryReportReceived", "EmailDeliveryReportReceived"),
    ...condition("StringNotIn", "data.deliveryStatus", ["Delivered"]),
  },
  "chat-of-threads": { includedEventTypes: ["All"], subjectBeginsWith: "THREAD/" },
  "chat-of-threads-with-case": {
    includedEventTypes: ["All"],
    subjectBeginsWith: "THREAD/",
    isSubjectCaseSensitive: true,
  },
  "long-versions": { includedEventTypes: ["All"], ...condition("NumberInRange", "data.version", [[1, 2e12]]) },
  "has-tag": { includedEventTypes: ["All"], advancedFilters: [{ operatorType: "IsNotNull", key: "data.tag" }] },
  queues: { includedEventTypes: ["All"], ...condition("StringContains", "subject", ["queue", "worker/"]) },
};

function subscribeAll(store: Parameters<typeof subscribe>[0]): void {
  for (const [name, filter] of Object.entries(mixed)) subscribe(store, name, { filter });
  subscribe(store, "cloud-events", {
    filter: { includedEventTypes: ["All"], ...condition("StringBeginsWith", "type", ["Microsoft.Communication.SMS"]) },
    eventDeliverySchema: "CloudEventSchemaV1_0",
  });
}

test("the answer is that of `matches` for every published sample, and what is sent goes where it said", async () => {
  const { store, services, tryEvent, send, grid } = await dashboardRig(
    ({ store }) => subscribeAll(store),
    await handler(answering(200)),
  );
  const subscriptions = store.eventSubscriptions(topicId);
  const samples = allSamples().flatMap((sample) =>
    sample.envelope === "eventgrid" && sample.partial !== true ? [sample.payload] : [],
  );
  expect(samples.length).toBeGreaterThan(80);
  const matchedOnce = new Set<string>();
  for (const sample of samples) {
    const published = services.preview(sample);
    const expected = subscriptions
      .filter((one) => compileFilter(readFilter(one.filter).filter, defaultAssumptions, schemaOf(one))(published))
      .map(({ name }) => name);
    const answer = await tryEvent(sample);
    if (answer.kind !== "answer") throw new Error(`${sample.eventType} is not an event: ${JSON.stringify(answer)}`);
    expect(answer.receivers, sample.eventType).toEqual(expected);
    const { receivers, keptOut, unlisted } = answer;
    expect([...receivers, ...keptOut.map(({ subscription }) => subscription), ...unlisted].sort()).toEqual(
      subscriptions.map(({ name }) => name).sort(),
    );
    for (const { subscription, conditions } of keptOut) expect(conditions, subscription).not.toEqual([]);
    for (const name of receivers) matchedOnce.add(name);
  }
  // Each of them says something: it matches at least one sample.
  expect(subscriptions.map(({ name }) => name).filter((name) => !matchedOnce.has(name))).toEqual([
    "texts-to-others",
    "chat-of-threads-with-case",
  ]);
  expect(grid.published()).toEqual([]);

  for (const sample of articleEvents()) {
    const said = await tryEvent(sample);
    expect((await send(sample)).status).toBe(200);
    const result = grid.published().at(-1);
    expect(result).toMatchObject({ kind: "published", matched: said.kind === "answer" ? said.receivers : [] });
  }
});

test("who does not get it is told every condition that does not hold, and what stands there", async () => {
  const { tryEvent } = await dashboardRig(({ store }) => {
    subscribe(store, "failed", {
      filter: {
        includedEventTypes: ofTypes("SMSReceived"),
        subjectBeginsWith: "/phonenumber/1425",
        ...condition("StringIn", "data.from", ["15555555555"]),
      },
    });
    subscribe(store, "late", { expirationTimeUtc: "2020-01-01T00:00:00Z" });
    subscribe(store, "calls", { filter: { includedEventTypes: ofTypes("IncomingCall") } });
    subscribe(store, "all");
  });
  expect(await tryEvent(textMessage)).toEqual({
    kind: "answer",
    type: "Microsoft.Communication.SMSReceived",
    subject: "/phonenumber/15551230000",
    receivers: ["all"],
    passedOver: [{ subscription: "late", reason: "it expired at 2020-01-01T00:00:00Z" }],
    keptOut: [
      {
        subscription: "failed",
        conditions: [{ asked: 'subject begins with "/phonenumber/1425"', found: 'it is "/phonenumber/15551230000"' }],
      },
    ],
    unlisted: ["calls"],
    remarks: [],
  } satisfies TryAnswer);
});

test("a subscription that comes, changes or goes counts at once", async () => {
  const { tryEvent, store } = await dashboardRig(({ store }) => {
    subscribe(store, "first");
  });
  const receivers = async (): Promise<readonly string[]> => {
    const answer = await tryEvent(textMessage);
    return answer.kind === "answer" ? answer.receivers : [];
  };
  expect(await receivers()).toEqual(["first"]);
  const second = subscribe(store, "second");
  expect(await receivers()).toEqual(["first", "second"]);
  subscribe(store, "first", { filter: { includedEventTypes: ofTypes("IncomingCall") } });
  expect(await receivers()).toEqual(["second"]);
  store.remove(second);
  expect(await receivers()).toEqual([]);
});

test("a CloudEvent, and the array that Event Grid delivers, are read as the event that was published", async () => {
  const { tryEvent } = await dashboardRig(({ store }) => subscribeAll(store));
  const { id, eventType, subject, data } = textMessage;
  const cloudEvent = { specversion: "1.0", id, type: eventType, source: "/elsewhere", subject, data };
  const plain = await tryEvent(textMessage);
  expect(plain).toMatchObject({ kind: "answer", receivers: ["everything", "texts", "texts-to-us", "cloud-events"] });
  expect(await tryEvent(cloudEvent)).toEqual(plain);
  expect(await tryEvent([textMessage])).toEqual(plain);
});

describe("what is not JSON is told where", () => {
  test.each<readonly [string, RegExp, number, number]>([
    ["", /no JSON/, 1, 1],
    ['{\n  "id" "x"\n}', /: a colon was /, 2, 8],
    ['{\n  "id": "x"\n  "subject": ""\n}', /: a comma was /, 3, 3],
    ['{"id": "x",\n "data": {', /: a closing } was /, 2, 11],
  ])("%j", async (text, message, line, column) => {
    const { tryText } = await dashboardRig(() => undefined);
    expect(await tryText(text)).toEqual({ kind: "no-json", message: expect.stringMatching(message), line, column });
  });

  test("nested beyond what can be read", async () => {
    const { tryText } = await dashboardRig(() => undefined);
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    expect(await tryText(JSON.stringify(textMessage).replace('"15555555555"', deep))).toEqual({
      kind: "no-event",
      problems: ["This is nested too deeply."],
    });
  });
});

describe("what is not an event is told all that it lacks", () => {
  test.each<readonly [unknown, readonly string[]]>([
    [[], ["This is an array with no event in it; write one event."]],
    [[textMessage, textMessage], ["This is an array with 2 events in it; write one event."]],
    ["hello", ["An event is an object, in braces: { … }."]],
    [
      { id: "", subject: 7 },
      [
        "id is empty; it must be text that is not empty.",
        "eventType is missing; it must be text.",
        "subject is a number; it must be text.",
      ],
    ],
    [
      { specversion: "0.3", type: "Microsoft.Communication.SMSReceived", id: "1" },
      ['specversion is text; it must be the text "1.0".'],
    ],
    [
      { ...textMessage, data: "x".repeat(1024 * 1024) },
      [expect.stringMatching(/^Event Grid would refuse this: the event has \d+ bytes; Event Grid takes 1048576\.$/)],
    ],
  ])("%#", async (written, problems) => {
    const { tryEvent } = await dashboardRig(() => undefined);
    expect(await tryEvent(written)).toEqual({ kind: "no-event", problems });
  });
});

describe("what is odd about an event is said, and it is matched all the same", () => {
  test.each<readonly [Partial<EventGridEvent>, readonly string[]]>([
    [
      { eventType: "Microsoft.Communication.SmsReceived" },
      [
        "Microsoft.Communication.SmsReceived is not a known event type of Communication Services. Did you mean Microsoft.Communication.SMSReceived?",
      ],
    ],
    [
      { eventType: "Microsoft.Communication.ChatMemberAddedToThreadWithUser" },
      [
        "Microsoft.Communication.ChatMemberAddedToThreadWithUser is no longer a documented event type; today it is Microsoft.Communication.ChatParticipantAddedToThreadWithUser.",
      ],
    ],
    [
      { subject: "phonenumber/1555" },
      ["No event of this type has such a subject; it looks like /phonenumber/{phoneNumber}."],
    ],
    [
      { data: { To: 15551230000 } },
      [expect.stringMatching(/^Not as published: in data, \w+ is missing; it must be text\.$/)],
    ],
  ])("%#", async (difference, remarks) => {
    const { tryEvent } = await dashboardRig(({ store }) => {
      subscribe(store, "all");
    });
    const answer = await tryEvent({ ...textMessage, ...difference });
    expect(answer).toMatchObject({ kind: "answer", receivers: ["all"] });
    expect(answer.kind === "answer" ? answer.remarks.slice(0, remarks.length) : []).toEqual(remarks);
  });
});

test("without a topic or a source it says why nobody can get an event", async () => {
  const noTopic = await dashboardRig(({ store }) => {
    store.remove(topicId);
  });
  expect(await noTopic.tryEvent(textMessage)).toMatchObject({
    receivers: [],
    unlisted: [],
    remarks: ["Nobody can get it: no system topic carries the events of its source."],
  });
  const nothing = await dashboardRig(({ store }) => {
    for (const { id } of store.all()) store.remove(id);
  });
  expect(await nothing.tryEvent(textMessage)).toEqual({
    kind: "no-event",
    problems: ["No Communication Services resource is deployed that could emit events."],
  });
});

test("every published sample is there to choose from, and can be sent as it stands", async () => {
  const { url, services } = await dashboardRig(() => undefined);
  const groups = (await (await fetch(`${url}/samples`)).json()) as readonly SampleGroup[];
  const samples = groups.flatMap((group) => group.samples);
  const whole = allSamples().filter(({ envelope, partial }) => envelope === "eventgrid" && partial !== true);
  expect(samples).toHaveLength(whole.length);
  expect(new Set(samples.map(({ label }) => label)).size).toBe(samples.length);
  for (const { label, text } of samples) expect(readyEvent(text, services).kind, label).toBe("event");
});
