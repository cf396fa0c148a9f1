import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Claim, Inbox, InboxKey, Lease } from "../../../src/handlers/inbox.ts";

/** An inbox to test: `open` gives another handle on the same records, as a second process would have. */
export interface Opened {
  open(): Promise<Inbox>;
  close(): Promise<void>;
}

export interface SuiteOptions {
  readonly name: string;
  readonly durable: boolean;
  /** `now` is turned by the tests. */
  start(now: () => number): Promise<Opened>;
}

const lease = 60_000;
let counter = 0;
const fresh = (handler = "sms/file"): InboxKey => {
  counter += 1;
  return { handler, source: "/subscriptions/0/Topic", id: `e${counter} /\\#?%'\u0001 é` };
};

function claimed(claims: readonly Claim[]): readonly Lease[] {
  return claims.map((claim) => {
    if (claim.kind !== "claimed") throw new Error(`expected a lease, got ${claim.kind}`);
    return claim.lease;
  });
}

/** What every store promises; the same suite for all of them. */
export function inboxSuite({ name, durable, start }: SuiteOptions): void {
  describe(`an inbox: ${name}`, () => {
    let time = Date.UTC(2026, 0, 1);
    let opened: Opened;
    let inbox: Inbox;
    let other: Inbox;
    const one = async (key: InboxKey, from: Inbox = inbox): Promise<Claim> => {
      const [claim] = await from.claim([key], lease);
      if (claim === undefined) throw new Error("no answer");
      return claim;
    };
    const leaseOf = async (key: InboxKey, from: Inbox = inbox): Promise<Lease> => {
      const [first] = claimed(await from.claim([key], lease));
      if (first === undefined) throw new Error("no answer");
      return first;
    };

    beforeAll(async () => {
      opened = await start(() => time);
      inbox = await opened.open();
      other = await opened.open();
    });
    afterAll(() => opened.close());

    test("it says whether records outlive the process", () => {
      expect(inbox.durable).toBe(durable);
    });

    test("a handled event is not given out again, by anybody", async () => {
      const key = fresh();
      const first = await leaseOf(key);
      expect(first.attempt).toBe(1);
      expect(await inbox.complete([{ lease: first, messages: [] }])).toEqual([true]);
      expect(await one(key)).toEqual({ kind: "done" });
      expect(await one(key, other)).toEqual({ kind: "done" });
    });

    test("sources compare without case, ids and handlers with it", async () => {
      const key = fresh();
      await inbox.complete([{ lease: await leaseOf(key), messages: [] }]);
      expect(await one({ ...key, source: key.source.toUpperCase() })).toEqual({ kind: "done" });
      expect((await one({ ...key, id: key.id.toUpperCase() })).kind).toBe("claimed");
      expect((await one({ ...key, handler: "sms/push" })).kind).toBe("claimed");
    });

    test("while a lease lasts nobody else gets the event; afterwards somebody does, with the next attempt", async () => {
      const key = fresh();
      const first = await leaseOf(key);
      expect(await one(key, other)).toEqual({ kind: "held", until: time + lease });
      time += lease;
      const second = await leaseOf(key, other);
      expect(second.attempt).toBe(2);
      expect(await inbox.complete([{ lease: first, messages: [{ kind: "late", body: 1 }] }])).toEqual([false]);
      expect(await inbox.extend(first, lease)).toBe(false);
      expect(await inbox.defer(first, { key, body: "{}", subscription: undefined })).toBe(false);
      expect(await other.complete([{ lease: second, messages: [] }])).toEqual([true]);
      expect((await inbox.outbox.take(10, lease)).filter(({ kind }) => kind === "late")).toEqual([]);
    });

    test("a lease that is extended is not taken over, and can be completed", async () => {
      const key = fresh();
      const first = await leaseOf(key);
      time += lease - 1;
      expect(await inbox.extend(first, lease)).toBe(true);
      time += lease - 1;
      expect((await one(key, other)).kind).toBe("held");
      expect(await inbox.complete([{ lease: first, messages: [] }])).toEqual([true]);
    });

    test("a released lease can be claimed at once", async () => {
      const key = fresh();
      await inbox.release([await leaseOf(key)], 5_000);
      expect((await leaseOf(key, other)).attempt).toBe(2);
    });

    test("many keys at once: new, done, held and released ones", async () => {
      const [done, held, released, ...rest] = Array.from({ length: 120 }, () => fresh());
      if (done === undefined || held === undefined || released === undefined) throw new Error("no keys");
      await inbox.complete([{ lease: await leaseOf(done), messages: [] }]);
      await leaseOf(held);
      await inbox.release([await leaseOf(released)], 0);
      const kinds = (await inbox.claim([done, held, released, ...rest], lease)).map(({ kind }) => kind);
      expect(kinds).toEqual(["done", "held", ...Array<string>(118).fill("claimed")]);
    });

    test("of many that claim the same event at once, one gets it", async () => {
      const key = fresh();
      const claims = await Promise.all([inbox, other, inbox, other, other].map((from) => one(key, from)));
      expect(claims.filter(({ kind }) => kind === "claimed")).toHaveLength(1);
      expect(claims.filter(({ kind }) => kind === "held")).toHaveLength(4);
    });

    test("a deferred event is found when its lease has expired or it may be tried again, until it is done", async () => {
      const key = fresh();
      const body = JSON.stringify({ text: "é".repeat(70_000) });
      const first = await leaseOf(key);
      expect(await inbox.defer(first, { key, body, subscription: "SUPPORT" })).toBe(true);
      const found = async () => (await other.deferred(100)).filter((event) => event.key.id === key.id);
      expect(await found()).toEqual([]);
      time += lease;
      expect(await found()).toMatchObject([
        { body, subscription: "SUPPORT", key: { handler: key.handler, id: key.id } },
      ]);
      const second = await leaseOf(key, other);
      expect(await found()).toEqual([]);
      await other.release([second], 5_000);
      expect(await found()).toEqual([]);
      time += 5_000;
      expect(await found()).toHaveLength(1);
      const [event] = await found();
      if (event === undefined) throw new Error("not found");
      await other.complete([{ lease: await leaseOf(event.key, other), messages: [] }]);
      time += lease;
      expect(await found()).toEqual([]);
    });

    test("an effect is begun once; its result is kept until the event is done", async () => {
      const key = fresh();
      const first = await leaseOf(key);
      expect(await inbox.beginEffect(first, "pay /#?")).toEqual({ kind: "begun" });
      expect(await inbox.beginEffect(first, "pay /#?")).toEqual({ kind: "uncertain" });
      await inbox.endEffect(first, "pay /#?", '"paid"');
      expect(await inbox.beginEffect(first, "other")).toEqual({ kind: "begun" });
      await inbox.endEffect(first, "other", undefined);
      await inbox.release([first], 0);
      const second = await leaseOf(key, other);
      expect(await other.beginEffect(second, "pay /#?")).toEqual({ kind: "done", result: '"paid"' });
      expect(await other.beginEffect(second, "other")).toEqual({ kind: "begun" });
    });

    test("messages of the outbox are recorded with the completion, leased, and sent", async () => {
      const completion = {
        lease: await leaseOf(fresh()),
        messages: [
          { kind: "mail", body: { n: 1 } },
          { kind: "mail", body: [2] },
        ],
      };
      expect(await inbox.complete([completion])).toEqual([true]);
      const mails = async () => (await other.outbox.take(50, 10_000)).filter(({ kind }) => kind === "mail");
      const first = await mails();
      expect(first.map(({ body, attempt }) => [body, attempt])).toEqual([
        [{ n: 1 }, 1],
        [[2], 1],
      ]);
      expect(await mails()).toEqual([]);
      time += 10_000;
      const again = await mails();
      expect(again.map(({ id, attempt }) => [id, attempt])).toEqual(first.map(({ id }) => [id, 2]));
      for (const message of again) await other.outbox.sent(message);
      time += 10_000;
      expect(await mails()).toEqual([]);
    });

    test("messages that are more than a relay takes at once are there for its next question", async () => {
      const added = Array.from({ length: 12 }, (_, index) => ({ kind: "many", body: index }));
      for (const message of added) {
        await inbox.complete([{ lease: await leaseOf(fresh()), messages: [message] }]);
        time += 1;
      }
      const bodies: unknown[] = [];
      for (let turn = 0; turn < 3; turn += 1) {
        const taken = await inbox.outbox.take(4, 10_000);
        for (const message of taken) await inbox.outbox.sent(message);
        bodies.push(...taken.map(({ body }) => body));
      }
      expect(bodies).toEqual(added.map(({ body }) => body));
    });

    test("what is given up is kept, with its original text", async () => {
      const body = `{"text":"${"é\\u0000".repeat(40_000)}"}`;
      await inbox.deadLetters.keep({
        because: "invalid-payload",
        reason: "message is missing",
        keptAt: "2026-01-01T00:00:00.000Z",
        receiver: "sms",
        handlers: ["file"],
        subscription: undefined,
        eventId: "e1",
        eventType: "Microsoft.Communication.SMSReceived",
        deliveryCount: 3,
        body,
      });
      const { deadLetters } = other;
      if (!("list" in deadLetters)) return;
      const store = deadLetters as import("../../../src/handlers/dead-letters.ts").KeptEventStore;
      const [kept] = await store.list(10);
      expect(kept).toMatchObject({ because: "invalid-payload", deliveryCount: 3, body, handlers: ["file"] });
      await store.remove(kept?.key ?? "");
      expect(await store.list(10)).toEqual([]);
    });

    test("records of handled events are forgotten when they are old, others are not", async () => {
      const old = fresh();
      const young = fresh();
      const open = await leaseOf(fresh());
      await inbox.complete([{ lease: await leaseOf(old), messages: [] }]);
      time += 1_000;
      await inbox.complete([{ lease: await leaseOf(young), messages: [] }]);
      expect(await inbox.forget(time)).toBeGreaterThan(0);
      expect((await one(old)).kind).toBe("claimed");
      expect((await one(young)).kind).toBe("done");
      expect(await inbox.complete([{ lease: open, messages: [] }])).toEqual([true]);
    });
  });
}
