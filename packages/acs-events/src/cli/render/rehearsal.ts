import pc from "picocolors";
import type { EmittedEvent, RehearsalResult, RehearsedDelivery, SubscriptionOutcome } from "../../rehearsal/result.ts";
import { printable } from "../../text/printable.ts";
import { renderTable, shorten } from "./table.ts";
import { wrap } from "./wrap.ts";

/** Where the width of the terminal is not known. */
const usualWidth = 80;
/** A name of a subscription that is longer is shortened in the middle. */
const longestName = 30;

/**
 * The outcome of a rehearsal for a terminal: who received what, what was filtered out and why, what the handlers did. No
 * line is longer than `width`, except for a single word that is.
 */
export function renderRehearsal(result: RehearsalResult, width: number = usualWidth): string {
  const { events, effects } = result;
  const retired = events.filter(({ replacedBy }) => replacedBy !== undefined);
  return [
    renderEvents(events, width),
    ...renderSubscriptions(result.subscriptions, width),
    ...renderNotDelivered(events, width),
    ...renderFilteredOut(events, width),
    ...renderUnlisted(events, width),
    ...(retired.length === 0 ? [] : [renderRetired(retired, width)]),
    ...(effects.length === 0
      ? []
      : [
          `${pc.bold("What the handlers did")}\n${effects.map((line) => wrap(printable(line), width, "  ")).join("\n")}`,
        ]),
    ...renderNotes(result, width),
    renderSummary(events, width),
  ].join("\n\n");
}

/** An event a line, and a line more for each further subscription that it was for. */
function renderEvents(events: readonly EmittedEvent[], width: number): string {
  const rows = events.flatMap((one, index) => {
    const [first = nobody(one), ...others] = one.deliveries.map(renderDelivery);
    return [
      [String(index + 1), typeOf(one), printable(one.event.subject), first],
      ...others.map((other) => ["", "", "", other]),
    ];
  });
  const table = renderTable(["#", "event type", "subject", "delivered to"], rows, { width, flexible: [1, 2] });
  return `${pc.bold("Events")}\n${table}`;
}

function nobody({ replacedBy }: EmittedEvent): string {
  return pc.dim(replacedBy === undefined ? "–" : "– (an old name)");
}

function renderDelivery({ subscription, outcome }: RehearsedDelivery): string {
  const name = shorten(subscription, longestName);
  return outcome === "delivered" ? `${pc.green("✓")} ${name}` : `${pc.red("✗")} ${name}`;
}

/** What each subscription received; below the table, why one received nothing. */
function renderSubscriptions(subscriptions: readonly SubscriptionOutcome[], width: number): string[] {
  if (subscriptions.length === 0) return [];
  const rows = subscriptions.map(({ subscription, received, keptOut, notArrived, pending }) => [
    subscription,
    received === 0 ? pc.yellow("0") : String(received),
    String(keptOut),
    notArrived === 0 ? "0" : pc.red(String(notArrived)),
    pending ? "pending" : "",
  ]);
  const headings = ["subscription", "received", "filtered out", "not delivered", ""];
  const table = renderTable(headings, rows, { width, flexible: [0] });
  const reasons = subscriptions.flatMap(({ subscription, why }) =>
    why === undefined ? [] : [wrap(`${subscription} received nothing (${printable(why)}).`, width, "  ")],
  );
  return [[`${pc.bold("Subscriptions")}\n${table}`, ...reasons.map((line) => pc.yellow(line))].join("\n")];
}

function renderNotDelivered(events: readonly EmittedEvent[], width: number): string[] {
  const lines = events.flatMap(({ deliveries }, index) =>
    deliveries
      .filter(({ outcome }) => outcome !== "delivered")
      .map(({ subscription, outcome, detail }) => {
        const why = detail === undefined ? "" : `: ${printable(detail)}`;
        return wrap(`Event ${index + 1} for ${subscription}, ${outcome}${why}`, width, "  ");
      }),
  );
  return lines.length === 0 ? [] : [`${pc.bold("Not delivered")}\n${lines.map((line) => pc.red(line)).join("\n")}`];
}

/** By subscription: the events whose type it lists, and the condition that kept each out. */
function renderFilteredOut(events: readonly EmittedEvent[], width: number): string[] {
  const misses = events.flatMap((one, index) =>
    one.replacedBy === undefined ? one.misses.map((miss) => ({ ...miss, one, index })) : [],
  );
  const blocks = [...Map.groupBy(misses, ({ subscription }) => subscription)].map(([subscription, its]) => {
    const lines = its.map(({ one, index, reason }) =>
      wrap(`event ${index + 1}, ${typeOf(one)}: ${printable(reason)}`, width, "    "),
    );
    return [`  ${subscription}`, ...lines].join("\n");
  });
  return blocks.length === 0 ? [] : [`${pc.bold("Filtered out")}\n${blocks.join("\n")}`];
}

function renderUnlisted(events: readonly EmittedEvent[], width: number): string[] {
  const unlisted = new Set(events.filter(isForNobody).map((one) => typeOf(one)));
  if (unlisted.size === 0) return [];
  const types = wrap([...unlisted].join(", "), width, "  ");
  return [`${pc.bold("Event types that no subscription lists")}\n${types}`];
}

/** Whether no subscription lists its type. */
function isForNobody({ replacedBy, deliveries, misses }: EmittedEvent): boolean {
  return replacedBy === undefined && deliveries.length + misses.length === 0;
}

function renderRetired(events: readonly EmittedEvent[], width: number): string {
  const lines = events.map((one) =>
    wrap(`${typeOf(one)} is ${(one.replacedBy ?? "").replace(prefix, "")} today.`, width, "  "),
  );
  return `${pc.bold("Old names: no event has them today")}\n${lines.join("\n")}`;
}

function renderNotes({ standIns, unhandled, notices, problems }: RehearsalResult, width: number): string[] {
  const isUnhandled = (path: string): boolean => unhandled.some(({ endpoint }) => path.endsWith(`.${endpoint}.url`));
  const notes = [
    ...standIns.map(({ path, why }) => {
      if (why === "secret") return `${path} is encrypted. The rehearsal used a stand-in.`;
      const here = isUnhandled(path) ? "" : " Here a local handler received its events.";
      return `${path} is not set, so its subscriptions are pending: \`pulumi up\` omits them.${here}`;
    }),
    ...unhandled.map(({ endpoint, path, nameable }) => {
      const hint = nameable ? ` Name one with --handler ${endpoint}=http://127.0.0.1:PORT${path}` : "";
      return `${endpoint}: this project has no handler at ${path}. A stand-in accepted its events.${hint}`;
    }),
    ...notices,
    ...problems,
  ];
  if (notes.length === 0) return [];
  return [`${pc.bold("Notes")}\n${notes.map((note) => wrap(printable(note), width, "  ")).join("\n")}`];
}

function renderSummary(events: readonly EmittedEvent[], width: number): string {
  const deliveries = events.flatMap((one) => one.deliveries);
  const failed = deliveries.filter(({ outcome }) => outcome !== "delivered").length;
  const nobodys = events.filter((one) => one.deliveries.length === 0).length;
  const rest =
    nobodys === 0
      ? ""
      : ` ${nobodys === 1 ? "1 event was" : `${nobodys} events were`} for no subscription here, which is not an error.`;
  const text = `${plural(events.length, "event")} emitted, ${plural(deliveries.length - failed, "delivery", "deliveries")}.`;
  if (failed === 0) return pc.green(wrap(`${text}${rest}`, width));
  const lost = `${plural(failed, "delivery", "deliveries")} failed.`;
  return pc.red(wrap(`${text} ${lost}${rest}`, width));
}

const prefix = "Microsoft.Communication.";

function typeOf({ event }: EmittedEvent): string {
  return printable(event.eventType.replace(prefix, ""));
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
