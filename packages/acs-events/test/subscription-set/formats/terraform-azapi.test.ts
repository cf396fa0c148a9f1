import { describe, expect, test } from "vitest";
import { checkSubscriptions } from "../../../src/subscription-set/rules/index.ts";
import { readSubscriptionSet } from "../../../src/subscription-set/subscription-set.ts";
import { sms } from "./sms-subscription.ts";
import { resource, service, state, topicId, values } from "./terraform-state.ts";

describe("azapi", () => {
  const properties = {
    filter: sms.filter,
    destination: { endpointType: "WebHook", properties: { endpointUrl: "https://x" } },
  };
  const own = {
    type: "Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15",
    name: "sms-in",
    parent_id: topicId,
    body: { properties },
  };
  const azapi = (more: object) => ({
    address: "azapi_resource.x",
    type: "azapi_resource",
    values: { ...own, ...more },
  });

  test.each([
    ["an object", {}],
    ["JSON text", { body: JSON.stringify({ properties }) }],
  ])("takes %s", (_, more) => {
    const set = readSubscriptionSet(state(azapi(more)));
    expect(set.subscriptions[0]).toMatchObject({
      name: "sms-in",
      filter: { eventTypes: sms.filter.includedEventTypes },
      attachedTo: { kind: "system-topic", id: topicId },
    });
  });

  test("also makes topics, and other things", () => {
    const topicOfAzapi = azapi({
      id: topicId,
      type: "Microsoft.EventGrid/systemTopics@2025-02-15",
      name: "acs-events",
      location: "westeurope",
      body: { properties: { source: service, topicType: "Microsoft.Communication.CommunicationServices" } },
      identity: [{ type: "UserAssigned", identity_ids: ["/i"] }],
    });
    const other = azapi({ type: "Microsoft.Web/sites@2024-01-01" });
    const set = readSubscriptionSet(state(resource(values), topicOfAzapi, other));
    expect(set.subscriptions.map(({ attachedTo }) => attachedTo)).toMatchObject([
      {
        source: service,
        location: "westeurope",
        identity: { type: "UserAssigned", userAssignedIdentities: { "/i": {} } },
      },
    ]);
  });

  test("with a body that is not known, or is not JSON, is all hidden", () => {
    for (const body of ["{", undefined]) {
      const planned = {
        format_version: "1.2",
        resource_changes: [
          {
            address: "azapi_resource.x",
            type: "azapi_resource",
            change: { actions: ["create"], before: null, after: { ...own, body }, after_unknown: { body: true } },
          },
        ],
      };
      const { subscriptions, findings } = readSubscriptionSet(planned);
      expect(subscriptions[0]?.hidden.map(({ path }) => path)).toEqual(
        expect.arrayContaining(["filter", "destination", "deadLetterDestination"]),
      );
      // Nothing is said of what cannot be seen, but that it cannot.
      const said = [...findings, ...checkSubscriptions(subscriptions, { today: "2026-11-29" })];
      expect(said.map(({ id }) => id)).toEqual(["value-hidden"]);
    }
  });
});
