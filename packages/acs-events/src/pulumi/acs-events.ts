import * as pulumi from "@pulumi/pulumi";
import type { dataLocations } from "../catalog/data-locations.ts";
import type { CreatedEndpoint } from "../plan/endpoint.ts";
import type { DeployedPart } from "../plan/team-stacks.ts";
import type { StackConfig } from "../stack/schema.ts";
import { planOfComponent, type SubscriptionsArgs } from "./component-plan.ts";
import { DestroyGuard } from "./destroy-guard.ts";
import type { EndpointArgs, WebhookSecrets } from "./endpoint-args.ts";
import { environment } from "./environment.ts";
import { type DeclaredSubscriptionOptions, EventSubscriptions } from "./event-subscriptions.ts";
import { type EventsResourceKind, innerResources, type Transform } from "./inner-resources.ts";
import type { MadeEndpoint } from "./made-endpoint.ts";
import { requireOneSdk } from "./one-sdk.ts";
import { typeTokens } from "./type-tokens.ts";

/** The arguments of an `AcsEvents`. */
export interface AcsEventsArgs extends Omit<SubscriptionsArgs, "endpoints">, AcsEventsOptions {
  /** A Communication Services resource to make, or one that is there already. */
  readonly communication: NewCommunicationService | ExistingCommunicationService;
  /** The name of the resource group that is made for everything. Default: one that the provider chooses. */
  readonly resourceGroup?: string;
  /** Where the logs of resource and topic go, in which alone failed deliveries are seen. Default: a workspace with 30 days. */
  readonly diagnostics?: false | { readonly workspaceId: string } | { readonly retentionInDays: number };
  /** The container for undelivered events, in a storage account that is made for it. Default: "undelivered". */
  readonly deadLetters?: { readonly container: string };
  /** An app to make for the handlers: what `acs-events:handlers` of a stack's configuration takes. */
  readonly handlers?: HandlersArgs;
  /** Alert rules, and whom they notify: what `acs-events:alerts` of a stack's configuration takes. */
  readonly alerts?: AlertsArgs;
  /**
   * Who gets a role to read undelivered events and to take messages out of the queues that are made here; `of` names
   * "undelivered" or endpoints, and is all of them unless given.
   */
  readonly readers?: readonly Reader[];
  /** Where events can go: queues and hubs to make, or what is there already. */
  readonly endpoints?: Readonly<Record<string, EndpointArgs | CreatedEndpoint>>;
}

/** A function app on Flex Consumption; `acs-events publish` puts the handlers into it. */
export interface HandlersArgs {
  readonly kind: "function-app";
  /** Unique across all of Azure. Default: made of the stack's name and the resource group. */
  readonly name?: string;
  /** Default: 2048. */
  readonly instanceMemoryMB?: 512 | 2048 | 4096;
  /** 40 to 1000. Default: 100. */
  readonly maximumInstances?: number;
  /** How many instances a function always has. */
  readonly alwaysReady?: Readonly<Record<string, number>>;
  /** More settings of the app. Not for secrets. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface AlertsArgs {
  readonly email?: string;
  /** The id of an action group that is there already. */
  readonly actionGroup?: string;
  /** How many messages may wait in all queues together, in the mean of an hour. Default: 1000. */
  readonly queuedMessages?: number;
  /** How old a message may be when a handler gets it. Default: 5. */
  readonly queueAgeMinutes?: number;
}

/** A user, a group or a workload identity of Microsoft Entra ID. */
export interface Reader {
  /** Its object id. */
  readonly principalId: string;
  readonly principalType: "User" | "Group" | "ServicePrincipal";
  readonly of?: readonly string[];
}

export interface NewCommunicationService {
  readonly dataLocation: (typeof dataLocations)[number];
  /** Unique across all of Azure. Default: made of the stack's name and the resource group. */
  readonly name?: string;
  /** Whether access keys work. Default: false. */
  readonly localAuthentication?: boolean;
  /**
   * Whether `pulumi destroy` refuses to delete it, and the phone numbers with it; and what holds undelivered events and
   * queues. Default: in every stack but "dev".
   */
  readonly protect?: boolean;
}

export interface ExistingCommunicationService {
  /** The resource's id. */
  readonly existing: string;
  /** The id of its system topic. A resource has only one, so name it if it is there already. */
  readonly systemTopic?: string;
}

/** How an `AcsEvents` declares its resources. */
export interface AcsEventsOptions extends Omit<DeclaredSubscriptionOptions, "transform"> {
  /** Changes what each kind of inner resource is declared with. */
  readonly transform?: { readonly [K in EventsResourceKind | "subscription"]?: Transform };
}

/** A stack's configuration and plan, made and checked already: what `deploy` hands over. */
export interface PlannedEventsArgs extends AcsEventsOptions {
  readonly part: DeployedPart;
  readonly config: StackConfig;
  readonly secrets: Readonly<Record<string, WebhookSecrets>>;
  /** Endpoints that are there already, where they are not written in the configuration. */
  readonly made: ReadonlyMap<string, MadeEndpoint>;
}

/**
 * Everything that event subscriptions need, and the subscriptions: a Communication Services resource with its system
 * topic, their logs, a place for undelivered events, queues and hubs with the roles to write to them.
 *
 * Throws a `RunError` that lists every problem of the arguments, the teams and the subscriptions.
 */
export class AcsEvents extends pulumi.ComponentResource {
  readonly resourceGroup: pulumi.Output<string>;
  readonly communicationService: {
    readonly id: pulumi.Output<string>;
    readonly name: pulumi.Output<string>;
    /** Undefined where the resource was there already. */
    readonly hostName: pulumi.Output<string> | undefined;
  };
  readonly systemTopic: {
    readonly id: pulumi.Output<string>;
    readonly name: pulumi.Output<string>;
    readonly resourceGroupName: pulumi.Output<string>;
  };
  /** Where undelivered events are kept. */
  readonly undeliveredEvents: {
    readonly storageAccountId: pulumi.Output<string>;
    readonly storageAccount: pulumi.Output<string>;
    readonly container: pulumi.Output<string>;
  };
  /** The endpoints that were made here, by name. */
  readonly endpoints: Readonly<
    Record<string, { readonly id: pulumi.Output<string>; readonly queueName?: pulumi.Output<string> }>
  >;
  /** The app of the handlers; undefined where the configuration asks for none. */
  readonly functionApp:
    | {
        readonly id: pulumi.Output<string>;
        readonly name: pulumi.Output<string>;
        readonly host: pulumi.Output<string>;
        readonly scmHost: pulumi.Output<string>;
      }
    | undefined;
  readonly subscriptions: EventSubscriptions;

  constructor(name: string, args: AcsEventsArgs | PlannedEventsArgs, options: pulumi.ComponentResourceOptions = {}) {
    requireOneSdk();
    super(typeTokens.acsEvents, name, {}, options);
    const { config, part, secrets, made: given } = "part" in args ? args : planned(name, args);
    const { resourceNamePrefix: prefix = `${name}-`, transform = {} } = args;
    const protect = isProtected(config, pulumi.getStack());
    const resources = innerResources(this, options, { prefix, transform, protect: protect ? kindsOfValue : [] });
    const { group, source, topic, undelivered, made, app } = environment(resources, config, secrets, pulumi.getStack());
    this.resourceGroup = group.name;
    this.communicationService = { id: source.id, name: source.name, hostName: source.hostName };
    this.systemTopic = { id: topic.id, name: topic.name, resourceGroupName: topic.resourceGroupName };
    this.undeliveredEvents = {
      storageAccountId: undelivered.storageAccountId,
      storageAccount: undelivered.storageAccountName,
      container: undelivered.containerName,
    };
    this.functionApp =
      app === undefined ? undefined : { id: app.id, name: app.name, host: app.host, scmHost: app.scmHost };
    this.endpoints = Object.fromEntries(
      [...made].map(([endpoint, { resourceId: id, queueName }]) => [
        endpoint,
        queueName === undefined ? { id } : { id, queueName },
      ]),
    );
    this.subscriptions = new EventSubscriptions(
      `${prefix}subscriptions`,
      {
        ...args,
        part,
        surroundings: { topic, deadLetters: undelivered, made: new Map([...given, ...made]), secrets },
        resourceNamePrefix: prefix,
      },
      { parent: this },
    );
    const { resources: subscriptions } = this.subscriptions;
    new DestroyGuard(`${prefix}destroy-guard`, {
      protect,
      // A program whose subscriptions cannot be declared fails by itself.
      after: subscriptions.then(
        (all) => [...resources.declared, ...all],
        () => resources.declared,
      ),
      parent: this.subscriptions,
    });
    const { resourceGroup, communicationService, systemTopic, undeliveredEvents, endpoints } = this;
    this.registerOutputs({ resourceGroup, communicationService, systemTopic, undeliveredEvents, endpoints });
  }
}

/** What a deletion would take along for good: phone numbers, undelivered events, messages in queues. */
const kindsOfValue: readonly EventsResourceKind[] = [
  "communicationService",
  "storageAccount",
  "blobContainer",
  "queue",
  "serviceBusNamespace",
  "serviceBusQueue",
  "eventHubNamespace",
  "eventHub",
];

function isProtected({ communication }: StackConfig, stack: string): boolean {
  return ("protect" in communication ? communication.protect : undefined) ?? stack !== "dev";
}

function planned(name: string, args: AcsEventsArgs): Pick<PlannedEventsArgs, "part" | "config" | "secrets" | "made"> {
  const { communication, resourceGroup, diagnostics, deadLetters, handlers, alerts, readers } = args;
  return planOfComponent(name, args, {
    communication,
    resourceGroup,
    diagnostics,
    deadLetters,
    handlers,
    alerts,
    readers,
  });
}
