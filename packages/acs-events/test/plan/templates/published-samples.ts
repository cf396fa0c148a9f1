import type { Event } from "../../../src/catalog/event.ts";
import { allSamples, type Sample } from "../../../src/catalog/samples.ts";
import { matches } from "../../../src/filters/match/matches.ts";
import type { SubscriptionDeclaration } from "../../../src/plan/subscription.ts";

/** How the tests call a published sample: `SMSReceived (docs)`, `… (rest-api-specs, CloudEvents)`. */
export function nameOf({ type, origin, envelope, variant }: Sample): string {
  const details = [origin, ...(envelope === "eventgrid" ? [] : ["CloudEvents"]), ...(variant ? [variant] : [])];
  return `${type.replace("Microsoft.Communication.", "")} (${details.join(", ")})`;
}

/** The sample as an event that could arrive: a fragment gets its type, and `specVersion` is spelled as CloudEvents 1.0 does. */
export function eventOf(sample: Sample): Event {
  return sample.envelope === "eventgrid"
    ? { ...sample.payload, eventType: sample.payload.eventType ?? sample.type }
    : { ...sample.payload, specversion: "1.0" };
}

/** The names of all published samples that the subscription matches, in the order of the catalog. */
export function caughtBy({ filter }: SubscriptionDeclaration): readonly string[] {
  return allSamples()
    .filter((sample) => matches(filter, eventOf(sample)))
    .map(nameOf);
}

/** The event of the one sample that is called so, with other values in its data. */
export function changed(name: string, data: Readonly<Record<string, unknown>>): Event {
  const sample = allSamples().find((one) => nameOf(one) === name);
  if (sample === undefined) throw new Error(`there is no sample "${name}"`);
  const event = eventOf(sample);
  return { ...event, data: { ...(event.data as object), ...data } };
}
