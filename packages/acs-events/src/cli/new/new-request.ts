import { noSuchEvent } from "../../catalog/no-such-event.ts";
import type { Template } from "../../plan/templates/template.ts";
import { meantHint } from "../../text/did-you-mean.ts";
import { renderTemplates } from "../render/templates.ts";
import type { ExistingProject } from "./existing-project.ts";
import type { NewEndpointKind } from "./new-endpoint.ts";
import { optionsLacking } from "./template-options.ts";

/** What is made: a team with its first subscription, or one more subscription of a team. */
export type Kind = "team" | "subscription";

/** What somebody said of it, by flags or when asked. */
export interface NewRequest {
  readonly kind: Kind;
  readonly team?: string | undefined;
  /** Only for a new team. */
  readonly owner?: string | undefined;
  /** The template's name. */
  readonly template?: string | undefined;
  /** Of the subscription, in its team; if omitted, the template's own word. */
  readonly name?: string | undefined;
  readonly endpoint?: string | undefined;
  /** The kind of an endpoint that the stack does not declare yet, which is declared along with the subscription. */
  readonly newEndpoint?: NewEndpointKind | undefined;
  /** In place of a template: event types, and conditions as `data.deliveryStatus=Failed`. */
  readonly eventTypes?: readonly string[] | undefined;
  readonly conditions?: readonly string[] | undefined;
  /** Options of the template: `key=value`, lists by commas. */
  readonly options: readonly string[];
}

export function templateOf({ template }: NewRequest, { templates }: ExistingProject): Template | undefined {
  return templates.find(({ name }) => name === template);
}

/** What has to be said and was not: sentences that say how. */
export function whatIsLacking(answers: NewRequest, around: ExistingProject, gitAddress?: string): string[] {
  const lacking: string[] = [];
  const { kind, team, owner, template, name } = answers;
  if (kind === "team" && team === undefined) lacking.push("The team needs a name: npx acs-events new team NAME");
  if (kind === "subscription" && name === undefined && template === undefined) {
    lacking.push("The subscription needs a name: npx acs-events new subscription NAME --team TEAM");
  }
  if (kind === "subscription" && team === undefined) {
    lacking.push(`--team: whose subscription it is; there are ${teamNames(around).join(", ") || "no teams yet"}`);
  }
  if (kind === "team" && owner === undefined) {
    const example = gitAddress ?? `${team ?? "team"}@contoso.example`;
    lacking.push(`--owner: whom to ask about the events; Azure shows it. For example --owner ${example}`);
  }
  const isNameLacking = kind === "team" && name === undefined && answers.eventTypes !== undefined;
  return [...lacking, ...lackingOfSubscription(answers, around, isNameLacking)];
}

/** The same of a subscription that is not the first of its command. Its team is that of the first. */
export function lackingOfNext(answers: NewRequest, around: ExistingProject): string[] {
  return lackingOfSubscription(answers, around, answers.name === undefined && answers.eventTypes !== undefined);
}

function lackingOfSubscription(answers: NewRequest, around: ExistingProject, isNameLacking: boolean): string[] {
  const lacking: string[] = [];
  const { template, endpoint, eventTypes, options } = answers;
  if (template === undefined && eventTypes === undefined) {
    lacking.push(
      `--template: what to start from.\n${renderTemplates(around.templates)}\nFor something else: --event-type TYPE, and --condition KEY=VALUE where not every event is wanted`,
    );
  }
  if (isNameLacking) lacking.push("--name: what the subscription is called, in a word or two");
  if (endpoint === undefined) {
    const names = Object.keys(around.settings.endpoints);
    const stack = around.settings.name;
    lacking.push(
      names.length === 0
        ? `--endpoint: where the events go; Pulumi.${stack}.yaml declares none yet. Declare one: --endpoint NAME --new-endpoint KIND`
        : `--endpoint: where the events go; Pulumi.${stack}.yaml declares ${names.join(", ")}`,
    );
  }
  const chosen = templateOf(answers, around);
  for (const option of chosen === undefined ? [] : optionsLacking(chosen, options)) {
    lacking.push(
      `--option ${option.name}: ${option.description}. For example --option ${option.name}=${option.example}`,
    );
  }
  return lacking;
}

/** What is wrong with the word for a template. */
export function templateProblem(answers: NewRequest, around: ExistingProject): string[] {
  const { template } = answers;
  if (template === undefined || templateOf(answers, around) !== undefined) return [];
  const none = noSuchEvent(template);
  if (none !== undefined) return [`--template: ${none}`];
  const hint = meantHint(
    template,
    around.templates.map(({ name }) => name),
  );
  return [`--template: there is no template "${template}".${hint}\n${renderTemplates(around.templates)}`];
}

export function teamNames({ teams }: ExistingProject): string[] {
  return teams.flatMap((file) => ("team" in file ? [file.team.name] : []));
}
