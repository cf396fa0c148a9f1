import { expect, test } from "vitest";
import { deliverySchemaRule } from "../../../src/subscription-set/rules/delivery-schema.ts";
import { said } from "./said.ts";

const schema = (eventDeliverySchema: string) => said(deliverySchemaRule, { eventDeliverySchema });

test.each([["EventGridSchema"], ["CloudEventSchemaV1_0"], ["[parameters('schema')]"]])("%s passes", (name) => {
  expect(schema(name)).toEqual([]);
});

test("others", () => {
  expect(schema("CustomInputSchema")).toMatchInlineSnapshot(`
    [
      "error delivery-schema-unknown at eventDeliverySchema: CustomInputSchema is for custom topics that take events in it; Communication Services delivers in EventGridSchema or CloudEventSchemaV1_0.",
    ]
  `);
  expect(schema("CloudEventV1_0")).toMatchInlineSnapshot(`
    [
      "error delivery-schema-unknown at eventDeliverySchema: There is no delivery schema "CloudEventV1_0"; Communication Services delivers in EventGridSchema or CloudEventSchemaV1_0.",
    ]
  `);
});

test("the schema of CloudEvents 0.1 is one of the past", () => {
  expect(said(deliverySchemaRule, { eventDeliverySchema: "CloudEventV01Schema" })).toEqual([
    'warning delivery-schema-retired at eventDeliverySchema: CloudEventV01Schema is the delivery schema of CloudEvents 0.1, which current versions of Azure\'s API do not have. Deliver in CloudEventSchemaV1_0. [fix "CloudEventSchemaV1_0"]',
  ]);
});
