import * as pulumi from "@pulumi/pulumi";

/**
 * The arguments of an inner resource, as azure-native's class for it takes them. `any`, so that a function may name the
 * class's own type for them (`(args: SystemTopicArgs) => …`) without our declarations loading azure-native's.
 */
// biome-ignore lint/suspicious/noExplicitAny: the boundary to the argument types of some twenty foreign classes.
export type ResourceArgs = Record<string, any>;

/**
 * Changes what an inner resource is declared with: properties that are laid over its arguments, or a function that
 * changes the arguments and the options in place. The function is called once for each resource of its kind, with the
 * resource's name in the program.
 */
export type Transform =
  | ResourceArgs
  | ((args: ResourceArgs, options: pulumi.CustomResourceOptions, name: string) => void);

/** The kinds of resources that an `AcsEvents` is made of, beside its subscriptions. */
export type EventsResourceKind =
  | "resourceGroup"
  | "communicationService"
  | "systemTopic"
  | "workspace"
  | "diagnosticSetting"
  | "storageAccount"
  | "blobContainer"
  | "queue"
  | "serviceBusNamespace"
  | "serviceBusQueue"
  | "eventHubNamespace"
  | "eventHub"
  | "roleAssignment"
  | "table"
  | "functionPlan"
  | "functionApp"
  | "functionSettings"
  | "applicationInsights"
  | "actionGroup"
  | "alert"
  | "queryAlert";

export type EventsResources = InnerResources<EventsResourceKind>;

/** How the inner resources of a component are declared: below it, named for it, changed as its user wants. */
export interface InnerResources<Kind extends string> {
  readonly parent: pulumi.Resource;
  /** Put before the name of every inner resource in the program. */
  readonly prefix: string;
  readonly transform: { readonly [K in Kind]?: Transform | undefined };
  /** What each of them waits for. */
  readonly dependsOn: readonly Dependency[];
  /** The kinds that the engine refuses to delete. */
  readonly protect: readonly Kind[];
  /** What was declared so far. */
  readonly declared: pulumi.Resource[];
}

export type Dependency = pulumi.Input<pulumi.Resource>;

/** How the inner resources of `parent` are declared, given the options of the component itself. */
export function innerResources<Kind extends string>(
  parent: pulumi.ComponentResource,
  { dependsOn }: pulumi.ComponentResourceOptions,
  {
    prefix,
    transform,
    protect = [],
  }: Pick<InnerResources<Kind>, "prefix" | "transform"> & {
    readonly protect?: readonly Kind[];
  },
): InnerResources<Kind> {
  // The SDK does not hand on by itself what a component waits for. It takes lists within a list, but does not say so.
  const waitsFor = dependsOn === undefined ? [] : [dependsOn as Dependency];
  return { parent, prefix, transform, protect, dependsOn: waitsFor, declared: [] };
}

/**
 * Declares an inner resource: `inner(resources, "systemTopic", SystemTopic, "system-topic", { … })`. The engine knows
 * the resource as well by the name that it had in version 0.1, without a component around it. So it finds the resource
 * in the state of such a program, and keeps it.
 */
export function inner<Kind extends string, Args extends object, Resource extends pulumi.Resource>(
  { parent, prefix, transform, protect, dependsOn, declared }: InnerResources<Kind>,
  kind: Kind,
  Class: new (name: string, args: Args, options: pulumi.CustomResourceOptions) => Resource,
  name: string,
  args: Args,
  options: pulumi.CustomResourceOptions & { readonly dependsOn?: readonly Dependency[] } = {},
): Resource {
  const change = transform[kind];
  const fullName = `${prefix}${name}`;
  const changedOptions: pulumi.CustomResourceOptions = {
    ...options,
    ...(protect.includes(kind) ? { protect: true } : {}),
    parent,
    aliases: [{ name, parent: pulumi.rootStackResource }],
    dependsOn: [...(options.dependsOn ?? []), ...dependsOn],
  };
  const changedArgs = { ...args };
  if (typeof change === "function") change(changedArgs, changedOptions, fullName);
  else Object.assign(changedArgs, change);
  const resource = new Class(fullName, changedArgs, changedOptions);
  declared.push(resource);
  return resource;
}
