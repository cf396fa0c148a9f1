import fc from "fast-check";
import { expect, test } from "vitest";
import type { Event } from "../../src/catalog/event.ts";
import { matches } from "../../src/filters/match/matches.ts";
import { type Replay, startReplay } from "../../src/review/replay.ts";
import { replayLines, replayTitle } from "../../src/review/replay-wording.ts";
import { sharedBase, sharedHead } from "./shared-review.ts";

const event = (id: string, type: string, subject: string): Event => ({
  id,
  eventType: `Microsoft.Communication.${type}`,
  subject,
  eventTime: "2026-01-31T00:00:00Z",
  data: {},
});
const replayOf = (events: readonly Event[]): Replay => {
  const replaying = startReplay(sharedBase, sharedHead);
  for (const one of events) replaying.add(one);
  return replaying.result();
};

test("who gets how many, before and after, and which go or come", () => {
  const replay = replayOf([
    event("kept", "SMSReceived", "/phonenumber/15551000000"),
    event("lost", "SMSReceived", "/phonenumber/15552000000"),
    event("gained", "SMSDeliveryReportReceived", "/phonenumber/12060000000"),
    event("moved", "CallEnded", "call/1/startedBy/x"),
    event("nobody's", "RecordingFileStatusUpdated", "/recording/x"),
  ]);
  const none = { count: 0, ids: [] };
  expect(replay).toEqual({
    events: 5,
    subscriptions: [
      { subscription: "archive-calls", base: 0, head: 1, lost: none, gained: { count: 1, ids: ["moved"] } },
      { subscription: "billing-reports", base: 0, head: 1, lost: none, gained: { count: 1, ids: ["gained"] } },
      { subscription: "quality-calls", base: 1, head: 0, lost: { count: 1, ids: ["moved"] }, gained: none },
      { subscription: "support-inbound-sms", base: 2, head: 1, lost: { count: 1, ids: ["lost"] }, gained: none },
      { subscription: "unchanged", base: 2, head: 2, lost: none, gained: none },
    ],
    unreceived: { count: 1, ids: ["lost"] },
  });
});

test("it counts what the matcher says, event by event", () => {
  const events = fc.record({
    type: fc.constantFrom("SMSReceived", "SMSDeliveryReportReceived", "CallEnded", "CallStarted"),
    subject: fc.constantFrom("/phonenumber/15551", "/PhoneNumber/15552", "/phonenumber/1206", "call/1", "x"),
  });
  fc.assert(
    fc.property(fc.array(events, { maxLength: 12 }), (given) => {
      const recorded = given.map(({ type, subject }, index) => event(String(index), type, subject));
      const { subscriptions } = replayOf(recorded);
      for (const [side, records] of [
        ["base", sharedBase],
        ["head", sharedHead],
      ] as const) {
        for (const { name, filter } of records) {
          const expected = recorded.filter((one) => matches(filter, one)).length;
          expect(subscriptions.find(({ subscription }) => subscription === name)?.[side]).toBe(expected);
        }
      }
      for (const { base, head, lost, gained } of subscriptions) expect(head - base).toBe(gained.count - lost.count);
    }),
    { numRuns: 50 },
  );
});

test("five ids are kept of however many", () => {
  const many = Array.from({ length: 1240 }, (_, index) => event(`e${index}`, "SMSReceived", "/phonenumber/15552"));
  const { unreceived } = replayOf(many);
  expect(unreceived).toEqual({ count: 1240, ids: ["e0", "e1", "e2", "e3", "e4"] });
});

test("names that differ in case only are one subscription", () => {
  const [one] = sharedBase;
  const replaying = startReplay(
    one === undefined ? [] : [one],
    one === undefined ? [] : [{ ...one, name: one.name.toUpperCase() }],
  );
  replaying.add(event("e", "SMSReceived", "/phonenumber/15551"));
  expect(replaying.result().subscriptions).toMatchObject([{ base: 1, head: 1 }]);
});

const none = { count: 0, ids: [] };
const some = (count: number) => ({ count, ids: ["a", "b", "c", "d", "e"].slice(0, count) });

test.each<[string, Omit<Replay, "events">, string[]]>([
  [
    "fewer, more, others, and the rest",
    {
      subscriptions: [
        { subscription: "fewer", base: 1240, head: 1203, lost: some(37), gained: none },
        { subscription: "more", base: 0, head: 2, lost: none, gained: some(2) },
        { subscription: "others", base: 1, head: 2, lost: some(1), gained: some(2) },
        { subscription: "rest", base: 3, head: 3, lost: none, gained: none },
      ],
      unreceived: some(37),
    },
    [
      "37 that somebody got reach nobody any more, for example a, b, c",
      "fewer gets 37 fewer (1,240 → 1,203), for example a, b, c",
      "more gets 2 more (0 → 2): a, b",
      "others gets 1 no more: a; and 2 others (1 → 2): a, b",
      "one other subscription gets what it got before",
    ],
  ],
  [
    "nothing changes for anybody",
    { subscriptions: [{ subscription: "a", base: 1, head: 1, lost: none, gained: none }], unreceived: none },
    ["every subscription gets what it got before"],
  ],
  ["there is no subscription", { subscriptions: [], unreceived: none }, []],
])("in words: %s", (_, replay, lines) => expect(replayLines({ events: 1, ...replay })).toEqual(lines));

test("the title counts", () => {
  const replay = { subscriptions: [], unreceived: none };
  expect([1, 1240].map((events) => replayTitle({ events, ...replay }))).toEqual([
    "Of 1 recorded event",
    "Of 1,240 recorded events",
  ]);
});
