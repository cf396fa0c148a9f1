import { z } from "zod";
import type { Diagnostic, ResourceStep } from "../../engine/rehearsal-stack.ts";
import type { PlannedSubscription } from "../../plan/planned-subscription.ts";
import type { PolicyFinding } from "../../policies/evaluate.ts";
import type { StackConfig } from "../../stack/schema.ts";
import type { StandIn } from "../derived-stack.ts";

/*
 * What the watching process and the processes that run a project's code say to each other. Both ends are this package;
 * what a project's code might send instead is refused by its `kind`.
 */

/** What a program's process is asked to plan, and then to deploy. */
export interface ProgramRequest {
  readonly kind: "plan";
  readonly stack: string;
}

/** Where the stack that was planned is deployed to. */
export interface DeployRequest {
  readonly kind: "deploy";
  readonly stack: string;
}

/** What a program's process is started with: where the engine runs and writes, and what it deploys to. */
export interface ProgramPlace {
  readonly root: string;
  /** The stack that is opened beforehand. */
  readonly stack: string;
  readonly folders: { readonly folder: string; readonly state: string; readonly home: string };
  readonly providerPort: number;
}

/** What a stack declares, with the configuration that it is rehearsed with. */
export interface Planned {
  readonly kind: "planned";
  readonly subscriptions: readonly PlannedSubscription[];
  readonly config: StackConfig;
  readonly standIns: readonly StandIn[];
  /** What has to be deployed, in this order: the stack with the topic, and then those of teams. */
  readonly stacks: readonly string[];
  /** What mandatory policies refuse; then it is not deployed. */
  readonly refused: readonly Pick<PolicyFinding, "id" | "subscription" | "message">[];
}

export type ProgramMessage =
  | { readonly kind: "warm" }
  | Planned
  /** Team files or configuration are wrong; `problem` is for a person. */
  | { readonly kind: "mistake"; readonly problem: string }
  | ResourceStep
  | Diagnostic
  /** Everything is deployed; the engine still writes down what there is. */
  | { readonly kind: "applied"; readonly resources: number; readonly changed: number }
  | { readonly kind: "deployed"; readonly resources: number; readonly changed: number }
  /** The engine or the program refused; diagnostics have said why. */
  | { readonly kind: "refused"; readonly problem: string | undefined };

export type HandlersMessage =
  | { readonly kind: "listening"; readonly url: string; readonly paths: readonly string[] }
  | { readonly kind: "none" }
  | { readonly kind: "mistake"; readonly problem: string }
  /** A line that a handler tells. */
  | { readonly kind: "effect"; readonly line: string };

const anyKind = z.looseObject({ kind: z.string() });

/** Whether something that came over the channel of a child process is one of our messages. */
export function isMessage(value: unknown): boolean {
  return anyKind.safeParse(value).success;
}
