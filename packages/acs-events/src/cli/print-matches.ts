import { once } from "node:events";
import pc from "picocolors";
import { type Event, hasBothEnvelopes, isCloudEvent } from "../catalog/event.ts";
import { shortType } from "../filter-rules/wording.ts";
import { positionsByOwnSchema } from "../subscription-index/own-schema.ts";
import { buildIndex, type IndexedSubscription } from "../subscription-index/subscription-index.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { escapeControls, printableJson } from "../text/printable.ts";
import type { ReadEvent } from "./input/events.ts";

/**
 * Prints one element an event, in the order of the events; as JSON `[{"event": id, "matched": [names]}]`. Problems go to
 * standard error, and the answer is the exit status: 1 when there was one.
 */
export async function printMatches(
  subscriptions: readonly SubscriptionRecord[],
  batches: AsyncIterable<readonly ReadEvent[]>,
  format: "text" | "json",
): Promise<0 | 1> {
  const indexed = subscriptions.map(
    ({ name, filter, eventDeliverySchema }): IndexedSubscription => ({
      name,
      filter,
      ...(eventDeliverySchema === "CloudEventSchemaV1_0" || eventDeliverySchema === "EventGridSchema"
        ? { deliverySchema: eventDeliverySchema }
        : {}),
    }),
  );
  const index = buildIndex(indexed);
  const matching = (event: Event): readonly string[] =>
    hasBothEnvelopes(event)
      ? positionsByOwnSchema(index, indexed, event).map((position) => indexed[position]?.name ?? "")
      : index.match(event);
  let count = 0;
  let problems = 0;
  let open = "";
  const print = async (text: string): Promise<void> => {
    open += text;
    if (open.length < 1 << 16) return;
    const drained = process.stdout.write(open);
    open = "";
    if (!drained) await once(process.stdout, "drain");
  };
  if (format === "json") await print("[");
  for await (const batch of batches) {
    for (const item of batch) {
      if (item.kind === "problem") {
        problems += 1;
        console.error(escapeControls(item.message));
        continue;
      }
      const matched = matching(item.event);
      await print(
        format === "json"
          ? `${count === 0 ? "\n" : ",\n"}${printableJson(JSON.stringify({ event: item.event.id, matched }))}`
          : `${line(item.event, matched)}\n`,
      );
      count += 1;
    }
  }
  if (format === "json") await print(`${count === 0 ? "" : "\n"}]\n`);
  process.stdout.write(open);
  return problems === 0 ? 0 : 1;
}

function line(event: Event, matched: readonly string[]): string {
  const type = isCloudEvent(event) ? event.type : event.eventType;
  const what = `${escapeControls(`${event.id}  ${shortType(type)}`)} ${pc.dim(escapeControls(event.subject ?? ""))}`;
  return `${what}\n  ${matched.length === 0 ? pc.yellow("nobody") : matched.map((name) => `${pc.green("✓")} ${escapeControls(name)}`).join("\n  ")}`;
}
