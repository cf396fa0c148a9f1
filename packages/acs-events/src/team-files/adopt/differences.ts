import { shown } from "../../filters/azure-json/json-value.ts";
import { defaultTlsVersion } from "../../plan/endpoint.ts";
import { isOwnLabel, ownLabels } from "../../plan/own-labels.ts";
import type { StackSettings } from "../../plan/stack-settings.ts";
import type { SubscriptionFinding, SubscriptionRecord } from "../../subscription-set/subscription-record.ts";
import { type AdoptionFindingId, adoptionFinding } from "./adoption-findings.ts";
import { foundAttributes } from "./found-attributes.ts";
import type { FoundEndpoint } from "./found-endpoint.ts";

export interface Adopted {
  readonly record: SubscriptionRecord;
  readonly team: string;
  readonly owner: string;
  readonly endpointName: string;
  /** What it is called in code, and in Azure where that is not `<team>-<name>`. */
  readonly naming: { readonly name: string; readonly azureName?: string };
  readonly found: FoundEndpoint;
  /** Whether the stack's configuration has the endpoint already. */
  readonly declared: boolean;
  readonly stack: StackSettings;
}

type Said = readonly [id: AdoptionFindingId, path: string, message: string];

/** Everything that the first deployment changes at a subscription, or that has to be set before it. */
export function differences(adopted: Adopted): SubscriptionFinding[] {
  return [
    ...address(adopted),
    ...headers(adopted),
    ...deadLetters(adopted),
    ...expiry(adopted),
    ...labels(adopted),
  ].map(([id, path, message]) => adoptionFinding(adopted.record.name, id, path, message));
}

function address({ record, endpointName, found, declared, stack }: Adopted): Said[] {
  // What a plan of this repository says of an endpoint that is declared is all that there is to know.
  if (declared && record.destination?.["endpoint"] !== undefined) return [];
  if (found.endpoint.kind !== "webhook") {
    if (found.hidden === undefined) return [];
    const message = `The resource id of the ${found.endpoint.kind} is not in the input; write it under acs-events:endpoints.${endpointName} in Pulumi.${stack.name}.yaml.`;
    return [["adopt-endpoint-hidden", "destination.resourceId", message]];
  }
  const command = `pulumi config set --secret --path 'acs-events:secrets.${endpointName}.query' 'NAME=VALUE'`;
  const tls = record.destination?.["minimumTlsVersionAllowed"];
  const raised: Said[] =
    (tls ?? null) !== null
      ? []
      : [
          [
            "adopt-tls-raised",
            "destination.minimumTlsVersionAllowed",
            `The first deployment sets the lowest TLS version to ${defaultTlsVersion}, in place; it is not set now, and Azure's default is the same.`,
          ],
        ];
  if (found.hidden !== undefined) {
    const message = `The address of the webhook is not in the input: Azure prints it with --include-full-endpoint-url only. Write it up to the question mark as acs-events:endpoints.${endpointName}.url in Pulumi.${stack.name}.yaml, and what stands behind with ${command}`;
    return [["adopt-endpoint-hidden", "destination.endpointUrl", message], ...raised];
  }
  const full = record.destination?.["endpointUrl"];
  const whole = typeof full === "string" && !full.includes("?") && full.startsWith("https:");
  const message =
    typeof full === "string" && full.includes("?")
      ? `The address of the webhook has a query, which is not copied, since it may be a key. Set it before the first deployment with ${command}`
      : `Azure shows the address of the webhook up to the question mark only. If there is a query behind it, such as ?code=…, set it before the first deployment with ${command}`;
  return [...(whole ? [] : [["adopt-query-unseen", "destination.endpointUrl", message] as const]), ...raised];
}

function headers({ record, endpointName }: Adopted): Said[] {
  return foundAttributes(record.destination).flatMap((one): Said[] => {
    if (one.fate !== "secret") return [];
    const { name, index, value } = one;
    const path = `destination.deliveryAttributeMappings[${index}]`;
    const place = `'acs-events:secrets.${endpointName}.headers["${name}"]'`;
    const command = (text: string): string =>
      `Set it before the first deployment with pulumi config set --secret --path ${place} '${text}'`;
    return value === undefined
      ? [
          [
            "adopt-secret-hidden",
            path,
            `The value of the header ${shown(name)} is hidden by Azure. ${command("VALUE")}`,
          ],
        ]
      : [
          [
            "adopt-header-becomes-secret",
            path,
            `The header ${shown(name)} is kept as a secret here. ${command(value.replaceAll("'", "'\\''"))}`,
          ],
        ];
  });
}

function deadLetters({ record, stack }: Adopted): Said[] {
  const { deadLetterDestination: now } = record;
  // What names no account goes to that of the stack.
  if (now === null || now["resourceId"] !== undefined || now["blobContainerName"] === stack.deadLetterContainer)
    return [];
  const message = `Undelivered events go to the container ${shown(now["blobContainerName"])} of an account that the input does not name. The first deployment moves them to ${stack.deadLetterContainer} in the account of the stack.`;
  return [["adopt-dead-letters-move", "deadLetterDestination", message]];
}

function expiry({ record: { expirationTimeUtc: now }, stack }: Adopted): Said[] {
  if (now === null) {
    if (stack.expires === undefined) return [];
    const message = `It never ends; after the first deployment it ends on ${stack.expires}, as the stack "${stack.name}" says.`;
    return [["adopt-expiry-changes", "expirationTimeUtc", message]];
  }
  return [];
}

/**
 * `now` as a team file says it: `2027-01-31T00:00:00Z`, with as many digits of a second as Azure has; undefined where it
 * is not a time. Azure prints times without saying that they are in UTC.
 */
export function utcTime(now: string): string | undefined {
  const [, asWritten] = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?)(?:z|\+00:00)?$/i.exec(now) ?? [];
  if (asWritten !== undefined) return Number.isNaN(Date.parse(`${asWritten}Z`)) ? undefined : `${asWritten}Z`;
  const time = Date.parse(/(?:z|[+-]\d{2}:?\d{2})$/i.test(now) ? now : `${now}Z`);
  if (Number.isNaN(time)) return undefined;
  const text = new Date(time).toISOString();
  return /^\d{4}-/.test(text) ? text.replace(".000Z", "Z") : undefined;
}

function labels({ record, team, owner, naming }: Adopted): Said[] {
  const own = ownLabels({ name: team, owner }, naming);
  // The name in code is another one for each; the message is the same, so that it is said once.
  const added = own
    .filter((label) => !record.labels.includes(label))
    .map((label) => label.replace(/^name=.*/, `name=${team}-…`));
  const dropped = record.labels.filter((label) => isOwnLabel(label, record.declaredName) && !own.includes(label));
  if (added.length === 0 && dropped.length === 0) return [];
  const message =
    added.length === 0
      ? `The first deployment takes the labels ${dropped.join(", ")} away, in place.`
      : `The first deployment adds the labels ${added.join(", ")}${dropped.length === 0 ? "" : ` instead of ${dropped.join(", ")}`}, in place.`;
  return [["adopt-labels-change", "labels", message]];
}
