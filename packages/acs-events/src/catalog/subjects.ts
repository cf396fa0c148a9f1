/**
 * Subjects of events: built from values and parsed against the templates of `event-types.ts`. Two event types have no
 * known template (the only samples carry a subject copied from another type): they have no template to build from or
 * parse against, and every answer here says so instead of guessing.
 */
import { type EventType, eventTypeNames, eventTypes } from "./event-types.ts";

/** The templates that a subject of these event types follows, as literals; `never` where none is known. */
export type SubjectTemplate<T extends EventType = EventType> = (typeof eventTypes)[T]["subjects"][number];

/** The names between braces in one template. */
export type VariablesOf<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | VariablesOf<Rest>
  : never;

/** The literal text of one template before its first variable. */
export type SubjectRoot<S extends string> = S extends `${infer Root}{${string}` ? Root : S;

/** One record of values for each template of the event type; `never` where none is known. */
export type SubjectVariables<T extends EventType> = RecordOf<SubjectTemplate<T>>;

type RecordOf<S extends string> = S extends string ? { readonly [Name in VariablesOf<S>]: string } : never;

interface Segment {
  readonly variable: boolean;
  /** The name of the variable, or the text itself. */
  readonly text: string;
}

interface ParsedTemplate {
  readonly template: string;
  readonly segments: readonly Segment[];
  readonly variables: readonly string[];
}

function parseTemplate(template: string): ParsedTemplate {
  const segments = template.split("/").map((part): Segment => {
    const variable = part.startsWith("{") && part.endsWith("}");
    return { variable, text: variable ? part.slice(1, -1) : part };
  });
  return { template, segments, variables: segments.filter((part) => part.variable).map((part) => part.text) };
}

const parsedTemplates: ReadonlyMap<string, readonly ParsedTemplate[]> = new Map(
  eventTypeNames.map((type) => [type, eventTypes[type].subjects.map(parseTemplate)]),
);

/** The templates of a subject of this type, the current one first; empty where its subjects are unknown. */
export function subjectTemplates<T extends EventType>(type: T): readonly SubjectTemplate<T>[] {
  return eventTypes[type].subjects;
}

export interface ParsedSubject {
  readonly template: string;
  /** What stands for each variable of the template; never empty, never with a slash. */
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Reads a subject segment by segment against the templates of its type, the first that fits. Text between slashes is
 * compared with case; an id may be anything but empty. `undefined` when none fits, or when no template is known.
 */
export function parseSubject(type: EventType, subject: string): ParsedSubject | undefined {
  const parts = subject.split("/");
  for (const { template, segments } of parsedTemplates.get(type) ?? []) {
    const fits =
      segments.length === parts.length &&
      segments.every((segment, i) => (segment.variable ? parts[i] !== "" : parts[i] === segment.text));
    if (!fits) continue;
    const values = Object.fromEntries(segments.flatMap((s, i) => (s.variable ? [[s.text, parts[i] ?? ""]] : [])));
    return { template, values };
  }
  return undefined;
}

/**
 * The subject of an event of this type, from one value per variable of its template. Where a type has two templates,
 * the one with exactly the given variables is taken.
 * @throws RangeError when the subjects of the type are unknown, when no template has these variables, or when a value
 * is empty or holds a slash; all bad values are named together.
 */
export function buildSubject<T extends EventType>(type: T, values: SubjectVariables<T>): string {
  const templates = parsedTemplates.get(type) ?? [];
  if (templates.length === 0) {
    throw new RangeError(`the subjects of ${type} are unknown: no trustworthy sample of one is published`);
  }
  const given = new Map<string, unknown>(Object.entries(values));
  const chosen = templates.find(
    ({ variables }) => variables.length === given.size && variables.every((name) => given.has(name)),
  );
  if (chosen === undefined) {
    const allowed = templates.map(({ variables }) => variables.join(", ")).join("; or ");
    throw new RangeError(`a subject of ${type} needs ${allowed}; given: ${[...given.keys()].join(", ") || "nothing"}`);
  }
  const bad = chosen.variables.filter((name) => !isSegment(given.get(name)));
  if (bad.length > 0) {
    const shown = bad.map((name) => `${name} is ${JSON.stringify(given.get(name))}`).join(", ");
    throw new RangeError(`a subject of ${type} needs values that are not empty and have no "/"; ${shown}`);
  }
  return chosen.segments.map((part) => (part.variable ? given.get(part.text) : part.text)).join("/");
}

function isSegment(value: unknown): value is string {
  return typeof value === "string" && value !== "" && !value.includes("/");
}

/** The literal text of a template before its first variable, which every subject of it begins with. */
export function subjectRoot<S extends string>(template: S): SubjectRoot<S> {
  const end = template.indexOf("{");
  // The type says the same as the slice, which the compiler cannot follow.
  return (end === -1 ? template : template.slice(0, end)) as SubjectRoot<S>;
}
