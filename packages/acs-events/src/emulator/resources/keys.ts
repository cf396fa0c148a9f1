import type { ResourceProperties, StoredResource } from "../stored-resource.ts";
import { stableGuid } from "./stable-guid.ts";

/** Looks like a key and opens nothing but the local Azure. The same from run to run. */
export function localKey(id: string, which: string): string {
  return Buffer.from(`local-${stableGuid(id, which)}`).toString("base64");
}

/** The keys of a Communication Services resource, with the connection strings made of them. */
export function communicationKeys({ id, outputs }: StoredResource): ResourceProperties {
  return Object.fromEntries(
    ["primary", "secondary"].flatMap((which) => {
      const key = localKey(id, which);
      const connection = `endpoint=https://${String(outputs["hostName"])}/;accesskey=${key}`;
      return [
        [`${which}Key`, key],
        [`${which}ConnectionString`, connection],
      ];
    }),
  );
}

/** The keys that publish to a custom topic or domain. */
export function topicKeys({ id }: StoredResource): { readonly key1: string; readonly key2: string } {
  return { key1: localKey(id, "key1"), key2: localKey(id, "key2") };
}
