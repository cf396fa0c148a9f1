import type { EventGridEvent } from "../catalog/event.ts";
import { type EventType, isEventType } from "../catalog/event-types.ts";
import { linksOf } from "../catalog/links.ts";
import { articleEvents, samplesOf } from "../catalog/samples.ts";

/** An event to emit, and why it is in the rehearsal. */
export interface RehearsedEvent {
  readonly event: EventGridEvent;
  readonly from:
    | "article"
    | "modern twin"
    | "other form of its numbers"
    | "another number"
    | "other service"
    | "file"
    | "made for a subscription";
}

/**
 * What Communication Services emits in a rehearsal: the ten events of the first published article as they stand there,
 * what two of them are called today, its text messages with their numbers in the other form, text messages of a number
 * that nobody here answers, and a look at other services.
 */
export function rehearsedEvents(): readonly RehearsedEvent[] {
  const article = articleEvents();
  const texts = article.filter(({ subject }) => subject.startsWith("/phonenumber/"));
  return [
    ...article.map((event) => ({ event, from: "article" as const })),
    ...modernTwins.flatMap((type) => published(type, "modern twin")),
    ...texts.map((event) => ({ event: withOtherForm(event), from: "other form of its numbers" as const })),
    ...texts.map((event) => ({ event: withNumber(event, "12065550100"), from: "another number" as const })),
    ...otherServices.flatMap((type) => published(type, "other service")),
  ];
}

const modernTwins: readonly EventType[] = [
  "Microsoft.Communication.ChatParticipantAddedToThreadWithUser",
  "Microsoft.Communication.ChatParticipantRemovedFromThreadWithUser",
  "Microsoft.Communication.ChatMessageReceivedInThread",
  "Microsoft.Communication.ChatMessageEditedInThread",
];

const otherServices: readonly EventType[] = [
  "Microsoft.Communication.IncomingCall",
  "Microsoft.Communication.EmailDeliveryReportReceived",
];

function published(type: EventType, from: RehearsedEvent["from"]): RehearsedEvent[] {
  const sample = samplesOf(type).find(({ envelope, partial }) => envelope === "eventgrid" && partial !== true);
  return sample?.envelope === "eventgrid" ? [{ event: sample.payload, from }] : [];
}

/** The same text message, had it concerned another of our numbers: the subject changes, and what says the same. */
function withNumber(event: EventGridEvent, number: string): EventGridEvent {
  const ours = isEventType(event.eventType)
    ? linksOf(event.eventType).map(({ path }) => path.join(".").toLowerCase())
    : [];
  const data = Object.entries(event.data ?? {}).map(([name, value]) => [
    name,
    ours.includes(name.toLowerCase()) ? number : value,
  ]);
  return { ...event, subject: `/phonenumber/${number}`, data: Object.fromEntries(data) };
}

/**
 * The same text message with its numbers in the other form. The published samples and what running programs see differ
 * on whether a number in the payload has a plus, so a rehearsal has both.
 */
function withOtherForm(event: EventGridEvent): EventGridEvent {
  const data = Object.entries(event.data ?? {}).map(([name, value]) => [name, otherForm(name, value)]);
  return { ...event, id: `${event.id}-other-form`, data: Object.fromEntries(data) };
}

function otherForm(name: string, value: unknown): unknown {
  if (!/^(?:from|to)$/i.test(name) || typeof value !== "string") return value;
  return value.startsWith("+") ? value.slice(1) : `+${value}`;
}
