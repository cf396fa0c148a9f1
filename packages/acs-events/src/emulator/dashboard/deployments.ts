import { isDeepStrictEqual } from "node:util";
import { isEventSubscriptionToken } from "../event-subscription-resource.ts";
import { nameOf } from "../resources/azure-id.ts";
import type { StoreChange } from "../store.ts";
import type { DeploymentView } from "./views.ts";

/** Changes that come within this many milliseconds of the last one belong to the same deployment. */
const together = 2_000;

/** Who deploys says when it begins and how it ended. */
export interface DeploymentProgress {
  begin(): void;
  /** `problem`: why it was refused; omitted where everything is deployed. */
  end(problem?: string): void;
}

/** What was deployed last. */
export interface Deployments extends DeploymentProgress {
  note(change: StoreChange): void;
  last(): DeploymentView | undefined;
}

interface Deployment {
  readonly number: number;
  at: number;
  /** Omitted where nobody said that it began. */
  state?: NonNullable<DeploymentView["state"]>;
  problem?: string;
  readonly added: Set<string>;
  readonly changed: Set<string>;
  readonly removed: Set<string>;
}

/**
 * `wall`: milliseconds since 1970. Nobody reports the end of changes by clients of ARM: they end when nothing comes for
 * a while.
 */
export function createDeployments(wall: () => number = Date.now): Deployments {
  let current: Deployment | undefined;
  const next = (state?: NonNullable<DeploymentView["state"]>): Deployment => ({
    number: (current?.number ?? 0) + 1,
    at: wall(),
    added: new Set(),
    changed: new Set(),
    removed: new Set(),
    ...(state === undefined ? {} : { state }),
  });
  const deploymentNow = (): Deployment => {
    const isOpen =
      current?.state === undefined
        ? current !== undefined && wall() - current.at <= together
        : current.state === "under-way";
    if (current === undefined || !isOpen) current = next();
    current.at = wall();
    return current;
  };
  return Object.freeze({
    begin() {
      current = next("under-way");
    },
    end(problem?: string) {
      if (current?.state !== "under-way") return;
      current.at = wall();
      current.state = problem === undefined ? "deployed" : "refused";
      if (problem !== undefined) current.problem = problem;
    },
    note(change: StoreChange) {
      const { resource } = change;
      if (!isEventSubscriptionToken(resource.token)) return;
      const name = nameOf(resource.id);
      if (change.kind === "removed") {
        const { added, changed, removed } = deploymentNow();
        changed.delete(name);
        if (!added.delete(name)) removed.add(name);
        return;
      }
      const { previous } = change;
      if (previous !== undefined && isDeepStrictEqual(previous.inputs, resource.inputs)) return;
      const { added, changed, removed } = deploymentNow();
      if (previous === undefined && !removed.delete(name)) added.add(name);
      else if (!added.has(name)) changed.add(name);
    },
    last(): DeploymentView | undefined {
      if (current === undefined) return undefined;
      const { number, at, added, changed, removed, state, problem } = current;
      return {
        number,
        at: new Date(at).toISOString(),
        added: [...added],
        changed: [...changed],
        removed: [...removed],
        ...(state === undefined ? {} : { state }),
        ...(problem === undefined ? {} : { problem }),
      };
    },
  });
}
