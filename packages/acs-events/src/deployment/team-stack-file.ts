import { isMap, parseDocument } from "yaml";
import { deriveTeamStack } from "../stack/derived-team-stack.ts";

export interface TeamStackFile {
  /** The text of `Pulumi.<stack>.yaml`. */
  readonly text: string;
  /** How the stack refers to the one that has the topic: by its name, or `organization/project/stack`. */
  readonly sharedStack: string;
  /** How the stack encrypts, where that is not the backend's default: `azurekeyvault://…`. */
  readonly secretsProvider?: string;
}

const reference = "acs-events:sharedStack";
const encryption = ["secretsprovider", "encryptedkey", "encryptionsalt"] as const;

/**
 * The stack file of a team: derived from that of the stack with the topic. What the team's own file says, where somebody
 * keeps one, comes before it; with secrets in it, it also has to say how they are encrypted.
 * @param sharedFile the text of `Pulumi.<environment>.yaml`, valid YAML.
 * @param ownFile the text of the team's own file; undefined where there is none, as is usual.
 */
export function teamStackFile(environment: string, sharedFile: string, ownFile: string | undefined): TeamStackFile {
  const own = parseDocument(ownFile ?? "");
  const given: unknown = own.getIn(["config", reference]);
  const sharedStack = typeof given === "string" ? given : environment;
  const document = parseDocument(deriveTeamStack(sharedFile, environment));
  document.setIn(["config", reference], sharedStack);
  const config = own.get("config");
  if (isMap(config)) for (const { key, value } of config.items) document.setIn(["config", key], value);
  if (/\bsecure:/.test(ownFile ?? "")) {
    for (const key of encryption) {
      if (own.has(key)) document.set(key, own.get(key));
      else document.delete(key);
    }
  }
  const secretsProvider: unknown = document.get("secretsprovider");
  return { text: String(document), sharedStack, ...(typeof secretsProvider === "string" ? { secretsProvider } : {}) };
}
