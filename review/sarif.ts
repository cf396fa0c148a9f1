import type { FindingLevel } from "../infra/filters/finding.ts";
import { type Review, type ReviewFindingId, reviewFindings } from "./change.ts";
import { findingDefinitions } from "./finding-definitions.ts";
import { type PlacedFinding, placedFindings } from "./placed-findings.ts";

const levels: Readonly<Record<FindingLevel, string>> = { error: "error", warning: "warning", info: "note" };
const ids = Object.keys(reviewFindings) as readonly ReviewFindingId[];

/**
 * The review as a SARIF 2.1.0 log (OASIS), for code scanning and editors. `elsewhere` is the file to point at for what is
 * not declared any more; files are relative to the root of the repository.
 */
export function renderSarif(review: Review, elsewhere: string): string {
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "acs-events review", rules: ids.map(ruleOf) } },
        results: placedFindings(review, elsewhere).map(resultOf),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf(id: ReviewFindingId) {
  const { says, action } = findingDefinitions[id];
  return {
    id,
    shortDescription: { text: says },
    help: { text: action },
    defaultConfiguration: { level: levels[reviewFindings[id]] },
  };
}

function resultOf({ subscription, finding, place }: PlacedFinding) {
  const { id, level, message, fingerprint, accepted } = finding;
  return {
    ruleId: id,
    ruleIndex: ids.indexOf(id),
    level: levels[level],
    message: { text: subscription === "" ? message : `${subscription}: ${message}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(place.file), uriBaseId: "%SRCROOT%" },
          region: { startLine: place.line },
        },
        ...(subscription === "" ? {} : { logicalLocations: [{ name: subscription, kind: "resource" }] }),
      },
    ],
    ...(fingerprint === undefined ? {} : { partialFingerprints: { "acsEvents/v1": fingerprint } }),
    ...(accepted === undefined
      ? {}
      : { suppressions: [{ kind: "external", status: "accepted", justification: accepted.reason }] }),
  };
}
