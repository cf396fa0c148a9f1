import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { EventGridEvent } from "../../catalog/event.ts";
import { type EventType, eventTypeNames, isEventType } from "../../catalog/event-types.ts";
import { linksOf } from "../../catalog/links.ts";
import { defaultAssumptions } from "../../filters/assumptions.ts";
import { readFilter } from "../../filters/azure-json/index.ts";
import { explain } from "../../filters/explain/explain.ts";
import { jsonObject } from "../../json/json-object.ts";
import type { PlannedSubscription } from "../../plan/planned-subscription.ts";
import { createFile } from "../../project/atomic-write.ts";
import { matchingEvent } from "../../rehearsal/subscription-outcomes.ts";
import type { Literal } from "../../team-files/literal.ts";
import { renderTeamTest, type TestEvent } from "../../team-files/team-test.ts";
import { type SampleChanges, sampleOf } from "../../testing/sample-of.ts";
import { formatSource } from "../format-source.ts";

/** A test file of a project. */
export interface FirstTest {
  /** Relative to the project. */
  readonly file: string;
  readonly text: string;
}

/**
 * A first test of a new team: an event that its first subscription receives, and one that it does not. Undefined where no
 * such event was found.
 */
export function firstTestOf(subscription: PlannedSubscription, stack: string): FirstTest | undefined {
  const { name, team } = subscription;
  const delivered = deliveredEvent(subscription);
  const kept = keptEvent(subscription);
  if (delivered === undefined || kept === undefined) return undefined;
  const inTeam = name.startsWith(`${team}-`) ? name.slice(team.length + 1) : name;
  const text = renderTeamTest({ team, stack, subscription: inTeam, delivered, kept });
  return { file: `test/teams/${team}.test.ts`, text };
}

/** Writes it; false where a file of that name is there, which stays as it is. */
export async function writeFirstTest(root: string, { file, text }: FirstTest): Promise<boolean> {
  await mkdir(dirname(join(root, file)), { recursive: true });
  return createFile(join(root, file), await formatSource(root, text, file));
}

function receives({ filter, eventDeliverySchema }: PlannedSubscription, event: EventGridEvent): boolean {
  return explain(readFilter(filter).filter, event, defaultAssumptions, eventDeliverySchema).matched;
}

function published(type: EventType, changes?: SampleChanges): EventGridEvent | undefined {
  try {
    return sampleOf(type, changes);
  } catch {
    // No sample of this type was published.
    return undefined;
  }
}

/** A published sample where one is received, else one with as few changes as will do. */
function deliveredEvent(subscription: PlannedSubscription): TestEvent | undefined {
  const types = typesOf(subscription);
  const asPublished = types.find((type) => {
    const sample = published(type);
    return sample !== undefined && receives(subscription, sample);
  });
  if (asPublished !== undefined) return { type: asPublished, changes: {} };
  const made = matchingEvent(subscription);
  if (made.kind === "none" || !isEventType(made.event.eventType)) return undefined;
  const type = made.event.eventType;
  const changes = published(type) === undefined ? undefined : fewestChanges(subscription, type, made.event);
  return changes === undefined ? undefined : { type, changes };
}

function fewestChanges(
  subscription: PlannedSubscription,
  type: EventType,
  { subject, data }: EventGridEvent,
): { readonly [key: string]: Literal } | undefined {
  const sample = sampleOf(type);
  const before = jsonObject(sample.data) ?? {};
  const differing = Object.entries(jsonObject(data) ?? {}).filter(
    ([key, value]) => !isDeepStrictEqual(before[key], value),
  );
  const linked = new Set(linksOf(type).map(({ path: [first] }) => first));
  let kept: SampleChanges = { subject, data: Object.fromEntries(differing) };
  if (!receives(subscription, sampleOf(type, kept))) return undefined;
  const tried = (fewer: SampleChanges): void => {
    if (receives(subscription, sampleOf(type, fewer))) kept = fewer;
  };
  tried({ data: kept.data ?? {} });
  for (const [key] of differing) {
    // A property that repeats a part of the subject must stay equal to it.
    if (kept.subject !== undefined && linked.has(key)) continue;
    const { [key]: _, ...others } = kept.data ?? {};
    tried({ ...kept, data: others });
  }
  const { subject: changed, data: changedData = {} } = kept;
  return {
    ...(changed === undefined ? {} : { subject: changed }),
    ...(Object.keys(changedData).length === 0 ? {} : { data: changedData as { readonly [key: string]: Literal } }),
  };
}

/**
 * The sample of a type that it asks for, if another condition filters it out; otherwise of a type that it does not ask
 * for.
 */
function keptEvent(subscription: PlannedSubscription): TestEvent | undefined {
  const type = [...typesOf(subscription), ...eventTypeNames].find((one) => {
    const sample = published(one);
    return sample !== undefined && !receives(subscription, sample);
  });
  return type === undefined ? undefined : { type, changes: {} };
}

function typesOf({ filter }: PlannedSubscription): readonly EventType[] {
  return eventTypeNames.filter((type) =>
    filter.includedEventTypes?.some((one) => one.toLowerCase() === type.toLowerCase()),
  );
}
