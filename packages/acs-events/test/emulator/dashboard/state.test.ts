import { expect, test } from "vitest";
import { articleEvents } from "../../../src/catalog/samples.ts";
import type { EventsView } from "../../../src/emulator/dashboard/views.ts";
import type { ResourceProperties } from "../../../src/emulator/store.ts";
import { answering, handler, keptDeadLetters, start, subscribe, textMessage, webhookUrl } from "../delivery/rig.ts";
import { dashboardRig } from "./rig.ts";

const texts = ["Microsoft.Communication.SMSReceived"];
const team = (name: string): ResourceProperties => ({ labels: [`team=${name}`, `owner=${name}@contoso.example`] });

/** An attempt as it is shown. */
const attempt = (status: number) => ({
  startedAt: expect.any(String),
  detail: `the handler answered ${status}`,
  durationMs: 0,
  status,
  delivered: status === 200,
  batchSize: 1,
});

test("a subscription is shown in words, without its secret", async () => {
  const { state, url } = await dashboardRig(({ store }) => {
    subscribe(store, "failed", {
      ...team("support"),
      ...keptDeadLetters,
      filter: {
        includedEventTypes: texts,
        subjectBeginsWith: "/phonenumber/1555",
        isSubjectCaseSensitive: true,
        enableAdvancedFilteringOnArrays: true,
        advancedFilters: [{ operatorType: "StringNotIn", key: "data.to", values: ["1", "2"] }],
      },
      retryPolicy: { maxDeliveryAttempts: 1, eventTimeToLiveInMinutes: 90 },
      expirationTimeUtc: "2030-01-01T00:00:00Z",
    });
    subscribe(
      store,
      "queue",
      {
        destination: {
          endpointType: "StorageQueue",
          resourceId: "/subscriptions/1/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a",
          queueName: "q",
        },
        eventDeliverySchema: "CloudEventSchemaV1_0",
      },
      "Failed",
    );
  });
  const none = { delivered: 0, underWay: 0, lost: 0, keptOut: 0 };
  expect(await state()).toEqual({
    stack: "dev",
    run: expect.any(String),
    clock: { waiting: 0, passesWaits: true },
    faults: {},
    now: new Date(start).toISOString(),
    subscriptions: [
      {
        name: "failed",
        team: "support",
        owner: "support@contoso.example",
        eventTypes: texts,
        conditions: [
          'subject begins with "/phonenumber/1555"',
          'data.to is not "1" nor "2"',
          "the subject is compared with case",
          "conditions look into arrays",
        ],
        destination: { kind: "webhook", shown: "https://handlers.contoso.example/api/sms" },
        endpoint: "https://handlers.contoso.example/api/sms",
        declaredAt: {
          text: "infra/teams/support.ts:14",
          href: "vscode://file/work%20in/progress/infra/teams/support.ts:14",
        },
        details: [
          "Event Grid schema",
          "at most 1 attempt in 90 minutes",
          "undelivered events go to the container letters",
          "expires 2030-01-01T00:00:00Z",
        ],
        counts: none,
      },
      {
        name: "queue",
        team: "",
        owner: "",
        eventTypes: "All",
        conditions: [],
        destination: { kind: "storage queue", shown: "q" },
        details: [
          "CloudEvents 1.0",
          "at most 30 attempts in 24 hours",
          "undelivered events are dropped",
          "/subscriptions/1/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a/queueServices/default/queues/q",
        ],
        trouble: "its provisioning state is Failed",
        counts: none,
      },
    ],
    events: [],
    older: 0,
    published: 0,
  });
  expect(webhookUrl).toContain("s3cret");
  expect(await (await fetch(`${url}/state`)).text()).not.toContain("s3cret");
});

test("an event says who received it, after which attempts, and who did not and why", async () => {
  const statuses: Readonly<Record<string, () => { readonly status: number }>> = {
    "/fine": () => ({ status: 200 }),
    "/flaky": answering(500, 503, 200) as () => { readonly status: number },
    "/down": () => ({ status: 503 }),
    "/broken": () => ({ status: 400 }),
  };
  const to = (path: string): ResourceProperties => ({
    destination: { endpointType: "WebHook", endpointUrl: `https://handlers.contoso.example${path}?code=s3cret` },
  });
  const { state, fate, send } = await dashboardRig(
    ({ store }) => {
      subscribe(store, "fine", to("/fine"));
      subscribe(store, "flaky", to("/flaky"));
      subscribe(store, "down", { ...to("/down"), ...keptDeadLetters, retryPolicy: { maxDeliveryAttempts: 2 } });
      subscribe(store, "broken", to("/broken"));
      subscribe(store, "elsewhere", { destination: { endpointType: "WebHook", endpointUrl: "https://else.example/" } });
      subscribe(store, "late", { expirationTimeUtc: "2020-01-01T00:00:00Z" });
      subscribe(store, "others", { filter: { includedEventTypes: texts, subjectBeginsWith: "/phonenumber/1206" } });
      subscribe(store, "calls", { filter: { includedEventTypes: ["Microsoft.Communication.IncomingCall"] } });
    },
    await handler(({ path }) => statuses[path.replace(/\?.*/, "")]?.() ?? { status: 404 }),
  );
  expect(await (await send(textMessage)).json()).toEqual({ kind: "sent", position: 0 });
  const { events, subscriptions } = await state();
  expect(events).toMatchObject([
    {
      position: 0,
      keptOut: 2,
      deliveries: [
        { subscription: "fine", kind: "delivered", summary: "delivered" },
        { subscription: "flaky", kind: "delivered", summary: "delivered at attempt 3" },
        { subscription: "down", kind: "lost", deadLetter: expect.any(String) },
        { subscription: "broken", kind: "lost" },
        { subscription: "elsewhere", kind: "lost" },
      ],
    },
  ]);
  expect([await fate(0)]).toEqual([
    {
      position: 0,
      id: `${textMessage.id}-1`,
      type: "Microsoft.Communication.SMSReceived",
      subject: "/phonenumber/15551230000",
      publishedAt: new Date(start).toISOString(),
      deliveries: [
        { subscription: "fine", kind: "delivered", summary: "delivered", attempts: [attempt(200)] },
        {
          subscription: "flaky",
          kind: "delivered",
          summary: "delivered at attempt 3",
          attempts: [attempt(500), attempt(503), attempt(200)],
        },
        {
          subscription: "down",
          kind: "lost",
          summary: "given up after 2 attempts (Busy); kept as a dead letter",
          attempts: [attempt(503), attempt(503)],
          deadLetter: expect.stringMatching(/\/DOWN\/2026\/3\/4\/5\/.*\.json$/),
        },
        {
          subscription: "broken",
          kind: "lost",
          summary: expect.stringMatching(
            /^dropped: given up after 1 attempt: .* BadRequest, and the subscription has no /,
          ),
          attempts: [attempt(400)],
        },
        {
          subscription: "elsewhere",
          kind: "lost",
          summary: expect.stringMatching(/^not contacted: .* for else\.example; add "https:\/\/else\.example" /),
          attempts: [{ ...attempt(0), status: undefined, detail: expect.stringContaining("no local handler") }],
        },
      ],
      passedOver: [{ subscription: "late", reason: "it expired at 2020-01-01T00:00:00Z" }],
      keptOut: [
        {
          subscription: "others",
          conditions: [{ asked: 'subject begins with "/phonenumber/1206"', found: 'it is "/phonenumber/15551230000"' }],
        },
      ],
      unlisted: ["calls"],
    },
  ]);
  const counts = Object.fromEntries(subscriptions.map((one) => [one.name, one.counts]));
  const none = { delivered: 0, underWay: 0, lost: 0, keptOut: 0 };
  expect(counts).toEqual({
    fine: { ...none, delivered: 1 },
    flaky: { ...none, delivered: 1 },
    down: { ...none, lost: 1 },
    broken: { ...none, lost: 1 },
    elsewhere: { ...none, lost: 1 },
    late: none,
    others: { ...none, keptOut: 1 },
    calls: none,
  });
});

test("the newest event stands first, an old name says what it is called today", async () => {
  const { state } = await dashboardRig((_, services) => {
    for (const event of articleEvents()) services.emit(event);
  });
  const { events } = await state();
  expect(events.map(({ position }) => position)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  expect(events.flatMap(({ remark }) => remark ?? [])).toEqual([
    expect.stringMatching(/ today it is Microsoft\.Communication\.ChatParticipantRemovedFromThreadWithUser\.$/),
    expect.stringMatching(/ today it is Microsoft\.Communication\.ChatParticipantAddedToThreadWithUser\.$/),
  ]);
});

test("why an event was filtered out stays what it was when the filter changes later", async () => {
  const { state, fate, store } = await dashboardRig(({ store }, services) => {
    subscribe(store, "texts", { filter: { includedEventTypes: texts, subjectBeginsWith: "/phonenumber/1206" } });
    services.emit(textMessage);
  });
  const before = [await fate(0), ...(await state()).events];
  subscribe(store, "texts", { filter: { includedEventTypes: texts } });
  expect([await fate(0), ...(await state()).events]).toEqual(before);
  expect((await state()).subscriptions[0]).toMatchObject({ conditions: [], counts: { keptOut: 1 } });
});

test("what Event Grid refused and what no topic carries is listed as such", async () => {
  const { state } = await dashboardRig(({ grid }) => {
    grid.publish({ id: "1" });
    grid.publish({ ...textMessage, topic: "/subscriptions/1/elsewhere" });
  });
  const { events } = await state();
  expect(events.map(({ trouble }) => trouble)).toEqual([
    "no system topic carries the events of its source",
    expect.stringMatching(/^Event Grid refused it: this is not an event in the Event Grid schema: /),
  ]);
});

test("of very many events the newest are shown; the others are counted, and read a page at a time", async () => {
  const { state, url } = await dashboardRig((_, services) => {
    for (let count = 0; count < 203; count += 1) services.emit(textMessage);
  });
  const { events, older } = await state();
  expect([events.length, events[0]?.position, events.at(-1)?.position, older]).toEqual([200, 202, 3, 3]);
  const page = async (query: string) => {
    const { events, older } = (await (await fetch(`${url}/events?${query}`)).json()) as EventsView;
    return [events.map(({ position }) => position), older];
  };
  expect(await page("before=3")).toEqual([[2, 1, 0], 0]);
  expect(await page("before=100&limit=2")).toEqual([[99, 98], 98]);
  expect(await page("before=0")).toEqual([[], 0]);
  for (const wrong of ["before=-1", "before=x", "limit=0", "limit=201", "after=1"]) {
    expect((await fetch(`${url}/events?${wrong}`)).status).toBe(400);
  }
});
