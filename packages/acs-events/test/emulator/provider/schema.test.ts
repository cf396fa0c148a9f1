import { expect, test } from "vitest";
import { schemaOf } from "../../../src/emulator/provider/schema.ts";
import { resourceTypes } from "../../../src/emulator/resources/resource-types.ts";
import { contosoWorld, eventSubscription, put } from "../local-world.ts";

const token = "azure-native:eventgrid:SystemTopicEventSubscription";

interface Schema {
  readonly resources: Readonly<
    Record<
      string,
      { readonly properties: object; readonly inputProperties: object; readonly requiredInputs: readonly string[] }
    >
  >;
}

test("has every type that the local Azure knows, with what a program may say of what there is", () => {
  const world = contosoWorld();
  put(world, token, { ...eventSubscription, azureApiVersion: "2025-02-15", __createBeforeDelete: true });
  const { resources } = JSON.parse(schemaOf(world, "3.28.0")) as Schema;
  expect(Object.keys(resources).sort()).toEqual(resourceTypes.map((type) => type.token).sort());
  const { properties = {}, inputProperties = {}, requiredInputs = [] } = resources[token] ?? {};
  expect(Object.keys(inputProperties)).toEqual([
    "deadLetterWithResourceIdentity",
    "destination",
    "eventDeliverySchema",
    "eventSubscriptionName",
    "filter",
    "labels",
    "resourceGroupName",
    "retryPolicy",
    "systemTopicName",
  ]);
  expect(Object.keys(properties)).toEqual(expect.arrayContaining(["topic", "provisioningState", "filter", "name"]));
  expect(requiredInputs).toEqual(["resourceGroupName", "systemTopicName", "eventSubscriptionName"]);
});

test("a type is described by what it needs where there is none of it", () => {
  const { resources } = JSON.parse(schemaOf(contosoWorld(), "3.28.0")) as Schema;
  expect(Object.keys(resources["azure-native:eventgrid:Topic"]?.inputProperties ?? {})).toEqual([
    "resourceGroupName",
    "topicName",
  ]);
  for (const { requiredInputs, inputProperties } of Object.values(resources)) {
    expect(Object.keys(inputProperties)).toEqual(expect.arrayContaining([...requiredInputs]));
  }
});
