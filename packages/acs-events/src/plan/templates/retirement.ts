import { type Retirement, retirementOf } from "../../catalog/retirements.ts";
import type { Template } from "./template.ts";

/** What ends for the services whose events the template matches, each once; by the event types that it can list. */
export function retirementsOf(template: Pick<Template, "eventTypes">): readonly Retirement[] {
  return Object.freeze([...new Set(template.eventTypes.map(retirementOf))]);
}

/** The same in a sentence: "SMS is retired on 2028-09-30." */
export function whenItEnds(template: Pick<Template, "eventTypes">): string {
  return retirementsOf(template)
    .map(({ service, category, date }) =>
      category === "retired"
        ? `${service} is retired on ${date}.`
        : `${service} changes on ${date}: from then on it works together with Teams only.`,
    )
    .join(" ");
}
