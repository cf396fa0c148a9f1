import { filterInWords } from "../filters/filter-in-words.ts";
import { endpointName } from "../subscription-set/endpoint-name.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { drawnTypes } from "./services.ts";

/** A subscription that is drawn, and whether it is pending until its endpoint has an address. */
export interface DrawnSubscription {
  readonly record: SubscriptionRecord;
  readonly waits: boolean;
}

/** What is in the middle of the picture: a subscription, or a team with all of its subscriptions. */
export interface Listener {
  /** Undefined where nothing says whose it is. */
  readonly team: string | undefined;
  readonly owner: string | undefined;
  readonly name: string;
  readonly notes: readonly string[];
  readonly waits: boolean;
  readonly hears: readonly Hearing[];
  readonly sends: readonly { readonly endpoint: string; readonly kind: string; readonly waits: boolean }[];
}

export interface Hearing {
  /** The whole name of the event type, or what stands for all of them. */
  readonly type: string;
  /** The filter in a few words, where it is not said in the listener's own box. */
  readonly label: string | undefined;
  readonly waits: boolean;
}

/** One listener a subscription, in the order given. */
export function subscriptionListeners(drawn: readonly DrawnSubscription[]): readonly Listener[] {
  return drawn.map(({ record, waits }) => {
    const words = filterInWords(record.filter);
    const expiry = record.expirationTimeUtc === null ? [] : [`until ${record.expirationTimeUtc.slice(0, 10)}`];
    return {
      team: record.team,
      owner: record.owner,
      name: record.name,
      notes: [...(words === "" ? [] : [words]), ...expiry, ...(waits ? ["pending"] : [])],
      waits,
      hears: drawnTypes(record.filter.eventTypes).map(({ type }) => ({ type, label: undefined, waits })),
      sends: [{ endpoint: endpointName(record), kind: kindInWords(record), waits }],
    };
  });
}

/** One listener a team, sorted by name; subscriptions without a team are one listener at the end. */
export function teamListeners(drawn: readonly DrawnSubscription[]): readonly Listener[] {
  const teams = [...Map.groupBy(drawn, ({ record }) => record.team)];
  return teams.toSorted(([a], [b]) => compare(a, b)).map(([team, members]) => teamListener(team, members));
}

function teamListener(team: string | undefined, members: readonly DrawnSubscription[]): Listener {
  const owner = members.find(({ record }) => record.owner !== undefined)?.record.owner;
  const waiting = members.filter(({ waits }) => waits).length;
  const count = `${members.length} ${members.length === 1 ? "subscription" : "subscriptions"}`;
  const heard = members.flatMap(({ record, waits }) =>
    drawnTypes(record.filter.eventTypes).map(({ type }) => ({ type, words: filterInWords(record.filter), waits })),
  );
  const sent = members.map(({ record, waits }) => ({
    endpoint: endpointName(record),
    kind: kindInWords(record),
    waits,
  }));
  return {
    team,
    owner,
    name: team ?? "No team",
    notes: [
      ...(owner === undefined ? [] : [owner]),
      waiting === 0 ? count : waiting === members.length ? `${count}, waiting` : `${count}, ${waiting} waiting`,
    ],
    waits: waiting === members.length,
    hears: [...Map.groupBy(heard, ({ type }) => type)].map(([type, ways]) => ({
      type,
      label: labelOf(ways.map(({ words }) => words)),
      waits: ways.every(({ waits }) => waits),
    })),
    sends: [...Map.groupBy(sent, ({ endpoint }) => endpoint)].map(([endpoint, ways]) => ({
      endpoint,
      kind: ways[0]?.kind ?? "",
      waits: ways.every(({ waits }) => waits),
    })),
  };
}

/** A team that hears all events of a type by one of its subscriptions hears all of them, whatever the others ask. */
function labelOf(words: readonly string[]): string | undefined {
  const distinct = [...new Set(words)];
  if (distinct.includes("")) return undefined;
  return distinct.length === 1 ? distinct[0] : `${distinct.length} filters`;
}

const kinds: Readonly<Record<string, string>> = {
  webhook: "webhook",
  azurefunction: "Azure function",
  storagequeue: "storage queue",
  servicebusqueue: "Service Bus queue",
  servicebustopic: "Service Bus topic",
  eventhub: "event hub",
};

/** Azure's `endpointType` as people say it; "" where there is none. */
function kindInWords({ destination }: SubscriptionRecord): string {
  const type = destination?.["endpointType"];
  return typeof type === "string" ? (kinds[type.toLowerCase()] ?? type) : "";
}

function compare(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  return b === undefined || a < b ? -1 : 1;
}
