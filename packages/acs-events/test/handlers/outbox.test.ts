import { expect, test } from "vitest";
import type { KeptEvent } from "../../src/handlers/dead-letters.ts";
import { memoryInbox } from "../../src/handlers/memory-inbox.ts";
import { outboxRelay } from "../../src/handlers/outbox-relay.ts";
import { receiver } from "../../src/handlers/receiver.ts";
import { post, text } from "./deliveries.ts";

function rig() {
  let time = 0;
  const inbox = memoryInbox({ now: () => time });
  let fails = false;
  const receive = receiver({
    local: true,
    inbox,
    on: {
      "Microsoft.Communication.SMSReceived": ({ id }, { outbox }) => {
        outbox.add({ kind: "mail", body: { id } });
        if (fails) throw new Error("later");
      },
    },
  });
  return {
    inbox,
    receive,
    turn: (milliseconds: number) => {
      time += milliseconds;
    },
    fail: (value: boolean) => {
      fails = value;
    },
  };
}

test("messages are sent only if their event was recorded as handled, once each", async () => {
  const { inbox, receive, fail } = rig();
  const sent: unknown[] = [];
  const relay = outboxRelay({ inbox, send: { mail: async (body) => void sent.push(body) } });
  fail(true);
  await receive(post([text]));
  expect(await relay.flush()).toBe(0);
  fail(false);
  await receive(post([text]));
  await receive(post([text]));
  expect(await relay.flush()).toBe(1);
  expect(await relay.flush()).toBe(0);
  expect(sent).toEqual([{ id: "e1" }]);
});

test("a message that could not be sent is sent again under the same id, and is kept after too many attempts", async () => {
  const { inbox, receive, turn } = rig();
  const ids: string[] = [];
  const relay = outboxRelay({
    inbox,
    maximumAttempts: 2,
    send: {
      mail: async (_, { id }) => {
        ids.push(id);
        throw new Error("no connection");
      },
    },
  });
  await receive(post([text]));
  await relay.flush();
  turn(60_000);
  await relay.flush();
  turn(60_000);
  await relay.flush();
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
  const { kept } = inbox.deadLetters as unknown as { readonly kept: readonly KeptEvent[] };
  expect(kept).toMatchObject([{ because: "too-many-attempts", handlers: ["mail"], body: '{"id":"e1"}' }]);
});
