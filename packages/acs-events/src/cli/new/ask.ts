import type { Readable, Writable } from "node:stream";
import {
  type CANCEL_SYMBOL,
  isCancel,
  log,
  note,
  type Option,
  confirm as promptConfirm,
  select as promptSelect,
  text as promptText,
  S_BAR,
} from "@clack/prompts";
import type { Endpoint } from "../../plan/endpoint.ts";
import { isPending } from "../../plan/endpoint.ts";
import { whenItEnds } from "../../plan/templates/retirement.ts";
import type { TemplateOption } from "../../plan/templates/template.ts";
import { UserError } from "../../text/user-error.ts";
import { fitted } from "../render/fitted.ts";
import type { ExistingProject } from "./existing-project.ts";
import { type NewEndpointKind, newEndpointKinds } from "./new-endpoint.ts";
import type { NewFile } from "./new-file.ts";
import { type NewRequest, teamNames, templateOf } from "./new-request.ts";
import { readOwnFilter } from "./own-filter.ts";
import { problemsOf } from "./request-problems.ts";
import { isGiven } from "./template-options.ts";

/** The person in front of it: `process.stdin` and `process.stdout`, or streams of a test. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

/**
 * Asks for what `given` does not say, and refuses on the spot what a plan would refuse. Throws a `UserError` when the
 * person breaks off; nothing has been written then.
 */
export async function ask(
  given: NewRequest,
  around: ExistingProject,
  terminal: Terminal,
  gitAddress: string | undefined,
): Promise<NewRequest> {
  let answers = given;
  const judged = (change: (value: string) => Partial<NewRequest>) => (value: string | undefined) =>
    firstNew(answers, { ...answers, ...change(value ?? "") }, around);

  if (answers.team === undefined) {
    answers = { ...answers, team: await (answers.kind === "team" ? askTeamName() : askWhichTeam()) };
  }
  if (answers.template === undefined && answers.eventTypes === undefined) {
    const options = [
      ...around.templates.map(({ name, summary }) => ({ value: name, label: summary, hint: name })),
      { value: "", label: "something else: choose event types, then conditions" },
    ];
    const chosen = await select("Which events does the team need?", options, terminal);
    answers = chosen === "" ? { ...answers, ...(await askOwnFilter()) } : { ...answers, template: chosen };
  }
  const template = templateOf(answers, around);
  if (template === undefined && answers.eventTypes === undefined) {
    throw new Error(`there is no template "${answers.template}"`);
  }
  if (template !== undefined) {
    note(`${template.catches}\n${template.leavesOut}\n${whenItEnds(template)}`, template.name, {
      ...terminal,
      format: (line) => line,
    });
  }
  if (answers.name === undefined) {
    const message =
      "What is the name of the subscription? If you change it later, events arrive twice for a short time.";
    const validate = judged((name) => ({ name }));
    const initial = template === undefined ? {} : { initialValue: template.subscription };
    answers = { ...answers, name: await text({ message, ...initial, validate }, terminal) };
  }
  for (const option of template?.options ?? []) {
    if (isGiven(option.name, answers.options)) continue;
    const judge = judged((value) => ({ options: [...answers.options, `${option.name}=${value}`] }));
    const typed = await askOption(option, judge, terminal);
    if (typed !== undefined) answers = { ...answers, options: [...answers.options, `${option.name}=${typed}`] };
  }
  if (answers.endpoint === undefined) {
    const options = [
      ...Object.entries(around.settings.endpoints).map(([name, endpoint]) => ({
        value: name,
        label: name,
        hint: inWords(endpoint),
      })),
      { value: "", label: "a new endpoint" },
    ];
    const chosen = await select("Where do the events go?", options, terminal);
    answers = { ...answers, ...(chosen === "" ? await askNewEndpoint() : { endpoint: chosen }) };
  }
  if (answers.kind === "team" && answers.owner === undefined) {
    const message =
      "Who owns these subscriptions? Azure shows the address. Use the address of a team, not of a person.";
    const placeholder = gitAddress ?? `${answers.team ?? "team"}@contoso.example`;
    const validate = judged((owner) => ({ owner }));
    answers = { ...answers, owner: await text({ message, placeholder, validate }, terminal) };
  }
  return answers;

  async function askOwnFilter(): Promise<Pick<NewRequest, "eventTypes" | "conditions">> {
    const message = "Which event types? Names or words; commas between several.";
    const types = await text(
      { message, placeholder: "SMSReceived", validate: (typed) => ownProblem([typed ?? ""], []) },
      terminal,
    );
    const conditions: string[] = [];
    for (;;) {
      const question =
        conditions.length === 0
          ? "Only some of these events? A condition, or Enter for all."
          : "Another condition, or Enter.";
      const placeholder = conditions.length === 0 ? "data.deliveryStatus=Failed" : "";
      const validate = (typed: string | undefined): string | undefined =>
        (typed ?? "").trim() === "" ? undefined : ownProblem([types], [...conditions, typed ?? ""]);
      const typed = await text({ message: question, placeholder, validate }, terminal);
      if (typed === "") return { eventTypes: [types], conditions };
      conditions.push(typed);
    }
  }

  async function askNewEndpoint(): Promise<Pick<NewRequest, "endpoint" | "newEndpoint">> {
    const options = newEndpointKinds.map((kind) => ({ value: kind as string, label: kind, hint: kindsInWords[kind] }));
    const chosen = await select("What kind of endpoint is it?", options, terminal);
    const newEndpoint = newEndpointKinds.find((one) => one === chosen) ?? "webhook";
    const message = "What is the name of the endpoint? Team files and the stack's configuration use it.";
    const validate = (typed: string | undefined): string | undefined => {
      if (Object.hasOwn(around.given, typed ?? "")) return `"${typed}" is declared already.`;
      return /^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/.test(typed ?? "")
        ? undefined
        : "3 to 63 lower-case letters, digits and inner hyphens.";
    };
    return { endpoint: await text({ message, placeholder: "failed-texts", validate }, terminal), newEndpoint };
  }

  function askTeamName(): Promise<string> {
    const message =
      "What is the name of the team? Lower-case letters, digits and hyphens; its subscriptions begin with it.";
    return text({ message, placeholder: "support", validate: judged((team) => ({ team })) }, terminal);
  }

  function askWhichTeam(): Promise<string> {
    const options = teamNames(around).map((name) => ({ value: name, label: name }));
    if (options.length === 0) throw new UserError("There is no team yet; begin with: npx acs-events new team NAME");
    return select("Whose subscription is it?", options, terminal);
  }
}

/** Whether the person has one more need for the same team. */
export function wantsAnother(terminal: Terminal): Promise<boolean> {
  return answered(promptConfirm({ ...terminal, message: "Another subscription for this team?", initialValue: false }));
}

/** The first problem of event types and conditions, without the flag that it would be. */
function ownProblem(eventTypes: readonly string[], conditions: readonly string[]): string | undefined {
  return readOwnFilter(eventTypes, conditions).problems[0]?.replace(/^--[\w-]+(?: [^:]*)?: /, "");
}

const kindsInWords: Readonly<Record<NewEndpointKind, string>> = {
  webhook: "pending until it has a url",
  "storage-queue": "the program makes it",
  "service-bus-queue": "the program makes it",
  "event-hub": "the program makes it",
};

/** Shows the draft and asks whether it is to be written. */
export async function confirmDraft({ file, text, before }: NewFile, terminal: Terminal): Promise<void> {
  const shown = before === undefined ? text : addedLines(before, text);
  log.step(before === undefined ? file : `${file}, the new lines`, terminal);
  // Without a frame: a line of code that is longer than the terminal would break it.
  terminal.output.write(`\n${fitted(shown.trimEnd().replaceAll("\t", "  "), columnsOf(terminal))}\n\n`);
  const yes = await answered(promptConfirm({ ...terminal, message: `Write ${file}?` }));
  if (!yes) throw new UserError("Nothing was written.");
}

/** An option as it would be typed behind its `=`; undefined when it is omitted. */
async function askOption(
  option: TemplateOption,
  judge: Question["validate"],
  terminal: Terminal,
): Promise<string | undefined> {
  const { description, example, otherwise, required, allowed } = option;
  if (option.kind === "boolean") {
    const no = otherwise ?? "no";
    const options = [
      ...(required ? [] : [{ value: "", label: `as usual: ${no}` }]),
      { value: "true", label: "yes" },
      { value: "false", label: "no" },
    ];
    return emptyIsNone(await select(description, options, terminal));
  }
  if (option.kind === "text" && allowed !== undefined) {
    const options = [
      ...(required ? [] : [{ value: "", label: `if omitted: ${otherwise ?? "none"}` }]),
      ...allowed.map((value) => ({ value, label: value })),
    ];
    return emptyIsNone(await select(description, options, terminal));
  }
  const several = option.kind === "texts" ? " (commas between several)" : "";
  const among = allowed === undefined ? "" : `; of ${allowed.join(", ")}`;
  const placeholder = required ? example : `if omitted: ${otherwise ?? "none"}; for example ${example}`;
  const validate = (value: string | undefined): string | undefined =>
    (value ?? "").trim() === "" && !required ? undefined : judge(value);
  return emptyIsNone(await text({ message: `${description}${several}${among}`, placeholder, validate }, terminal));
}

function emptyIsNone(value: string): string | undefined {
  return value.trim() === "" ? undefined : value.trim();
}

/** The first problem that `after` has and `before` has not. */
function firstNew(before: NewRequest, after: NewRequest, around: ExistingProject): string | undefined {
  const known = new Set(problemsOf(before, around));
  const found = problemsOf(after, around).find((problem) => !known.has(problem));
  // Which flag it would be is of no interest to somebody who is asked.
  return found?.replace(/^--\w+(?: \w+)?: /, "");
}

interface Question {
  readonly message: string;
  readonly placeholder?: string;
  readonly initialValue?: string;
  readonly validate: (value: string | undefined) => string | undefined;
}

async function text({ validate, ...question }: Question, terminal: Terminal): Promise<string> {
  const message = besideBar(question.message, terminal, `${S_BAR}  `);
  const refused = (value: string | undefined): string | undefined => {
    const problem = validate(value);
    return problem === undefined ? undefined : besideBar(problem, terminal, "   ");
  };
  return (await answered(promptText({ ...terminal, ...question, message, validate: refused }))).trim();
}

function select(message: string, options: Option<string>[], terminal: Terminal): Promise<string> {
  const broken = besideBar(message, terminal, `${S_BAR}  `);
  return answered(promptSelect({ ...terminal, message: broken, options, maxItems: 12 }));
}

/** A text in lines that leave room for what is before each of them. */
function besideBar(text: string, terminal: Terminal, before: string): string {
  const columns = columnsOf(terminal);
  return columns === undefined ? text : fitted(text, columns - before.length).replaceAll("\n", `\n${before}`);
}

/** Undefined for a stream that is not a terminal. */
function columnsOf({ output }: Terminal): number | undefined {
  return "columns" in output && typeof output.columns === "number" ? output.columns : undefined;
}

async function answered<T>(prompt: Promise<T | typeof CANCEL_SYMBOL>): Promise<T> {
  const answer = await prompt;
  if (isCancel(answer)) throw new UserError("Nothing was written.");
  return answer;
}

function inWords(endpoint: Endpoint): string {
  return isPending(endpoint) ? `${endpoint.kind}, pending: it has no url yet` : endpoint.kind;
}

/** The lines of `after` between what both have in common at the beginning and at the end. */
function addedLines(before: string, after: string): string {
  const known = new Set(before.split("\n"));
  return after
    .split("\n")
    .filter((line) => !known.has(line))
    .join("\n");
}
