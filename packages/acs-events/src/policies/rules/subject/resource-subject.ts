import { isUnknown, type Unknown } from "./unknown.ts";

/** The resources that some rule looks at, by what they are. */
export type ResourceKind = "communication-service" | "system-topic" | "storage-account" | "diagnostic-setting";

/** One resource, as the engine knows it before it is deployed: its inputs, and what of them is not known yet. */
export interface ResourceSubject {
  readonly kind: "resource";
  readonly resourceKind: ResourceKind;
  /** Its name in the program. */
  readonly name: string;
  readonly urn: string;
  /** An input by its path; undefined when it is not given. */
  readonly input: (path: string) => unknown | Unknown;
  /** Whether Pulumi refuses to delete it. */
  readonly protect: boolean;
  /** Its id in Azure, where it is deployed already and the subject is of the whole stack. */
  readonly id: string | undefined;
  /** The URNs that an input depends on; undefined where only single resources are looked at. */
  readonly dependsOn: (input: string) => readonly string[] | undefined;
}

/** An input that is a text: its value, undefined when it is not given or is not a text, or that it is not known yet. */
export function textInput(resource: ResourceSubject, path: string): string | undefined | Unknown {
  const value = resource.input(path);
  if (isUnknown(value)) return value;
  return typeof value === "string" ? value : undefined;
}

/** Whether an input is known to be exactly `expected`. */
export function inputIs(resource: ResourceSubject, path: string, expected: unknown): true | false | Unknown {
  const value = resource.input(path);
  return isUnknown(value) ? value : value === expected;
}
