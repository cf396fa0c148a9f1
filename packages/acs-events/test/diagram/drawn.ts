import type { DrawnSubscription } from "../../src/diagram/listener.ts";
import { readSubscriptionSet } from "../../src/subscription-set/subscription-set.ts";

export interface Written {
  readonly name: string;
  readonly team?: string;
  readonly owner?: string;
  readonly types?: readonly string[] | "All";
  readonly begins?: string;
  readonly conditions?: number;
  readonly endpoint?: string;
  readonly endpointType?: string;
  readonly expires?: string;
  readonly waits?: boolean;
}

/** Subscriptions as they are drawn, read from the form that a plan has. */
export function drawn(...written: readonly Written[]): readonly DrawnSubscription[] {
  return written.map((one) => {
    const types = one.types ?? ["SMSReceived"];
    const json = {
      name: one.name,
      ...(one.team === undefined ? {} : { team: one.team }),
      ...(one.owner === undefined ? {} : { owner: one.owner }),
      filter: {
        includedEventTypes:
          types === "All" ? null : types.map((type) => (type.includes(".") ? type : `Microsoft.Communication.${type}`)),
        subjectBeginsWith: one.begins ?? "",
        advancedFilters: Array.from({ length: one.conditions ?? 0 }, (_, index) => ({
          operatorType: "StringIn",
          key: `data.key${index}`,
          values: ["a"],
        })),
      },
      destination: { endpointType: one.endpointType ?? "StorageQueue", endpoint: one.endpoint ?? "queue" },
      expirationTimeUtc: one.expires ?? null,
    };
    const record = readSubscriptionSet([json]).subscriptions[0];
    if (record === undefined) throw new Error(`${one.name} was not read`);
    return { record, waits: one.waits ?? false };
  });
}

/** A small company: two teams, a filter of each kind, one subscription that waits, one that hears everything. */
export const company = drawn(
  {
    name: "care-calls",
    team: "care",
    owner: "care@contoso.example",
    types: ["CallStarted", "CallEnded", "IncomingCall"],
    endpoint: "care-hub",
    endpointType: "EventHub",
    conditions: 2,
    expires: "2027-01-31T00:00:00Z",
  },
  {
    name: "care-texts",
    team: "care",
    owner: "care@contoso.example",
    types: ["SMSReceived"],
    endpoint: "care-hook",
    endpointType: "WebHook",
    waits: true,
  },
  {
    name: "shop-texts",
    team: "shop",
    owner: "shop@contoso.example",
    types: ["SMSReceived", "SMSDeliveryReportReceived"],
    begins: "/phonenumber/1555",
    endpoint: "shop-queue",
  },
  { name: "audit", types: "All", endpoint: "audit-topic", endpointType: "ServiceBusTopic" },
);
