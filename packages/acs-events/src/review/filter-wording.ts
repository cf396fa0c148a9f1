import type { Relation } from "../filter-sets/index.ts";
import type { Side } from "./documented-side.ts";
import { typesByFamily } from "./event-families.ts";

export interface RelationSides {
  /** Undefined where nothing can be lost, or gained. */
  readonly lost: Side | undefined;
  readonly gained: Side | undefined;
  /** Options that decide where the documentation is silent. */
  readonly decidedBy: readonly string[];
  readonly reason: string | undefined;
  /** Why the subscription got no events before, or gets none now: no event stops or starts by its filter then. */
  readonly notBefore?: string | undefined;
  readonly notNow?: string | undefined;
}

const documentedEvents = "Communication Services is documented to send";

/** What a changed filter means, in words: only what is decided is said of all events, the rest is said not to be. */
export function relationMessage(relation: Relation, sides: RelationSides): string {
  const { decidedBy } = sides;
  const rests =
    decidedBy.length === 0
      ? ""
      : ` This rests on what is assumed where the documentation is silent: ${decidedBy.join(", ")}.`;
  const { notBefore, notNow } = sides;
  const idle = notBefore ?? notNow;
  return `${idle === undefined ? sentence(relation, sides) : ofIdle(relation, sides, idle)}${rests}`;
}

/** How two filters differ of which one lets nothing arrive: only the filters are compared. */
function ofIdle(relation: Relation, { notBefore, reason }: RelationSides, idle: string): string {
  const events = notBefore === undefined ? "gets no events" : "got no events";
  const filters: Readonly<Record<Relation, string>> = {
    same: "Its filter is written differently and matches the same events.",
    widened: "Its new filter matches more events.",
    narrowed: "Its new filter matches fewer events.",
    overlapping: "Its new filter matches other events, and some of the same.",
    disjoint: "Its new filter matches other events, and none of the same.",
    undecided: `How its new filter differs could not be decided: ${(reason ?? "no reason is known").replace(/\.$/, "")}.`,
  };
  return `It ${idle} and ${events}. ${filters[relation]}`;
}

function sentence(relation: Relation, { lost, gained, reason }: RelationSides): string {
  switch (relation) {
    case "same":
      return "The filter is written differently and matches the same events.";
    case "widened":
      return widened(gained);
    case "narrowed":
      return narrowed(lost);
    case "overlapping":
      return stopsAndStarts(lost, gained);
    case "disjoint":
      return disjoint(lost, gained);
    case "undecided":
      return `Whether events are lost could not be decided over every event there could be: ${reason ?? "no reason is known"}. ${stops(lost)}`;
  }
}

function widened(gained: Side | undefined): string {
  switch (gained?.answer) {
    case "none":
      return `It matches more, but nothing more that ${documentedEvents}.`;
    case "undecided":
      return `It matches more; no documented event that starts was found, and that there is none is not decided${because(gained)}.`;
    default:
      return `More events arrive; none of those before is missing${typesOf(gained)}.`;
  }
}

function narrowed(lost: Side | undefined): string {
  switch (lost?.answer) {
    case "none":
      return `It matches less, but all that ${documentedEvents} goes on arriving.`;
    case "undecided":
      return `It matches less; no documented event that stops was found, and that there is none is not decided${because(lost)}.`;
    default:
      return `Some events stop arriving, and none is new${typesOf(lost)}.`;
  }
}

function stopsAndStarts(lost: Side | undefined, gained: Side | undefined): string {
  if (lost?.answer === "none" && gained?.answer === "none") {
    return `It matches other events, but of those that ${documentedEvents}, none stops and none starts arriving.`;
  }
  return `${stops(lost)} ${starts(gained)}`;
}

/** What stops, as a sentence of its own. */
function stops(lost: Side | undefined): string {
  switch (lost?.answer) {
    case "some":
      return `Some events stop arriving${typesOf(lost)}.`;
    case "undecided":
      return `No documented event that stops arriving was found; that there is none is not decided${because(lost)}.`;
    default:
      return `Of the events that ${documentedEvents}, none stops arriving.`;
  }
}

function starts(gained: Side | undefined): string {
  switch (gained?.answer) {
    case "some":
      return `Others start${typesOf(gained)}.`;
    case "undecided":
      return `No documented event that starts arriving was found; that there is none is not decided${because(gained)}.`;
    default:
      return `Of the events that ${documentedEvents}, none starts arriving.`;
  }
}

function disjoint(lost: Side | undefined, gained: Side | undefined): string {
  if (lost?.answer === "some") {
    const before = `No event that arrived before arrives any more${typesOf(lost)}`;
    return gained?.answer === "some" ? `${before}; others do${typesOf(gained)}.` : `${before}. ${starts(gained)}`;
  }
  if (lost?.answer === "none" && gained?.answer === "some") {
    return `Events start arriving${typesOf(gained)}; before, nothing did that ${documentedEvents}.`;
  }
  return `The filter is another one. ${stopsAndStarts(lost, gained)}`;
}

/** `: SMSReceived and CallEnded`; nothing for one type alone, which the event beside it shows. */
function typesOf(side: Side | undefined): string {
  const { types = [] } = side ?? {};
  return types.length < 2 ? "" : `: ${typesByFamily(types)}`;
}

function because({ reason }: Side): string {
  return reason === undefined ? "" : ` (${reason.replace(/\.$/, "")})`;
}
