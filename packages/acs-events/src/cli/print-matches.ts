import { once } from "node:events";
import pc from "picocolors";
import { type Event, isCloudEvent } from "../catalog/event.ts";
import { buildIndex } from "../subscription-index/subscription-index.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import type { ReadEvent } from "./input/events.ts";

/**
 * Prints one element an event, in the order of the events; as JSON `[{"event": id, "matched": [names]}]`. Problems go to
 * standard error, and the answer is the exit status: 1 when there was one.
 */
export async function printMatches(
  subscriptions: readonly SubscriptionRecord[],
  events: AsyncIterable<ReadEvent>,
  format: "text" | "json",
): Promise<0 | 1> {
  const index = buildIndex(
    subscriptions.map(({ name, filter, eventDeliverySchema }) => ({
      name,
      filter,
      ...(eventDeliverySchema === "CloudEventSchemaV1_0" || eventDeliverySchema === "EventGridSchema"
        ? { deliverySchema: eventDeliverySchema }
        : {}),
    })),
  );
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
  for await (const item of events) {
    if (item.kind === "problem") {
      problems += 1;
      console.error(item.message);
      continue;
    }
    const matched = index.match(item.event);
    await print(
      format === "json"
        ? `${count === 0 ? "\n" : ",\n"}${JSON.stringify({ event: item.event.id, matched })}`
        : `${line(item.event, matched)}\n`,
    );
    count += 1;
  }
  if (format === "json") await print(`${count === 0 ? "" : "\n"}]\n`);
  process.stdout.write(open);
  return problems === 0 ? 0 : 1;
}

function line(event: Event, matched: readonly string[]): string {
  const type = isCloudEvent(event) ? event.type : event.eventType;
  const what = `${event.id}  ${type.replace("Microsoft.Communication.", "")} ${pc.dim(event.subject ?? "")}`;
  return `${what}\n  ${matched.length === 0 ? pc.yellow("nobody") : matched.map((name) => `${pc.green("✓")} ${name}`).join("\n  ")}`;
}
