import pc from "picocolors";
import type { DeliveryOutcome, EmittedEvent, RehearsalResult } from "../../rehearsal/result.ts";
import { renderTable, shorten } from "./table.ts";

/** The outcome of a rehearsal for a terminal: who received what, what nobody received and why, what the handlers did. */
export function renderRehearsal(result: RehearsalResult): string {
  const { events, effects } = result;
  const delivered = events.filter(({ deliveries }) => deliveries.length > 0);
  const retired = events.filter(({ replacedBy }) => replacedBy !== undefined);
  const unheard = events.filter(({ deliveries, replacedBy }) => deliveries.length === 0 && replacedBy === undefined);
  return [
    renderEvents(events),
    ...(unheard.length === 0 ? [] : [renderUnheard(unheard)]),
    ...(retired.length === 0 ? [] : [renderRetired(retired)]),
    ...(effects.length === 0
      ? []
      : [`${pc.bold("What the handlers did")}\n${effects.map((line) => `  ${line}`).join("\n")}`]),
    ...renderNotes(result),
    renderSummary(events, delivered),
  ].join("\n\n");
}

function renderEvents(events: readonly EmittedEvent[]): string {
  const rows = events.map((one, index) => [
    String(index + 1),
    typeOf(one),
    shorten(one.event.subject, 44),
    one.deliveries.length === 0 ? nobody(one) : one.deliveries.map(renderDelivery).join(", "),
  ]);
  return `${pc.bold("Events")}\n${renderTable(["#", "event type", "subject", "delivered to"], rows)}`;
}

function nobody({ replacedBy }: EmittedEvent): string {
  return replacedBy === undefined ? pc.dim("nobody") : pc.yellow("nobody: an old name");
}

function renderDelivery({ subscription, outcome, detail }: DeliveryOutcome): string {
  if (outcome === "delivered") return `${pc.green("✓")} ${subscription}`;
  return `${pc.red("✗")} ${subscription} ${pc.red(outcome)}${detail === undefined ? "" : pc.dim(` (${detail})`)}`;
}

function renderUnheard(events: readonly EmittedEvent[]): string {
  const reasons = new Map<string, string[]>();
  for (const event of events) {
    const why =
      event.misses.length === 0
        ? ["no subscription lists this event type"]
        : event.misses.map(({ subscription, reason }) => `${subscription}: ${reason}`);
    const key = `${typeOf(event)}  ${pc.dim(shorten(event.event.subject, 60))}`;
    reasons.set(key, why);
  }
  const lines = [...reasons].map(([event, why]) => `  ${event}\n${why.map((one) => `    ${one}`).join("\n")}`);
  return `${pc.bold("Nobody received")}\n${lines.join("\n")}`;
}

function renderRetired(events: readonly EmittedEvent[]): string {
  const lines = events.map((one) => `  ${typeOf(one)} → ${(one.replacedBy ?? "").replace(prefix, "")}`);
  return `${pc.bold("Old names, as first published: Azure refuses a subscription to them; subscribe to")}\n${lines.join("\n")}`;
}

function renderNotes({ standIns, unknownTypes, problems }: RehearsalResult): string[] {
  const notes = [
    ...standIns.map(({ path, why }) =>
      why === "secret" ? `${path} is encrypted; a stand-in was used` : `${path} is not set; a local handler stood in`,
    ),
    ...unknownTypes.map((type) => `the local Azure does not know ${type} and took it unseen`),
    ...problems,
  ];
  return notes.length === 0 ? [] : [`${pc.bold("Notes")}\n${notes.map((note) => `  ${note}`).join("\n")}`];
}

function renderSummary(events: readonly EmittedEvent[], delivered: readonly EmittedEvent[]): string {
  const failed = delivered
    .flatMap(({ deliveries }) => deliveries)
    .filter(({ outcome }) => outcome !== "delivered").length;
  const count = delivered.flatMap(({ deliveries }) => deliveries).length - failed;
  const text = `${events.length} events emitted, ${count} deliveries, ${events.length - delivered.length} events that nobody received`;
  return failed === 0 ? pc.green(text) : pc.red(`${text}, ${failed} that did not arrive`);
}

const prefix = "Microsoft.Communication.";

function typeOf({ event }: EmittedEvent): string {
  return event.eventType.replace(prefix, "");
}
