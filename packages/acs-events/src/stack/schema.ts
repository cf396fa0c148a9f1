import { z } from "zod";
import { dataLocations } from "../catalog/data-locations.ts";
import { teamName } from "../plan/team.ts";
import type { ValuesSchema } from "../plan/values-schema.ts";
import { endpoint } from "./endpoints.ts";
import { alertsConfig, handlersConfig } from "./handlers.ts";

/** What the CLI finds in place of a secret value: its cipher text. */
const hidden = z.strictObject({ secure: z.string() });
const secret = z.union([z.string().min(1), hidden]);

const communicationServiceId = z
  .string()
  .regex(
    /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Communication\/communicationServices\/[^/]+$/i,
    "the resource id of a Communication Services resource: /subscriptions/…/resourceGroups/…/providers/Microsoft.Communication/communicationServices/…",
  );

const systemTopicId = z
  .string()
  .regex(
    /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.EventGrid\/systemTopics\/[^/]+$/i,
    "the resource id of a system topic: /subscriptions/…/resourceGroups/…/providers/Microsoft.EventGrid/systemTopics/…",
  );

const communication = z.union(
  [
    z.strictObject({
      dataLocation: z.enum(dataLocations),
      /** It must be unique across all of Azure; if omitted, it is made of the stack and the resource group. */
      name: z
        .string()
        .regex(
          /^[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/,
          "1 to 63 letters, digits and inner hyphens, a letter first",
        )
        .optional(),
      localAuthentication: z.boolean().default(false),
      protect: z.boolean().optional(),
    }),
    z.strictObject({
      existing: communicationServiceId,
      /** A source has only one system topic: name it where it is there already. */
      systemTopic: systemTopicId.optional(),
    }),
  ],
  "it takes { dataLocation: … } for a new resource, or { existing: … } for one that is there already",
);

const deliverySettings = z.strictObject({
  maxDeliveryAttempts: z.int().min(1).max(30).optional(),
  eventTimeToLiveInMinutes: z.int().min(1).max(1440).optional(),
  undeliveredEvents: z.enum(["kept", "dropped"]).optional(),
  deliverySchema: z.enum(["EventGridSchema", "CloudEventSchemaV1_0"]).optional(),
  maxEventsPerBatch: z.int().min(1).max(5000).optional(),
  preferredBatchSizeInKilobytes: z.int().min(1).max(1024).optional(),
});

const endpointName = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "an endpoint is named by lower-case letters, digits and inner hyphens");

/** As a team is called in its file; whether there is such a team is for the plan to say. */
const listedTeam = z.string().regex(teamName, "a team is named by lower-case letters, digits and inner hyphens");

/** What belongs to everybody; the values of a project come on top. */
const withoutValues = z.strictObject({
  resourceGroup: z
    .string()
    .regex(/^[-\w.()]{1,89}[-\w()]$/, "up to 90 letters, digits, - _ . ( ), no full stop at the end")
    .optional(),
  communication,
  diagnostics: z
    .union(
      [
        z.literal(false),
        z.strictObject({
          workspaceId: z.string().startsWith("/subscriptions/", "the resource id of a Log Analytics workspace"),
        }),
        z.strictObject({ retentionInDays: z.int().min(30).max(730) }),
      ],
      "it takes { retentionInDays: 30 to 730 }, { workspaceId: … }, or false",
    )
    .default({ retentionInDays: 30 }),
  deadLetters: z
    .strictObject({
      container: z
        .string()
        .regex(/^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/, "3 to 63 lower-case letters, digits and inner hyphens"),
    })
    .default({ container: "undelivered" }),
  /** The app that the program makes for the handlers; if omitted, they run elsewhere. */
  handlers: handlersConfig.optional(),
  alerts: alertsConfig.optional(),
  /** Who may read undelivered events, and take messages out of the queues that are made here. */
  readers: z
    .array(
      z.strictObject({
        /** The object id in Microsoft Entra ID. */
        principalId: z.guid("the object id of a user, a group or a workload identity: a GUID"),
        principalType: z.enum(["User", "Group", "ServicePrincipal"]),
        /** `undelivered`, or an endpoint that is made here; if omitted, all of them. */
        of: z.array(z.string()).min(1).optional(),
      }),
    )
    .default([]),
  defaults: deliverySettings.default({}),
  /** Teams whose subscriptions are not this stack's to deploy, but those of a stack of their own: `<stack>-<team>`. */
  teamStacks: z.array(listedTeam).default([]),
  /** For preview environments: when Event Grid removes every subscription that does not say so itself. */
  expires: z.iso.datetime('a time in UTC, in quotes: "2027-01-31T00:00:00Z"').optional(),
  endpoints: z.record(endpointName, endpoint).default({}),
  secrets: z
    .record(z.string(), z.strictObject({ query: secret.optional(), headers: z.record(z.string(), secret).optional() }))
    .default({}),
});

/**
 * Everything under `acs-events:` in a `Pulumi.<stack>.yaml`; each key is explained in the shipped Pulumi.dev.yaml.
 * `values` is the project's own schema (`defineProject`).
 */
export function stackConfig(values: ValuesSchema) {
  // The interface has only what the declarations of the package may say of zod; every zod object has the rest.
  return withoutValues.extend({ values: values as unknown as z.ZodType<Readonly<Record<string, unknown>>> });
}

/** Takes any values: for somebody who reads the configuration of a project without running the project. */
export const anyValues: ValuesSchema = z.record(z.string(), z.unknown()).default({});

export type StackConfigSchema = ReturnType<typeof stackConfig>;
export type StackConfig = z.infer<StackConfigSchema>;
export type CommunicationConfig = StackConfig["communication"];
export type Secret = z.infer<typeof secret>;
