import { FilterError } from "../../src/filter-builder/index.ts";
import type { Finding } from "../../src/filters/finding.ts";

/** What `run` finds wrong; fails when it finds nothing, or throws anything else. */
export function thrown(run: () => unknown): readonly Finding[] {
  try {
    run();
  } catch (error) {
    if (error instanceof FilterError) return error.findings;
    throw error;
  }
  throw new Error("expected a FilterError, and nothing was thrown");
}

export function idsThrown(run: () => unknown): readonly string[] {
  return thrown(run).map(({ id }) => id);
}
