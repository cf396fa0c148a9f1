import { parseDocument } from "yaml";

/** In the place of a secret: the stack of a team gets the real one from the stack that it refers to. */
const fromSharedStack = "from-the-shared-stack";

/**
 * The stack file of a team that deploys by itself, made of the file of the stack that has the topic, so that nobody has
 * to keep one: the same configuration and the same way to encrypt, and `acs-events:sharedStack`. What is secret about
 * webhooks is named and not copied, since another stack cannot always decrypt it.
 * @param sharedFile the text of `Pulumi.<shared>.yaml`, valid YAML.
 * @param sharedStack its name, or `organization/project/stack`.
 */
export function deriveTeamStack(sharedFile: string, sharedStack: string): string {
  const document = parseDocument(sharedFile);
  document.commentBefore = ` Made of Pulumi.${sharedStack}.yaml, which is the one to edit.`;
  document.setIn(["config", "acs-events:sharedStack"], sharedStack);
  const secrets: unknown = document.toJS().config?.["acs-events:secrets"];
  if (secrets !== undefined)
    document.setIn(["config", "acs-events:secrets"], document.createNode(withoutValues(secrets)));
  return String(document);
}

function withoutValues(value: unknown): unknown {
  if (typeof value !== "object" || value === null || "secure" in value) return fromSharedStack;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutValues(one)]));
}
