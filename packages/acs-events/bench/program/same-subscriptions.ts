import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Project } from "./projects.ts";

interface StateResource {
  readonly type: string;
  readonly urn: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
}

const subscriptionType = "azure-native:eventgrid:SystemTopicEventSubscription";

/**
 * Throws unless the states of both say the same: as many resources of every type in Azure, and event subscriptions with the
 * same names and inputs. Only then is what they cost compared.
 */
export async function sameSubscriptions(one: Project, other: Project, count: number): Promise<void> {
  const [a, b] = await Promise.all([resourcesOf(one), resourcesOf(other)]);
  // Components hold ours together; to Azure they are nothing.
  const types = (resources: readonly StateResource[]): string[] =>
    resources.flatMap(({ type }) => (type.startsWith("acs-events:") ? [] : [type])).sort();
  if (!isDeepStrictEqual(types(a), types(b))) throw new Error("the two programs make different resources");
  const [ours, plain] = [subscriptionsOf(a), subscriptionsOf(b)];
  if (ours.size !== count) throw new Error(`there are ${ours.size} event subscriptions and not ${count}`);
  for (const [name, inputs] of ours) {
    if (!isDeepStrictEqual(inputs, plain.get(name))) {
      throw new Error(
        `the two programs differ in ${name}:\n${JSON.stringify(inputs)}\n${JSON.stringify(plain.get(name))}`,
      );
    }
  }
}

async function resourcesOf({ state }: Project): Promise<readonly StateResource[]> {
  const file = JSON.parse(await readFile(join(state, ".pulumi/stacks/acs-events/dev.json"), "utf8")) as {
    readonly checkpoint: { readonly latest: { readonly resources: readonly StateResource[] } };
  };
  return file.checkpoint.latest.resources;
}

/** By name; the names of the storage accounts and of the resource group, which each program chooses, are taken out. */
function subscriptionsOf(resources: readonly StateResource[]): ReadonlyMap<string, unknown> {
  return new Map(
    resources
      .filter(({ type }) => type === subscriptionType)
      .map(({ urn, inputs }) => [
        urn.slice(urn.lastIndexOf("::") + 2),
        JSON.parse(
          JSON.stringify(inputs)
            .replaceAll(/storageAccounts\/(acs[a-z]+dev)[0-9a-z]+/g, "storageAccounts/$1")
            .replaceAll(/(resourceGroups\/|"resourceGroupName":")[^/"]+/g, "$1"),
        ) as unknown,
      ]),
  );
}
