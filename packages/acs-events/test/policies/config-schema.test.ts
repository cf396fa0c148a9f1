import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { configSchema, settingsSchema } from "../../src/policies/config-schema.ts";
import { rules } from "../../src/policies/rules/index.ts";
import { rule } from "./judge.ts";

test("the schema that editors use is the one of the rules", () => {
  const file = readFileSync(new URL("../../src/policies/config.schema.json", import.meta.url), "utf8");
  expect(JSON.parse(file), "write it again: node policies/write-config-schema.ts && npm run format").toEqual(
    JSON.parse(JSON.stringify(configSchema())),
  );
});

test("every rule is in it, with its parameters and exceptions; any other name is taken for a rule of one's own", () => {
  const { properties, additionalProperties } = configSchema() as {
    readonly properties: Readonly<Record<string, unknown>>;
    readonly additionalProperties: unknown;
  };
  const level = { type: "string", enum: ["advisory", "mandatory", "remediate", "disabled"] };
  const own = { type: "object", properties: { enforcementLevel: level, exceptions: { type: "array" } } };
  expect(additionalProperties).toMatchObject({ oneOf: [level, own] });
  expect(Object.keys(properties)).toEqual(["all", ...rules.map(({ name }) => name)]);
  for (const one of rules) {
    expect(Object.keys(settingsSchema(one))).toEqual([...Object.keys(one.parameters), "exceptions"]);
  }
});

test("a parameter of each type", () => {
  expect(settingsSchema(rule("retry-within-bounds"))).toMatchObject({
    maxDeliveryAttempts: { type: "integer", minimum: 1, maximum: 30, default: 30 },
  });
  expect(settingsSchema(rule("subscription-named-for-team"))).toMatchObject({
    pattern: { type: "string", format: "regex", default: "^[a-z0-9]+(-[a-z0-9]+)*$" },
  });
  expect(settingsSchema(rule("communication-service-protected"))).toMatchObject({
    stacks: { type: "array", items: { type: "string" }, default: ["prod", "prod-*", "production", "production-*"] },
  });
  expect(settingsSchema(rule("shared-event-types-have-prefix"))).toMatchObject({
    eventTypes: { items: { enum: expect.arrayContaining(["Microsoft.Communication.SMSReceived"]) } },
  });
});
