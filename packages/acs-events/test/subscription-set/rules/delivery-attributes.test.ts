import { expect, test } from "vitest";
import { deliveryAttributesRule } from "../../../src/subscription-set/rules/delivery-attributes.ts";
import { said } from "./said.ts";

const attributes = (endpointType: string, ...deliveryAttributeMappings: unknown[]) =>
  said(deliveryAttributesRule, { destination: { endpointType, deliveryAttributeMappings } });
const dynamic = (name: string) => ({ name, type: "Dynamic", sourceField: "data.from" });
const fixed = (name: string, value: unknown, more: object = {}) => ({ name, type: "Static", value, ...more });

test("ten sound ones pass", () => {
  const many = Array.from({ length: 8 }, (_, index) => dynamic(`x-${index}`));
  expect(attributes("WebHook", ...many, fixed("x-team", "support"), fixed("x-key", null, { isSecret: true }))).toEqual(
    [],
  );
  expect(attributes("ServiceBusTopic", dynamic("SessionId"))).toEqual([]);
  expect(attributes("StorageQueue")).toEqual([]);
});

test("too many, or for a kind that takes none", () => {
  expect(
    attributes("WebHook", ...Array.from({ length: 11 }, (_, index) => dynamic(`x-${index}`))),
  ).toMatchInlineSnapshot(`
    [
      "error delivery-attributes-too-many at destination.deliveryAttributeMappings: There are 11 delivery attributes; Azure takes 10.",
    ]
  `);
  expect(attributes("StorageQueue", dynamic("x"))).toMatchInlineSnapshot(`
    [
      "error delivery-attributes-not-for-kind at destination.deliveryAttributeMappings: A destination of kind StorageQueue takes no delivery attributes; omit them.",
    ]
  `);
});

test("what is wrong with one", () => {
  const wrong = [
    5,
    { type: "Static" },
    dynamic("aeg-x"),
    { name: "x", type: "Dynamic" },
    fixed("x", ""),
    fixed("x", "é".repeat(2049)),
    { name: "x", type: "Other" },
  ];
  expect(attributes("WebHook", ...wrong)).toMatchInlineSnapshot(`
    [
      "error delivery-attribute-invalid at destination.deliveryAttributeMappings[0]: A delivery attribute is an object with name and type.",
      "error delivery-attribute-invalid at destination.deliveryAttributeMappings[1]: The delivery attribute has no name.",
      "error delivery-attribute-invalid at destination.deliveryAttributeMappings[2]: "aeg-x": names that begin with aeg- belong to Event Grid.",
      "error delivery-attribute-invalid at destination.deliveryAttributeMappings[3]: "x" is Dynamic and needs a sourceField, for example "data.from".",
      "error delivery-attribute-invalid at destination.deliveryAttributeMappings[4]: "x" is Static and needs a value.",
      "error delivery-attribute-invalid at destination.deliveryAttributeMappings[5]: The value of "x" has more than 4096 bytes.",
      "error delivery-attribute-invalid at destination.deliveryAttributeMappings[6]: "x" is neither Static nor Dynamic: its type is "Other".",
    ]
  `);
});

test("Service Bus has rules of its own", () => {
  expect(
    attributes("ServiceBusQueue", fixed("MessageId", "1"), dynamic("SessionId"), dynamic("MessageId")),
  ).toMatchInlineSnapshot(`
    [
      "error delivery-attribute-invalid at destination.deliveryAttributeMappings[0]: A MessageId of Service Bus can only be Dynamic.",
      "error delivery-attribute-invalid at destination.deliveryAttributeMappings: Only one of SessionId and MessageId may be set for Service Bus.",
    ]
  `);
});

test("secrets", () => {
  expect(attributes("WebHook", fixed("x-api-key", "s3cret"))).toMatchInlineSnapshot(`
    [
      "warning delivery-attribute-secret-shown at destination.deliveryAttributeMappings[0].isSecret: "x-api-key" looks like a secret, but is not marked as one. Set "isSecret": true, and keep the value as a secret of the stack. [fix true]",
    ]
  `);
  expect(attributes("AzureFunction", fixed("Authorization", "x", { isSecret: true }))).toMatchInlineSnapshot(`
    [
      "warning delivery-attribute-authorization at destination.deliveryAttributeMappings[0]: Event Grid authenticates at a destination of kind AzureFunction by itself; leave the Authorization header out.",
    ]
  `);
});
