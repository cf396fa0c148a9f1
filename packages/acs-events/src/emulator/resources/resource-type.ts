import type { ResourceProperties, StoredResource } from "../stored-resource.ts";
import type { World } from "./azure.ts";
import type { Refusal } from "./refusal.ts";

/** The resource that a request is about. */
export interface Target {
  readonly id: string;
  /** The last segment of the id. */
  readonly name: string;
  /** What is there now; absent when it is to be created. */
  readonly existing: StoredResource | undefined;
}

/** How the provider makes up a name that the program omits. */
export interface AutoName {
  readonly property: string;
  /** `random`: the logical name and 8 hexadecimal digits. `copy`: the logical name. `uuid`: a GUID. */
  readonly strategy: "random" | "copy" | "uuid";
}

/** What the local Azure knows about one type of resource. */
export interface ResourceType {
  /** `azure-native:eventgrid:SystemTopic` */
  readonly token: string;
  /** What it is called in messages: "system topic". */
  readonly thing: string;
  /** `Microsoft.EventGrid/systemTopics` */
  readonly azureType: string;
  /** The API version that azure-native 3.28.0 uses. */
  readonly apiVersion: string;
  /** Inputs that are part of the id; Azure does not answer them as properties. */
  readonly pathParameters: readonly string[];
  /** Inputs whose change makes another resource; paths such as `sku.name`. */
  readonly replaceOn: readonly string[];
  readonly required: readonly string[];
  readonly autoName: AutoName | undefined;
  /** Whether a location that is omitted becomes the one of the resource group. */
  readonly located: boolean;
  /** Outputs that no input gives, unknown in a preview; `identity.principalId` only where there is an `identity`. */
  readonly readOnly: readonly string[];
  /** Azure's id; `logicalName` is the name in the program, for types whose name is not known to be an input. */
  id(inputs: ResourceProperties, world: World, logicalName: string): string;
  /** The path parameters, read from an id of this type. */
  inputsOfId(id: string): ResourceProperties;
  /** The inputs with what Azure settles when it writes: what it keeps from before, what it lists by name. */
  completed?(inputs: ResourceProperties, world: World, target: Target): ResourceProperties;
  /** Why Azure would not create or change the resource so. */
  refusals(inputs: ResourceProperties, world: World, target: Target): readonly Refusal[];
  /** What Azure answers when the resource is read: no secrets, no path parameters. */
  outputs(inputs: ResourceProperties, world: World, target: Target): ResourceProperties;
  /** Runs after all checks and before the resource is kept; a refusal here leaves a failed resource, as in Azure. */
  beforeKept?(resource: StoredResource, world: World): Promise<Refusal | undefined>;
  /** Why Azure would not delete the resource. */
  refusalsOfDeletion?(resource: StoredResource, world: World): readonly Refusal[];
}
