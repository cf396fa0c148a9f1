import pc from "picocolors";
import { stringify } from "yaml";
import type { FoundEndpoint } from "../../team-files/adopt/found-endpoint.ts";
import { unseen } from "../../team-files/adopt/found-endpoint.ts";
import type { ImportDraft } from "../import/draft.ts";
import { renderFindings } from "./findings.ts";

export interface ImportedText {
  readonly importFile: string;
  readonly written: boolean;
}

/** What to read after an import: what was adopted, what will be different, and the steps that are left. */
export function renderImported(draft: ImportDraft, { importFile, written }: ImportedText): string {
  const { adoption, file, findings } = draft;
  const count = adoption.adopted.length;
  const ids = adoption.importFile.resources.length;
  return [
    `${pc.green("✓")} ${pc.bold(file)} ${written ? "written" : "would be written"}: ${count} ${count === 1 ? "subscription" : "subscriptions"}; ${ids === 0 ? "no ids, so nothing for pulumi import" : `${ids} of them in ${importFile}`}`,
    sayReview(draft),
    ...(findings.length === 0 ? [] : [renderFindings(findings, count)]),
    ...sayEndpoints(draft),
    sayNext(draft, importFile),
  ].join("\n\n");
}

function sayReview({ review }: ImportDraft): string {
  const filters = review.changes.filter(({ filter }) => filter.relation !== "same");
  if (review.changes.length === 0)
    return `${pc.green("✓")} Reviewed against the input: no filter and no setting changes.`;
  const lines = review.changes.map(
    ({ subscription, findings }) => `  ${subscription}: ${findings.map(({ message }) => message).join(" ")}`,
  );
  const head =
    filters.length === 0
      ? `${pc.yellow("!")} Reviewed against the input: no filter changes, but`
      : `${pc.red("✗")} Reviewed against the input, it is not the same:`;
  return [head, ...lines].join("\n");
}

function sayEndpoints({ adoption, environment }: ImportDraft): string[] {
  const { endpoints, matched } = adoption;
  const known = matched.length === 0 ? [] : [`Pulumi.${environment}.yaml declares already: ${matched.join(", ")}`];
  if (endpoints.size === 0) return known;
  return [
    ...known,
    `Add to Pulumi.${environment}.yaml, under config:\n\n${renderEndpoints(endpoints)
      .replace(/^(?=.)/gm, "  ")
      .trimEnd()}`,
  ];
}

/** The snippet for the stack's configuration; what is not in the input is marked. */
export function renderEndpoints(endpoints: ReadonlyMap<string, FoundEndpoint>): string {
  const entries = [...endpoints].map(([name, { endpoint, hidden }]) => {
    const shown = Object.entries(endpoint).filter(
      ([key, value]) => !(key === "deliverWithIdentity" && value === false),
    );
    const address = hidden === "url" ? [["url", marked]] : [];
    return [
      name,
      Object.fromEntries([...shown, ...address].map(([key, value]) => [key, value === unseen ? marked : value])),
    ];
  });
  return stringify({ "acs-events:endpoints": Object.fromEntries(entries) }, { lineWidth: 0 });
}

const marked = "TODO, it is not in the input";

function sayNext({ adoption, environment, deployedBy }: ImportDraft, importFile: string): string {
  const steps = [
    ...(adoption.endpoints.size === 0 ? [] : [`add the endpoints above to Pulumi.${environment}.yaml`]),
    `npx acs-events check --stack ${environment}`,
    ...(adoption.importFile.resources.length === 0
      ? []
      : [`pulumi import --stack ${deployedBy} --file ${importFile} --protect=false --generate-code=false --yes`]),
    `pulumi preview --stack ${deployedBy} --diff     no subscription may be created or replaced`,
    `npx acs-events plan --stack ${environment} --write    and commit what it writes`,
  ];
  return `Next (docs/import.md):\n${steps.map((step, index) => `  ${index + 1}. ${step}`).join("\n")}`;
}
