import { type FindingDefinitions, finding } from "../../filters/finding-definitions.ts";
import type { SubscriptionFinding } from "../../subscription-set/subscription-record.ts";

/** What adopting deployed subscriptions may find: what cannot be taken over, and what the first deployment changes. */
export const adoptionFindings = {
  "adopt-destination-unsupported": {
    level: "error",
    says: "Events go to a kind of destination that this repository does not declare. The subscription is omitted.",
    todo: "Leave it as it is; it stays deployed and is nobody's here.",
  },
  "adopt-filter-hidden": {
    level: "error",
    says: "A part of the filter is computed or secret where it was read, so that the same filter cannot be declared. The subscription is omitted.",
    todo: "Import what `az eventgrid system-topic event-subscription list` prints of the deployed ones instead.",
  },
  "adopt-name-unknown": {
    level: "warning",
    says: "The name that the subscription has in Azure is not in the input. It is called after its place there, and is not in the file for `pulumi import`.",
    todo: "Give a template's parameters with `--parameters`, or write the deployed name as `azureName`; else the subscription is created beside the deployed one.",
  },
  "adopt-name-invalid": {
    level: "error",
    says: "Azure no longer takes the name of the subscription: 3 to 64 letters, digits and hyphens. It cannot be declared under it, and is omitted.",
    todo: "Leave it as it is, or plan for a subscription of another name and the deletion of this one.",
  },
  "adopt-other-source": {
    level: "error",
    says: "The subscription is attached to something else than a Communication Services resource or its topic. The subscription is omitted.",
    todo: "Leave it as it is; this project declares subscriptions of Communication Services.",
  },
  "adopt-extension": {
    level: "error",
    says: "The subscription is attached to the Communication Services resource itself. Azure keeps a hidden system topic behind such subscriptions. Without its id they cannot be adopted, and the first deployment would create a second subscription for each.",
    todo: "Find the hidden topic with the commands that the finding gives, and say `--topic-id`.",
  },
  "adopt-name-taken": {
    level: "error",
    says: "Two subscriptions have one name, which Azure compares without case. The later one is omitted.",
    todo: "Import the subscriptions of one topic at a time.",
  },
  "adopt-schema-changes": {
    level: "error",
    says: "The delivery schema is one that cannot be declared here; with another one Azure deletes the subscription and creates it again. The subscription is omitted.",
    todo: "Leave it as it is, or plan for the events in between.",
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
    todo: "Write it under `acs-events:endpoints`; until then the subscription is pending, or cannot be planned.",
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
    says: "A header of the deliveries has the name of a secret and a value that Azure shows; here it is kept as a secret.",
    todo: "Set it as a secret before the first deployment, or it is gone.",
  },
  "adopt-mapping-lost": {
    level: "error",
    says: "A delivery attribute would be lost. It belongs to a storage queue, or its name or field is not in the input. The subscription is omitted.",
    todo: "Leave it as it is, or make sure that the handler does without, and take the attribute out in Azure before the import.",
  },
  "adopt-property-lost": {
    level: "error",
    says: "The deployed subscription has a setting that cannot be declared here, and that would be lost. The subscription is omitted.",
    todo: "Leave it as it is, or make sure that nobody needs the setting, and take it out in Azure before the import.",
  },
  "adopt-identity-changes": {
    level: "error",
    says: "Event Grid delivers by an identity that cannot be declared here. It is for a webhook or function, or its id is not in the input. The subscription is omitted.",
    todo: "Leave it as it is, or deliver by an identity of the system topic, which needs access to the destination first.",
  },
  "adopt-dead-letters-move": {
    level: "warning",
    says: "The input does not say in which storage account undelivered events are kept. After the first deployment they go to the stack's own container.",
    todo: "Import what `az eventgrid system-topic event-subscription list` prints, which says it; or point whoever reads the old container to the new one.",
  },
  "adopt-expiry-invalid": {
    level: "error",
    says: "The time at which the subscription ends cannot be read. The subscription is omitted.",
    todo: "Leave it as it is, or import what `az eventgrid system-topic event-subscription list` prints.",
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
    says: "The lowest TLS version for the webhook is not set in Azure. The first deployment sets it to 1.2, which is Azure's default.",
    todo: "Nothing, if the endpoint speaks TLS 1.2; else give the endpoint a `minimumTlsVersion`.",
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
