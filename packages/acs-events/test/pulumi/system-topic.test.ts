import { expect, test } from "vitest";
import { ownPrincipal } from "../../src/pulumi/system-topic.ts";

const topic = { name: "contoso-events", resourceGroupName: "contoso" };

test("the identity of a topic is its own", () => {
  expect(ownPrincipal({ principalId: "11111111-2222-3333-4444-555555555555" }, topic)).toBe(
    "11111111-2222-3333-4444-555555555555",
  );
});

test.each([
  ["no identity", undefined],
  ["a user-assigned identity alone", {}],
])("a topic with %s is refused, with the command that switches its own on", (_, identity) => {
  expect(() => ownPrincipal(identity, topic)).toThrow(
    'The system topic "contoso-events" has no system-assigned identity, by which undelivered events and events for queues are written. Switch it on: az eventgrid system-topic update --name contoso-events --resource-group contoso --identity systemassigned',
  );
});
