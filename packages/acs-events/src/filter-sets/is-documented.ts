import { type Event, isCloudEvent } from "../catalog/event.ts";
import { type EventType, eventTypes, isEventType } from "../catalog/event-types.ts";
import { isDisputed, type Link, linksOf, mayBeEmpty } from "../catalog/links.ts";
import { identifierKinds } from "../catalog/payloads/communication-identifier.ts";
import { parseSubject } from "../catalog/subjects.ts";
import { foldCase } from "../filters/match/fold.ts";
import { type Draft, isObject, readPath } from "./event-paths.ts";
import { type Place, payloadShape, placeAt } from "./payload-shape.ts";
import { contains } from "./values.ts";

/**
 * Why an event is not one that Communication Services is documented to send, or nothing where it is: a current type, a
 * subject by its template, properties that a source has with values of the kinds that sources show, and the same in
 * subject and payload where the two are linked. The universe "documented-events" in one function, for a single event.
 */
export function whyNotDocumented(event: Event): string | undefined {
  const type = isCloudEvent(event) ? event.type : event.eventType;
  if (!isEventType(type)) return `${type} is not a current event type`;
  const variables = event.subject === undefined ? {} : parseSubject(type, event.subject)?.values;
  const hasTemplates = eventTypes[type].subjects.length > 0;
  if (hasTemplates && variables === undefined) return `the subject ${event.subject} follows no template of ${type}`;
  if (!isObject(event.data)) return "data is not an object";
  return (
    oddPlace(event.data, payloadShape(type), "data") ??
    oddId(event.data, type, variables ?? {}) ??
    brokenLink(event.data, type, variables ?? {})
  );
}

export function isDocumented(event: Event): boolean {
  return whyNotDocumented(event) === undefined;
}

function oddPlace(object: Draft, around: Place, path: string): string | undefined {
  for (const [name, value] of Object.entries(object)) {
    const place = around.inner(name);
    const at = `${path}.${name}`;
    if (place === undefined) return `no source has ${at}`;
    if (!contains(place.values.possible, value, foldCase)) return `no source has such a value in ${at}`;
    const inside = isObject(value) ? oddPlace(value, place, at) : undefined;
    if (inside !== undefined) return inside;
    if (isObject(value) && place.identifier !== undefined && !isConsistent(value)) return `${at} names two identifiers`;
  }
  return undefined;
}

/** A plain id, as in 2020, that names somebody else than the object beside it; where it stands alone, than the subject. */
function oddId(data: Draft, type: EventType, variables: Readonly<Record<string, string>>): string | undefined {
  const shape = payloadShape(type);
  return Object.entries(data).flatMap(([name, value]) => {
    const { spells, identifier } = shape.inner(name) ?? {};
    if (typeof value !== "string" || spells === undefined || identifier === undefined) return [];
    const rawId = readPath(data, [spells, "rawId"]);
    const said = rawId ?? (isDisputed(identifier.open) ? undefined : variables[identifier.variable]);
    return said === undefined || said === value
      ? []
      : [
          `data.${name} does not say the same as ${rawId === undefined ? `{${identifier.variable}} of the subject` : `data.${spells}.rawId`}`,
        ];
  })[0];
}

/** Whether the object of an identifier is that of its kind, and says the same as `rawId`. */
function isConsistent(identifier: Draft): boolean {
  const rawId = readPath(identifier, ["rawId"]);
  if (typeof rawId !== "string") return false;
  return identifierKinds.every(({ member, property, says, beginnings }) => {
    const said = readPath(identifier, [member, property]);
    const beginning = beginnings.find((each) => rawId.startsWith(each));
    // "8:Acs:" begins no identifier, neither of this kind nor of another.
    if (said === undefined) return !beginnings.some((each) => foldCase(rawId).startsWith(foldCase(each)));
    return beginning !== undefined && said === (says === "all" ? rawId : rawId.slice(beginning.length));
  });
}

function brokenLink(data: Draft, type: EventType, variables: Readonly<Record<string, string>>): string | undefined {
  return linksOf(type)
    .filter((link) => !holds(link, readPath(data, link.path), variables[link.variable], type))
    .map(({ path, variable }) => `data.${path.join(".")} and {${variable}} of the subject do not say the same`)[0];
}

function holds({ path, open }: Link, said: unknown, value: string | undefined, type: EventType): boolean {
  const named = placeAt(type, path)?.named ?? [];
  if (value !== undefined && named.length > 0 && !named.some((one) => foldCase(one) === foldCase(value))) return false;
  if (open === "plus" && value?.includes("+") === true) return false;
  if (value === undefined || isDisputed(open)) return true;
  if (said === undefined || said === null) return placeAt(type, path)?.values.possible.flags.missing === true;
  return said === value || (open === "plus" && said === `+${value}`) || (mayBeEmpty(open) && said === "");
}
