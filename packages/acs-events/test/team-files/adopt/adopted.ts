import { readSubscriptionSet } from "../../../src/subscription-set/subscription-set.ts";
import { type AdoptOptions, adopt } from "../../../src/team-files/adopt/adopt.ts";

export const inGroup = (rest: string): string =>
  `/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/contoso/providers/${rest}`;
export const topic = inGroup("Microsoft.EventGrid/systemTopics/contoso-events");
export const stack = { name: "prod", endpoints: {}, defaults: {}, deadLetterContainer: "undelivered", values: {} };
const options: AdoptOptions = { team: "support", owner: "support@contoso.example", stack, topicOfStack: topic };

/** Adopting it changes nothing, and it needs nothing. */
export const plain = {
  id: `${topic}/eventSubscriptions/support-texts`,
  name: "support-texts",
  filter: { includedEventTypes: ["Microsoft.Communication.SMSReceived"] },
  destination: {
    endpointType: "WebHook",
    endpointUrl: "https://handlers.contoso.example/api/sms",
    minimumTlsVersionAllowed: "1.2",
  },
  labels: ["team=support", "owner=support@contoso.example"],
};
export const queue = {
  endpointType: "StorageQueue",
  resourceId: inGroup("Microsoft.Storage/storageAccounts/contoso"),
  queueName: "texts",
};

export function adopted(json: unknown, changed: Partial<AdoptOptions> = {}) {
  return adopt(readSubscriptionSet(json).subscriptions, { ...options, ...changed });
}

export const said = (json: unknown, changed: Partial<AdoptOptions> = {}): string[] =>
  adopted(json, changed).findings.map(
    ({ subscription, id, level, message }) => `${level} ${id} ${subscription}: ${message}`,
  );
