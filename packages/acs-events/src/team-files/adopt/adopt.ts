import { shown } from "../../filters/azure-json/json-value.ts";
import type { Endpoint } from "../../plan/endpoint.ts";
import type { StackSettings } from "../../plan/stack-settings.ts";
import { liesIn } from "../../subscription-set/read-subscription.ts";
import { attachmentRule, isOfOtherSource } from "../../subscription-set/rules/attachment.ts";
import {
  hasKnownName,
  isExpression,
  type SubscriptionFinding,
  type SubscriptionRecord,
} from "../../subscription-set/subscription-record.ts";
import { renderTeamFile } from "../team-file.ts";
import { type AdoptionFindingId, adoptionFinding } from "./adoption-findings.ts";
import { differences } from "./differences.ts";
import { endpointNameOf, type FoundEndpoint, foundEndpoint, isSameEndpoint, unusedName } from "./found-endpoint.ts";
import type { ImportedResource, ImportFile } from "./import-file.ts";
import { notCarried } from "./not-carried.ts";
import { resourceToImport, topicFindings } from "./resource-to-import.ts";
import { subscriptionSource } from "./subscription-source.ts";

export interface AdoptOptions {
  readonly team: string;
  readonly owner: string;
  readonly stack: StackSettings;
  /** The topic that the subscriptions belong to, where their own ids do not say it. */
  readonly topicId?: string | undefined;
  /** The topic that the stack declares as there already, if it does. */
  readonly topicOfStack?: string | undefined;
}

export interface Adoption {
  /** The text of the team file, not yet formatted. */
  readonly text: string;
  readonly importFile: ImportFile;
  /** Endpoints that the stack's configuration does not have yet, by the names that the team file says. */
  readonly endpoints: ReadonlyMap<string, FoundEndpoint>;
  /** Those that it has, and that the team file uses. */
  readonly matched: readonly string[];
  /** The subscriptions of the team file, as they were read, with the names that they are declared under. */
  readonly adopted: readonly SubscriptionRecord[];
  /** What cannot be taken over, what has to be set, and what the first deployment changes. */
  readonly findings: readonly SubscriptionFinding[];
}

/** Turns deployed subscriptions into a team file that declares the same ones, and all that adopting them needs. */
export function adopt(records: readonly SubscriptionRecord[], options: AdoptOptions): Adoption {
  const { team, owner, stack, topicId } = options;
  const findings: SubscriptionFinding[] = [];
  const endpoints = new Map<string, FoundEndpoint>();
  const matched = new Set<string>();
  const entries: string[] = [];
  const imports: string[] = [];
  const adopted: SubscriptionRecord[] = [];
  const resources: ImportedResource[] = [];
  const names = new Set<string>();
  const azureNames = new Set<string>();

  for (const given of records) {
    const say = (id: AdoptionFindingId, path: string, message: string): void => {
      findings.push(adoptionFinding(given.name, id, path, message));
    };
    const hidden = given.hidden.filter(
      ({ path }) => liesIn("filter", [{ path, why: "unknown" }]) || path.startsWith("filter"),
    );
    if (hidden.length > 0) {
      const paths = hidden.map(({ path, text }) => (text === undefined ? path : `${path} (${text})`)).join(", ");
      say("adopt-filter-hidden", "filter", `${paths} cannot be seen; the subscription is omitted.`);
      continue;
    }
    const found = given.filterOnly ? noDestination : foundEndpoint(given);
    if (found === undefined) {
      say("adopt-destination-unsupported", "destination", `${whereTo(given)}; the subscription is omitted.`);
      continue;
    }
    const foreign = otherSource(given);
    if (foreign !== undefined) {
      say("adopt-other-source", "", foreign);
      continue;
    }
    const lost = notCarried(given, found);
    for (const one of lost) say(...one);
    if (lost.length > 0) continue;
    if (hasKnownName(given) && !isAzureName(given.name)) {
      const message = `Azure no longer takes the name ${shown(given.name)}: 3 to 64 letters, digits and hyphens are allowed. The subscription is omitted.`;
      say("adopt-name-invalid", "name", message);
      continue;
    }
    const record = named(given, team, azureNames, say);
    if (azureNames.has(record.name.toLowerCase())) {
      say("adopt-name-taken", "name", `Another subscription is called ${record.name}; this one is omitted.`);
      continue;
    }
    azureNames.add(record.name.toLowerCase());
    const [name, azureName] = naming(record, team, names);
    names.add(name);
    const said = given.destination?.["endpoint"];
    const endpoint =
      typeof said === "string" && Object.hasOwn(stack.endpoints, said)
        ? said
        : placeEndpoint(
            { ...found, suggestedName: typeof said === "string" ? said : found.suggestedName },
            name,
            stack.endpoints,
            endpoints,
          );
    const declared = Object.hasOwn(stack.endpoints, endpoint);
    if (declared) matched.add(endpoint);
    else endpoints.set(endpoint, found);

    const source = subscriptionSource(record, { name, azureName, endpoint }, stack);
    entries.push(source.code);
    imports.push(...source.imports);
    adopted.push(record);
    if (source.because.length > 0) {
      findings.push(
        adoptionFinding(
          record.name,
          "adopt-filter-raw",
          "filter",
          `Kept in Azure's JSON: ${source.because.join("; ")}.`,
        ),
      );
    }
    findings.push(
      ...differences({
        record,
        team,
        owner,
        endpointName: endpoint,
        naming: { name, ...(azureName === undefined ? {} : { azureName }) },
        found,
        declared,
        stack,
      }),
    );
    const imported = resourceToImport(given, record.name, topicId);
    resources.push(...imported.resources);
    findings.push(...imported.findings);
  }
  findings.push(...topicFindings(resources, options));
  const count = adopted.length === 1 ? "One subscription" : `${adopted.length} subscriptions`;
  return {
    text: renderTeamFile({
      team,
      owner,
      about: `${count} that Azure had already, adopted as they were.`,
      imports,
      usesStack: false,
      entries,
    }),
    importFile: { resources },
    endpoints,
    matched: [...matched],
    adopted,
    findings,
  };
}

/** A filter alone says nothing of where events go. */
const noDestination: FoundEndpoint = Object.freeze({
  endpoint: Object.freeze({ kind: "webhook" as const }),
  hidden: "url",
  suggestedName: undefined,
});

/** Why where a subscription's events go is no endpoint. */
function whereTo({ destination, hidden }: SubscriptionRecord): string {
  const type = destination?.["endpointType"];
  if (typeof type === "string" && !isExpression(type))
    return `Events go to ${type}, which is not a kind of endpoint here`;
  const [unseen] = hidden.filter(({ path }) => path === "destination" || path.startsWith("destination."));
  if (unseen === undefined) return "Nothing says where the events go";
  return `Where the events go cannot be seen in the input${unseen.text === undefined ? "" : ` (${shown(unseen.text)})`}`;
}

function isAzureName(name: string): boolean {
  return /^[-a-zA-Z0-9]{3,64}$/.test(name);
}

/** Why a subscription is not one of Communication Services; undefined where it is one, or may be one. */
function otherSource(record: SubscriptionRecord): string | undefined {
  if (!isOfOtherSource(record)) return undefined;
  const [said] = attachmentRule.check(record, {});
  return said === undefined ? undefined : `${said.message} The subscription is omitted.`;
}

/** The record under a name that Azure takes: its own, or one after its place in the input, where that is not known. */
function named(
  record: SubscriptionRecord,
  team: string,
  taken: ReadonlySet<string>,
  say: (id: AdoptionFindingId, path: string, message: string) => void,
): SubscriptionRecord {
  if (hasKnownName(record)) return record;
  const place = record.nameIsPlace ? wordsOfPlace(record.name) : "imported";
  const name = unusedName(`${team}-${place}`, taken);
  const where = record.nameIsPlace ? ` (it is at ${record.name})` : "";
  const message = `Its name in Azure is not in the input${where}; it is called ${name} here, and is not in the file for pulumi import.`;
  say("adopt-name-unknown", "name", message);
  return { ...record, name };
}

/** The end of a place in up to 40 letters, whole words; of an address of Terraform without the type of the resource. */
function wordsOfPlace(place: string): string {
  const words = endpointNameOf(place.replaceAll(/(?<![^.])(?:azurerm|azapi)_\w+\./g, ""), new Set());
  return words.length <= 40 ? words : words.slice(-40).replace(/^[^-]*-/, "");
}

function naming(
  { name: azureName, declaredName = azureName }: SubscriptionRecord,
  team: string,
  taken: ReadonlySet<string>,
): readonly [string, string | undefined] {
  const begin = `${team}-`;
  const own =
    declaredName.startsWith(begin) && declaredName.length > begin.length ? declaredName.slice(begin.length) : undefined;
  if (own !== undefined && !taken.has(own)) return [own, declaredName === azureName ? undefined : azureName];
  return [unusedName(azureName.toLowerCase(), taken), azureName];
}

/** The name of the endpoint: one that is declared or was found before and is the same place, or a new one. */
function placeEndpoint(
  found: FoundEndpoint,
  subscription: string,
  declared: Readonly<Record<string, Endpoint>>,
  before: ReadonlyMap<string, FoundEndpoint>,
): string {
  const same = ([, { endpoint }]: readonly [string, { readonly endpoint: Endpoint }]): boolean =>
    isSameEndpoint(endpoint, found.endpoint);
  const known = [...Object.entries(declared).map(([name, endpoint]) => [name, { endpoint }] as const), ...before].find(
    same,
  );
  if (known !== undefined) return known[0];
  const taken = new Set([...Object.keys(declared), ...before.keys()]);
  return endpointNameOf(found.suggestedName ?? `${subscription}-handler`, taken);
}
