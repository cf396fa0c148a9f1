import { expect, expectTypeOf, test } from "vitest";
import type { IncomingEvent } from "../../src/handlers/envelope.ts";
import { on, PayloadProblem } from "../../src/handlers/handler.ts";

const event: IncomingEvent = {
  id: "e1",
  type: "Microsoft.Communication.SMSReceived",
  subject: "/phonenumber/15555555555",
  time: "2026-01-01T00:00:00Z",
  source: "/subscriptions/0",
  data: { MessageId: "m", From: "1", To: "2", Message: "Hello" },
};

test("a handler is given the payload of its event type, in today's spelling and typed", async () => {
  const seen: unknown[] = [];
  const handler = on("Microsoft.Communication.SMSReceived", "record", async (incoming) => {
    expectTypeOf(incoming.type).toEqualTypeOf<"Microsoft.Communication.SMSReceived">();
    expectTypeOf(incoming.data.message).toEqualTypeOf<string>();
    // @ts-expect-error: a text message has no delivery status
    expectTypeOf(incoming.data.deliveryStatus);
    seen.push(incoming.data);
  });
  await handler.handle(event);
  expect(seen).toEqual([{ messageId: "m", from: "1", to: "2", message: "Hello" }]);
});

test("an event type that does not exist cannot be handled", () => {
  // @ts-expect-error: no such event type
  expect(on("Microsoft.Communication.SmsReceived", "record", async () => {}).name).toBe("record");
});

test("a payload that is none never reaches the handler", async () => {
  let called = false;
  const handler = on("Microsoft.Communication.SMSReceived", "record", async () => {
    called = true;
  });
  const problem = await handler.handle({ ...event, data: undefined }).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(PayloadProblem);
  expect(problem).toHaveProperty(
    "message",
    "e1: the payload is not that of Microsoft.Communication.SMSReceived: data is missing; it must be an object",
  );
  expect(called).toBe(false);
});
