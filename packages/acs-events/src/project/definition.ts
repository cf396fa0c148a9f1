import type { Receiver } from "../handlers/receiver.ts";
import { declaredIn } from "../plan/declared-at.ts";
import type { SubscriptionDeclaration } from "../plan/subscription.ts";
import { defineTeam, type StackView, type Team, type TeamOptions } from "../plan/team.ts";
import type { ValuesSchema } from "../plan/values-schema.ts";
import type { Rule } from "../policies/rules/rule.ts";

/** What the local Azure offers to the handlers of a project. */
export interface LocalSurroundings {
  /** A folder of their own, which is there and empty; it is removed with the local Azure. */
  readonly folder: string;
  /** Tells a person what a handler did, a line each. */
  tell(line: string): void;
}

/** What the file of a project exports that its `receivers` loads. */
export interface HandlersModule {
  /** Which receiver listens where; the paths are those of the endpoints in the stacks' configuration. */
  localReceivers(surroundings: LocalSurroundings): Readonly<Record<string, Receiver>>;
}

/** What `policies/rules.ts` of a project exports: its own rules, beside those of the package. */
export interface RulesModule {
  readonly rules: readonly Rule[];
}

/** A project, as `infra/project.ts` defines it. */
export interface ProjectDefinition<Values = unknown> {
  readonly kind: "acs-events-project";
  /** The folder with Pulumi.yaml, as a file URL that ends in a slash. */
  readonly root: string;
  readonly values: ValuesSchema<Values>;
  readonly receivers?: () => Promise<HandlersModule>;
  readonly rules?: () => Promise<RulesModule>;
}

export interface ProjectOptions<Values> {
  /** The folder with Pulumi.yaml: `new URL("..", import.meta.url)` from `infra/project.ts`. */
  readonly root: URL;
  /** A zod object: the values that differ between stacks (`acs-events:values`) and that team files ask for. */
  readonly values: ValuesSchema<Values>;
  /** The handlers that the local Azure delivers to: `() => import("../handlers/local.ts")`. */
  readonly receivers?: () => Promise<HandlersModule>;
  /** Rules of one's own: `() => import("../policies/rules.ts")`. */
  readonly rules?: () => Promise<RulesModule>;
}

/**
 * Defines a project; the default export of `infra/project.ts`. Nothing is read: handlers and rules are loaded when they
 * are needed.
 */
export function defineProject<Values>(options: ProjectOptions<Values>): ProjectDefinition<Values> {
  const root = new URL(".", options.root).href;
  declaredIn(root);
  return Object.freeze({ kind: "acs-events-project" as const, ...options, root });
}

/** The values that the team files of a project may ask for. */
export type ValuesOf<Project> = Project extends ProjectDefinition<infer Values> ? Values : never;

/** How a team file of one project declares its team; `team("support", { owner: "…" }, (stack) => [ … ])`. */
export type TeamFunction<Values> = (
  name: string,
  options: TeamOptions,
  /** Called once for each stack; what differs between stacks it takes from `stack.value("…")`. */
  declare: (stack: StackView<Values>) => readonly SubscriptionDeclaration[],
) => Team<Values>;

/**
 * The function `team` for the team files of one project, bound to the types of its values:
 * `export const team = teamOf<typeof project>();` in `infra/acs-events.ts`.
 */
export function teamOf<Project extends ProjectDefinition>(): TeamFunction<ValuesOf<Project>> {
  return defineTeam;
}

export function isProjectDefinition(value: unknown): value is ProjectDefinition {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "acs-events-project";
}
