import { z } from "zod";

/** A name that is the first label of a host name: of a function app. */
const appName = z
  .string()
  .regex(/^[0-9A-Za-z](?:[0-9A-Za-z-]{0,58}[0-9A-Za-z])$/, "2 to 60 letters, digits and inner hyphens");

/** Settings that the program or the platform sets, or that Flex Consumption does not take (APPSET, docs/handlers.md). */
const notYours =
  /^(?:AzureWebJobs|FUNCTIONS_|WEBSITE_|SCM_|APPLICATIONINSIGHTS_|ACS_EVENTS_)|^(?:ENABLE_ORYX_BUILD|TZ)$/i;

const settingName = z
  .string()
  .regex(/^[A-Za-z]\w{0,127}$/, "a setting is named by letters, digits and _, a letter first")
  .refine((name) => !notYours.test(name), "the program or the platform decides about this setting; omit it");

/**
 * The function app that runs the handlers of a project: Flex Consumption on Linux, with the identity of its own. Below 40
 * instances and other sizes of memory are previews of some regions, so they are not offered.
 */
export const handlersConfig = z.strictObject({
  kind: z.literal("function-app"),
  /** Unique across all of Azure; if omitted, it is made of the stack and the resource group. */
  name: appName.optional(),
  nodeVersion: z.literal("22").default("22"),
  instanceMemoryMB: z.union([z.literal(512), z.literal(2048), z.literal(4096)], "512, 2048 or 4096").default(2048),
  maximumInstances: z.int().min(40).max(1000).default(100),
  /** Functions that always have an instance, which saves the first event the wait for one. */
  alwaysReady: z
    .record(z.string().regex(/^[a-z][a-z0-9_-]{0,126}$/, "a function's name"), z.int().min(1).max(100))
    .default({}),
  /** More settings of the app, which handlers read from the environment. Not for secrets. */
  settings: z.record(settingName, z.string()).default({}),
});

export type HandlersConfig = z.infer<typeof handlersConfig>;

const actionGroup = z
  .string()
  .regex(
    /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Insights\/actionGroups\/[^/]+$/i,
    "the resource id of an action group: /subscriptions/…/resourceGroups/…/providers/Microsoft.Insights/actionGroups/…",
  );

/** Alert rules, and whom they notify: an address, or an action group that is there already. */
export const alertsConfig = z.strictObject({
  email: z.email("an e-mail address").optional(),
  actionGroup: actionGroup.optional(),
  /** How many messages may wait in all queues together, in the mean of an hour. */
  queuedMessages: z.int().min(1).default(1000),
  /** How old a message may be when a handler gets it, in minutes. */
  queueAgeMinutes: z.int().min(1).max(1440).default(5),
});

export type AlertsConfig = z.infer<typeof alertsConfig>;
