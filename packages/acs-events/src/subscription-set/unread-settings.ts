import { shown } from "../filters/azure-json/json-value.ts";
import type { Finding } from "../filters/finding.ts";
import { finding } from "../filters/finding-definitions.ts";
import { isJsonObject } from "../json/json-object.ts";
import { readingFindings } from "./reading-findings.ts";
import type { Properties } from "./subscription-record.ts";

/** What Azure has in the objects of a subscription of which a record keeps the parts, and not the whole (REST, 2025-02-15). */
const known: readonly (readonly [path: string, names: readonly string[]])[] = [
  ["retryPolicy", ["maxDeliveryAttempts", "eventTimeToLiveInMinutes"]],
  ["deliveryWithResourceIdentity", ["identity", "destination"]],
  ["deliveryWithResourceIdentity.identity", ["type", "userAssignedIdentity"]],
  ["deadLetterWithResourceIdentity", ["identity", "deadLetterDestination"]],
  ["deadLetterWithResourceIdentity.identity", ["type", "userAssignedIdentity"]],
];

/** By path, what a subscription sets and its record has no place for. `given` is flat. */
export function unreadSettings(given: Properties): Properties {
  return Object.fromEntries(
    known.flatMap(([path, names]) => {
      const object = path.split(".").reduce<unknown>((at, name) => (isJsonObject(at) ? at[name] : undefined), given);
      return Object.entries(isJsonObject(object) ? object : {})
        .filter(([name, value]) => !names.includes(name) && value !== null && value !== undefined)
        .map(([name, value]) => [`${path}.${name}`, value]);
    }),
  );
}

/** What is to be said of settings that Azure is not known to have. */
export function unknownSettings(unread: Properties): readonly Finding[] {
  return Object.keys(unread).map((path) => {
    const [, outer = "", name = ""] = /^(.*)\.([^.]*)$/.exec(path) ?? [];
    const names = known.find(([one]) => one === outer)?.[1] ?? [];
    const message = `Azure does not know the property ${shown(name)} of ${outer}, so that it has no effect. It knows ${names.join(", ")}.`;
    return finding(readingFindings, "subscription-property-unknown", { message, path });
  });
}

/** What is to be said of settings that an input makes in a way which is not read. */
export function unreadFindings(unread: Properties = {}): readonly Finding[] {
  return Object.keys(unread).map((path) => {
    const message = `${path} sets something that is not read here, and what is said of the subscription leaves it out. \`az eventgrid system-topic event-subscription list -o json\` prints everything.`;
    return finding(readingFindings, "subscription-setting-unread", { message, path });
  });
}
