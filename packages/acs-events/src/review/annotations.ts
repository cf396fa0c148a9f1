import type { FindingLevel } from "../filters/finding.ts";
import type { Review } from "./change.ts";
import { type PlacedFinding, placedFindings } from "./placed-findings.ts";
import { acceptedWords } from "./wording.ts";

const commands: Readonly<Record<FindingLevel, string>> = { error: "error", warning: "warning", info: "notice" };

/** The review as annotations. `elsewhere` is the file to point at for what is not declared any more. */
export function renderAnnotations(review: Review, elsewhere: string): string {
  return annotationsOf(placedFindings(review, elsewhere));
}

/**
 * Workflow commands of GitHub Actions, one line a finding, which GitHub shows at the line in the team file. The most
 * severe come first, since GitHub shows ten errors, ten warnings and ten notices of a step. Escaped as `@actions/core` does
 * (GitHub docs, workflow commands).
 */
export function annotationsOf(placed: readonly PlacedFinding[]): string {
  return placed
    .map(({ subscription, finding, place }) => {
      const properties = Object.entries({
        file: place.file,
        line: String(place.line),
        title: subscription === "" ? finding.id : `${subscription}: ${finding.id}`,
      });
      const written = properties.map(([name, value]) => `${name}=${escapedProperty(value)}`).join(",");
      const command = finding.accepted === undefined ? commands[finding.level] : "notice";
      return `::${command} ${written}::${escapedData(finding.message + acceptedWords(finding))}\n`;
    })
    .join("");
}

function escapedData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
