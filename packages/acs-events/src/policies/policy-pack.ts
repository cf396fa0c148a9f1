// Before the SDK.
import "../setup/closures-on-demand.js";
import {
  PolicyPack,
  type PolicyResource,
  type ReportViolation,
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  Secret,
  type StackValidationPolicy,
  validateResourceOfType,
} from "@pulumi/policy";
import { settingsSchema } from "./config-schema.ts";
import {
  type EngineResource,
  resourceKindOf,
  resourceSubjectOf,
  stackOf,
  stackSubjectOf,
  subscriptionSubjectOf,
  subscriptionToken,
} from "./engine-subjects.ts";
import { applyExceptions, expiredMessage } from "./exceptions.ts";
import { createNotes } from "./notes.ts";
import { type PolicyPackArgs, withOwnRules } from "./own-rules.ts";
import { type ReadRuleSettings, readRuleSettings } from "./policy-config.ts";
import { remediationsOf } from "./remediate.ts";
import type { Remediation, ResourceRule, Rule, RuleContext, StackRule, SubscriptionRule } from "./rules/rule.ts";
import type { SubscriptionSubject } from "./rules/subject/subscription-subject.ts";
import type { Verdict } from "./rules/verdict.ts";
import { createSecretPaths } from "./secret-paths.ts";
import { createSubjects } from "./subjects-of-run.ts";

/**
 * Starts a pack with the rules of this package and those of a project: constructing it starts the server that the
 * engine waits for. Throws an `Error` that lists every mistake where an own rule is not one.
 */
export function startPolicyPack({ rules = [] }: PolicyPackArgs): PolicyPack {
  const run = createRun();
  return new PolicyPack("acs-events", {
    description: "Policies on event subscriptions of Azure Communication Services",
    policies: [seeSecrets(run), ...withOwnRules(rules).map((rule) => policyOf(rule, run)), sayNotes(run)],
  });
}

/** What the policies of one run of the engine share. */
type Run = ReturnType<typeof createRun>;

function createRun() {
  return {
    /** The pack has the clock that rules have not; one date for a whole run. */
    today: new Date().toISOString().slice(0, 10),
    notes: createNotes(),
    subjects: createSubjects<SubscriptionSubject>(),
    stackSubjects: createSubjects<ReturnType<typeof stackSubjectOf>>(),
    secrets: createSecretPaths((value) => value instanceof Secret),
  };
}

function policyOf(rule: Rule, run: Run): ResourceValidationPolicy | StackValidationPolicy {
  const [reference] = rule.references;
  const basics = {
    name: rule.name,
    description: rule.description,
    enforcementLevel: rule.level,
    configSchema: { properties: settingsSchema(rule) },
    remediationSteps: rule.howToFix,
    ...(reference === undefined ? {} : { url: reference.url }),
  };
  switch (rule.scope) {
    case "subscription":
      return { ...basics, ...validateSubscription(rule, run) };
    case "resource":
      return { ...basics, validateResource: validateResource(rule, run) };
    case "stack":
      return { ...basics, validateStack: validateStack(rule, run) };
  }
}

function validateSubscription(
  rule: SubscriptionRule,
  run: Run,
): Pick<ResourceValidationPolicy, "validateResource" | "remediateResource"> {
  const { subjects, secrets } = run;
  return {
    validateResource: validateResourceOfType(resourceClass(subscriptionToken), (_, args, report) => {
      const subject = subjects.of(args.urn, rule.name, () =>
        subscriptionSubjectOf(resourceOf(args), secrets.of(args.urn)),
      );
      judge(rule, run, args, (context) => rule.check(subject, context), report);
    }),
    ...(rule.remediate === undefined
      ? {}
      : {
          remediateResource: (args: ResourceValidationArgs) => {
            if (args.type !== subscriptionToken) return undefined;
            const subject = subscriptionSubjectOf(resourceOf(args), secrets.of(args.urn));
            const settings = settingsOf(rule, args);
            const changes = remediationsOf(rule, subject, settings, contextOf(settings, run, args.urn));
            for (const change of changes) apply(change, args.props);
            return changes.length === 0 ? undefined : args.props;
          },
        }),
  };
}

function validateResource(
  rule: ResourceRule,
  run: Run,
): (args: ResourceValidationArgs, report: ReportViolation) => void {
  return (args, report) => {
    const kind = resourceKindOf(args.type);
    if (kind === undefined || !rule.kinds.includes(kind)) return;
    const subject = resourceSubjectOf(resourceOf(args), kind);
    judge(rule, run, args, (context) => rule.check(subject, context), report);
  };
}

function validateStack(rule: StackRule, run: Run): StackValidationPolicy["validateStack"] {
  return (args, report) => {
    const [first] = args.resources;
    if (first === undefined) return;
    const stack = run.stackSubjects.of("", rule.name, () => stackSubjectOf(args.resources.map(resourceOf)));
    judge(
      rule,
      run,
      { ...args, urn: first.urn },
      (context) => rule.check(stack, context),
      (message, subject) => report(message, subject === undefined ? undefined : stack.urns.get(subject)),
    );
  };
}

interface Judging {
  readonly urn: string;
  getConfig<T extends object>(): T;
}

function judge(
  rule: Rule,
  run: Run,
  args: Judging,
  check: (context: RuleContext) => readonly Verdict[],
  report: (message: string, subject?: string) => void,
): void {
  const { notes, today } = run;
  const settings = settingsOf(rule, args);
  const { exceptions, problems } = settings;
  const judged = applyExceptions(check(contextOf(settings, run, args.urn)), exceptions, today);
  for (const { message, subject } of judged.violations) report(message, subject);
  for (const one of judged.undecided) notes.cannotTell(rule.name, one);
  for (const { path, message } of problems) notes.say(`${path}: ${message}`);
  for (const one of judged.expired) notes.say(expiredMessage(one));
}

function settingsOf(rule: Rule, args: Pick<Judging, "getConfig">): ReadRuleSettings {
  return readRuleSettings(rule, args.getConfig());
}

function contextOf({ parameters }: ReadRuleSettings, { today }: Run, urn: string): RuleContext {
  return { stack: stackOf(urn), today, parameters };
}

/** Sets a property on the engine's own proxies, which keep secret what is secret. */
function apply({ path, value }: Remediation, props: Record<string, unknown>): void {
  const names = path.split(".");
  const last = names.pop() ?? path;
  let target = props;
  for (const name of names) {
    const around = name === "destination" && target[name] === undefined ? "deliveryWithResourceIdentity" : undefined;
    if (around !== undefined) target = target[around] as Record<string, unknown>;
    target[name] ??= {};
    target = target[name] as Record<string, unknown>;
  }
  target[last] = value;
}

/**
 * A policy is given secrets in plain text, so that none can tell whether something is one; only a remediation is shown
 * them as what they are. This one looks, and changes nothing.
 */
function seeSecrets({ secrets }: Run): ResourceValidationPolicy {
  return {
    name: "see-secrets",
    description: "Looks which inputs are secrets to Pulumi, for webhook-secret-encrypted; changes nothing.",
    enforcementLevel: "remediate",
    remediateResource: ({ type, urn, props }) => {
      if (type === subscriptionToken) secrets.see(urn, rawProperties(props));
      return undefined;
    },
  };
}

/** What no policy could judge yet, once and at the end; the engine shows what a pack prints. */
function sayNotes({ notes }: Run): StackValidationPolicy {
  return {
    name: "cannot-tell-yet",
    description: "Says once what no policy can judge before it is deployed; objects to nothing.",
    enforcementLevel: "advisory",
    validateStack: () => {
      for (const line of notes.lines()) console.log(line);
    },
  };
}

/** The SDK wraps properties in proxies that throw for what is not known yet; their descriptors are those of the object itself. */
function rawProperties(props: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(props).map((name) => [name, Object.getOwnPropertyDescriptor(props, name)?.value]),
  );
}

function resourceOf(resource: ResourceValidationArgs | PolicyResource): EngineResource {
  return {
    type: resource.type,
    name: resource.name,
    urn: resource.urn,
    props: rawProperties(resource.props),
    protect: resource.opts.protect,
    dependencies:
      "propertyDependencies" in resource
        ? Object.fromEntries(
            Object.entries(resource.propertyDependencies).map(([name, on]) => [name, on.map(({ urn }) => urn)]),
          )
        : undefined,
  };
}

/** The SDK reads the type's token off a class; azure-native's classes would cost seconds and megabytes. */
function resourceClass(token: string): Parameters<typeof validateResourceOfType>[0] {
  return { __pulumiType: token } as unknown as Parameters<typeof validateResourceOfType>[0];
}
