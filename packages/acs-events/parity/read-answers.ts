import { planOfText, reviewAgainstSource, withEndpoints } from "../src/cli/import/evaluate.ts";
import { isJsonObject } from "../src/json/json-object.ts";
import type { StackSettings } from "../src/plan/stack-settings.ts";
import { checkSubscriptions } from "../src/subscription-set/rules/index.ts";
import type { SubscriptionRecord } from "../src/subscription-set/subscription-record.ts";
import { readSubscriptionSet } from "../src/subscription-set/subscription-set.ts";
import { adopt } from "../src/team-files/adopt/adopt.ts";
import type { Exchange } from "./exchanges.ts";

/** How the tool reads what Azure answered to a GET of an event subscription, or of a list of them. */
export interface ReadAnswer {
  readonly exchange: Exchange;
  /** How many subscriptions Azure answered, and how many of them were read. */
  readonly answered: number;
  readonly read: number;
  /** What `check` calls an error although Azure took it. */
  readonly errors: readonly string[];
  readonly imports: readonly ImportedAnswer[];
}

/** One subscription through import, plan and review. */
export type ImportedAnswer =
  | { readonly kind: "carried"; readonly subscription: string; readonly changes: readonly string[] }
  | { readonly kind: "omitted"; readonly subscription: string; readonly because: readonly string[] };

export interface ReadOptions {
  /** The project in whose place team files are loaded. */
  readonly root: string;
  /** ISO date. */
  readonly today: string;
}

/** Whether an exchange is a GET of event subscriptions that Azure answered. */
export function isSubscriptionAnswer({ method, url, status }: Exchange): boolean {
  return method === "GET" && status === 200 && /\/eventSubscriptions(?:\/[^/?]+)?(?:\?|$)/i.test(url);
}

/** Takes every recorded GET of event subscriptions through check, import, plan and the review of one against the other. */
export async function readAnswers(
  exchanges: readonly Exchange[],
  options: ReadOptions,
): Promise<readonly ReadAnswer[]> {
  const answers: ReadAnswer[] = [];
  for (const exchange of exchanges.filter(isSubscriptionAnswer)) {
    const { response } = exchange;
    const list = isJsonObject(response) && Array.isArray(response["value"]) ? response["value"] : [response];
    const set = readSubscriptionSet(response);
    const findings = [...set.findings, ...checkSubscriptions(set.subscriptions, { today: options.today })];
    const imports: ImportedAnswer[] = [];
    for (const one of set.subscriptions) imports.push(await importedAnswer(one, options.root));
    answers.push({
      exchange,
      answered: list.length,
      read: set.subscriptions.length,
      errors: findings
        .filter(({ level }) => level === "error")
        .map(({ id, subscription, message }) => `${subscription}: ${id}: ${message}`),
      imports,
    });
  }
  return answers;
}

const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/parity/providers";
/** Recordings are of other sources; what an import carries of a subscription does not depend on that. */
const ours = {
  kind: "system-topic",
  id: `${group}/Microsoft.EventGrid/systemTopics/parity`,
  source: `${group}/Microsoft.Communication/communicationServices/parity`,
} as const;

const stack: StackSettings = {
  name: "parity",
  endpoints: {},
  defaults: {},
  deadLetterContainer: "undelivered",
  values: {},
};

async function importedAnswer(answered: SubscriptionRecord, root: string): Promise<ImportedAnswer> {
  const subscription = answered.name;
  const record = { ...answered, attachedTo: ours };
  const options = { team: "parity", owner: "parity@contoso.example", stack, topicOfStack: ours.id };
  const adoption = adopt([record], options);
  const refused = adoption.findings.filter(({ level }) => level === "error").map(({ id }) => id);
  if (adoption.adopted.length === 0) return { kind: "omitted", subscription, because: refused };
  const planned = await planOfText(root, adoption.text, "infra/teams/parity.ts", withEndpoints(stack, adoption));
  const problems = planned.problems.map(({ id, message }) => `${id}: ${message}`);
  const types = planned.subscriptions[0]?.filter.includedEventTypes;
  // Every type, which Azure had a word for in its first years, is deployed as the names of the types.
  const adopted = adoption.adopted.map((one) =>
    one.filter.eventTypes === "All" && types !== undefined
      ? { ...one, filter: { ...one.filter, eventTypes: types } }
      : one,
  );
  const { changes } = reviewAgainstSource({ adopted }, planned);
  const differing = changes.flatMap(({ findings }) => findings.map(({ id, message }) => `${id}: ${message}`));
  return { kind: "carried", subscription, changes: [...problems, ...refused, ...differing] };
}

/** Whether an answer was read whole, without an error, and imported without a change. */
export function isReadWell({ answered, read, errors, imports }: ReadAnswer): boolean {
  return (
    answered === read &&
    errors.length === 0 &&
    imports.every((one) => (one.kind === "carried" ? one.changes.length === 0 : one.because.length > 0))
  );
}
