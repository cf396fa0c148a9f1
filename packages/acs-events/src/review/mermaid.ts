import { escaped, label, shapes } from "../diagram/mermaid-text.ts";
import { everyType } from "../diagram/services.ts";
import { shortType } from "../filter-rules/wording.ts";
import type { FindingLevel } from "../filters/finding.ts";
import type { Change, Review, Route } from "./change.ts";
import { changeTitle, levelOf } from "./wording.ts";

/** Mermaid draws 500 lines at most, and nobody can read a picture of more subscriptions than this. */
const mostSubscriptions = 30;
/** A subscription to more event types than this has one box for all of them. */
const mostTypes = 6;

const styles: Readonly<Record<FindingLevel, string>> = {
  error: "stroke:#cf222e,stroke-width:3px",
  warning: "stroke:#bf8700,stroke-width:3px",
  info: "stroke:#0969da,stroke-width:1px",
};

/**
 * A flowchart of the subscriptions that change: event types, subscriptions, endpoints. A new line is thick, a removed
 * one is dotted; a subscription is framed by the most severe of its findings that nobody accepted. Undefined when
 * nothing changes.
 */
export function renderMermaid({ changes }: Review): string | undefined {
  if (changes.length === 0) return undefined;
  const shown = gravestFirst(changes).slice(0, mostSubscriptions);
  const types = boxes("t", shapes["event-types"]);
  const endpoints = boxes("e", shapes.endpoint);
  const lines = shown.flatMap((change, index) => {
    const id = `s${index}`;
    const { base, head } = change.routes;
    return [
      `  ${id}${shapes.listener(label([change.subscription, changeTitle(change)]))}:::${levelOf(change)}`,
      ...between(typesOf(base), typesOf(head)).map(([type, arrow]) => `  ${types.idOf(type)} ${arrow} ${id}`),
      ...between(endpointsOf(base), endpointsOf(head)).map(
        ([endpoint, arrow]) => `  ${id} ${arrow} ${endpoints.idOf(endpoint)}`,
      ),
    ];
  });
  const left = changes.length - shown.length;
  const rest = left === 0 ? [] : [`  rest["and ${left} more ${left === 1 ? "subscription" : "subscriptions"}"]`];
  const classes = Object.entries(styles).map(([level, style]) => `  classDef ${level} ${style}`);
  return ["flowchart LR", ...types.lines(), ...endpoints.lines(), ...lines, ...rest, ...classes].join("\n");
}

const order: readonly FindingLevel[] = ["error", "warning", "info"];

function gravestFirst(changes: readonly Change[]): readonly Change[] {
  return changes.toSorted((a, b) => order.indexOf(levelOf(a)) - order.indexOf(levelOf(b)));
}

function typesOf(route: Route | null): readonly string[] {
  if (route === null) return [];
  if (route.eventTypes === "All") return [everyType];
  if (route.eventTypes.length > mostTypes) return [`${route.eventTypes.length} event types`];
  return route.eventTypes.map(shortType);
}

function endpointsOf(route: Route | null): readonly string[] {
  return route === null ? [] : [route.endpoint];
}

/** Both sides' names, each once, with the arrow that says on which side it is. */
function between(base: readonly string[], head: readonly string[]): readonly (readonly [string, string])[] {
  return [...new Set([...base, ...head])].map((name) => [
    name,
    !head.includes(name) ? "-.->" : base.includes(name) ? "-->" : "==>",
  ]);
}

/** One box a text, in the order in which they are asked for. */
function boxes(letter: string, shape: (text: string) => string) {
  const ids = new Map<string, string>();
  return {
    idOf: (text: string): string => {
      const id = ids.get(text) ?? `${letter}${ids.size}`;
      ids.set(text, id);
      return id;
    },
    lines: (): readonly string[] => [...ids].map(([text, id]) => `  ${id}${shape(escaped(text))}`),
  };
}
