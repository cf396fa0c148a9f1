import type * as pulumi from "@pulumi/pulumi";
import type { Dependency } from "./inner-resources.ts";

/** An endpoint as the program has it: where to deliver, and what has to be there before. */
export interface MadeEndpoint {
  readonly resourceId?: pulumi.Input<string>;
  readonly queueName?: pulumi.Input<string>;
  /** The id of the identity that delivers, where it is not the topic's own. */
  readonly userAssignedIdentity?: pulumi.Input<string>;
  /** Whether there is an answer behind it; where it is false, its subscriptions wait. Always true if omitted. */
  readonly answers?: Promise<boolean>;
  /** Of a webhook, without its secrets. */
  readonly url?: pulumi.Input<string>;
  readonly ready: readonly Dependency[];
}

/** A queue or hub that is made here. */
export interface CreatedQueue extends MadeEndpoint {
  readonly resourceId: pulumi.Output<string>;
  readonly queueName?: pulumi.Output<string>;
}
