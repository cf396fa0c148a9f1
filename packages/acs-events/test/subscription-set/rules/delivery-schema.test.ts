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
