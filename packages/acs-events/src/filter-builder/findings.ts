import type { FindingDefinitions } from "../filters/finding-definitions.ts";

/** What the builders find by themselves; everything else they ask of `readFilter` and `checkFilter`. */
export const buildFindings = {
  "phone-number-not-digits": {
    level: "error",
    says: "A phone number was given with a plus, spaces or hyphens. Builders take digits only.",
    todo: "Write the digits that are suggested.",
  },
  "subject-part-invalid": {
    level: "error",
    says: "The id cannot be a part of a subject. It is empty, has a slash in it, or does not have the form of such an id.",
    todo: "Give one id, as the events have it; for all of them say so, as in `thread.any`.",
  },
  "filter-option-unknown": {
    level: "error",
    says: "`filter()` was given an option that it does not have.",
    todo: "Write the option that is suggested.",
  },
  "filter-option-invalid": {
    level: "error",
    says: "An option of `filter()` has a value that it cannot have.",
    todo: "Write one that the finding names.",
  },
  "filter-names-no-event-types": {
    level: "error",
    says: "`filter()` was given no event types. Azure would take the default types of the source, fixed when the subscription is created.",
    todo: 'List the types that are meant, or say `eventTypes: "All"`.',
  },
  "raw-filter-invalid": {
    level: "error",
    says: "`rawFilter()` was given something else than a filter, or no reason.",
    todo: 'Give it the object that Azure calls filter and, as `{ because: "…" }`, why `filter()` will not do.',
  },
  "key-has-dot": {
    level: "error",
    says: "A property whose own name has a dot in it was named in a condition. A key cannot name it: dots separate, and cannot be escaped.",
    todo: "Filter by something else, and look at the property in the handler.",
  },
} as const satisfies FindingDefinitions;
