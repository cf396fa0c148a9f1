import pc from "picocolors";
import type { Count } from "../../dead-letters/count.ts";
import type { Replayed } from "../../dead-letters/replay.ts";
import type { StoredDeadLetter } from "../../dead-letters/stored-dead-letters.ts";
import { printable } from "../../text/printable.ts";
import { renderTable } from "./table.ts";

/** Dead letters as a table, and behind it their keys; nothing of a payload. */
export function renderDeadLetters(deadLetters: readonly StoredDeadLetter[], width: number | undefined): string {
  return renderTable(
    ["PUBLISHED", "SUBSCRIPTION", "EVENT TYPE", "REASON", "LAST OUTCOME", "", "KEY"],
    deadLetters.map(({ publishTime, subscription, type, reason, lastOutcome, attempts, marked, key }) => [
      printable(publishTime ?? "?", 40),
      subscription.toLowerCase(),
      printable(type.replace(/^Microsoft\.Communication\./, ""), 80),
      printable(reason, 60),
      `${printable(lastOutcome, 40)}${attempts === undefined ? "" : ` (${attempts})`}`,
      marked ? "replayed" : "",
      printable(key, 200),
    ]),
    { width },
  );
}

export function renderCounts(counts: readonly Count[]): string {
  return renderTable(
    ["COUNT", "SUBSCRIPTION", "REASON", "LAST OUTCOME"],
    counts.map(({ count, subscription, reason, lastDeliveryOutcome }) => [
      String(count),
      subscription.toLowerCase(),
      printable(reason, 60),
      printable(lastDeliveryOutcome, 40),
    ]),
  );
}

/** One dead letter in full, as JSON that is safe for a terminal. */
export function renderDeadLetter(deadLetter: StoredDeadLetter): string {
  return escaped(JSON.stringify(deadLetter, undefined, 2));
}

/** JSON stays the same JSON, with every character that a terminal would act on as its escape. */
export function escaped(json: string): string {
  return json.replace(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}

export function renderReplayed(replayed: Replayed): string {
  const key = printable(replayed.key, 200);
  switch (replayed.outcome) {
    case "replayed":
      return `${pc.green("✓ replayed")} ${key}`;
    case "refused":
      return `${pc.red("✗ refused")} ${key}: ${replayed.detail}`;
    case "unknown":
      return `${pc.yellow("? unknown")} ${key}: ${replayed.detail}; it may have arrived, and --again sends it once more`;
    case "replayed-before":
      return `${pc.dim("– replayed before")} ${key}: ${printable(replayed.at, 40)} to ${printable(replayed.to)}`;
    case "unfinished-before":
      return `${pc.yellow("– not sent")} ${key}: a replay to ${printable(replayed.to)} began at ${printable(replayed.at, 40)} and did not end; look whether the event arrived, then use --again`;
  }
}
