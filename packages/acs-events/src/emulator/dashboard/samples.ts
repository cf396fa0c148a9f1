import { type EventGroup, eventTypes, isEventType } from "../../catalog/event-types.ts";
import { formerEventTypeNames } from "../../catalog/former-event-types.ts";
import { type Sample, samplesOf } from "../../catalog/samples.ts";
import { fillPlaceholders } from "../event-source/placeholders.ts";
import type { SampleGroup } from "./views.ts";

const groups: Readonly<Record<EventGroup, string>> = {
  sms: "Text messages",
  "chat-user": "Chat, once per user",
  "chat-thread": "Chat, once per thread",
  presence: "Presence",
  calling: "Calls",
  recording: "Recordings",
  email: "E-mail",
  "advanced-messaging": "Advanced messaging",
  router: "Job router",
};

/**
 * Every published event that is complete and in the schema of the source, in the order of the catalog; the old names
 * come last. Placeholders of the documentation have values, as they have when the event is emitted.
 */
export function sampleGroups(): readonly SampleGroup[] {
  const current = Object.keys(groups).map((group) => ({
    label: groups[group as EventGroup],
    types: Object.keys(eventTypes).filter((type) => isEventType(type) && eventTypes[type].group === group),
  }));
  return [...current, { label: "Old names", types: [...formerEventTypeNames] }]
    .map(({ label, types }) => ({ label, samples: types.flatMap(ofType) }))
    .filter(({ samples }) => samples.length > 0);
}

function ofType(type: string): SampleGroup["samples"] {
  const whole = samplesOf(type).flatMap((sample) =>
    sample.envelope === "eventgrid" && sample.partial !== true ? [{ sample, payload: sample.payload }] : [],
  );
  const short = type.replace("Microsoft.Communication.", "");
  return whole.map(({ sample, payload }) => ({
    label: whole.length === 1 ? short : `${short}: ${variantOf(sample)}`,
    text: JSON.stringify(fillPlaceholders(payload), undefined, 2),
  }));
}

const origins: Readonly<Record<Sample["origin"], string>> = {
  article: "article of 2020",
  docs: "documentation",
  "rest-api-specs": "specification",
  "sdk-test": "client library",
};

function variantOf({ origin, variant }: Sample): string {
  return variant ?? origins[origin];
}
