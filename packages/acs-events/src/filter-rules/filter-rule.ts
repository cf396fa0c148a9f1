import type { DeliverySchema } from "../catalog/event.ts";
import type { EventType } from "../catalog/event-types.ts";
import type { Filter } from "../filters/filter.ts";
import type { Finding } from "../filters/finding.ts";
import type { FindingDefinitions } from "../filters/finding-definitions.ts";

/** One rule, or a few that belong together: what it may find, and how it looks. A plain value, listed in `rules.ts`. */
export interface FilterRule {
  readonly findings: FindingDefinitions;
  readonly check: (filter: Filter, context: CheckContext) => readonly Finding[];
}

/** What every rule may want to know beside the filter. */
export interface CheckContext {
  /** Where the filter stands; the paths of findings begin with it. */
  readonly path: string;
  readonly deliverySchema: DeliverySchema;
  /** ISO date. Without it nothing depends on the date. */
  readonly today?: string;
  /** The current event types that the filter matches: those it lists, or all of them. */
  readonly types: readonly EventType[];
  /** Whether it lists types; false: every type. */
  readonly listed: boolean;
}
