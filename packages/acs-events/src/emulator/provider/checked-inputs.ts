import type { World } from "../resources/azure.ts";
import type { ResourceType } from "../resources/resource-type.ts";
import type { ResourceProperties } from "../stored-resource.ts";
import { madeUpName, type ProposedName } from "./auto-name.ts";

/** What the engine asks about the inputs of one resource. */
export interface CheckQuestion {
  readonly type: ResourceType;
  readonly logicalName: string;
  readonly before: ResourceProperties;
  readonly now: ResourceProperties;
  readonly seed: Uint8Array;
  readonly proposedName: ProposedName | undefined;
}

export interface CheckedInputs {
  readonly inputs: ResourceProperties;
  /** Sentences of azure-native about inputs that are missing. */
  readonly failures: readonly { readonly property: string; readonly reason: string }[];
}

/** The provider's note on an input set that its name was made up. */
export const createBeforeDelete = "__createBeforeDelete";

/**
 * Fills in what azure-native fills in (a name, the location, the API version) and says which required inputs are missing.
 * Whether Azure would take the rest shows when the resource is written, as with the real provider.
 */
export function checkedInputs(question: CheckQuestion, world: World): CheckedInputs {
  const { type } = question;
  const inputs: Record<string, unknown> = { ...question.now };
  nameInto(inputs, question);
  if (type.located && inputs["location"] === undefined) {
    const location =
      question.before["location"] ??
      world.settings.location ??
      resourceGroupLocation(inputs["resourceGroupName"], world);
    if (location !== undefined) inputs["location"] = location;
  }
  inputs["azureApiVersion"] ??= type.apiVersion;
  const failures = type.required
    .filter((name) => inputs[name] === undefined)
    .map((property) => ({ property, reason: `missing required property '${property}'` }));
  return { inputs, failures };
}

function nameInto(inputs: Record<string, unknown>, question: CheckQuestion): void {
  const { type, before, logicalName, seed, proposedName } = question;
  if (type.autoName === undefined || inputs[type.autoName.property] !== undefined) return;
  const { property, strategy } = type.autoName;
  if (before[property] !== undefined) {
    inputs[property] = before[property];
    if (before[createBeforeDelete] === true) inputs[createBeforeDelete] = true;
    return;
  }
  const made = madeUpName(strategy, logicalName, seed, proposedName);
  if (made === undefined) return;
  inputs[property] = made.name;
  if (made.random) inputs[createBeforeDelete] = true;
}

/** The location of a resource group that is there; undefined while its name or itself is not. */
function resourceGroupLocation(name: unknown, { store, settings }: World): unknown {
  if (typeof name !== "string") return undefined;
  return store.get(`/subscriptions/${settings.subscriptionId}/resourceGroups/${name}`)?.outputs["location"];
}
