import pc from "picocolors";
import { type Event, inEnvelope, isCloudEvent } from "../catalog/event.ts";
import { shortType } from "../filter-rules/wording.ts";
import { defaultAssumptions } from "../filters/assumptions.ts";
import { type Explanation, explain } from "../filters/explain/explain.ts";
import { answerOf, askedOf } from "../filters/explain/render-explanation.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { escapeControls, printableJson } from "../text/printable.ts";
import { UserError } from "../text/user-error.ts";
import type { ReadEvent } from "./input/events.ts";
import { fitted } from "./render/fitted.ts";

interface ExplainedSubscription extends Explanation {
  readonly subscription: string;
}

/** Prints every condition of every subscription for each event; the answer is the exit status, 1 when one could not be read. */
export async function explainEvents(
  subscriptions: readonly SubscriptionRecord[],
  events: AsyncIterable<ReadEvent>,
  format: "text" | "json",
): Promise<0 | 1> {
  const explained: { readonly event: string; readonly subscriptions: readonly ExplainedSubscription[] }[] = [];
  let problems = 0;
  for await (const item of events) {
    if (item.kind === "problem") {
      problems += 1;
      console.error(escapeControls(item.message));
      continue;
    }
    const { event } = item;
    const answers = subscriptions.map(({ name, filter, eventDeliverySchema }) => {
      const schema = eventDeliverySchema === "CloudEventSchemaV1_0" ? eventDeliverySchema : "EventGridSchema";
      return { subscription: name, ...explain(filter, inEnvelope(event, schema), defaultAssumptions, schema) };
    });
    explained.push({ event: event.id, subscriptions: answers });
    if (format === "text") console.log(fitted(renderEvent(event, answers.toSorted(byType)), process.stdout.columns));
  }
  if (format === "json") console.log(asJson(explained));
  return problems === 0 ? 0 : 1;
}

/** Those that list the event's type first; otherwise in the order of the set. */
function byType(a: ExplainedSubscription, b: ExplainedSubscription): number {
  return Number(listsOtherTypes(a)) - Number(listsOtherTypes(b));
}

function listsOtherTypes({ conditions }: ExplainedSubscription): boolean {
  return conditions.some(({ operator, held }) => operator === "includedEventTypes" && !held);
}

function asJson(value: unknown): string {
  try {
    return printableJson(JSON.stringify(value, null, 2));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UserError("A value is nested too deeply to be printed as JSON; ask for --format text.");
  }
}

function renderEvent(event: Event, answers: readonly ExplainedSubscription[]): string {
  const type = isCloudEvent(event) ? event.type : event.eventType;
  const subject = escapeControls(event.subject ?? "(no subject)");
  const head = `${pc.bold(escapeControls(event.id))}  ${escapeControls(shortType(type))} ${pc.dim(subject)}`;
  return [head, ...answers.map(renderAnswer), ""].join("\n");
}

function renderAnswer({ subscription, matched, conditions }: ExplainedSubscription): string {
  const verdict = matched ? pc.green("gets it") : pc.yellow("does not get it");
  const lines = conditions.map(
    (condition) =>
      `    ${condition.held ? pc.green("✓") : pc.red("✗")} ${escapeControls(`${askedOf(condition)}: ${answerOf(condition)}`)}`,
  );
  return [
    `  ${pc.bold(escapeControls(subscription))} ${verdict}`,
    ...(lines.length === 0 ? ["    it has no condition"] : lines),
  ].join("\n");
}
