import type { EventGridEvent } from "../catalog/event.ts";
import type { EventType } from "../catalog/event-types.ts";
import { linksOf } from "../catalog/links.ts";
import type { Fields } from "../catalog/payloads/field.ts";
import { payloadTables } from "../catalog/payloads/payload-tables.ts";
import { type Sample, samplesOf } from "../catalog/samples.ts";
import { parseSubject, subjectTemplates } from "../catalog/subjects.ts";
import { replacedVariable } from "./documented-subjects.ts";
import { anyEventGridEvent, anyTopic } from "./envelope.ts";
import { copyJson, type Draft, isObject, readPath, writePath } from "./event-paths.ts";

const mostExamples = 3;
const known = new Map<EventType, readonly EventGridEvent[]>();

/**
 * Published samples of an event type as events that could have been sent: with values where documentation writes
 * placeholders, the same value in the subject and in the property linked to it, and long tokens cut short. Today's
 * documentation goes first, and the schema of Event Grid before CloudEvents. None where no sample is whole.
 */
export function examplesOf(type: EventType): readonly EventGridEvent[] {
  const made = known.get(type);
  if (made !== undefined) return made;
  const whole = samplesOf(type).filter((sample) => isWhole(sample, type));
  // The first article's payloads have names of an earlier time.
  const current = whole.filter(({ origin }) => origin !== "article");
  const examples = (current.length > 0 ? current : whole)
    .toSorted((a, b) => preference(a) - preference(b))
    .slice(0, mostExamples)
    .map((sample) => exampleOf(sample, type));
  known.set(type, examples);
  return examples;
}

/** A published sample as an event that could have been sent. */
export function exampleOf(sample: WholeSample, type: EventType): EventGridEvent {
  return asSent(asEventGrid(sample), type);
}

/** A sample of a whole event. */
export type WholeSample = Sample & { readonly payload: { readonly subject: string } };

/** Whether all of an event was published; of a type whose subjects are not documented, whatever subject it has. */
export function isWhole(sample: Sample, type: EventType): sample is WholeSample {
  const { partial, payload } = sample;
  if (partial === true || !isObject(payload.data) || typeof payload.subject !== "string") return false;
  return subjectTemplates(type).length === 0 || parseSubject(type, payload.subject) !== undefined;
}

/** A sample in the schema of Event Grid, whichever it was published in; some have properties of both. */
function asEventGrid({ payload, envelope }: WholeSample): EventGridEvent {
  const { id, subject, data } = payload;
  if (envelope === "eventgrid") {
    const { topic = anyTopic, eventType, eventTime, dataVersion = "1.0", metadataVersion = "1" } = payload;
    return { id, topic, subject, eventType, eventTime, data, dataVersion, metadataVersion };
  }
  const { type, time = anyEventGridEvent.eventTime, source } = payload;
  return { id, topic: source, subject, eventType: type, eventTime: time, data, dataVersion: "1.0" };
}

function preference({ origin, envelope }: Sample): number {
  return ["docs", "rest-api-specs", "sdk-test"].indexOf(origin) + (envelope === "eventgrid" ? 0 : 3);
}

function asSent(payload: EventGridEvent, type: EventType): EventGridEvent {
  const draft: Draft = { data: copyJson(payload.data) };
  let { subject } = payload;
  for (const [variable, value] of Object.entries(parseSubject(type, subject)?.values ?? {})) {
    const path = linksOf(type).find((link) => link.variable === variable)?.path;
    const field = path === undefined ? undefined : readPath(draft, ["data", ...path]);
    const said = field ?? (path === undefined || !isPlaceholder(value) ? undefined : plainId(draft, type, path));
    const isSaid = typeof said === "string" && !isPlaceholder(said) && said !== "" && !said.includes("/");
    if (isSaid && said.includes(value)) continue;
    const sent = isSaid ? said : isPlaceholder(value) ? (typical[variable] ?? anyId) : value;
    subject = replacedVariable(type, subject, variable, sent);
    // A placeholder stands for one thing wherever it is.
    if (isPlaceholder(field)) draft["data"] = mapTexts(draft["data"], (text) => (text === field ? sent : text));
    else if (path !== undefined && field !== undefined) writePath(draft, ["data", ...path], sent);
  }
  // A type without documented subjects keeps the one of its sample.
  subject = subject.replaceAll(/\{([^}]*)\}/g, (placeholder) => typical[placeholder] ?? anyId);
  const data = mapTexts(draft["data"], (text) => (isPlaceholder(text) ? (typical[text] ?? anyId) : shortened(text)));
  const topic = payload.topic === undefined || payload.topic.includes("{") ? anyTopic : payload.topic;
  return { ...payload, topic, subject, data };
}

/** The id as it stood alone in 2020, where a sample has no object of the identifier. */
function plainId(draft: Draft, type: EventType, [name = "", ...rest]: readonly string[]): unknown {
  const fields: Fields = payloadTables[type];
  const spellings = rest.join(".") === "rawId" ? (fields[name]?.spellings ?? []) : [];
  return spellings.map((spelling) => readPath(draft, ["data", spelling])).find((id) => id !== undefined);
}

/** As the samples of other types show them. */
const typical: Readonly<Record<string, string>> = {
  phoneNumber: "15555555555",
  threadId: "19:6e5d6ca1d75044a49a36a7965ec4a906@thread.v2",
  actorRawId: "8:acs:109f0644-b956-4cd9-87b1-71024f6e2f44_00000008-578d-7caf-07fd-084822001724",
  recipientRawId: "8:acs:109f0644-b956-4cd9-87b1-71024f6e2f44_00000008-578d-7d05-83fe-084822000f6d",
  callerRawId: "8:acs:109f0644-b956-4cd9-87b1-71024f6e2f44_00000008-5cdb-4916-07fd-084822002624",
  userRawId: "8:acs:109f0644-b956-4cd9-87b1-71024f6e2f44_00000008-5cdb-4916-07fd-084822002624",
  startedByRawId: "8:acs:109f0644-b956-4cd9-87b1-71024f6e2f44_00000008-5cdb-4916-07fd-084822002624",
  senderAddress: "senderid@azure.com",
  senderId: "14255551234",
  channelRegistrationId: "11111111-1111-1111-1111-111111111111",
  "{role}": "Attendee",
  "{thread-id}": "19:6e5d6ca1d75044a49a36a7965ec4a906@thread.v2",
  "{rawId}": "8:acs:109f0644-b956-4cd9-87b1-71024f6e2f44_00000008-578d-7caf-07fd-084822001724",
};

const anyId = "4b1f9e6a-3c52-4d0e-9a7b-2f6c8d1e5a30";

/** `{thread-id}` and, in some samples, the bare name of the placeholder. */
function isPlaceholder(text: unknown): boolean {
  return typeof text === "string" && (/^\{.*\}$/.test(text) || text === "rawId");
}

const longest = 200;

function shortened(text: string): string {
  return text.length > longest ? text.slice(0, longest / 2) : text;
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((element) => mapTexts(element, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mapTexts(each, change)]));
}
