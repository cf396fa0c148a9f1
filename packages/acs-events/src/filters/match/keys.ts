import { type DeliverySchema, type Event, isCloudEvent } from "../../catalog/event.ts";
import type { Assumptions } from "../assumptions.ts";
import { foldCase, foldTable } from "./fold.ts";
import { equalsFolded } from "./text.ts";

/** Finds the value that a key names in an event: `undefined` where it is missing, `unmatchable` where no operator may match. */
export type KeyReader = (event: Event) => unknown;

/** Stands for a value that no operator matches (option `missingParent`); no event can hold it. */
export const unmatchable: unique symbol = Symbol("unmatchable");

/**
 * Compiles a key to a reader. Only own properties count, so that `data.constructor` and `data.__proto__` name what the
 * event says and nothing else. `.` separates and cannot be escaped; `$` and brackets have no meaning.
 *
 * Which names the envelope has depends on the schema that the subscription has its events delivered in; without
 * `schema` it is that of the event. An event in the other schema is read as Event Grid would convert it.
 */
export function compileKey(key: string, assumptions: Assumptions, schema?: DeliverySchema): KeyReader {
  const path = key.split(".");
  const first = foldCase(path[0] ?? "");
  if (first === "DATA" && path.length > 1) return dataReader(path.slice(1), assumptions);
  const asEventGrid = eventGridReader(key, first, path.length > 1, assumptions);
  const asCloudEvent = cloudEventReader(key, first, path.length > 1, assumptions);
  if (schema === "EventGridSchema") return asEventGrid;
  if (schema === "CloudEventSchemaV1_0") return asCloudEvent;
  return (event) => (isCloudEvent(event) ? asCloudEvent(event) : asEventGrid(event));
}

const nothing: KeyReader = () => undefined;

function eventGridReader(key: string, name: string, dotted: boolean, assumptions: Assumptions): KeyReader {
  switch (name) {
    case "ID":
      if (!dotted) return (event) => event.id;
      break;
    case "TOPIC":
      if (!dotted) return (event) => (isCloudEvent(event) ? event.source : event.topic);
      break;
    case "SUBJECT":
      if (!dotted) return (event) => event.subject;
      break;
    case "EVENTTYPE":
      if (!dotted) return (event) => (isCloudEvent(event) ? event.type : event.eventType);
      break;
    case "DATAVERSION":
      // A CloudEvent no longer says it; every published event of Communication Services has this one.
      if (!dotted) return (event) => (isCloudEvent(event) ? "1.0" : event.dataVersion);
      break;
  }
  return assumptions.unlistedKeys === "resolve" ? pathReader(key.split("."), assumptions) : nothing;
}

/** Attributes of CloudEvents that the documented list of keys omits; `data` itself is not a key either. */
const unlistedAttributes = new Set(["TIME", "DATACONTENTTYPE", "DATASCHEMA", "DATA_BASE64", "DATA"]);

function cloudEventReader(key: string, name: string, dotted: boolean, assumptions: Assumptions): KeyReader {
  if (!dotted) {
    switch (name) {
      case "ID":
        return (event) => event.id;
      case "SOURCE":
        return (event) => (isCloudEvent(event) ? event.source : event.topic);
      case "TYPE":
        return (event) => (isCloudEvent(event) ? event.type : event.eventType);
      case "SPECVERSION":
        return (event) => (isCloudEvent(event) ? event.specversion : "1.0");
      case "SUBJECT":
        return assumptions.cloudEventSubject === "resolves" ? (event) => event.subject : nothing;
    }
    // Everything else at the top is an extension attribute, which the other schema has no place for.
    if (!unlistedAttributes.has(name))
      return (event) => (isCloudEvent(event) ? ownIgnoringCase(event, key, name) : undefined);
  }
  return assumptions.unlistedKeys === "resolve" ? pathReader(key.split("."), assumptions) : nothing;
}

function dataReader(names: readonly string[], assumptions: Assumptions): KeyReader {
  const read = stepsReader(names, assumptions);
  return (event) => read(event.data);
}

/** For keys outside the list: the first name is that of an envelope property, and those are compared without case. */
function pathReader(path: readonly string[], assumptions: Assumptions): KeyReader {
  const [first = "", ...rest] = path;
  const folded = foldCase(first);
  const read = stepsReader(rest, assumptions);
  return (event) => read(ownIgnoringCase(event, first, folded));
}

function stepsReader(names: readonly string[], assumptions: Assumptions): (value: unknown) => unknown {
  const steps = names.map((name) => stepReader(name, assumptions));
  const [only] = steps;
  if (steps.length === 1 && only !== undefined) return only;
  return (value) => {
    let current = value;
    for (let at = 0; at < steps.length; at += 1) current = steps[at]?.(current);
    return current;
  };
}

/** One step down a path; there is nothing below what is not an object, and mostly nothing below an array. */
function stepReader(name: string, assumptions: Assumptions): (parent: unknown) => unknown {
  const noParent = assumptions.missingParent === "not-matched" ? unmatchable : undefined;
  const index = assumptions.arrayIndexInKey === "element" && /^\d+$/.test(name) ? Number(name) : undefined;
  const ignoreCase = assumptions.dataKeyCase === "ignore-case";
  const folded = foldCase(name);
  const isInherited = name in Object.prototype;
  return (parent) => {
    if (typeof parent !== "object" || parent === null) return noParent;
    if (Array.isArray(parent)) return index === undefined ? noParent : (parent[index] as unknown);
    if (!isInherited) {
      // An object that was read from JSON has a property of this name, or nothing has.
      const value = (parent as Record<string, unknown>)[name];
      if (value !== undefined) return value;
    }
    return ignoreCase ? ownIgnoringCase(parent, name, folded) : own(parent, name);
  };
}

function own(parent: object, name: string): unknown {
  return Object.hasOwn(parent, name) ? (parent as Record<string, unknown>)[name] : undefined;
}

function ownIgnoringCase(parent: object, name: string, folded: string): unknown {
  if (Object.hasOwn(parent, name)) return (parent as Record<string, unknown>)[name];
  const table = foldTable("ordinal");
  for (const candidate in parent) {
    if (equalsFolded(candidate, folded, table) && Object.hasOwn(parent, candidate)) {
      return (parent as Record<string, unknown>)[candidate];
    }
  }
  return undefined;
}
