import { isJsonObject } from "../../json/json-object.ts";

/** What the configuration in a plan says of a resource, of all its instances alike. */
export interface ConfiguredResource {
  /** The attributes and blocks that are set. */
  readonly attributes: ReadonlySet<string>;
  /** By attribute, the address of the one resource that its expression refers to. */
  readonly references: Readonly<Record<string, string>>;
}

/** The configured resources of a plan, those of modules too, by address without indexes. */
export function configuredResources(configuration: unknown): ReadonlyMap<string, ConfiguredResource> {
  const found = new Map<string, ConfiguredResource>();
  const root = isJsonObject(configuration) ? configuration["root_module"] : undefined;
  const waiting: { readonly module: unknown; readonly prefix: string }[] = [{ module: root, prefix: "" }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { module, prefix } = next;
    if (!isJsonObject(module)) continue;
    const { resources, module_calls: calls } = module;
    for (const resource of Array.isArray(resources) ? resources : []) {
      if (!isJsonObject(resource) || typeof resource["address"] !== "string") continue;
      const expressions = isJsonObject(resource["expressions"]) ? resource["expressions"] : {};
      found.set(`${prefix}${resource["address"]}`, {
        attributes: new Set(Object.keys(expressions)),
        references: Object.fromEntries(
          Object.entries(expressions).flatMap(([name, expression]) => {
            const address = referenceIn(expression);
            return address === undefined ? [] : [[name, `${prefix}${address}`]];
          }),
        ),
      });
    }
    for (const [name, call] of Object.entries(isJsonObject(calls) ? calls : {})) {
      if (isJsonObject(call)) waiting.push({ module: call["module"], prefix: `${prefix}module.${name}.` });
    }
  }
  return found;
}

/** `azurerm_eventgrid_system_topic.acs` of an expression that refers to one resource alone. */
function referenceIn(expression: unknown): string | undefined {
  const references = isJsonObject(expression) ? expression["references"] : undefined;
  if (!Array.isArray(references)) return undefined;
  const addresses = new Set(references.flatMap((one) => (typeof one === "string" ? (resourceAddress(one) ?? []) : [])));
  return addresses.size === 1 ? [...addresses][0] : undefined;
}

/** The address of a resource in `azurerm_eventgrid_system_topic.acs[0].name`, without index and attribute. */
export function resourceAddress(reference: string): string | undefined {
  const [, address] = /^((?:data\.)?(?:azurerm|azapi)_\w+\.[\w-]+)/.exec(withoutIndexes(reference)) ?? [];
  return address;
}

/** An address without the indexes that `count` and `for_each` give to instances. */
export function withoutIndexes(address: string): string {
  return address.replaceAll(/\[(?:\d+|"(?:[^"\\]|\\.)*"|[^\]"]*)\]/g, "");
}
