import { type FindingDefinitions, finding } from "../../filters/finding-definitions.ts";
import type { SubscriptionFinding } from "../../subscription-set/subscription-record.ts";

/** What adopting deployed subscriptions may find: what cannot be taken over, and what the first deployment changes. */
export const adoptionFindings = {
  "adopt-destination-unsupported": {
    level: "error",
    says: "Events go to a kind of destination that this repository does not declare. The subscription is left out.",
    todo: "Leave it as it is; it stays deployed and is nobody's here.",
  },
  "adopt-filter-hidden": {
    level: "error",
    says: "A part of the filter is computed or secret where it was read, so that the same filter cannot be declared. The subscription is left out.",
    todo: "Import what `az eventgrid system-topic event-subscription list` prints of the deployed ones instead.",
  },
  "adopt-name-unknown": {
    level: "warning",
    says: "Nothing says the name that the subscription has in Azure; one was made up.",
    todo: "Write the deployed name as `azureName`, or the subscription is created beside the deployed one.",
  },
  "adopt-name-taken": {
    level: "error",
    says: "Two subscriptions have one name, which Azure compares without case. The later one is left out.",
    todo: "Import the subscriptions of one topic at a time.",
  },
  "adopt-schema-changes": {
    level: "error",
    says: "The delivery schema is one that cannot be declared here; with another one Azure deletes the subscription and creates it again.",
    todo: "Leave the subscription out of the team file, or plan for the events in between.",
  },
  "adopt-topic-differs": {
    level: "error",
    says: "The subscription belongs to another system topic than the one that the stack declares, so that Pulumi would replace it.",
    todo: "Name its Communication Services resource and topic under `acs-events:communication`, or import into another stack.",
  },
  "adopt-id-unknown": {
    level: "warning",
    says: "The input has no resource id for the subscription, so that it is missing in the file for `pulumi import`.",
    todo: "Say `--topic-id`, or import what `az eventgrid system-topic event-subscription list` prints.",
  },
  "adopt-endpoint-hidden": {
    level: "warning",
    says: "The address of the endpoint is not in the input.",
    todo: "Write it under `acs-events:endpoints`; until then the subscription waits, or cannot be planned.",
  },
  "adopt-query-unseen": {
    level: "info",
    says: "Azure shows the address of a webhook up to the question mark only.",
    todo: "If it had a query, such as a key, set it as a secret before the first deployment.",
  },
  "adopt-secret-hidden": {
    level: "warning",
    says: "A header of the deliveries has a secret value, which Azure does not show.",
    todo: "Set it as a secret before the first deployment, or it is gone.",
  },
  "adopt-header-becomes-secret": {
    level: "info",
    says: "A header of the deliveries has a value that Azure shows; here headers are kept as secrets.",
    todo: "Set it as a secret before the first deployment, or it is gone.",
  },
  "adopt-mapping-lost": {
    level: "warning",
    says: "A delivery attribute takes its value from the event, or belongs to a destination other than a webhook. The first deployment drops it.",
    todo: "Make sure that the handler does without, or leave the subscription out.",
  },
  "adopt-property-lost": {
    level: "warning",
    says: "The deployed subscription has a property that is not declared here. The first deployment drops it.",
    todo: "Make sure that nobody needs it, or leave the subscription out.",
  },
  "adopt-identity-changes": {
    level: "warning",
    says: "Event Grid delivers by another identity after the first deployment.",
    todo: "Give the system topic's own identity access to the destination first.",
  },
  "adopt-dead-letters-move": {
    level: "warning",
    says: "Undelivered events go to the stack's own container after the first deployment.",
    todo: "Point whoever reads the old container to the new one.",
  },
  "adopt-expiry-changes": {
    level: "warning",
    says: "The subscription ends at another time after the first deployment.",
    todo: "Look at `expires` in the team file and in the stack's configuration.",
  },
  "adopt-labels-change": {
    level: "info",
    says: "The first deployment labels the subscription with its team and owner, in place.",
    todo: "Nothing.",
  },
  "adopt-tls-raised": {
    level: "info",
    says: "The first deployment sets the lowest TLS version for the webhook to 1.2.",
    todo: "Make sure that the endpoint speaks TLS 1.2.",
  },
  "adopt-filter-raw": {
    level: "info",
    says: "A filter, or a condition of it, is kept in Azure's JSON, since the builders cannot say it.",
    todo: "Nothing; `npx acs-events check` says what to think of it.",
  },
} as const satisfies FindingDefinitions;

export type AdoptionFindingId = keyof typeof adoptionFindings;

/** A finding about `subscription`, by its name in Azure. */
export function adoptionFinding(
  subscription: string,
  id: AdoptionFindingId,
  path: string,
  message: string,
): SubscriptionFinding {
  return { subscription, ...finding(adoptionFindings, id, { message, path }) };
}
