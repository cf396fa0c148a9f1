import type { StackSettings } from "../plan/stack-settings.ts";
import type { ValuesSchema } from "../plan/values-schema.ts";
import { namespace, type ParsedConfig, parseStackConfig, settingsOf } from "./parse.ts";
import type { StackConfig } from "./schema.ts";

/**
 * A stack with a topic of its own, or one that adds the subscriptions of one team to the topic of another. The second
 * kind has no configuration: it is that of the stack that has the topic.
 */
export interface Stack {
  readonly name: string;
  /** The stack that has the topic; the same as `name` for most. Team files know their environment by this name. */
  readonly environment: string;
  readonly config: StackConfig;
  /** What a plan is made from: always of the whole topic. */
  readonly settings: StackSettings;
  /** Only for a team's own stack. */
  readonly teamStack?: TeamStack;
}

export interface TeamStack {
  readonly team: string;
  /** How the stack with the topic is referred to: its name, or `organization/project/stack`. */
  readonly sharedStack: string;
}

export type ParsedStack = ({ readonly ok: true } & Stack) | Extract<ParsedConfig, { ok: false }>;

/** The stack files beside this stack's own, as far as they have to be looked at. */
export interface OtherStacks {
  /** The stacks that have a configuration file. */
  readonly names: readonly string[];
  /** The entries of such a file by their full names, as `parseStackConfig` takes them. */
  read(stack: string): Readonly<Record<string, unknown>>;
}

/**
 * Makes out what the stack `name` is, given the `entries` of its own configuration (none where it has no file). A
 * team's stack is called `<shared>-<team>`, and the stack `<shared>` lists the team under `acs-events:teamStacks`; a
 * reference to another project or organization is in its own `acs-events:sharedStack`. Every problem is reported at
 * once.
 */
export function parseStack(
  name: string,
  entries: Readonly<Record<string, unknown>>,
  others: OtherStacks,
  values: ValuesSchema,
): ParsedStack {
  const own = Object.keys(entries).filter((key) => key.startsWith(`${namespace}:`));
  const reference = entries[`${namespace}:sharedStack`];
  if (reference !== undefined) return referringStack(name, reference, entries, others, values);
  const shared = own.length === 0 ? sharedStackOf(name, others) : undefined;
  if (shared !== undefined) return teamStack(name, shared, shared, others.read(shared), values);
  return asStack(name, parseStackConfig(entries, name, values));
}

/** Whether the stack `name`, without configuration of its own, is a team's. */
export function isTeamStack(name: string, others: OtherStacks): boolean {
  return sharedStackOf(name, others) !== undefined;
}

function asStack(
  environment: string,
  parsed: ParsedConfig,
  ofTeam?: { readonly name: string; readonly teamStack: TeamStack },
): ParsedStack {
  if (!parsed.ok) return parsed;
  const { config } = parsed;
  return { ok: true, name: environment, environment, config, settings: settingsOf(config, environment), ...ofTeam };
}

function teamStack(
  name: string,
  environment: string,
  sharedStack: string,
  entries: Readonly<Record<string, unknown>>,
  values: ValuesSchema,
): ParsedStack {
  const team = name.slice(environment.length + 1);
  return asStack(environment, parseStackConfig(entries, environment, values), {
    name,
    teamStack: { team, sharedStack },
  });
}

function referringStack(
  name: string,
  reference: unknown,
  entries: Readonly<Record<string, unknown>>,
  others: OtherStacks,
  values: ValuesSchema,
): ParsedStack {
  const problem = (message: string): ParsedStack => ({
    ok: false,
    problems: [{ id: "config-invalid", path: `${namespace}:sharedStack`, message }],
  });
  if (typeof reference !== "string" || !/^(?:[^/\s]+\/[^/\s]+\/)?[-\w.]+$/.test(reference)) {
    return problem(
      `${JSON.stringify(reference)} will not do: it takes the name of the stack that has the topic, "prod", or with its place in front, "organization/project/prod"`,
    );
  }
  const environment = reference.slice(reference.lastIndexOf("/") + 1);
  if (!name.startsWith(`${environment}-`)) {
    return problem(
      `a team's stack on the topic of "${environment}" is called "${environment}-<team>", and this one "${name}"; give it such a name (\`pulumi stack rename\`)`,
    );
  }
  // Either the configuration is in the shared stack's file, or the whole of it was written here
  // (derived-team-stack.ts).
  const { [`${namespace}:sharedStack`]: _, ...written } = entries;
  const whole = Object.keys(written).some((key) => key.startsWith(`${namespace}:`));
  if (!whole && !others.names.includes(environment)) {
    return problem(
      `there is no Pulumi.${environment}.yaml, which says what the stack "${environment}" has; there are ${others.names.filter((one) => one !== name).join(", ") || "none"}`,
    );
  }
  const config = whole ? written : others.read(environment);
  const team = name.slice(environment.length + 1);
  if (!teamsOf(config).includes(team)) {
    return problem(
      `Pulumi.${environment}.yaml does not list the team "${team}" under ${namespace}:teamStacks, so the stack "${environment}" still has its subscriptions. List the team there (docs/stacks.md says how to move what is deployed)`,
    );
  }
  return teamStack(name, environment, reference, config, values);
}

/** The stack whose topic `name` adds to, by its name: the longest, should several fit. */
function sharedStackOf(name: string, others: OtherStacks): string | undefined {
  return others.names
    .filter((one) => name.startsWith(`${one}-`) && teamsOf(others.read(one)).includes(name.slice(one.length + 1)))
    .sort((a, b) => b.length - a.length)[0];
}

function teamsOf(entries: Readonly<Record<string, unknown>>): readonly unknown[] {
  const teams = entries[`${namespace}:teamStacks`];
  return Array.isArray(teams) ? teams : [];
}
