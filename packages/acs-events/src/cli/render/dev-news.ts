import pc from "picocolors";
import type { Event } from "../../catalog/event.ts";
import { isCloudEvent } from "../../catalog/event.ts";
import type { DeliveryRecord, PublishResult } from "../../emulator/delivery/delivery-record.ts";
import type { ServedHandlers } from "../../rehearsal/watch/handlers-host.ts";
import type { News } from "../../rehearsal/watch/news.ts";
import { printable } from "../../text/printable.ts";
import { renderStep } from "./rehearsal-step.ts";
import { renderReview } from "./review.ts";
import { shorten } from "./table.ts";
import { textWidth } from "./text-width.ts";
import { wrap } from "./wrap.ts";

/** What to print of something that happened, notes in lines of `width`; undefined for what is not worth a line. */
export function renderNews(news: News, verbose = false, width = 80): string | undefined {
  switch (news.kind) {
    case "step":
      return verbose || news.failed ? renderStep(news, verbose) : undefined;
    case "diagnostic":
      return renderStep(news, verbose);
    case "saved":
      return pc.bold(`Saved ${news.files.map((file) => printable(file)).join(", ")}`);
    case "cut-off":
      return pc.yellow("The last deployment was cut off: all resources are deployed anew. Events are kept.");
    case "planned":
      return renderPlanned(news, width);
    case "deployed":
      return pc.green(`Deployed in ${seconds(news.milliseconds)}: ${resourcesIn(news)}`);
    case "mistake":
      return renderMistake(news);
    case "handlers":
      return news.served === undefined
        ? pc.dim("This project has no handlers; a stand-in accepts for every webhook.")
        : pc.green(`Handlers loaded in ${seconds(news.milliseconds)}: ${placesOf(news.served).join(", ")}`);
    case "line":
      return `  ${pc.dim(news.from.padEnd(8))} ${printable(news.line, 500)}`;
    case "published":
      return renderPublished(news.result, width);
    case "stands":
      return renderStanding(news.record);
  }
}

/** Where handlers take events: at paths, out of queues, and as functions. */
function placesOf({ paths, queues = [], eventGrid = [] }: NonNullable<ServedHandlers>): readonly string[] {
  return [...paths, ...queues.map(({ name }) => name), ...eventGrid].map((one) => printable(one));
}

function renderPlanned(
  { review, standIns, unhandled }: Extract<News, { kind: "planned" }>,
  width: number,
): string | undefined {
  if (review !== undefined) {
    return review.changes.length === 0
      ? "No subscription changes in meaning or settings."
      : renderReview(review, width);
  }
  const notes = [
    ...standIns.map(({ path, why }) =>
      why === "secret"
        ? `${path} is encrypted: a stand-in is used.`
        : `${path} is not set, so its subscriptions are pending: \`pulumi up\` omits them. Here they are deployed.`,
    ),
    ...unhandled.map(({ endpoint, path, nameable }) => {
      const hint = nameable ? ` Name one with --handler ${endpoint}=http://127.0.0.1:PORT${path}` : "";
      return `${endpoint}: no handler of this project is at ${path}; a stand-in accepts its events.${hint}`;
    }),
  ];
  return notes.length === 0 ? undefined : notes.map((note) => pc.dim(wrap(printable(note), width, "  "))).join("\n");
}

const stays = {
  program: "What was deployed before stays. Save a file to try again.",
  deployment: "What was refused stays as it was; the rest is deployed. Save a file to try again.",
  policies: "Nothing was deployed: what was there before stays.",
  handlers: "The handlers that were loaded before go on, where there were any.",
};

function renderMistake({ of, problem }: Extract<News, { kind: "mistake" }>): string {
  const lines = problem.trimEnd().split("\n").slice(0, 60);
  return `${lines.map((line) => pc.red(printable(line, 1_000))).join("\n")}\n${pc.yellow(stays[of])}`;
}

function resourcesIn({ resources, changed }: Extract<News, { kind: "deployed" }>): string {
  const of = `${resources} resource${resources === 1 ? "" : "s"}`;
  return changed === 0 ? `${of}, none changed` : `${changed} of ${of} changed`;
}

/** Subjects of chats are longer than a line; so much of one is shown in any case. */
const leastOfSubject = 24;

function renderPublished(result: PublishResult, width: number): string {
  if (result.kind === "refused") return pc.red(`${clock()} Event Grid refuses an event: ${printable(result.reason)}`);
  const { event, matched, passedOver } = result;
  const to = matched.length === 0 ? pc.yellow("nobody") : matched.map((name) => printable(name)).join(", ");
  const others = passedOver.map(({ subscription, reason }) => `; not ${printable(subscription)}: ${printable(reason)}`);
  const before = `${pc.dim(clock())} ${shortType(event)} `;
  const after = ` → ${to}${others.join("")}`;
  const room = Math.max(leastOfSubject, width - textWidth(before) - textWidth(after));
  return `${before}${pc.dim(shorten(printable(event.subject ?? "", 1_000), room))}${after}`;
}

function renderStanding({
  event,
  subscription,
  outcome,
  attempts,
  nextAttemptAt,
  reason,
}: DeliveryRecord): string | undefined {
  const last = attempts.at(-1);
  const about = `${shortType(event)} → ${printable(subscription)}`;
  const answer =
    last === undefined
      ? ""
      : `${printable(last.detail, 300)} ${pc.dim(`in ${Math.max(0, Math.round(last.durationMs))} ms`)}`;
  switch (outcome) {
    case "delivered":
      return `  ${pc.green("✓")} ${about}: ${answer}`;
    case "retrying":
      return `  ${pc.yellow("✗")} ${about}: ${answer}, again at ${nextAttemptAt?.slice(11, 19) ?? "?"}`;
    case "pending":
      return reason === undefined ? undefined : `  ${pc.yellow("…")} ${about}: ${printable(reason)}`;
    case "dead-lettering":
      return undefined;
    default:
      return `  ${pc.red("✗")} ${about}: ${outcome}${reason === undefined ? "" : `, ${printable(reason)}`}`;
  }
}

function shortType(event: Event): string {
  const type = isCloudEvent(event) ? event.type : event.eventType;
  return printable(type.replace("Microsoft.Communication.", ""));
}

function clock(): string {
  return new Date().toISOString().slice(11, 19);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}
