import type { ProjectDefinition } from "../project/definition.ts";
import { rehearsedEvents } from "../rehearsal/events.ts";
import { rehearse } from "../rehearsal/rehearse.ts";
import type { RehearsalResult } from "../rehearsal/result.ts";
import { findEngine } from "../setup/engine.js";
import { projectOf } from "./plan-of.ts";

/**
 * Deploys a stack of a project to a local Azure on the real Pulumi engine, delivers the published sample events, and
 * takes everything down again. Nothing leaves this machine. Rejects where the program or the engine refuses.
 */
export async function rehearsalOf(project: ProjectDefinition, stack = "dev"): Promise<RehearsalResult> {
  const engine = findEngine();
  if (engine === undefined) throw new Error("There is no Pulumi engine here yet; run `npm run setup`.");
  const rehearsal = await rehearse({
    project: projectOf(project),
    stack,
    engine,
    events: rehearsedEvents(),
    progress: () => {},
  });
  try {
    return rehearsal.result;
  } finally {
    await rehearsal.close();
  }
}
