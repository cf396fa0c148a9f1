import { isCallAutomationCallback } from "../../infra/catalog/call-automation-callbacks.ts";
import { isEventType } from "../../infra/catalog/event-types.ts";
import { formerEventTypes, isFormerEventType } from "../../infra/catalog/former-event-types.ts";
import { list, shown } from "./property.ts";
import { type Refusal, refusal } from "./refusal.ts";

/**
 * Why Azure would not take a list of event types: names are compared exactly with those registered for the source, and
 * an unknown one is an error at deployment (Azure documentation, subscription-creation-schema). What Azure says then
 * misleads ("Event subscription doesn't exist.", pulumi/pulumi-azure-native#1681), so these words are ours.
 */
export function eventTypeRefusals(includedEventTypes: unknown): readonly Refusal[] {
  return list(includedEventTypes).flatMap((name, index) => {
    if (typeof name !== "string") return [];
    const path = `filter.includedEventTypes[${index}]`;
    if (isEventType(name) || name === "All") return [];
    if (isFormerEventType(name)) {
      const { reason, replacedBy } = formerEventTypes[name];
      const message = `${shown(name)} can no longer be subscribed to. ${reason} Use ${shown(replacedBy)}`;
      return [refusal("former-event-type", path, message)];
    }
    const why = isCallAutomationCallback(name)
      ? "is a callback of Call Automation, sent to the callback address of a call and not to Event Grid"
      : "is not an event type of Communication Services; names are compared letter by letter";
    return [refusal("unknown-event-type", path, `${shown(name)} ${why}`)];
  });
}
