import type { StoredResource } from "../stored-resource.ts";
import type { World } from "./azure.ts";
import { sameId } from "./azure-id.ts";
import { shown } from "./property.ts";
import { type Refusal, refusal } from "./refusal.ts";

/** What names of one type look like. Sources: REST specification, Azure documentation, azurerm's validation. */
export interface NameRule {
  readonly pattern: RegExp;
  /** The rule as a reader would say it. */
  readonly allowed: string;
}

export const nameRules = {
  resourceGroup: {
    pattern: /^[\w().-]{0,89}[\w()-]$/,
    allowed: "1 to 90 letters, digits, '-', '_', '(', ')' or '.', with no '.' at the end",
  },
  communicationService: {
    pattern: /^[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/,
    allowed: "1 to 63 letters, digits or hyphens, a letter first and no hyphen at the end",
  },
  customTopic: {
    pattern: /^(?!(?:Microsoft|EventGrid|System)[-.])[-a-zA-Z0-9]{3,50}$/i,
    allowed: '3 to 50 letters, digits or hyphens, not beginning with "Microsoft-", "EventGrid-" or "System-"',
  },
  systemTopic: { pattern: /^[-a-zA-Z0-9]{3,128}$/, allowed: "3 to 128 letters, digits or hyphens" },
  eventSubscription: { pattern: /^[-a-zA-Z0-9]{3,64}$/, allowed: "3 to 64 letters, digits or hyphens" },
  storageAccount: { pattern: /^[a-z0-9]{3,24}$/, allowed: "3 to 24 lower-case letters or digits" },
  storageEntity: {
    pattern: /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
    allowed: "3 to 63 lower-case letters, digits or single hyphens, with no hyphen at either end",
  },
  messagingNamespace: {
    pattern: /^[a-zA-Z][-a-zA-Z0-9]{4,48}[a-zA-Z0-9]$/,
    allowed: "6 to 50 letters, digits or hyphens, a letter first and a letter or digit at the end",
  },
  messagingEntity: {
    pattern: /^[A-Za-z0-9](?:[\w./~-]{0,258}[A-Za-z0-9_])?$/,
    allowed: "1 to 260 letters, digits, '.', '-', '_', '/' or '~', with a letter or digit at both ends",
  },
  eventHub: {
    pattern: /^[A-Za-z0-9](?:[\w.-]{0,254}[A-Za-z0-9])?$/,
    allowed: "1 to 256 letters, digits, '.', '-' or '_', with a letter or digit at both ends",
  },
  workspace: {
    pattern: /^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$/,
    allowed: "4 to 63 letters, digits or hyphens, with no hyphen at either end",
  },
  webApp: {
    pattern: /^[0-9A-Za-z](?:[0-9A-Za-z-]{0,58}[0-9A-Za-z])$/,
    allowed: "2 to 60 letters, digits or hyphens, with no hyphen at either end",
  },
  storageTable: { pattern: /^[A-Za-z][A-Za-z0-9]{2,62}$/, allowed: "3 to 63 letters or digits, a letter first" },
  alert: {
    pattern: /^[^<>*%&:\\?+/#@{}|^]{0,259}[^<>*%&:\\?+/#@{}|^ .]$/,
    allowed: "1 to 260 characters without < > * % & : \\ ? + / # @ { } | ^, and no blank or full stop at the end",
  },
  guid: {
    pattern: /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
    allowed: "GUIDs",
  },
} as const satisfies Record<string, NameRule>;

/** Refuses a name that Azure refuses; `path` is the input that carries it. */
export function nameRefusals(rule: NameRule, path: string, name: unknown): readonly Refusal[] {
  if (typeof name === "string" && rule.pattern.test(name)) return [];
  return [
    refusal("invalid-name", path, `${shown(name)} is not a name that Azure takes here; allowed are ${rule.allowed}`),
  ];
}

/**
 * The resource that has taken `name` where a name must be the only one in the whole of Azure, here in the local one:
 * any of `tokens`, compared without case.
 */
export function takenBy(name: string, tokens: readonly string[], id: string, world: World): StoredResource | undefined {
  const wanted = name.toLowerCase();
  return tokens
    .flatMap((token) => world.store.ofToken(token))
    .find((other) => !sameId(other.id, id) && String(other.outputs["name"]).toLowerCase() === wanted);
}
