import type { Event, EventGridEvent } from "../catalog/event.ts";
import type { EventType } from "../catalog/event-types.ts";
import type { Clause, Folding } from "./clauses.ts";
import { domainOf, type Ground, subjectKey, typeKey } from "./constraints.ts";
import { documentedPart, namedValues } from "./documented.ts";
import { draftOf, eventFrom } from "./envelope.ts";
import { type Draft, readPath, writePath } from "./event-paths.ts";
import { examplesOf } from "./examples.ts";
import { followSubject, type LinkedField, linksIn } from "./linked-fields.ts";
import { type Region, someValue } from "./product.ts";
import { textNear } from "./similar-text.ts";
import { subjectsLike } from "./subject-candidates.ts";
import { admits, onlyMissing, type ValueSet, valueIn } from "./values.ts";

/** What is asked of one place in an event. */
export interface Wanted {
  readonly path: readonly string[];
  readonly set: ValueSet;
}

/** Events of a region that the type is documented to have, the most consistent first; none is not a proof. */
export function* documentedEvents(type: EventType, region: Region, ground: Ground, folding: Folding): Generator<Event> {
  const wanted = wantedIn(region, type, ground, folding);
  if (wanted === undefined) return;
  const subjects = region.sets.get(subjectKey)?.strings ?? [];
  if (subjects === "none") return;
  const others: Event[] = [];
  for (const example of examplesOf(type)) {
    const links = linksIn(example, type);
    const fields = links.flatMap((link): LinkedField[] => {
      const clauses = wanted.find(({ path }) => samePath(path, link.path))?.set.strings ?? [];
      return clauses === "none" ? [] : [{ link, clauses }];
    });
    for (const subject of subjectsLike(example, type, subjects, fields, folding)) {
      const draft = draftOf({ ...example, subject }, ground.schema);
      followSubject(draft, type, subject, links);
      const before = links.map(({ path }) => readPath(draft, path));
      if (!fill(draft, wanted, type, ground, folding)) continue;
      const agrees = links.every(({ path }, index) => readPath(draft, path) === before[index]);
      if (agrees) yield eventFrom(draft);
      else others.push(eventFrom(draft));
    }
  }
  yield* others;
}

/** What the region asks of every place but type and subject; nothing where the documented payload cannot give it. */
function wantedIn(region: Region, type: EventType, ground: Ground, folding: Folding): readonly Wanted[] | undefined {
  const wanted: Wanted[] = [];
  for (const [key, set] of region.sets) {
    if (key === subjectKey || key === typeKey(ground)) continue;
    const path = (region.written.get(key) ?? key).split(".");
    const documented = key.startsWith("DATA.") ? documentedPart(set, type, path.slice(1), "typical") : set;
    if (someValue(documented, folding).kind !== "found") return undefined;
    if (domainOf(key, ground) === onlyMissing) continue;
    wanted.push({ path, set: documented });
  }
  return deepestFirst(wanted);
}

/** What lies inside goes first: an object that is made for it is then part of what the outer place holds. */
export function deepestFirst(wanted: readonly Wanted[]): readonly Wanted[] {
  return wanted.toSorted((a, b) => b.path.length - a.path.length);
}

function fill(draft: Draft, wanted: readonly Wanted[], type: EventType, ground: Ground, folding: Folding): boolean {
  const exact = ground.semantics.dataKeyCase === "exact";
  for (const { path, set } of wanted) {
    const current = readPath(draft, path, exact);
    if (admits(set, current, folding)) continue;
    const value = valueFor(current, set, knownValues(type, path), folding);
    if (value.kind !== "found") return false;
    writePath(draft, path, value.value, exact);
  }
  return true;
}

function knownValues(type: EventType, path: readonly string[]): readonly unknown[] {
  const inExamples = examplesOf(type).map((example: EventGridEvent) => readPath({ data: example.data }, path));
  return [...inExamples, ...namedValues(type, path.slice(1))];
}

/** A value of the set: one that was seen somewhere, one like what stands there, or any. */
export function valueFor(current: unknown, set: ValueSet, seen: readonly unknown[], folding: Folding) {
  const known = seen.find((value) => value !== undefined && admits(set, value, folding));
  if (known !== undefined) return { kind: "found", value: known } as const;
  const clauses: readonly Clause[] | "none" = set.strings;
  const like = typeof current === "string" && clauses !== "none" ? textNear(current, clauses, folding) : undefined;
  return like === undefined ? valueIn(set, folding) : ({ kind: "found", value: like } as const);
}

function samePath(a: readonly string[], b: readonly string[]): boolean {
  return a.join(".").toLowerCase() === b.join(".").toLowerCase();
}
