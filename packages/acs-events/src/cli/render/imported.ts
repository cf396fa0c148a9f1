import pc from "picocolors";
import { stringify } from "yaml";
import { listed } from "../../filter-rules/wording.ts";
import { policyConfigFile } from "../../project/policy-config-file.ts";
import type { SubscriptionFinding } from "../../subscription-set/subscription-record.ts";
import type { FoundEndpoint } from "../../team-files/adopt/found-endpoint.ts";
import { unseen } from "../../team-files/adopt/found-endpoint.ts";
import type { ImportDraft } from "../import/draft.ts";
import { declaredEndpoint } from "../import/stack-file.ts";
import { renderFindings } from "./findings.ts";
import { fitted } from "./fitted.ts";

export interface ImportedText {
  readonly importFile: string;
  readonly written: boolean;
  /** What was written beside the team file and the file for `pulumi import`. */
  readonly alsoWritten: readonly string[];
}

/** What to read where nothing can be adopted. */
export function renderNothingAdopted(findings: readonly SubscriptionFinding[], width: number | undefined): string {
  return fitted(
    `${pc.red("✗")} Nothing was written: there is no subscription that can be adopted.\n\n${renderFindings(saidTogether(findings), 0, "adopted")}`,
    width,
  );
}

/**
 * What to read after an import: what was adopted, what will be different, and the steps that are left. Sentences are broken
 * at `width` columns; what is to be copied stays whole.
 */
export function renderImported(
  draft: ImportDraft,
  { importFile, written, alsoWritten }: ImportedText,
  width?: number,
): string {
  const { adoption, file, findings } = draft;
  const config = alsoWritten.includes(`Pulumi.${draft.environment}.yaml`);
  const count = adoption.adopted.length;
  const ids = adoption.importFile.resources.length;
  const prose = (text: string): string => fitted(text, width);
  return [
    prose(
      `${pc.green("✓")} ${pc.bold(file)} ${written ? "written" : "would be written"}: ${count} ${count === 1 ? "subscription" : "subscriptions"}; ${ids === 0 ? "no ids, so nothing for pulumi import" : `${ids} of them in ${importFile}`}`,
    ),
    prose(sayReview(draft)),
    ...(findings.length === 0 ? [] : [prose(renderFindings(saidTogether(findings), count, "adopted"))]),
    ...sayPolicies(draft, alsoWritten, prose),
    ...(alsoWritten.length === 0 ? [] : [`${pc.green("✓")} Also written: ${alsoWritten.join(", ")}`]),
    ...sayEndpoints(draft, config),
    sayNext(draft, importFile, config),
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

/** Findings that say the same of several subscriptions, once, with the names of these. */
export function saidTogether(findings: readonly SubscriptionFinding[]): SubscriptionFinding[] {
  const groups = Map.groupBy(findings, ({ id, message }) => JSON.stringify([id, message]));
  return [...groups.values()].flatMap((together): SubscriptionFinding[] => {
    const [first] = together;
    if (first === undefined || together.length === 1) return together;
    const names = together.map(({ subscription }) => subscription);
    const { path: _, ...rest } = first;
    return [
      {
        ...rest,
        subscription: listed(names),
        path: together.every(({ path }) => path === first.path) ? first.path : "",
      },
    ];
  });
}

/** What the policies will refuse, and the exceptions to paste, where they are not written already. */
function sayPolicies(
  { refused, exceptions, environment }: ImportDraft,
  alsoWritten: readonly string[],
  prose: (text: string) => string,
): string[] {
  if (refused.length === 0) return [];
  const file = policyConfigFile(environment);
  const groups = Map.groupBy(refused, ({ id, message }) => JSON.stringify([id, message]));
  const lines = [...groups.values()].flatMap((together) => {
    const [first] = together;
    const names = listed(together.map(({ subscription }) => subscription));
    return first === undefined ? [] : [`  ${names}: ${first.message} ${pc.dim(first.id)}`];
  });
  const head = `${pc.yellow("!")} The project's policies will refuse this when it is deployed:`;
  if (alsoWritten.includes(file))
    return [prose([head.replace("will refuse", "would have refused"), ...lines].join("\n"))];
  const snippet = JSON.stringify(exceptions, null, 2).replace(/^/gm, "  ");
  const advice = `Fix it, or accept it for a time: --accept-policies-until DAY writes these exceptions into ${file}. Then give a reason of your own.`;
  return [[prose([head, ...lines, advice].join("\n")), snippet].join("\n")];
}

function sayEndpoints({ adoption, environment }: ImportDraft, config: boolean): string[] {
  const { matched } = adoption;
  const known = matched.length === 0 ? [] : [`Pulumi.${environment}.yaml declares already: ${matched.join(", ")}`];
  const endpoints = config ? notWritten(adoption.endpoints) : adoption.endpoints;
  if (endpoints.size === 0) return known;
  return [
    ...known,
    `Add to Pulumi.${environment}.yaml, under config:\n\n${renderEndpoints(endpoints)
      .replace(/^(?=.)/gm, "  ")
      .trimEnd()}`,
  ];
}

function notWritten(endpoints: ReadonlyMap<string, FoundEndpoint>): ReadonlyMap<string, FoundEndpoint> {
  return new Map(
    [...endpoints].filter(([, found]) => declaredEndpoint(found) === undefined || found.hidden !== undefined),
  );
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

function sayNext({ adoption, environment, deployedBy }: ImportDraft, importFile: string, config: boolean): string {
  const endpoints = config ? notWritten(adoption.endpoints) : adoption.endpoints;
  const steps = [
    ...(endpoints.size === 0 ? [] : [`add the endpoints above to Pulumi.${environment}.yaml`]),
    `npx acs-events check --stack ${environment}`,
    ...(adoption.importFile.resources.length === 0
      ? []
      : [`pulumi import --stack ${deployedBy} --file ${importFile} --protect=false --generate-code=false --yes`]),
    `pulumi preview --stack ${deployedBy} --diff     no subscription may be created or replaced`,
    `npx acs-events plan --stack ${environment} --write    and commit what it writes`,
  ];
  return `Next (docs/import.md):\n${steps.map((step, index) => `  ${index + 1}. ${step}`).join("\n")}`;
}
