import { type EventType, eventTypeNames, isEventType } from "../catalog/event-types.ts";
import { parseKey } from "../filter-rules/filter-key.ts";
import { lookUp } from "../filter-rules/payload-lookup.ts";
import { isOperator, operators } from "../filters/operators.ts";
import { isJsonObject } from "../json/json-object.ts";

/**
 * Whether a condition compares a field that is a list in the payload of one of the event types. Event Grid compares
 * element by element only when the filter says so, and matches nothing otherwise.
 */
export function needsArrayFlag(eventTypes: unknown, conditions: readonly unknown[]): boolean {
  const types = typesOf(eventTypes);
  return conditions.some((condition) => {
    if (!isJsonObject(condition)) return false;
    const { operatorType, key } = condition;
    if (typeof operatorType !== "string" || !isOperator(operatorType) || typeof key !== "string") return false;
    const parsed = parseKey(key);
    if (operators[operatorType].operand === "none" || parsed.kind !== "data") return false;
    return types.some((type) => {
      const found = lookUp(type, parsed.names);
      return found.kind === "field" && found.field.kind === "strings";
    });
  });
}

function typesOf(eventTypes: unknown): readonly EventType[] {
  if (!Array.isArray(eventTypes)) return [];
  if (eventTypes.includes("All")) return eventTypeNames;
  return eventTypes.filter((name): name is EventType => typeof name === "string" && isEventType(name));
}
