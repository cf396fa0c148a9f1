/**
 * Who hears what, as a picture: event types, the subscriptions (or teams) that hear them, the endpoints where they go.
 * It is a room of its own because the command line draws whole stacks and a review draws what changes, and both should
 * look alike. Pure: the graph is data, and `mermaid.ts` and `dot.ts` write it down.
 */
import { shortType } from "../filter-rules/wording.ts";
import { type BoxBundle, bundle } from "./bundle.ts";
import { type DrawnSubscription, type Listener, subscriptionListeners, teamListeners } from "./listener.ts";
import { type EventPublisher, publisherOf, publishers, publisherTitle, unheardTypes } from "./services.ts";

export interface Graph {
  /** Event types by the service that publishes them. */
  readonly services: readonly GraphGroup[];
  /** Subscriptions by team; or every team in one group without a title. */
  readonly listeners: readonly GraphGroup[];
  readonly endpoints: readonly Box[];
  readonly lines: readonly Line[];
}

export interface GraphGroup {
  readonly id: string;
  /** In lines; none where no frame is to be drawn. */
  readonly title: readonly string[];
  readonly boxes: readonly Box[];
}

export interface Box {
  readonly id: string;
  readonly kind: "event-types" | "listener" | "endpoint";
  /** The names that the box stands for, mostly one. */
  readonly names: readonly string[];
  /** What is said below them. */
  readonly notes: readonly string[];
  /** `waits`: nothing is sent yet, since an endpoint has no address. `unheard`: no subscription listens. */
  readonly state: "live" | "waits" | "unheard";
}

export interface Line {
  readonly from: string;
  readonly to: string;
  readonly label: string | undefined;
  readonly waits: boolean;
}

export interface GraphOptions {
  /** A box a subscription, or a box a team. */
  readonly by: "subscription" | "team";
  /** Only what this team hears; undefined draws all teams. */
  readonly team?: string | undefined;
  /** Also the event types that no subscription of any team hears. */
  readonly unheard?: boolean | undefined;
}

/** Nobody can read a picture with more subscriptions than this. */
const mostSubscriptions = 60;
/** More lines than this between event types and teams, and a service becomes one box. */
const mostLines = 100;

/** How to draw this many subscriptions if the user does not say it. */
export function legibleBy(count: number): GraphOptions["by"] {
  return count > mostSubscriptions ? "team" : "subscription";
}

/**
 * The graph of `drawn`, in the order given. Event types that the same boxes hear in the same way share a box, and so do
 * endpoints. Where a picture by team has too many lines still, all event types of a service share one.
 */
export function graphOf(drawn: readonly DrawnSubscription[], { by, team, unheard }: GraphOptions): Graph {
  const shown = team === undefined ? drawn : drawn.filter(({ record }) => record.team === team);
  const listeners = (by === "team" ? teamListeners(shown) : subscriptionListeners(shown)).map((listener, index) => ({
    ...listener,
    id: `s${index}`,
  }));
  const each = eventTypeBoxes(listeners);
  const types = by === "team" && each.lines.length > mostLines ? serviceBoxes(listeners) : each;
  const silent = unheard === true ? unheardBoxes(drawn) : [];
  const endpoints = endpointBoxes(listeners);
  return {
    services: serviceGroups([...types.boxes, ...silent]),
    listeners: by === "team" ? [{ id: "teams", title: [], boxes: listeners.map(boxOf) }] : teamGroups(listeners),
    endpoints: endpoints.boxes,
    lines: [...types.lines, ...endpoints.lines],
  };
}

type Identified = Listener & { readonly id: string };

interface TypeBox extends Box {
  readonly publisher: EventPublisher;
}

interface Side<B extends Box> {
  readonly boxes: readonly B[];
  readonly lines: readonly Line[];
}

function eventTypeBoxes(listeners: readonly Identified[]): Side<TypeBox> {
  const ties = listeners.flatMap(({ id, hears }) =>
    hears.map(({ type, label, waits }) => ({ name: type, to: id, label, waits })),
  );
  const services = Map.groupBy(ties, ({ name }) => publisherOf(name));
  const bundles = publishers.flatMap((publisher) =>
    bundle(services.get(publisher) ?? []).map((one) => ({ ...one, publisher })),
  );
  return {
    boxes: bundles.map(({ names, ties, publisher }, index) => ({
      id: `t${index}`,
      kind: "event-types",
      names: names.map(shortType).toSorted(),
      notes: [],
      state: stateOf(ties),
      publisher,
    })),
    lines: bundles.flatMap(({ ties }, index) => ties.map(({ to, ...line }) => ({ from: `t${index}`, to, ...line }))),
  };
}

function serviceBoxes(listeners: readonly Identified[]): Side<TypeBox> {
  const heard = listeners.flatMap(({ id, hears }) =>
    [...Map.groupBy(hears, ({ type }) => publisherOf(type))].map(([publisher, own]) => ({ publisher, id, own })),
  );
  const services = Map.groupBy(heard, ({ publisher }) => publisher);
  const drawn = publishers.flatMap((publisher) => {
    const members = services.get(publisher);
    return members === undefined ? [] : [{ publisher, members }];
  });
  return {
    boxes: drawn.map(({ publisher, members }, index) => ({
      id: `t${index}`,
      kind: "event-types",
      names: [countOf(new Set(members.flatMap(({ own }) => own.map(({ type }) => type))).size, "event type")],
      notes: [],
      state: stateOf(members.flatMap(({ own }) => own)),
      publisher,
    })),
    lines: drawn.flatMap(({ members }, index) =>
      members.map(({ id, own }) => ({
        from: `t${index}`,
        to: id,
        label: String(own.length),
        waits: own.every(({ waits }) => waits),
      })),
    ),
  };
}

function unheardBoxes(drawn: readonly DrawnSubscription[]): readonly TypeBox[] {
  const types = unheardTypes(drawn.map(({ record }) => record.filter));
  return [...Map.groupBy(types, publisherOf)].map(([publisher, names], index) => ({
    id: `u${index}`,
    kind: "event-types",
    names: names.map(shortType).toSorted(),
    notes: ["heard by nobody"],
    state: "unheard",
    publisher,
  }));
}

function endpointBoxes(listeners: readonly Identified[]): Side<Box> {
  const ties = listeners.flatMap(({ id, sends }) =>
    sends.map(({ endpoint, kind, waits }) => ({ name: endpoint, kind, to: id, label: undefined, waits })),
  );
  const bundles = [...Map.groupBy(ties, ({ kind }) => kind)].flatMap(([kind, own]) =>
    bundle(own).map((one) => ({ ...one, kind })),
  );
  return {
    boxes: bundles.map(({ names, ties, kind }, index) => ({
      id: `e${index}`,
      kind: "endpoint",
      names: names.toSorted(),
      notes: [
        ...(kind === "" ? [] : [names.length === 1 ? kind : `${kind}, each`]),
        ...(stateOf(ties) === "waits" ? ["no address yet"] : []),
      ],
      state: stateOf(ties),
    })),
    lines: bundles.flatMap(({ ties }, index) =>
      ties.map(({ to, ...line }) => ({ from: to, to: `e${index}`, ...line })),
    ),
  };
}

function serviceGroups(boxes: readonly TypeBox[]): readonly GraphGroup[] {
  const groups = Map.groupBy(boxes, ({ publisher }) => publisher);
  return publishers.flatMap((publisher, index) => {
    const members = groups.get(publisher);
    if (members === undefined) return [];
    const title = [publisherTitle(publisher)];
    return [{ id: `service${index}`, title, boxes: members.map(({ publisher: _, ...box }) => box) }];
  });
}

function teamGroups(listeners: readonly Identified[]): readonly GraphGroup[] {
  return [...Map.groupBy(listeners, ({ team }) => team)].map(([team, members], index) => {
    const owner = members.find((one) => one.owner !== undefined)?.owner;
    const title = team === undefined ? [] : [team, ...(owner === undefined ? [] : [owner])];
    return { id: `team${index}`, title, boxes: members.map(boxOf) };
  });
}

function boxOf({ id, name, notes, waits }: Identified): Box {
  return { id, kind: "listener", names: [name], notes, state: waits ? "waits" : "live" };
}

function stateOf(ties: BoxBundle["ties"] | readonly { readonly waits: boolean }[]): "live" | "waits" {
  return ties.every(({ waits }) => waits) ? "waits" : "live";
}

function countOf(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}
