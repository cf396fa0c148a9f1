import { describe, expect, test } from "vitest";
import type { CloudEvent, Event } from "../../../src/catalog/event.ts";
import { attributeHeaders } from "../../../src/emulator/delivery/delivery-attributes.ts";
import { type DeliveryRequest, renderDelivery, toDeliverySchema } from "../../../src/emulator/delivery/envelope.ts";
import { sourceId, textMessage } from "./rig.ts";

const asCloudEvent: CloudEvent = {
  id: textMessage.id,
  source: sourceId,
  subject: "/phonenumber/15551230000",
  type: "Microsoft.Communication.SMSReceived",
  time: "2020-09-18T00:27:47Z",
  specversion: "1.0",
  data: textMessage.data,
};

function delivery(event: Event, changes: Partial<DeliveryRequest> = {}): DeliveryRequest {
  return {
    kind: "Notification",
    schema: "EventGridSchema",
    subscription: "support-texts",
    events: [event],
    deliveryCount: 0,
    outputEventId: "8f7e",
    batching: false,
    attributes: [],
    ...changes,
  };
}

test("in the Event Grid schema the body is an array", () => {
  const { headers, body } = renderDelivery(delivery(textMessage));
  expect(JSON.parse(body)).toEqual([textMessage]);
  expect(headers).toEqual({
    "content-type": "application/json; charset=utf-8",
    "aeg-event-type": "Notification",
    "aeg-subscription-name": "SUPPORT-TEXTS",
    "aeg-delivery-count": "0",
    "aeg-metadata-version": "1",
    "aeg-data-version": "1.0",
    "aeg-output-event-id": "8f7e",
  });
});

test("a CloudEvent goes alone, as an object, with what Event Grid maps to what", () => {
  const converted = toDeliverySchema(textMessage, "CloudEventSchemaV1_0");
  expect(converted).toEqual(asCloudEvent);
  const { headers, body } = renderDelivery(
    delivery(asCloudEvent, { schema: "CloudEventSchemaV1_0", deliveryCount: 3 }),
  );
  expect(JSON.parse(body)).toEqual(asCloudEvent);
  expect(headers).toEqual({
    "content-type": "application/cloudevents+json; charset=utf-8",
    origin: "eventgrid.azure.net",
    "aeg-event-type": "Notification",
    "aeg-subscription-name": "SUPPORT-TEXTS",
    "aeg-delivery-count": "3",
    "aeg-metadata-version": "1.0",
    "aeg-output-event-id": "8f7e",
  });
});

test("batches are arrays in both schemas", () => {
  const events = [textMessage, { ...textMessage, id: "2" }] as const;
  expect(JSON.parse(renderDelivery(delivery(textMessage, { events, batching: true })).body)).toEqual(events);
  const { headers, body } = renderDelivery(delivery(asCloudEvent, { schema: "CloudEventSchemaV1_0", batching: true }));
  expect(JSON.parse(body)).toEqual([asCloudEvent]);
  expect(headers["content-type"]).toBe("application/cloudevents-batch+json; charset=utf-8");
});

test("events are converted to CloudEvents and never the other way", () => {
  expect(toDeliverySchema(textMessage, "EventGridSchema")).toBe(textMessage);
  expect(toDeliverySchema(asCloudEvent, "CloudEventSchemaV1_0")).toBe(asCloudEvent);
  expect(toDeliverySchema(asCloudEvent, "EventGridSchema")).toBeUndefined();
});

describe("delivery attributes", () => {
  const event = {
    ...textMessage,
    data: { from: "15555555555", count: 2, ok: true, nested: { a: "b" }, text: "zwölf\n" },
  };
  test.each([
    ["data.from", "15555555555"],
    ["data.count", "2"],
    ["data.ok", "true"],
    ["data.nested.a", "b"],
    ["subject", "/phonenumber/15551230000"],
    ["data.nested", undefined],
    ["data.missing.deeper", undefined],
    ["data.text", undefined],
    ["data.constructor", undefined],
  ])("a dynamic one of %s is %s", (sourceField, value) => {
    const headers = attributeHeaders([{ type: "Dynamic", name: "X-Value", sourceField }], event);
    expect(headers).toEqual(value === undefined ? {} : { "x-value": value });
  });

  test("a static one that cannot be a header, or is too long, is omitted", () => {
    const attributes = [
      { type: "Static", name: "x-key", value: "s3cret" },
      { type: "Static", name: "not a name", value: "1" },
      { type: "Static", name: "x-lines", value: "1\r\n2" },
      { type: "Static", name: "x-long", value: "x".repeat(4097) },
      { type: "Dynamic", name: "x-from", sourceField: "data.from" },
    ] as const;
    expect(attributeHeaders(attributes)).toEqual({ "x-key": "s3cret" });
  });

  test("they never replace a header of Event Grid's own", () => {
    const attributes = [{ type: "Static", name: "AEG-Event-Type", value: "mine" }] as const;
    expect(renderDelivery(delivery(textMessage, { attributes })).headers["aeg-event-type"]).toBe("Notification");
  });
});
