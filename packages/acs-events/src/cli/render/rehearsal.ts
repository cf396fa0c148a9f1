import pc from "picocolors";
import type { DeliveryOutcome, EmittedEvent, RehearsalResult, SubscriptionOutcome } from "../../rehearsal/result.ts";
import { printable } from "../../text/printable.ts";
import { renderTable, shorten } from "./table.ts";

/** The outcome of a rehearsal for a terminal: who received what, what nobody received and why, what the handlers did. */
export function renderRehearsal(result: RehearsalResult): string {
  const { events, effects } = result;
  const delivered = events.filter(({ deliveries }) => deliveries.length > 0);
  const retired = events.filter(({ replacedBy }) => replacedBy !== undefined);
  return [
    renderEvents(events),
    ...renderSubscriptions(result.subscriptions),
    ...renderMisses(events),
    ...(retired.length === 0 ? [] : [renderRetired(retired)]),
    ...(effects.length === 0
      ? []
      : [`${pc.bold("What the handlers did")}\n${effects.map((line) => `  ${printable(line)}`).join("\n")}`]),
    ...renderNotes(result),
    renderSummary(events, delivered),
  ].join("\n\n");
}

function renderEvents(events: readonly EmittedEvent[]): string {
  const rows = events.map((one, index) => [
    String(index + 1),
    typeOf(one),
    shorten(printable(one.event.subject), 44),
    one.deliveries.length === 0 ? nobody(one) : one.deliveries.map(renderDelivery).join(", "),
  ]);
  return `${pc.bold("Events")}\n${renderTable(["#", "event type", "subject", "delivered to"], rows)}`;
}

/** What each subscription received; one that received nothing says why. */
function renderSubscriptions(subscriptions: readonly SubscriptionOutcome[]): string[] {
  if (subscriptions.length === 0) return [];
  const rows = subscriptions.map(({ subscription, received, keptOut, notArrived, pending, why }) => [
    subscription,
    received === 0 ? pc.yellow("0") : String(received),
    String(keptOut),
    [
      ...(notArrived === 0 ? [] : [pc.red(`${notArrived} did not arrive`)]),
      ...(pending ? ["pending"] : []),
      ...(why === undefined ? [] : [pc.yellow(printable(why))]),
    ].join(", "),
  ]);
  return [`${pc.bold("Subscriptions")}\n${renderTable(["subscription", "received", "kept out", ""], rows)}`];
}

function nobody({ replacedBy }: EmittedEvent): string {
  return replacedBy === undefined ? pc.dim("nobody") : pc.yellow("nobody: an old name");
}

function renderDelivery({ subscription, outcome, detail }: DeliveryOutcome): string {
  if (outcome === "delivered") return `${pc.green("✓")} ${subscription}`;
  return `${pc.red("✗")} ${subscription} ${pc.red(outcome)}${detail === undefined ? "" : pc.dim(` (${printable(detail)})`)}`;
}

/** First the types that no subscription lists, in one line; then each filter that kept an event of its types out. */
function renderMisses(events: readonly EmittedEvent[]): string[] {
  const current = events.filter(({ replacedBy }) => replacedBy === undefined);
  const unlisted = new Set(
    current.filter(({ deliveries, misses }) => deliveries.length + misses.length === 0).map((one) => typeOf(one)),
  );
  const kept = current.flatMap((one) =>
    one.misses.map(({ subscription, reason }) => [
      subscription,
      typeOf(one),
      shorten(printable(one.event.subject), 44),
      printable(reason),
    ]),
  );
  return [
    ...(unlisted.size === 0
      ? []
      : [`${pc.bold("No subscription lists these event types")}\n  ${[...unlisted].join(", ")}`]),
    ...(kept.length === 0
      ? []
      : [`${pc.bold("Kept out by a filter")}\n${renderTable(["subscription", "event type", "subject", "why"], kept)}`]),
  ];
}

function renderRetired(events: readonly EmittedEvent[]): string {
  const lines = events.map((one) => `  ${typeOf(one)} → ${(one.replacedBy ?? "").replace(prefix, "")}`);
  return `${pc.bold("Old names, as first published: Azure refuses a subscription to them; subscribe to")}\n${lines.join("\n")}`;
}

function renderNotes({ standIns, unhandled, notices, problems }: RehearsalResult): string[] {
  const isUnhandled = (path: string): boolean => unhandled.some(({ endpoint }) => path.endsWith(`.${endpoint}.url`));
  const notes = [
    ...standIns.map(({ path, why }) => {
      if (why === "secret") return `${path} is encrypted; a stand-in was used`;
      const here = isUnhandled(path) ? "" : "; here a local handler stood in";
      return `${path} is not set: \`pulumi up\` leaves its subscriptions out${here}`;
    }),
    ...unhandled.map(({ endpoint, path, nameable }) => {
      const hint = nameable ? ` Name one with --handler ${endpoint}=http://127.0.0.1:PORT${path}` : "";
      return `${endpoint}: no handler of this project is at ${path}; a stand-in accepted its events.${hint}`;
    }),
    ...notices,
    ...problems,
  ];
  return notes.length === 0 ? [] : [`${pc.bold("Notes")}\n${notes.map((note) => `  ${printable(note)}`).join("\n")}`];
}

function renderSummary(events: readonly EmittedEvent[], delivered: readonly EmittedEvent[]): string {
  const failed = delivered
    .flatMap(({ deliveries }) => deliveries)
    .filter(({ outcome }) => outcome !== "delivered").length;
  const count = delivered.flatMap(({ deliveries }) => deliveries).length - failed;
  const unheard = events.length - delivered.length;
  const text = `${plural(events.length, "event")} emitted, ${plural(count, "delivery", "deliveries")}, ${plural(unheard, "event")} that nobody received`;
  return failed === 0 ? pc.green(text) : pc.red(`${text}, ${failed} that did not arrive`);
}

const prefix = "Microsoft.Communication.";

function typeOf({ event }: EmittedEvent): string {
  return printable(event.eventType.replace(prefix, ""));
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
