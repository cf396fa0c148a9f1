import { filterRules } from "../filter-rules/index.ts";
import type { FindingLevel } from "../filters/finding.ts";
import type { FindingDefinition } from "../filters/finding-definitions.ts";
import { policyFindings } from "../policies/policy-findings.ts";
import { ruleNamed } from "../policies/rules/index.ts";
import { subscriptionRules } from "../subscription-set/rules/rules.ts";
import { printableJson } from "../text/printable.ts";
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
  const policies = [...new Set(review.policies?.added.map(({ id }) => id))].flatMap(policyOf);
  const checked = review.changes.flatMap(({ findings }) => findings.filter(({ path }) => path !== undefined));
  const ofCheck = [...new Set(checked.map(({ id }) => id))]
    .filter((id) => !ids.some((own) => own === id))
    .flatMap(ruleOfCheck);
  const rules = [...ids.map((id) => sarifRule(id, findingDefinitions[id])), ...ofCheck, ...policies];
  return sarifLog("acs-events review", rules, placedFindings(review, elsewhere));
}

/** A log of one run of `name`; `rules` has one for the id of each finding. */
export function sarifLog(name: string, rules: readonly SarifRule[], placed: readonly PlacedFinding[]): string {
  const places = new Map(rules.map(({ id }, index) => [id, index]));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver: { name, rules } }, results: placed.map((one) => resultOf(one, places)) }],
  };
  return `${printableJson(JSON.stringify(log, null, 2))}\n`;
}

export interface SarifRule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly help: { readonly text: string };
  readonly defaultConfiguration: { readonly level: string };
}

/** The rule for the finding `id`. */
export function sarifRule(id: string, { says, todo, level }: FindingDefinition): SarifRule {
  return { id, shortDescription: { text: says }, help: { text: todo }, defaultConfiguration: { level: levels[level] } };
}

/** What `check` finds in a subscription that changes. */
function ruleOfCheck(id: string): SarifRule[] {
  const definition = [...filterRules, ...subscriptionRules]
    .map(({ findings }) => findings[id])
    .find((one) => one !== undefined);
  return definition === undefined ? [] : [sarifRule(id, definition)];
}

/** A policy, or what is said about an exception from one. */
function policyOf(id: string): SarifRule[] {
  const rule = ruleNamed(id);
  if (rule !== undefined) {
    const level = rule.level === "mandatory" ? "error" : rule.level === "advisory" ? "warning" : "none";
    const help = { text: `${rule.howToFix} It protects from this: ${rule.protectsFrom}` };
    return [{ id, shortDescription: { text: rule.description }, help, defaultConfiguration: { level } }];
  }
  const about = Object.entries(policyFindings).find(([name]) => name === id)?.[1];
  return about === undefined ? [] : [sarifRule(id, about)];
}

function resultOf({ subscription, finding, place }: PlacedFinding, places: ReadonlyMap<string, number>) {
  const { id, level, message, fingerprint, accepted } = finding;
  return {
    ruleId: id,
    ruleIndex: places.get(id) ?? -1,
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
