import {
  broken,
  deadLetterAccount,
  queueAccount,
  queueInputs,
  resourceInputs,
  resourceOf,
  stackOf,
  subscriptionOf,
  webhookInputs,
} from "../compliant.ts";
import { type Case, resource, webhook } from "./case.ts";

/** Policies by which nobody else reads or writes. */
export const access: readonly Case[] = [
  {
    rule: "webhook-tls",
    broken: "http",
    stack: webhook("destination.endpointUrl", "http://handlers.contoso.example/api/sms?code=s3cret"),
    says: [
      'support-texts › destination.endpointUrl: The webhook "http://handlers.contoso.example/api/sms" is not called over https. Begin its address with https://.',
    ],
  },
  {
    rule: "webhook-tls",
    broken: "TLS 1.0",
    stack: webhook("destination.minimumTlsVersionAllowed", "1.0"),
    says: [
      'support-texts › destination.minimumTlsVersionAllowed: The webhook may be called with TLS 1.0. Set minimumTlsVersionAllowed to "1.2".',
    ],
  },
  {
    rule: "webhook-tls",
    broken: "no version stated",
    stack: webhook("destination.minimumTlsVersionAllowed", undefined),
    says: [
      'support-texts › destination.minimumTlsVersionAllowed: No minimum TLS version is stated for the webhook. Set minimumTlsVersionAllowed to "1.2".',
    ],
  },
  {
    rule: "webhook-host-allowed",
    broken: "a host outside",
    stack: webhook("destination.endpointUrl", "https://contoso.example.attacker.example/api/sms?code=s3cret"),
    circumstances: { parameters: { hosts: ["*.contoso.example"] } },
    says: [
      'support-texts › destination.endpointUrl: The webhook is on the host "contoso.example.attacker.example"; allowed are *.contoso.example.',
    ],
  },
  {
    rule: "webhook-authenticated",
    broken: "neither a token nor a secret",
    stack: {
      ...stackOf([]),
      subscriptions: [
        subscriptionOf(broken(webhookInputs, "destination.endpointUrl", "https://handlers.contoso.example/api/sms"), {
          isSecret: () => false,
        }),
      ],
    },
    says: [
      "support-texts › destination: Nothing tells https://handlers.contoso.example/api/sms that a call comes from Event Grid. Set its entra (tenantId, applicationId), or a secret in its query or a header.",
    ],
  },
  {
    rule: "webhook-secret-encrypted",
    broken: "an address with a key, in plain text",
    stack: { ...stackOf([]), subscriptions: [subscriptionOf(webhookInputs, { isSecret: () => false })] },
    says: [
      "support-texts › destination.endpointUrl: The secret in the address of https://handlers.contoso.example/api/sms is in plain text. Set it as a Pulumi secret under acs-events:secrets, and give the webhook a new one.",
    ],
  },
  {
    rule: "webhook-secret-encrypted",
    broken: "a header with the name of a key, in plain text",
    stack: webhook("destination.deliveryAttributeMappings", [
      { type: "Static", name: "x-functions-key", value: "s3cret", isSecret: false },
    ]),
    says: [
      "support-texts › destination.deliveryAttributeMappings: The secret header of https://handlers.contoso.example/api/sms is in plain text. Set it as a Pulumi secret under acs-events:secrets, and give the webhook a new one.",
    ],
  },
  {
    rule: "delivery-by-identity",
    broken: "delivery with access keys",
    stack: stackOf([
      broken(broken(queueInputs, "deliveryWithResourceIdentity", undefined), "destination", {
        endpointType: "StorageQueue",
        resourceId: queueAccount,
        queueName: "chats",
      }),
    ]),
    says: [
      'support-chats › deliveryWithResourceIdentity: Event Grid writes to the queue "chats" with its access keys; a StorageQueue can be written to as the topic\'s managed identity. Set deliverWithIdentity: true on the endpoint.',
    ],
  },
  {
    rule: "delivery-by-identity",
    broken: "dead letters with access keys",
    stack: stackOf([
      broken(broken(webhookInputs, "deadLetterWithResourceIdentity", undefined), "deadLetterDestination", {
        endpointType: "StorageBlob",
        resourceId: deadLetterAccount,
        blobContainerName: "undelivered",
      }),
    ]),
    says: [
      "support-texts › deadLetterWithResourceIdentity: Event Grid writes undelivered events with the access keys of the storage account. Use deadLetterWithResourceIdentity in place of deadLetterDestination.",
    ],
  },
  {
    rule: "local-authentication-off",
    broken: "access keys on",
    stack: resource("communication-service", "disableLocalAuth", undefined),
    says: [
      "communication-service › disableLocalAuth: Access keys work. Set disableLocalAuth to true: omit localAuthentication from the configuration.",
    ],
  },
  {
    rule: "public-network-access-stated",
    broken: "not stated",
    stack: resource("communication-service", "publicNetworkAccess", undefined),
    says: [
      "communication-service › publicNetworkAccess: publicNetworkAccess is not stated. Set it to Enabled, Disabled or SecuredByPerimeter.",
    ],
  },
  {
    rule: "data-location-allowed",
    broken: "another place",
    stack: resource("communication-service", "dataLocation", "United States"),
    circumstances: { parameters: { locations: ["Europe", "Germany"] } },
    says: ['communication-service › dataLocation: Data at rest lies in "United States"; allowed: Europe, Germany.'],
  },
  {
    rule: "storage-account-closed",
    broken: "open containers",
    stack: resource("storage-account", "allowBlobPublicAccess", true),
    says: [
      "storage-account › allowBlobPublicAccess: Containers may be opened to everybody. Set allowBlobPublicAccess to false.",
    ],
  },
  {
    rule: "storage-account-closed",
    broken: "access keys, and an old TLS",
    stack: stackOf(
      [],
      [
        resourceOf(
          "storage-account",
          broken(
            broken(resourceInputs["storage-account"], "allowSharedKeyAccess", undefined),
            "minimumTlsVersion",
            "TLS1_0",
          ),
        ),
      ],
    ),
    says: [
      "storage-account › allowSharedKeyAccess: Access keys work. Set allowSharedKeyAccess to false.",
      'storage-account › minimumTlsVersion: The minimum TLS version is TLS1_0. Set minimumTlsVersion to "TLS1_2".',
    ],
  },
];
