import { z } from "zod";
import { filterRules } from "../filter-rules/index.ts";
import { subscriptionRules } from "../subscription-set/rules/rules.ts";
import { reviewFindings } from "./change.ts";

const level = z.enum(["error", "warning", "info"]);
const count = z.int().min(0);
const event = z
  .looseObject({ id: z.string() })
  .describe("An event in the Event Grid or the CloudEvents schema")
  .nullable();

const events = z.object({ count, ids: z.array(z.string()).describe("The first few") });
const place = z.object({ file: z.string(), line: z.int().min(1) });

/** What a review may find, and what `check` may find in a subscription that changes. */
const ids: readonly string[] = [
  ...Object.keys(reviewFindings),
  ...[...filterRules, ...subscriptionRules].flatMap(({ findings }) => Object.keys(findings)),
];

const types = z.array(z.string()).describe("The most severe to lose first");

const finding = z.object({
  id: z.enum(ids).describe("Permanent; docs/review.md, or where there is a path, docs/findings.md"),
  level,
  message: z.string(),
  event: event.describe("An event that this finding is about").optional(),
  eventTypes: types.optional(),
  examples: z
    .array(z.object({ kind: z.string(), event }))
    .describe("One event of each kind of loss, the worst first")
    .optional(),
  path: z.string().describe("Of what `check` finds: where, in the terms of Azure's JSON").optional(),
  fingerprint: z
    .string()
    .regex(/^[0-9a-f]{12}$/)
    .describe("Stays while the change stays")
    .optional(),
  accepted: z
    .object({ reason: z.string(), expires: z.iso.date() })
    .describe("Somebody says that it is meant, until that day")
    .optional(),
});

const violation = z.object({
  id: z.string().describe("The name of the policy; docs/policies.md"),
  level: level.describe("Mandatory is an error, advisory a warning"),
  subscription: z.string(),
  message: z.string(),
  path: z.string().describe("In the terms of Azure's JSON"),
  related: z.string().describe("Another subscription that takes part in it").optional(),
  fingerprint: finding.shape.fingerprint,
  declaredAt: place.optional(),
});

const route = z
  .object({
    eventTypes: z.union([z.literal("All"), z.array(z.string())]),
    endpoint: z.string().describe("The endpoint's name if a plan says one, else what Azure calls it"),
  })
  .nullable();

const documented = z.enum(["none", "some", "undecided"]);

const change = z.object({
  subscription: z.string(),
  kind: z.enum(["added", "removed", "changed"]),
  topic: z.string().describe("What it is attached to, where a side has several topics").optional(),
  renamed: z
    .union([
      z.object({
        from: z.string(),
        idle: z.literal(true).optional(),
        order: z.enum(["delete-first", "unordered", "not-deleted"]).optional(),
      }),
      z.object({ to: z.string() }),
    ])
    .describe(
      "The other name: on the added one that of base, on the removed one that of head. `idle`: one of the two gets no events. `order`: absent where the new one is created first",
    )
    .optional(),
  team: z.string().optional(),
  owner: z.string().optional(),
  filter: z.object({
    relation: z.enum(["same", "widened", "narrowed", "overlapping", "disjoint", "undecided"]),
    lost: event.describe("An event that base delivers and head does not"),
    gained: event.describe("An event that head delivers and base does not"),
    undocumented: z
      .array(z.enum(["lost", "gained"]))
      .describe("Which of the two Communication Services is not documented to send; no other was found")
      .optional(),
    decidedBy: z.array(z.string()).describe("Options that decide where the documentation is silent").optional(),
    documented: z
      .object({ lost: documented, gained: documented })
      .describe("Decided over the events that Communication Services is documented to send")
      .optional(),
    lostTypes: types.optional(),
    gainedTypes: types.optional(),
    differences: z
      .array(z.object({ path: z.string(), kind: z.enum(["added", "removed", "changed"]), text: z.string() }))
      .describe("What the filter asks on one side and not on the other, in words")
      .optional(),
    keys: z.array(z.string()).describe("The keys that the conditions of either side ask for").optional(),
    stillDeliveredBy: z
      .array(z.string())
      .describe("The subscriptions by which the endpoint still gets every documented event that it got by this one")
      .optional(),
  }),
  routes: z.object({ base: route, head: route }).describe("null on the side that has no such subscription"),
  findings: z.array(finding).describe("The most severe first"),
  declaredAt: place.optional(),
});

/**
 * The contract of `review --format json`; review/review.schema.json is made of it. Properties may be added, so that a
 * reader has to leave alone what it does not know; none is renamed.
 */
export const reviewSchema = z.object({
  schemaVersion: z.literal(1),
  changes: z.array(change).describe("Sorted by subscription"),
  summary: z.object({
    subscriptions: z.object({ base: count, head: count }),
    added: count,
    removed: count,
    changed: count,
    errors: count,
    warnings: count,
    accepted: count.describe("These are no errors and no warnings"),
  }),
  notes: z
    .array(
      z.object({
        id: z.enum(Object.keys(reviewFindings) as [keyof typeof reviewFindings]),
        level,
        message: z.string(),
        at: place.optional(),
      }),
    )
    .describe("About the review as a whole")
    .optional(),
  replay: z
    .object({
      events: count.describe("How many events were replayed"),
      subscriptions: z.array(
        z.object({
          subscription: z.string(),
          base: count.describe("How many it gets by base"),
          head: count.describe("How many it gets by head"),
          lost: events,
          gained: events,
        }),
      ),
      unreceived: events.describe("Somebody got them by base, nobody gets them by head"),
    })
    .describe("What it would have meant for recorded events")
    .optional(),
  policies: z
    .object({
      added: z.array(violation).describe("The most severe first; the summary counts them among errors and warnings"),
      removed: z.array(violation),
      undecided: z.string().describe("Why the two sides could not be compared").optional(),
    })
    .describe("What it means for the policies, where both sides are plans of one repository")
    .optional(),
});

/** The JSON Schema (2020-12) that is published. */
export function reviewJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(reviewSchema, { io: "input" });
  return { $schema, title: "acs-events review", ...schema };
}
