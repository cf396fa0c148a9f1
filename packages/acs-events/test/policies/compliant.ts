import {
  type EngineResource,
  resourceSubjectOf,
  subscriptionSubjectOf,
  subscriptionToken,
} from "../../src/policies/engine-subjects.ts";
import { withValue } from "../../src/policies/remediate.ts";
import type { ResourceKind, ResourceSubject } from "../../src/policies/rules/subject/resource-subject.ts";
import type { StackSubject } from "../../src/policies/rules/subject/stack-subject.ts";
import type { SubscriptionSubject } from "../../src/policies/rules/subject/subscription-subject.ts";

/** A stack that no rule objects to, as the engine would tell it; each test breaks one property of it. */

type Inputs = Readonly<Record<string, unknown>>;

const group = "/subscriptions/0000/resourceGroups/contoso/providers";
export const queueAccount = `${group}/Microsoft.Storage/storageAccounts/contosoqueues`;
export const deadLetterAccount = `${group}/Microsoft.Storage/storageAccounts/contosodeadletters`;
export const source = `${group}/Microsoft.Communication/communicationServices/contoso`;
export const topicId = `${group}/Microsoft.EventGrid/systemTopics/contoso-events`;

const common = {
  resourceGroupName: "contoso",
  systemTopicName: "contoso-events",
  deadLetterWithResourceIdentity: {
    identity: { type: "SystemAssigned" },
    deadLetterDestination: {
      endpointType: "StorageBlob",
      resourceId: deadLetterAccount,
      blobContainerName: "undelivered",
    },
  },
  retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 },
  eventDeliverySchema: "EventGridSchema",
  labels: ["team=support", "owner=support@contoso.example"],
};

/** To a webhook, whose address ends in a secret. */
export const webhookInputs: Inputs = {
  ...common,
  eventSubscriptionName: "support-texts",
  destination: {
    endpointType: "WebHook",
    endpointUrl: "https://handlers.contoso.example/api/sms?code=s3cret",
    minimumTlsVersionAllowed: "1.2",
  },
  filter: {
    includedEventTypes: ["Microsoft.Communication.SMSReceived"],
    subjectBeginsWith: "/phonenumber/1555",
  },
};

/** To a queue, as the topic's identity. */
export const queueInputs: Inputs = {
  ...common,
  eventSubscriptionName: "support-chats",
  deliveryWithResourceIdentity: {
    identity: { type: "SystemAssigned" },
    destination: { endpointType: "StorageQueue", resourceId: queueAccount, queueName: "chats" },
  },
  filter: {
    includedEventTypes: ["Microsoft.Communication.ChatMessageReceivedInThread"],
    subjectBeginsWith: "thread/19:abc/",
  },
};

export const resourceInputs: Readonly<Record<ResourceKind, Inputs>> = {
  "communication-service": {
    communicationServiceName: "contoso",
    location: "global",
    dataLocation: "Europe",
    disableLocalAuth: true,
    publicNetworkAccess: "Enabled",
  },
  "system-topic": {
    systemTopicName: "contoso-events",
    location: "global",
    source,
    topicType: "Microsoft.Communication.CommunicationServices",
  },
  "storage-account": {
    allowBlobPublicAccess: false,
    allowSharedKeyAccess: false,
    minimumTlsVersion: "TLS1_2",
  },
  "diagnostic-setting": { resourceUri: topicId, workspaceId: `${group}/Microsoft.OperationalInsights/workspaces/logs` },
};

/** What the engine hands over, with `path` set to `value`; undefined takes it out. */
export function broken(inputs: Inputs, path: string, value: unknown): Inputs {
  const changed = withValue(inputs, path.split("."), value);
  // Inputs are JSON: what is undefined is not there.
  return JSON.parse(JSON.stringify(changed)) as Inputs;
}

export function urnOf(type: string, name: string, stack = "prod"): string {
  return `urn:pulumi:${stack}::acs-events::${type}::${name}`;
}

/** The secret address of the webhook is the only input that is a secret. */
export const addressIsSecret = (path: string): boolean => path === "destination.endpointUrl";

export function subscriptionOf(
  props: Inputs,
  { isSecret = addressIsSecret, dependencies }: SubscriptionFrom = {},
): SubscriptionSubject {
  const name = String(props["eventSubscriptionName"] ?? "unnamed");
  const urn = urnOf(subscriptionToken, name);
  return subscriptionSubjectOf({ type: subscriptionToken, name, urn, props, protect: false, dependencies }, isSecret);
}

interface SubscriptionFrom {
  readonly isSecret?: (path: string) => boolean | undefined;
  readonly dependencies?: EngineResource["dependencies"];
}

export function resourceOf(
  kind: ResourceKind,
  props: Inputs = resourceInputs[kind],
  more: Partial<Pick<EngineResource, "name" | "protect" | "dependencies">> = {},
): ResourceSubject {
  const name = more.name ?? kind;
  const resource = { type: kind, name, urn: urnOf(kind, name), props, protect: true, dependencies: undefined, ...more };
  return resourceSubjectOf(resource, kind);
}

export function stackOf(subscriptions: readonly Inputs[], resources: readonly ResourceSubject[] = []): StackSubject {
  return { kind: "stack", subscriptions: subscriptions.map((props) => subscriptionOf(props)), resources };
}

/** The whole of it: two subscriptions, and one resource of every kind. */
export function compliantStack(): StackSubject {
  return stackOf(
    [webhookInputs, queueInputs],
    [
      resourceOf("communication-service"),
      resourceOf("system-topic", { ...resourceInputs["system-topic"], id: topicId }),
      resourceOf("storage-account"),
      resourceOf("diagnostic-setting"),
    ],
  );
}
