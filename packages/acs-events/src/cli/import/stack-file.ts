import { setInStackFile } from "../../stack/edit-stack-file.ts";
import { type FoundEndpoint, unseen } from "../../team-files/adopt/found-endpoint.ts";

/** What an import adds to the configuration of a stack. */
export interface ImportedConfig {
  readonly endpoints: ReadonlyMap<string, FoundEndpoint>;
  /** The Communication Services resource and its topic, where the stack does not name them yet. */
  readonly communication?: { readonly existing: string; readonly systemTopic: string } | undefined;
}

/**
 * The text of `Pulumi.<stack>.yaml` with what was found: comments and everything else stay as they are. Endpoints of
 * which a part is not in the input are omitted, but for a webhook without an address, which is pending.
 */
export function withImportedConfig(text: string, { endpoints, communication }: ImportedConfig): string {
  let edited = text;
  if (communication !== undefined)
    edited = setInStackFile(edited, ["config", "acs-events:communication"], communication);
  for (const [name, found] of endpoints) {
    const value = declaredEndpoint(found);
    if (value !== undefined) edited = setInStackFile(edited, ["config", "acs-events:endpoints", name], value);
  }
  return edited;
}

/** An endpoint as the stack's file declares it; undefined where a part of it is not known that has to be there. */
export function declaredEndpoint({ endpoint }: FoundEndpoint): Readonly<Record<string, unknown>> | undefined {
  const entries = Object.entries(endpoint).filter(
    ([key, value]) => value !== undefined && !(key === "deliverWithIdentity" && value === false),
  );
  return entries.some(([, value]) => value === unseen) ? undefined : Object.fromEntries(entries);
}
