import fc from "fast-check";
import { asCloudEvent, text, validation } from "./deliveries.ts";

/** Requests that are wrong in every way that a sender can be wrong, mixed with some that are right. */

const wrongValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(null, "", "\u0000", "\u001b[31m", "__proto__", [], {}, -1, 1e308, "\ud800"),
);

/** An event with some properties replaced, removed or added. */
const mutatedEvent = fc
  .tuple(
    fc.constantFrom<Readonly<Record<string, unknown>>>(text, asCloudEvent, validation),
    fc.dictionary(
      fc.constantFrom(
        "id",
        "eventType",
        "type",
        "subject",
        "topic",
        "source",
        "specversion",
        "data",
        "traceparent",
        "__proto__",
      ),
      wrongValue,
      { maxKeys: 3 },
    ),
  )
  .map(([event, changes]) => ({ ...event, ...changes }));

const jsonBody = fc
  .oneof(mutatedEvent, fc.array(fc.oneof(mutatedEvent, wrongValue), { maxLength: 4 }), wrongValue)
  .map((value) => JSON.stringify(value) ?? "");

/** JSON that was cut off or had a character replaced. */
const damagedBody = fc
  .tuple(jsonBody, fc.nat(), fc.constantFrom("", "}", "]", '"', "\\", "\u0000", "é"))
  .map(([body, at, put]) => {
    const index = body.length === 0 ? 0 : at % body.length;
    return `${body.slice(0, index)}${put}${put === "" ? "" : body.slice(index + 1)}`;
  });

const deepBody = fc
  .tuple(fc.constantFrom("[", '{"a":'), fc.integer({ min: 1, max: 5_000 }))
  .map(([open, depth]) => open.repeat(depth));

export const malformedBody: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 4, arbitrary: jsonBody.map((body) => Buffer.from(body)) },
  { weight: 3, arbitrary: damagedBody.map((body) => Buffer.from(body)) },
  { weight: 1, arbitrary: deepBody.map((body) => Buffer.from(body)) },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
);

const headerText = fc.stringMatching(/^[\x21-\x7e]{0,40}$/);

export const malformedHeaders: fc.Arbitrary<Readonly<Record<string, string>>> = fc
  .tuple(
    fc.constantFrom(
      "application/json",
      "application/json; charset=utf-8",
      "application/cloudevents+json",
      "text/plain",
      "",
      "application/JSON;;",
    ),
    fc.constantFrom("Notification", "SubscriptionValidation", "SubscriptionDeletion", "nothing"),
    headerText,
    headerText,
  )
  .map(([contentType, eventType, subscription, count]) => ({
    "content-type": contentType,
    "aeg-event-type": eventType,
    "aeg-subscription-name": subscription,
    "aeg-delivery-count": count,
  }));

export const malformedMethod = fc.constantFrom("POST", "POST", "POST", "POST", "OPTIONS", "GET", "PUT", "DELETE");
