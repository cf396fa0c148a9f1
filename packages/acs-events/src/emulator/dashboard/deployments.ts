import { isDeepStrictEqual } from "node:util";
import { isEventSubscriptionToken } from "../event-subscription-resource.ts";
import { nameOf } from "../resources/azure-id.ts";
import type { StoreChange } from "../store.ts";
import type { DeploymentView } from "./views.ts";

/** Changes that come within so many milliseconds of the last one belong to the same deployment. */
const together = 2_000;

/** What was deployed last. */
export interface Deployments {
  note(change: StoreChange): void;
  last(): DeploymentView | undefined;
}

interface Deployment {
  readonly number: number;
  at: number;
  readonly added: Set<string>;
  readonly changed: Set<string>;
  readonly removed: Set<string>;
}

/** `wall`: milliseconds since 1970. A deployment has no end that anybody tells: it ends when nothing comes for a while. */
export function createDeployments(wall: () => number = Date.now): Deployments {
  let current: Deployment | undefined;
  const deploymentNow = (): Deployment => {
    const at = wall();
    if (current === undefined || at - current.at > together) {
      const number = (current?.number ?? 0) + 1;
      current = { number, at, added: new Set(), changed: new Set(), removed: new Set() };
    }
    current.at = at;
    return current;
  };
  return Object.freeze({
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
      const { number, at, added, changed, removed } = current;
      return {
        number,
        at: new Date(at).toISOString(),
        added: [...added],
        changed: [...changed],
        removed: [...removed],
      };
    },
  });
}
