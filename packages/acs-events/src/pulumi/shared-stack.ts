import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { PlannedSubscription } from "../plan/planned-subscription.ts";
import type { StackConfig } from "../stack/schema.ts";
import type { TeamStack } from "../stack/stack.ts";
import type { AcsEvents } from "./acs-events.ts";
import type { SubscriptionSurroundings } from "./register-subscriptions.ts";

/** The outputs by which the stack with the topic says to the stacks of teams what they add to. */
export const forTeamStacks = "forTeamStacks";
export const secretsForTeamStacks = "secretsForTeamStacks";

/** What `forTeamStacks` says; never a secret. */
export function describeForTeamStacks({ systemTopic, undeliveredEvents, endpoints }: AcsEvents, config: StackConfig) {
  return {
    systemTopic: { name: systemTopic.name, resourceGroup: systemTopic.resourceGroupName },
    undeliveredEvents: {
      storageAccountId: undeliveredEvents.storageAccountId,
      container: undeliveredEvents.container,
    },
    endpoints: Object.fromEntries(
      Object.entries(endpoints).map(([name, { id, queueName }]) => [
        name,
        {
          kind: config.endpoints[name]?.kind,
          resourceId: id,
          ...(queueName === undefined ? {} : { queueName }),
        },
      ]),
    ),
  };
}

/**
 * What `secretsForTeamStacks` says, as one secret: the secrets of webhooks, which the stack of a team cannot decrypt by
 * itself. Undefined while there is no such stack or no secret.
 */
export function secretsOf({ secrets, teamStacks }: StackConfig): pulumi.Output<StackConfig["secrets"]> | undefined {
  return teamStacks.length === 0 || Object.keys(secrets).length === 0 ? undefined : pulumi.secret(secrets);
}

const described = z.object({
  systemTopic: z.object({ name: z.string(), resourceGroup: z.string() }),
  undeliveredEvents: z.object({ storageAccountId: z.string(), container: z.string() }),
  endpoints: z.record(
    z.string(),
    z.object({ kind: z.string(), resourceId: z.string(), queueName: z.string().optional() }),
  ),
});

const plainSecrets = z.record(
  z.string(),
  z.object({ query: z.string().exactOptional(), headers: z.record(z.string(), z.string()).exactOptional() }),
);

/**
 * Topic, dead letters, endpoints and secrets of the stack that a team's stack adds to, by a reference to it. Throws a
 * `RunError` that says what to deploy first where the reference does not have what `planned` needs.
 */
export async function sharedStack(
  { sharedStack: reference, team }: TeamStack,
  planned: readonly PlannedSubscription[],
  config: StackConfig,
): Promise<SubscriptionSurroundings> {
  const name = qualified(reference);
  const stack = new pulumi.StackReference("stack-with-the-topic", { name });
  // Where there is no such stack, the engine says so by itself and ends the program here.
  const [plain, secret] = await Promise.all([
    stack.getOutputDetails(forTeamStacks),
    stack.getOutputDetails(secretsForTeamStacks),
  ]);
  const first = `Deploy that stack first: pulumi up --stack ${reference}`;
  const read = described.safeParse(plain.value);
  if (!read.success) {
    const found = plain.value === undefined ? "has no output" : "has something else under the output";
    throw new pulumi.RunError(
      `the team "${team}" adds its subscriptions to the topic of the stack "${name}", which ${found} "${forTeamStacks}". ${first}`,
    );
  }
  const { systemTopic, undeliveredEvents, endpoints } = read.data;
  const secrets = plainSecrets.safeParse(secret.secretValue ?? secret.value ?? {}).data ?? {};
  const missing = missingIn(endpoints, secrets, planned, config);
  if (missing.length > 0) {
    throw new pulumi.RunError(`the stack "${name}" does not have yet: ${missing.join("; ")}. ${first}`);
  }
  return {
    topic: { name: pulumi.output(systemTopic.name), resourceGroupName: pulumi.output(systemTopic.resourceGroup) },
    deadLetters: {
      storageAccountId: pulumi.output(undeliveredEvents.storageAccountId),
      containerName: pulumi.output(undeliveredEvents.container),
      withIdentity: true,
      ready: [],
    },
    made: new Map(
      Object.entries(endpoints).map(([endpoint, { resourceId, queueName }]) => [
        endpoint,
        {
          resourceId: pulumi.output(resourceId),
          ...(queueName === undefined ? {} : { queueName: pulumi.output(queueName) }),
          ready: [],
        },
      ]),
    ),
    secrets,
  };
}

/** Backends but Pulumi's own know one organization, called so. */
function qualified(reference: string): string {
  return reference.includes("/") ? reference : `${pulumi.getOrganization()}/${pulumi.getProject()}/${reference}`;
}

/** What the subscriptions need and the configuration promises, but the stack that has to make it did not make yet. */
function missingIn(
  endpoints: z.infer<typeof described>["endpoints"],
  secrets: Readonly<Record<string, unknown>>,
  planned: readonly PlannedSubscription[],
  config: StackConfig,
): string[] {
  const needed = [...new Set(planned.map(({ destination }) => destination.endpoint))];
  return needed.flatMap((name) => {
    const created = planned.find(({ destination }) => destination.endpoint === name && destination.created === true);
    const kind = created?.destination.kind;
    return [
      ...(kind !== undefined && endpoints[name]?.kind !== kind ? [`the endpoint "${name}" as a ${kind}`] : []),
      ...(Object.hasOwn(config.secrets, name) && !Object.hasOwn(secrets, name)
        ? [`the secrets of the endpoint "${name}"`]
        : []),
    ];
  });
}
