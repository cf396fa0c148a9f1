import { fileURLToPath } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import { plan } from "../plan/plan.ts";
import { renderProblems } from "../plan/problem.ts";
import { type DeployedPart, deployedBy } from "../plan/team-stacks.ts";
import type { ValuesSchema } from "../plan/values-schema.ts";
import type { ProjectDefinition } from "../project/definition.ts";
import { loadTeams } from "../project/load-teams.ts";
import { stackFilesIn } from "../project/stack-files.ts";
import { namespace } from "../stack/parse.ts";
import type { Secret, StackConfig } from "../stack/schema.ts";
import { type ParsedStack, parseStack, type TeamStack } from "../stack/stack.ts";
import { AcsEvents, type AcsEventsOptions } from "./acs-events.ts";
import type { WebhookSecrets } from "./endpoint-args.ts";
import { EventSubscriptions } from "./event-subscriptions.ts";
import { describeForTeamStacks, secretsOf, sharedStack } from "./shared-stack.ts";

/** What a project adds to what is deployed for it. */
export interface DeployOptions extends Pick<AcsEventsOptions, "transform"> {
  /** Declares more resources, beside those of the stack, and gives more outputs of the stack. */
  readonly extend?: (deployed: Deployed) => pulumi.Inputs | undefined | Promise<pulumi.Inputs | undefined>;
}

/** What `deploy` has declared. */
export interface Deployed {
  /** Everything around the subscriptions; undefined in the stack of one team, which has the subscriptions alone. */
  readonly events: AcsEvents | undefined;
  readonly subscriptions: EventSubscriptions;
}

/**
 * Declares the stack of `project` that the engine runs: everything, or the subscriptions of one team where the stack is
 * a team's own. Gives the stack's outputs. Throws a `RunError` that lists every problem of configuration and teams.
 */
export async function deploy(
  project: ProjectDefinition,
  { transform = {}, extend }: DeployOptions = {},
): Promise<pulumi.Inputs> {
  const root = fileURLToPath(project.root);
  const name = pulumi.getStack();
  const stack = readStack(root, project.values);
  if (!stack.ok) throw new pulumi.RunError(renderProblems(stack.problems, name));
  const planned = plan(await loadTeams(root), stack.settings);
  if (planned.problems.length > 0) throw new pulumi.RunError(renderProblems(planned.problems, name));

  const part = deployedBy(planned, name);
  // The names of version 0.1; and nothing else runs in this process that would miss its stack traces.
  const options = { part, transform, resourceNamePrefix: "", fastRegistration: "without-stack-traces" } as const;
  const { deployed, outputs } =
    stack.teamStack === undefined
      ? everything(stack.config, options)
      : await onSharedTopic(stack.config, stack.teamStack, options);
  const { eventSubscriptionIds, notDeployed } = deployed.subscriptions;
  return { ...outputs, eventSubscriptionIds, pending: notDeployed, ...(await extend?.(deployed)) };
}

type Options = AcsEventsOptions & { readonly part: DeployedPart };

interface Declared {
  readonly deployed: Deployed;
  readonly outputs: pulumi.Inputs;
}

/** A stack with a topic of its own, which says to people and to the stacks of teams what there is. */
function everything(config: StackConfig, options: Options): Declared {
  const secrets = plainSecrets(config.secrets);
  const events = new AcsEvents("acs-events", { ...options, config, secrets, made: new Map() });
  const { resourceGroup, communicationService, systemTopic, endpoints } = events;
  const { storageAccount, container } = events.undeliveredEvents;
  const secretsForTeamStacks = secretsOf(config);
  return {
    deployed: { events, subscriptions: events.subscriptions },
    outputs: {
      resourceGroup,
      communicationService,
      systemTopicId: systemTopic.id,
      undeliveredEvents: { storageAccount, container },
      endpoints,
      ...(events.functionApp === undefined ? {} : { functionApp: events.functionApp }),
      forTeamStacks: describeForTeamStacks(events, config),
      ...(secretsForTeamStacks === undefined ? {} : { secretsForTeamStacks }),
    },
  };
}

/** The stack of one team, on the topic of another stack. */
async function onSharedTopic(config: StackConfig, teamStack: TeamStack, options: Options): Promise<Declared> {
  const surroundings = await sharedStack(
    teamStack,
    options.part.subscriptions.filter(({ pending }) => pending !== true),
    config,
  );
  const subscriptions = new EventSubscriptions("subscriptions", { ...options, surroundings });
  return { deployed: { events: undefined, subscriptions }, outputs: {} };
}

/** The secrets of webhooks. In a program, the engine has decrypted what the command line sees as cipher text. */
function plainSecrets(secrets: StackConfig["secrets"]): Readonly<Record<string, WebhookSecrets>> {
  const plain = (value: Secret): string => {
    if (typeof value === "string") return value;
    throw new pulumi.RunError("a secret of the configuration arrived encrypted; run the program by `pulumi`");
  };
  return Object.fromEntries(
    Object.entries(secrets).map(([endpoint, { query, headers }]) => [
      endpoint,
      {
        query: query === undefined ? undefined : plain(query),
        headers:
          headers === undefined
            ? undefined
            : Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, plain(value)])),
      },
    ]),
  );
}

/**
 * The stack that the engine runs now; `root` is the folder of the project, which need not be the working folder: the
 * engine sets that, to a copy perhaps. Secret values arrive in plain text and are wrapped again where they are used
 * (`resources/destination.ts`); nothing else of the configuration is secret. The stack of a team is read from the file
 * of the stack that has the topic: there secrets are cipher text, and the reference to that stack brings them in plain.
 */
function readStack(root: string, values: ValuesSchema): ParsedStack {
  const entries: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(pulumi.runtime.allConfig())) {
    if (name.startsWith(`${namespace}:`)) entries[name] = parseValue(text);
  }
  return parseStack(pulumi.getStack(), entries, stackFilesIn(root), values);
}

/** The engine hands objects over as JSON and everything else as text; "1555" has to stay text, so only objects are parsed. */
function parseValue(text: string): unknown {
  if (!/^[[{]|^(?:true|false)$/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
