import type { FindingDefinition } from "../../filters/finding-definitions.ts";
import type { PlacedFinding } from "../../review/placed-findings.ts";
import { printable, printableJson } from "../../text/printable.ts";
import type { Drift, DriftDifference } from "../drift/compare-with-code.ts";
import { driftKinds, markdownOfDrift, renderDrift, sentencesOf } from "./drift.ts";
import { fitted } from "./fitted.ts";
import type { ReviewFormat } from "./review-formats.ts";

/** The drift as it is printed in a format of `review`, with a line break at its end unless it is empty. */
export async function printedDrift(drift: Drift, format: ReviewFormat): Promise<string> {
  switch (format) {
    case "text":
      return `${fitted(renderDrift(drift), process.stdout.columns)}\n`;
    case "json":
      return `${printableJson(JSON.stringify(drift, null, 2))}\n`;
    case "markdown":
      return markdownOfDrift(drift);
    case "sarif": {
      const { sarifLog, sarifRule } = await import("../../review/sarif.ts");
      const rules = Object.entries(definitions).map(([id, definition]) => sarifRule(id, definition));
      return sarifLog("acs-events drift", rules, placedDifferences(drift));
    }
    case "github":
      return (await import("../../review/annotations.ts")).annotationsOf(placedDifferences(drift));
  }
}

const definitions = {
  "drift-different": {
    level: "warning",
    says: "The subscription in Azure is not what code declares.",
    todo: "Deploy, or change the team file to what Azure has.",
  },
  "drift-only-in-azure": {
    level: "warning",
    says: "The subscription is in Azure, and no team file declares it.",
    todo: "Take it over by `acs-events import`, or delete it.",
  },
  "drift-only-in-code": {
    level: "warning",
    says: "A team file declares the subscription, and it is not in Azure.",
    todo: "Deploy the stack.",
  },
  "drift-note": {
    level: "info",
    says: "A part could not be compared, or is not deployed on purpose.",
    todo: "Read what is said; nothing may be wrong.",
  },
} satisfies Readonly<Record<`drift-${DriftDifference["kind"]}` | "drift-note", FindingDefinition>>;

/** At the line that declares the subscription, or else at the first line of the stack's file. */
function placedDifferences({ stack, differences, notes }: Drift): readonly PlacedFinding[] {
  const elsewhere = { file: `Pulumi.${stack}.yaml`, line: 1 };
  const ofDifferences = differences.flatMap((one) => {
    const { subscription, kind, declaredAt: place = elsewhere } = one;
    const id = `drift-${kind}` as const;
    const sentences = kind === "different" ? sentencesOf(one) : [`It is ${driftKinds[kind]}.`];
    return sentences.map((message) => ({
      subscription,
      place,
      finding: { id, level: definitions[id].level, message },
    }));
  });
  const ofNotes = notes.map((note) => ({
    subscription: "",
    place: elsewhere,
    finding: { id: "drift-note", level: definitions["drift-note"].level, message: printable(note, 400) },
  }));
  return [...ofDifferences, ...ofNotes];
}
