import type { z } from "zod";
import { isCreated } from "../plan/endpoint.ts";
import type { Problem } from "../plan/problem.ts";
import type { StackSettings } from "../plan/stack-settings.ts";
import type { ValuesSchema } from "../plan/values-schema.ts";
import { didYouMean } from "../text/did-you-mean.ts";
import { endpointKeys } from "./endpoints.ts";
import { keysAt } from "./keys-at.ts";
import { type StackConfig, type StackConfigSchema, stackConfig } from "./schema.ts";

export const namespace = "acs-events";

export type ParsedConfig =
  | { readonly ok: true; readonly config: StackConfig }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads the configuration of the stack `stack`: `entries` maps names such as `acs-events:endpoints` to plain values
 * (objects, not JSON text), and `values` is the schema of the project's own. Names of other namespaces are left alone.
 * Every problem is reported at once.
 */
export function parseStackConfig(
  entries: Readonly<Record<string, unknown>>,
  stack: string,
  values: ValuesSchema,
): ParsedConfig {
  const schema = stackConfig(values);
  const own = Object.entries(entries).flatMap(([name, value]) =>
    name.startsWith(`${namespace}:`) ? [[name.slice(namespace.length + 1), value] as const] : [],
  );
  const input = Object.fromEntries(own);
  const result = schema.safeParse(input, { reportInput: true });
  const problems = result.success
    ? [...checkSecrets(result.data, stack), ...checkFunctions(result.data, stack), ...checkReaders(result.data)]
    : result.error.issues.flatMap((issue) => describe(issue, { input, stack, schema }));
  if (problems.length > 0 || !result.success) return { ok: false, problems };
  return { ok: true, config: result.data };
}

/** The part of the configuration that a plan is made from. */
export function settingsOf(config: StackConfig, stack: string): StackSettings {
  return {
    name: stack,
    endpoints: config.endpoints,
    defaults: config.defaults,
    deadLetterContainer: config.deadLetters.container,
    values: config.values,
    teamStacks: config.teamStacks,
    expires: config.expires,
  };
}

function checkSecrets(config: StackConfig, stack: string): Problem[] {
  const names = Object.keys(config.endpoints).join(", ") || "none";
  return Object.entries(config.secrets).flatMap(([name, { query }]) => {
    const kind = Object.hasOwn(config.endpoints, name) ? config.endpoints[name]?.kind : undefined;
    const why =
      kind === undefined
        ? `which is not declared under ${namespace}:endpoints in Pulumi.${stack}.yaml; declared: ${names}`
        : secretRefused(kind, query !== undefined);
    if (why === undefined) return [];
    const message = `a secret is set for the endpoint "${name}", ${why}`;
    return [{ id: "config-invalid", path: `${namespace}:secrets.${name}`, message }];
  });
}

/** Why an endpoint of the kind takes no such secret. Azure docs, delivery-properties: a storage queue has no headers. */
function secretRefused(kind: string, isQuery: boolean): string | undefined {
  if (kind === "webhook") return undefined;
  if (isQuery) return `which is of the kind ${kind}; only webhooks take a query`;
  return kind === "storage-queue" ? "which is of the kind storage-queue, and takes no headers" : undefined;
}

/** Readers read what is made here: the container of undelivered events, and endpoints with `create: true`. */
function checkReaders(config: StackConfig): Problem[] {
  const made = Object.entries(config.endpoints).flatMap(([name, endpoint]) => (isCreated(endpoint) ? [name] : []));
  const known = ["undelivered", ...made];
  return config.readers.flatMap(({ of = [] }, reader) =>
    of.flatMap((name, index) => {
      if (known.includes(name)) return [];
      const path = `${namespace}:readers[${reader}].of[${index}]`;
      const message = `"${name}" is not made by this stack, so nobody gets a role on it here; allowed: ${known.join(", ")}`;
      return [{ id: "config-invalid", path, message, value: name }];
    }),
  );
}

/** A function that `publish` brings needs an app to be in. */
function checkFunctions({ endpoints, handlers }: StackConfig, stack: string): Problem[] {
  if (handlers !== undefined) return [];
  return Object.entries(endpoints).flatMap(([name, endpoint]) => {
    if (endpoint.kind !== "azure-function" || !("create" in endpoint)) return [];
    const message = `the endpoint "${name}" is a function that the program makes an app for, but Pulumi.${stack}.yaml has no acs-events:handlers; write { kind: function-app } there`;
    return [{ id: "config-missing", path: `${namespace}:handlers`, message }];
  });
}

/** What was read, and by which schema. */
interface Reading {
  readonly input: unknown;
  readonly stack: string;
  readonly schema: StackConfigSchema;
}

function describe(issue: z.core.$ZodIssue, reading: Reading): Problem[] {
  const { input, stack } = reading;
  if (issue.code === "invalid_union" && issue.errors.length > 0) return describeUnion(issue, reading);
  const path = `${namespace}:${issue.path
    .map(String)
    .join(".")
    .replaceAll(/\.(\d+)(?=\.|$)/g, "[$1]")}`;
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const prefix = issue.path.length === 0 ? path : `${path}.`;
      const message = `nothing here is called "${key}"${meant(key, knownKeys(issue.path, reading))}`;
      return { id: "config-invalid", path: `${prefix}${key}`, message };
    });
  }
  const value = valueAt(input, issue.path);
  if (value === undefined) {
    const whole = issue.path.length === 1 ? `Pulumi.${stack}.yaml does not set it` : "it is missing";
    return [{ id: "config-missing", path, message: `${whole}; ${expectation(issue)}` }];
  }
  const given = issue.code === "invalid_key" ? `"${String(issue.path.at(-1))}"` : shown(value, issue.path);
  return [{ id: "config-invalid", path, message: `${given} will not do: ${expectation(issue)}` }];
}

/** Of a union, the branch that comes nearest says what is wrong; where none was tried in earnest, the union does. */
function describeUnion(issue: z.core.$ZodIssueInvalidUnion, reading: Reading): Problem[] {
  const { input } = reading;
  const value = valueAt(input, issue.path);
  const mistakes = (branch: readonly z.core.$ZodIssue[]): number =>
    branch.reduce((sum, one) => sum + (one.code === "unrecognized_keys" ? one.keys.length : 1), 0);
  const nearest = [...issue.errors].sort((a, b) => mistakes(a) - mistakes(b))[0] ?? [];
  return isRecord(value)
    ? nearest.flatMap((one) => describe({ ...one, path: [...issue.path, ...one.path] }, reading))
    : describe({ code: "custom", path: issue.path, message: issue.message, input: value }, reading);
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `it takes ${article(issue.expected)}`;
    case "invalid_value":
      return `it is one of ${issue.values.map((one) => String(one)).join(", ")}`;
    case "too_small":
      return `the least is ${issue.minimum}`;
    case "too_big":
      return `the most is ${issue.maximum}`;
    case "invalid_key":
      return issue.issues[0]?.message ?? issue.message;
    default:
      return issue.message;
  }
}

function article(expected: string): string {
  const words: Record<string, string> = {
    object: "a mapping of names to values",
    record: "a mapping of names to values",
    array: "a list",
    string: "text, in quotes",
    int: "a whole number",
    boolean: "true or false",
  };
  return words[expected] ?? `a ${expected}`;
}

/** An endpoint chooses its schema as it is read, so that it has to be asked itself. */
function knownKeys(path: readonly PropertyKey[], { schema, input }: Reading): readonly string[] {
  return path[0] === "endpoints" && path.length === 2
    ? endpointKeys(valueAt(input, path))
    : keysAt(schema, path, input);
}

function isRecord(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === "object" && value !== null;
}

function meant(key: string, known: readonly string[]): string {
  if (known.length === 0) return "; take it out";
  const near = didYouMean(key, known);
  const hint = near === undefined ? "" : ` did you mean "${near}"?`;
  return `;${hint} known here: ${known.join(", ")}`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (!isRecord(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

/** The value as it was given, but for what may be secret: everything under `secrets`, and the query of a URL. */
function shown(value: unknown, path: readonly PropertyKey[]): string {
  if (path[0] === "secrets") return "the value (not shown)";
  const text = JSON.stringify(value).replace(/(https?:\/\/)(?:[^/"@]*@)?([^"?]*)\?[^"]*/g, "$1$2?…");
  return text.length > 200 ? `${text.slice(0, 197)}…` : text;
}
