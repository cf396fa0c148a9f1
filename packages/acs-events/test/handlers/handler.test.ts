import { expect, expectTypeOf, test } from "vitest";
import { type HandlerMap, HandlersProblem, registeredHandlers } from "../../src/handlers/handler.ts";
import { receiver } from "../../src/handlers/receiver.ts";

const sms = "Microsoft.Communication.SMSReceived";

test("a handler is given the payload of its event type", () => {
  const receive = receiver({
    local: true,
    on: {
      [sms]: async (event, context) => {
        expectTypeOf(event.type).toEqualTypeOf<typeof sms>();
        expectTypeOf(event.data.message).toEqualTypeOf<string>();
        // @ts-expect-error: a text message has no delivery status
        expectTypeOf(event.data.deliveryStatus);
        expectTypeOf(context.attempt).toEqualTypeOf<number>();
      },
    },
  });
  expectTypeOf(receive.eventTypes).toEqualTypeOf<readonly (typeof sms)[]>();
  expect(receive.eventTypes).toEqual([sms]);
});

test("several handlers of one type have names", () => {
  const handlers = registeredHandlers("sms", { [sms]: { "create-work-item": () => {}, push: () => {} } });
  expect(handlers.get(sms)?.map(({ name }) => name)).toEqual(["create-work-item", "push"]);
});

test("an event type that does not exist does not compile, and is refused", () => {
  // @ts-expect-error: no such event type
  expect(() => receiver({ local: true, on: { "Microsoft.Communication.SmsReceived": async () => {} } })).toThrow(
    'Unknown event type "Microsoft.Communication.SmsReceived"',
  );
});

test("every problem of a map is said at once", () => {
  const map = {
    "Microsoft.Communication.Nothing": () => {},
    [sms]: { "a b": () => {}, good: 7 },
    "Microsoft.Communication.CallEnded": {},
  } as unknown as HandlerMap;
  const error = ((): unknown => {
    try {
      return registeredHandlers("sms", map);
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toBeInstanceOf(HandlersProblem);
  expect((error as HandlersProblem).problems).toHaveLength(4);
});
