import { type EventType, eventTypeNames, eventTypes, isEventType, type Service } from "../catalog/event-types.ts";
import { shortType } from "../filter-rules/wording.ts";

const titles = {
  "call-automation": "Call Automation",
  sms: "SMS",
  "advanced-messaging": "Advanced Messaging",
  chat: "Chat",
  email: "Email",
  calling: "Calling",
  "call-recording": "Call Recording",
  "job-router": "Job Router",
} as const satisfies Record<Service, string>;

/** The most urgent first: for a call, a person waits on the line. */
const services = Object.keys(titles) as readonly Service[];

/** Types that carry what a person said or asked, and not news about it. */
const fromPeople: readonly EventType[] = [
  "Microsoft.Communication.IncomingCall",
  "Microsoft.Communication.SMSReceived",
  "Microsoft.Communication.AdvancedMessageReceived",
  "Microsoft.Communication.ChatMessageReceivedInThread",
  "Microsoft.Communication.ChatMessageReceived",
];

/** Event types, the most severe to lose first: calls and messages of people, then the others by service. */
export function mostSevereFirst(types: readonly string[]): readonly string[] {
  const ranks = new Map<string, number>(
    types.map((type) => [type, isEventType(type) ? rankOf(type) : Number.POSITIVE_INFINITY]),
  );
  return types.toSorted((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0) || (a < b ? -1 : 1));
}

function rankOf(type: EventType): number {
  const place = fromPeople.indexOf(type);
  if (place >= 0) return place;
  return 100 * (1 + services.indexOf(eventTypes[type].service)) + eventTypeNames.indexOf(type);
}

/** Up to this many types are listed by name; more are grouped by service. */
const mostInARow = 6;

/** Every type by its short name: `SMSReceived and CallEnded`; of many, `Chat: …; Email: …`. */
export function typesByFamily(types: readonly string[]): string {
  const sorted = mostSevereFirst(types);
  const names = sorted.map(shortType);
  if (names.length <= mostInARow) {
    return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  }
  const groups = Map.groupBy(sorted, (type) =>
    isEventType(type) ? titles[eventTypes[type].service] : "not in the catalog",
  );
  return [...groups].map(([title, its]) => `${title}: ${its.map(shortType).join(", ")}`).join("; ");
}

/** `SMSReceived`, `SMSReceived and 3 more`, `51 event types`: for a headline or a cell of a table. */
export function typesInShort(types: readonly string[]): string {
  const [first, ...rest] = mostSevereFirst(types);
  if (first === undefined) return "";
  if (rest.length === 0) return shortType(first);
  if (rest.length === 1) return `${shortType(first)}, ${shortType(rest[0] ?? "")}`;
  return `${shortType(first)} and ${rest.length} more types`;
}
