import { z } from "zod";
import { isTlsVersion, type TlsVersion } from "../plan/endpoint.ts";

/** Resource names and ids as Azure writes them (docs/configuration.md); each message says what would be right. */
const queueName = z
  .string()
  .regex(/^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/, "3 to 63 lower-case letters, digits and inner hyphens");

function resourceId(what: string, pattern: string) {
  const shape = pattern.replaceAll(/\{\w+\}/g, "[^/]+");
  return z
    .string()
    .regex(
      new RegExp(`^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/${shape}$`, "i"),
      `the resource id of ${what}: /subscriptions/…/resourceGroups/…/providers/${pattern}`,
    );
}

const deliverWithIdentity = z
  .union(
    [
      z.boolean(),
      resourceId("a user-assigned identity", "Microsoft.ManagedIdentity/userAssignedIdentities/{identity}"),
    ],
    "it takes true for the topic's own identity, or the resource id of a user-assigned one: /subscriptions/…/resourceGroups/…/providers/Microsoft.ManagedIdentity/userAssignedIdentities/…",
  )
  .default(false);

/** Azure docs, delivery-properties: at most ten, none called `aeg-…`. */
const attributes = z
  .record(
    z
      .string()
      .regex(
        /^(?!aeg-)[^\s:]+$/i,
        "an attribute is named without blanks or colons, and not aeg-…, which is Event Grid's own",
      ),
    z.union(
      [z.strictObject({ from: z.string().min(1) }), z.strictObject({ value: z.string().min(1) })],
      "it takes { from: data.… } for a value of the event, or { value: … } for one that is the same for all",
    ),
  )
  .refine((all) => Object.keys(all).length <= 10, "Event Grid sends at most ten attributes")
  .optional();

const messageTimeToLiveInSeconds = z
  .int()
  .refine((seconds) => seconds > 0 || seconds === -1, "more than 0 seconds, or -1 for messages that stay for good")
  .optional();

/** In YAML, 1.0 without quotes is the number 1. */
const minimumTlsVersion = z
  .custom<TlsVersion>(isTlsVersion, 'a TLS version in quotes: "1.0", "1.1" or "1.2", which is the default')
  .optional();

/** https and without a query: a query is where keys hide, and keys stand under `acs-events:secrets`. */
export const webhookUrl = z.string().superRefine((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) {
    context.addIssue({ code: "custom", message: "not a URL; write it like https://handlers.contoso.example/api/sms" });
  } else if (url.protocol !== "https:") {
    context.addIssue({
      code: "custom",
      message: "Event Grid delivers over https only; the URL has to begin with https://",
    });
  } else if (url.search !== "" || url.username !== "" || url.password !== "") {
    context.addIssue({
      code: "custom",
      message:
        "a URL with a query or a password in it shows its secret to everybody who reads the file; " +
        "end it before the ? and set the rest with `pulumi config set --secret --path 'acs-events:secrets.<endpoint>.query'`",
    });
  }
});

const existing = [
  z.strictObject({
    kind: z.literal("webhook"),
    url: webhookUrl.optional(),
    path: z.string().startsWith("/", "a path begins with /").optional(),
    entra: z.strictObject({ tenantId: z.string(), applicationId: z.string() }).optional(),
    minimumTlsVersion,
    attributes,
  }),
  z.strictObject({
    kind: z.literal("azure-function"),
    id: resourceId("a function", "Microsoft.Web/sites/{app}/functions/{function}"),
    attributes,
  }),
  z.strictObject({
    kind: z.literal("storage-queue"),
    storageAccountId: resourceId("a storage account", "Microsoft.Storage/storageAccounts/{account}"),
    queueName,
    messageTimeToLiveInSeconds,
    deliverWithIdentity,
  }),
  z.strictObject({
    kind: z.literal("service-bus-queue"),
    id: resourceId("a Service Bus queue", "Microsoft.ServiceBus/namespaces/{namespace}/queues/{queue}"),
    deliverWithIdentity,
    attributes,
  }),
  z.strictObject({
    kind: z.literal("service-bus-topic"),
    id: resourceId("a Service Bus topic", "Microsoft.ServiceBus/namespaces/{namespace}/topics/{topic}"),
    deliverWithIdentity,
    attributes,
  }),
  z.strictObject({
    kind: z.literal("event-hub"),
    id: resourceId("an event hub", "Microsoft.EventHub/namespaces/{namespace}/eventhubs/{hub}"),
    deliverWithIdentity,
    attributes,
  }),
] as const;

const created = z.strictObject({
  kind: z.enum(["storage-queue", "service-bus-queue", "event-hub", "azure-function"]),
  create: z.literal(true),
  entityName: queueName.optional(),
});

const existingEndpoint = z.discriminatedUnion("kind", existing);

export const endpointKinds = existing.map((option) => option.shape.kind.value);

/**
 * One endpoint of `acs-events:endpoints`. `create: true` decides first, so that a mistake in a created queue is not
 * answered with what an existing one would need.
 */
export const endpoint = z.unknown().transform((value, context) => {
  const create = typeof value === "object" && value !== null && "create" in value;
  const result = (create ? created : existingEndpoint).safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const kind =
      issue.path[0] === "kind" ? { code: "custom", message: `there are the kinds ${endpointKinds.join(", ")}` } : {};
    // Handed on as they are, so that what explains a problem elsewhere explains it here. An issue that zod has finished
    // is one that it takes, but for a type that splits the two by their input.
    context.issues.push({ ...issue, ...kind, input: value } as z.core.$ZodRawIssue);
  }
  return z.NEVER;
});

/** The keys that an endpoint takes, as far as what is written says of which kind it is. */
export function endpointKeys(value: unknown): readonly string[] {
  if (typeof value === "object" && value !== null && "create" in value) return Object.keys(created.shape);
  const kind = typeof value === "object" && value !== null && "kind" in value ? value.kind : undefined;
  const ofKind = existing.filter(({ shape }) => shape.kind.value === kind);
  return [...new Set((ofKind.length > 0 ? ofKind : existing).flatMap(({ shape }) => Object.keys(shape)))];
}
