import type { Event } from "../catalog/event.ts";
import { type EventType, eventTypeNames, eventTypes, isEventType } from "../catalog/event-types.ts";
import { subjectRoot } from "../catalog/subjects.ts";
import type { Folding } from "./clauses.ts";
import { domainOf, type Ground, subjectKey, typeKey } from "./constraints.ts";
import { deepestFirst, documentedEvents, valueFor } from "./documented-events.ts";
import { anyEventGridEvent, draftOf, eventFrom } from "./envelope.ts";
import { readPath, writePath } from "./event-paths.ts";
import { examplesOf } from "./examples.ts";
import { found, type Outcome, undecided } from "./outcome.ts";
import { type Region, someValue } from "./product.ts";
import { admits, everyValue, onlyMissing } from "./values.ts";

/** A whole event that proves a claim, and whether it is one that Communication Services is documented to send. */
export interface Witness {
  readonly event: Event;
  readonly documented: boolean;
}

/** Begins the reason of an answer that the matcher did not confirm. */
export const matcherDisagrees = "the matcher does not confirm the event that should have proved it";

/**
 * Builds an event that lies in one of the regions. First one that is documented for one of its event types, made of a
 * published sample; where there is none, any event. `proves` asks the matcher, which has the last word.
 */
export function witnessIn(
  regions: readonly Region[],
  ground: Ground,
  folding: Folding,
  proves: (event: Event) => boolean,
): Outcome<Witness> {
  for (const region of regions.slice(0, mostRegions)) {
    const event = documentedWitness(region, ground, folding, proves);
    if (event !== undefined) return found({ event, documented: true });
  }
  let open: Outcome<Witness> = { kind: "none" };
  for (const region of regions) {
    const event = anyEvent(region, ground, folding);
    if (event.kind === "found" && proves(event.value)) return found({ event: event.value, documented: false });
    open = event.kind === "found" ? undecided(`${matcherDisagrees}: ${JSON.stringify(event.value)}`) : event;
  }
  return open;
}

/** Enough for a difference of a few conditions; of many, all are alike. */
const mostRegions = 8;
const mostTypes = 10;

function documentedWitness(
  region: Region,
  ground: Ground,
  folding: Folding,
  proves: (event: Event) => boolean,
): Event | undefined {
  for (const type of documentedTypesIn(region, ground, folding).slice(0, mostTypes)) {
    for (const event of documentedEvents(type, region, ground, folding)) if (proves(event)) return event;
  }
  return undefined;
}

/** The current event types in a region whose subjects can begin as it asks. */
export function documentedTypesIn(region: Region, ground: Ground, folding: Folding): readonly EventType[] {
  const types = region.sets.get(typeKey(ground)) ?? everyValue;
  const subjects = region.sets.get(subjectKey)?.strings ?? [];
  if (subjects === "none") return [];
  const begins = subjects.filter(({ mode, negative }) => mode === "begins" && !negative);
  return eventTypeNames.filter((type) => {
    if (!admits(types, type, folding)) return false;
    const roots = eventTypes[type].subjects.map((template) => folding(subjectRoot(template)));
    return begins.every(({ words }) =>
      words.some(({ folded }) => roots.some((root) => root.startsWith(folded) || folded.startsWith(root))),
    );
  });
}

function anyEvent(region: Region, ground: Ground, folding: Folding): Outcome<Event> {
  const key = typeKey(ground);
  const types = region.sets.get(key) ?? everyValue;
  const known = eventTypeNames.find((type) => admits(types, type, folding));
  const type = known === undefined ? someValue(types, folding) : found(known);
  if (type.kind !== "found") return type;
  const eventType = String(type.value);
  const example = (isEventType(eventType) ? examplesOf(eventType)[0] : undefined) ?? anyEventGridEvent;
  const draft = draftOf({ ...example, eventType }, ground.schema);
  const wanted = [...region.sets].flatMap(([name, set]) =>
    name === key || domainOf(name, ground) === onlyMissing
      ? []
      : [{ path: (region.written.get(name) ?? name).split("."), set }],
  );
  const exact = ground.semantics.dataKeyCase === "exact";
  for (const { path, set } of deepestFirst(wanted)) {
    const current = readPath(draft, path, exact);
    if (admits(set, current, folding)) continue;
    const value = valueFor(current, set, [], folding);
    if (value.kind !== "found") return value;
    writePath(draft, path, value.value, exact);
  }
  return found(eventFrom(draft));
}
