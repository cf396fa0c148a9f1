import type { SystemTopicEventSubscriptionArgs } from "@pulumi/azure-native/eventgrid/systemTopicEventSubscription.js";
// The default import keeps its `require` when a program is bundled; `createRequire(import.meta.url)` does not.
import utilities from "@pulumi/azure-native/utilities.js";
import * as pulumi from "@pulumi/pulumi";
import { typeTokens } from "./type-tokens.ts";

/** The provider goes by the version of the library, for this resource as for all others. */
const version = utilities.getVersion();

/**
 * azure-native's `SystemTopicEventSubscription`, of which a stack has hundreds, without what its class adds to each: an
 * output for every property that Azure may answer with, and aliases for the type's former, versioned names
 * (`azure-native:eventgrid/v20250215:…`), each of which becomes a handful of promises. With 500 subscriptions that is two
 * thirds of the memory of a preview. The engine sees the same resource: same type, same provider, same inputs.
 *
 * The aliases would matter to subscriptions that a stack keeps under a versioned name. This program has never used
 * one, and `pulumi import` goes by the name below; a state that was moved here from another program may, and is
 * brought over by `pulumi state rename` or an import.
 */
export class EventSubscription extends pulumi.CustomResource {
  constructor(name: string, args: EventSubscriptionArgs, options: pulumi.CustomResourceOptions) {
    super(typeTokens.eventSubscription, name, { ...args }, { version, ...options });
  }
}

/** The schema has to be said: the default is the work of the class that this one stands in for. */
export type EventSubscriptionArgs = SystemTopicEventSubscriptionArgs &
  Required<Pick<SystemTopicEventSubscriptionArgs, "eventDeliverySchema" | "filter" | "retryPolicy">>;
