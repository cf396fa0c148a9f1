import { isRawFilter } from "../filter-builder/raw-filter.ts";
import { checkFilter } from "../filter-rules/index.ts";
import { meantHint } from "../text/did-you-mean.ts";
import { type LayeredSettings, settingsOutOfBounds } from "./delivery-settings.ts";
import type { Problem } from "./problem.ts";
import type { StackSettings } from "./stack-settings.ts";
import { azureNameOf, type SubscriptionDeclaration } from "./subscription.ts";
import { type Team, teamName } from "./team.ts";

/** Naming rules of event subscriptions (Azure documentation, subscription-creation-schema). */
const azureName = /^[-a-zA-Z0-9]{3,64}$/;

/** What is wrong with the team itself. */
export function checkTeam(team: Team<unknown>, file: string): Problem[] {
  const problems: Problem[] = [];
  if (!teamName.test(team.name)) {
    const message = `the team is called "${team.name}"; a team's name has lower-case letters, digits and inner hyphens, since it begins the names of its subscriptions in Azure`;
    problems.push({ id: "team-name-invalid", path: file, message, value: team.name });
  }
  if (typeof team.owner !== "string" || team.owner.trim() === "") {
    const message = `the team "${team.name}" names no owner; write whom to ask when its events go astray, for example owner: "${team.name}@contoso.example"`;
    problems.push({ id: "team-owner-missing", path: file, message, value: team.owner });
  }
  return problems;
}

/** What is wrong with one subscription, given the settings that it ends up with. */
export function checkDeclaration(
  team: Team<unknown>,
  declaration: SubscriptionDeclaration,
  { settings, origins }: LayeredSettings,
  stack: StackSettings,
): Problem[] {
  const place = declaration.declaredAt === undefined ? {} : { declaredAt: declaration.declaredAt };
  const problems: Problem[] = [];
  const report = (id: string, key: string, value: unknown, message: string): void => {
    problems.push({ id, path: `${team.name} › ${declaration.name} › ${key}`, message, value, ...place });
  };

  const name = azureNameOf(team.name, declaration);
  if (!azureName.test(name)) {
    report(
      "subscription-name-invalid",
      "name",
      name,
      `Azure would call it "${name}" (${name.length} characters) and refuse it; 3 to 64 letters, digits and hyphens are allowed`,
    );
  }
  if (!Object.hasOwn(stack.endpoints, declaration.endpoint)) {
    report("endpoint-unknown", "endpoint", declaration.endpoint, unknownEndpoint(declaration.endpoint, stack));
  }
  // `filter()` looked at it too, but not in the schema that the layers of settings have come to in the end. A raw
  // filter is not judged here; `check` judges it.
  const found = isRawFilter(declaration.filter)
    ? []
    : checkFilter(declaration.filter, { deliverySchema: settings.deliverySchema });
  for (const { id, path, level, message } of found) {
    if (level === "error") report(id, path, undefined, message);
  }
  for (const { setting, value, allowed } of settingsOutOfBounds(settings)) {
    const from = origins[setting as keyof typeof origins];
    report(
      "setting-out-of-bounds",
      setting,
      value,
      `${setting} is ${String(value)} (set by the ${from}); Azure allows ${allowed}`,
    );
  }
  if (
    declaration.expires !== undefined &&
    !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/.test(declaration.expires)
  ) {
    report(
      "expiry-invalid",
      "expires",
      declaration.expires,
      `"${declaration.expires}" is not a time in UTC; write it like 2027-01-31T00:00:00Z`,
    );
  }
  return problems;
}

/** A declaration beside the name that it gets in Azure. */
export interface Declared {
  readonly name: string;
  readonly declaration: SubscriptionDeclaration;
}

/** Subscriptions that are one to Azure, which compares names without case; teams share one topic and so one namespace. */
export function checkNames(declared: readonly Declared[]): Problem[] {
  const seen = new Map<string, Declared>();
  return declared.flatMap((one) => {
    const key = one.name.toLowerCase();
    const taken = seen.get(key);
    if (taken === undefined) {
      seen.set(key, one);
      return [];
    }
    const place = taken.declaration.declaredAt;
    const where = place === undefined ? "" : ` (${place.file}:${place.line})`;
    const message =
      taken.name === one.name
        ? `"${one.name}" is declared twice, here and before${where}; give one of them another name`
        : `"${one.name}" and "${taken.name}"${where} differ in case only, and Azure compares names without case; give one of them another name`;
    return [
      {
        id: "subscription-name-taken",
        path: one.name,
        message,
        value: one.name,
        ...(one.declaration.declaredAt === undefined ? {} : { declaredAt: one.declaration.declaredAt }),
      },
    ];
  });
}

/** Event subscriptions that one topic can have (Azure documentation, quotas-limits). */
const mostPerTopic = 500;

/** Refused before anything is deployed; Azure would take the first five hundred and fail at the next one. */
export function checkTopicQuota(count: number, stack: string): Problem[] {
  if (count <= mostPerTopic) return [];
  const message =
    `the teams declare ${count} subscriptions, and a topic has at most ${mostPerTopic}, those of team stacks included. ` +
    "Let one subscription list several event types where they go to one endpoint, keep subscriptions out of this stack by " +
    "`only`, or give some teams a Communication Services resource of their own (another stack)";
  return [{ id: "topic-quota-exceeded", path: `stack ${stack}`, message, value: count }];
}

function unknownEndpoint(name: string, stack: StackSettings): string {
  const names = Object.keys(stack.endpoints);
  const [place, todo] =
    stack.component === undefined
      ? [`Pulumi.${stack.name}.yaml`, "Declare it there under acs-events:endpoints"]
      : [`the component "${stack.component}"`, "Add it to the component's endpoints"];
  if (names.length === 0) return `there is no endpoint "${name}": ${place} declares none. ${todo}`;
  const hint = meantHint(name, names);
  return `there is no endpoint "${name}" in ${place}; it declares ${names.join(", ")}.${hint} ${todo}, or name one of these`;
}
