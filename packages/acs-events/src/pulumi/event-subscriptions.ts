import * as pulumi from "@pulumi/pulumi";
import { pendingReason } from "../plan/planned-subscription.ts";
import type { DeployedPart } from "../plan/team-stacks.ts";
import { planOfComponent, type SubscriptionsArgs } from "./component-plan.ts";
import type { FastRegistration } from "./fast-registration.ts";
import { type Dependency, innerResources, type Transform } from "./inner-resources.ts";
import { requireOneSdk } from "./one-sdk.ts";
import { registerSubscriptions, type SubscriptionSurroundings } from "./register-subscriptions.ts";
import type { DeadLetterPlace } from "./subscription-args.ts";
import { type TopicArgs, topicReference } from "./topic.ts";
import { typeTokens } from "./type-tokens.ts";

/** The arguments of an `EventSubscriptions`. */
export interface EventSubscriptionsArgs extends SubscriptionsArgs, DeclaredSubscriptionOptions {
  /**
   * The system topic of a Communication Services resource: its id, which may be the output of a resource of this program,
   * or its name and its resource group.
   */
  readonly topic: TopicArgs;
  /** Where events are kept that could not be delivered. Needed unless every subscription says `undeliveredEvents: "dropped"`. */
  readonly deadLetters?: DeadLettersArgs;
}

/** A blob container for undelivered events. */
export interface DeadLettersArgs {
  readonly storageAccountId: pulumi.Input<string>;
  readonly container: pulumi.Input<string>;
  /** Event Grid writes as the topic's system-assigned identity, which needs a role for it. Default: true. */
  readonly writeWithIdentity?: boolean;
  /** What has to be there before, such as the role assignment. */
  readonly dependsOn?: readonly Dependency[];
}

/** How a component declares its subscriptions. */
export interface DeclaredSubscriptionOptions {
  /** Changes what each event subscription is declared with. */
  readonly transform?: { readonly subscription?: Transform };
  /** Put before the name of each resource in the program; never before a name in Azure. Default: the component's name and "-". */
  readonly resourceNamePrefix?: string;
  /** Whether to omit what the SDK does for each resource and nobody sees. Default: false. */
  readonly fastRegistration?: FastRegistration;
}

/** A plan that was made and checked already, with what is around it: what `deploy` and `AcsEvents` hand over. */
export interface PlannedSubscriptionsArgs extends DeclaredSubscriptionOptions {
  readonly part: DeployedPart;
  readonly surroundings: SubscriptionSurroundings;
}

/** A subscription that is not deployed, since its endpoint has no address yet. */
export interface PendingSubscription {
  readonly name: string;
  readonly reason: string;
}

/**
 * Event subscriptions of a system topic that is there already. Azure takes one write to a topic at a time, so
 * subscriptions of one topic are declared one after the other, whichever component they belong to.
 *
 * Throws a `RunError` that lists every problem of teams, subscriptions and endpoints.
 */
export class EventSubscriptions extends pulumi.ComponentResource {
  /** The ids in Azure by the names in Azure, of those that could be declared. */
  readonly eventSubscriptionIds: pulumi.Output<Record<string, string>>;
  readonly pending: readonly PendingSubscription[];
  /** The same, and those whose function is not published yet: Azure was asked for it. */
  readonly notDeployed: pulumi.Output<PendingSubscription[]>;
  /** The subscriptions as resources of the program, once all of them are declared; without those that failed. */
  readonly resources: Promise<readonly pulumi.Resource[]>;

  constructor(
    name: string,
    args: EventSubscriptionsArgs | PlannedSubscriptionsArgs,
    options: pulumi.ComponentResourceOptions = {},
  ) {
    requireOneSdk();
    super(typeTokens.eventSubscriptions, name, {}, options);
    const { part, surroundings } = "part" in args ? args : planned(name, args);
    const { pending = [], deployed = [] } = Object.groupBy(part.subscriptions, (one) =>
      one.pending === true ? "pending" : "deployed",
    );
    this.pending = pending.map((one) => ({ name: one.name, reason: pendingReason(one, pulumi.getStack()) }));
    for (const { name, reason } of this.pending) {
      void pulumi.log.info(`${name} is pending and not deployed: ${reason}`, this);
    }

    const { resourceNamePrefix: prefix = `${name}-`, transform = {}, fastRegistration = false } = args;
    const resources = innerResources(this, options, { prefix, transform });
    const registered = registerSubscriptions(deployed, surroundings, resources, fastRegistration);
    this.eventSubscriptionIds = pulumi.output(registered.then(({ ids }) => ids));
    this.resources = registered.then((all) => all.resources);
    this.notDeployed = pulumi.output(registered.then(({ waiting }) => [...this.pending, ...waiting]));
    this.registerOutputs(registered.then(({ ids }) => ({ eventSubscriptionIds: ids })));
  }
}

function planned(name: string, args: EventSubscriptionsArgs): Pick<PlannedSubscriptionsArgs, "part" | "surroundings"> {
  const { deadLetters } = args;
  const { part, made, secrets } = planOfComponent(name, args, {
    communication: { existing: anyCommunicationService },
    ...(typeof deadLetters?.container === "string" ? { deadLetters: { container: deadLetters.container } } : {}),
  });
  const keeping = part.subscriptions.find(
    ({ deadLetterDestination: one }) => one !== null && one.resourceId === undefined,
  );
  if (deadLetters === undefined && keeping !== undefined) {
    throw new pulumi.RunError(
      `the subscription "${keeping.name}" keeps its undelivered events, and the component "${name}" says nowhere to; give the component deadLetters: { storageAccountId, container }, or defaults: { undeliveredEvents: "dropped" }`,
    );
  }
  return {
    part,
    surroundings: {
      topic: topicReference(args.topic),
      deadLetters: deadLetters === undefined ? undefined : deadLetterStore(deadLetters),
      made,
      secrets,
    },
  };
}

/** The configuration of a stack names its source; a component gets only the topic. */
const anyCommunicationService =
  "/subscriptions/-/resourceGroups/-/providers/Microsoft.Communication/communicationServices/-";

function deadLetterStore({
  storageAccountId,
  container,
  writeWithIdentity,
  dependsOn,
}: DeadLettersArgs): DeadLetterPlace {
  return {
    storageAccountId,
    containerName: container,
    withIdentity: writeWithIdentity ?? true,
    ready: dependsOn ?? [],
  };
}
