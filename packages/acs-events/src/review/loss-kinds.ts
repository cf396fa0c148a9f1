import type { Event } from "../catalog/event.ts";
import { type Form, phoneNumberForm } from "../filter-rules/telephone-numbers.ts";
import { documentedAnswers, type FilterReceiver } from "../filter-sets/index.ts";
import type { AdvancedFilter } from "../filters/advanced-filter.ts";
import type { Assumptions } from "../filters/assumptions.ts";
import type { Filter } from "../filters/filter.ts";

/** One kind of event that stops arriving, and an event of that kind. */
export interface LossExample {
  /** In words: `data.to is another value`. */
  readonly kind: string;
  readonly event: Event;
}

/** The filter of a subscription before and after; undefined after a removal. */
export interface FilterSides {
  readonly before: FilterReceiver;
  readonly after: FilterReceiver | undefined;
}

export interface LossQuestion {
  readonly eventType: string;
  /** Who gets the events that do not count as lost. */
  readonly others: readonly FilterReceiver[];
  readonly assumptions: Assumptions | undefined;
}

/** With more conditions than this, kinds are not distinguished. */
const mostConditions = 3;

/**
 * An event of each kind of loss, by what the new filter asks: the very value that it names, written in another way;
 * another value; no value. The first is the worst: a filter that names a number without its plus loses the number that
 * is meant. None where nothing new is asked.
 */
export function examplesOfLoss({ before, after }: FilterSides, question: LossQuestion): readonly LossExample[] {
  if (after === undefined) return [];
  const asked = conditionsOf(after.filter).slice(0, mostConditions);
  const kinds = asked
    .filter((condition) => !conditionsOf(before.filter).some((one) => sameCondition(one, condition)))
    .flatMap((condition) => kindsOf(condition, question.eventType));
  const shown = new Set<string>();
  const found = kinds.flatMap(({ kind, severity, conditions }) => {
    if (shown.has(kind)) return [];
    const only: FilterReceiver = {
      ...before,
      filter: { ...before.filter, eventTypes: [question.eventType], advancedFilters: conditions, ...everySubject },
    };
    const [answer] = documentedAnswers(
      {
        passing: [{ ...before, filter: { ...before.filter, eventTypes: [question.eventType] } }, only],
        notPassing: question.others,
      },
      question.assumptions === undefined ? {} : { assumptions: question.assumptions },
    );
    if (answer?.answer !== "some") return [];
    shown.add(kind);
    return [{ kind, severity, event: answer.event }];
  });
  return found.toSorted((a, b) => a.severity - b.severity).map(({ kind, event }) => ({ kind, event }));
}

/** `those where data.to is "+1555…" (…), those without data.to`: what is lost, the worst first. */
export function kindsInWords(examples: readonly LossExample[]): string {
  const kinds = examples.map(({ kind }) => `those ${kind}`);
  return kinds.length < 2 ? kinds.join("") : `${kinds.slice(0, -1).join(", ")} and ${kinds.at(-1)}`;
}

interface LossKind {
  readonly kind: string;
  readonly severity: number;
  readonly conditions: readonly AdvancedFilter[];
}

const everySubject = { subjectBeginsWith: "", subjectEndsWith: "" } as const;

/** The conditions of a filter on subject and payload, each as one on a key. */
function conditionsOf({ subjectBeginsWith, subjectEndsWith, advancedFilters }: Filter): readonly AdvancedFilter[] {
  const onSubject = (operatorType: "StringBeginsWith" | "StringEndsWith", text: string): AdvancedFilter[] =>
    text === "" ? [] : [{ operatorType, key: "subject", values: [text] }];
  return [
    ...onSubject("StringBeginsWith", subjectBeginsWith),
    ...onSubject("StringEndsWith", subjectEndsWith),
    ...advancedFilters,
  ];
}

function sameCondition(a: AdvancedFilter, b: AdvancedFilter): boolean {
  const written = (one: AdvancedFilter) => JSON.stringify({ ...one, key: one.key.toLowerCase() });
  return written(a) === written(b);
}

function kindsOf(condition: AdvancedFilter, eventType: string): readonly LossKind[] {
  const { key } = condition;
  const missing: LossKind = {
    kind: `without ${key}`,
    severity: 3,
    conditions: [{ operatorType: "IsNullOrUndefined", key }],
  };
  const texts = textsOf(condition);
  if (texts === undefined) return [missing];
  const form = phoneNumberForm(eventType, key);
  // Inside of a text or at its end, a slash in front is nothing that people forget.
  const isFront = condition.operatorType === "StringBeginsWith" || condition.operatorType === "StringIn";
  const variants = texts
    .flatMap(otherSpellings)
    .filter(({ text, isSlash }) => (isFront || !isSlash) && mayOccur(text, form));
  const variant = variants.map(
    ({ text, how }): LossKind => ({
      kind: `where ${key} ${verbs[operatorOf(condition)]} ${JSON.stringify(text)} (the filter has it ${how})`,
      severity: 1,
      conditions: [{ operatorType: operatorOf(condition), key, values: [text] }],
    }),
  );
  const named = [...texts, ...variants.map(({ text }) => text)];
  const others = otherValues(key, named, form).map(
    (conditions): LossKind => ({ kind: `with another ${key}`, severity: 2, conditions }),
  );
  // Every event has a subject.
  return key === "subject" ? [...variant, ...others] : [...variant, ...others, missing];
}

/** Whether events may have a number in this form. */
function mayOccur(text: string, form: Form | undefined): boolean {
  if (form === undefined || form === "either") return true;
  return text.startsWith("+") === (form === "plus");
}

/** Ways to ask for a value that is not one of these, the most realistic first: where they are numbers, a number. */
function otherValues(
  key: string,
  texts: readonly string[],
  form: Form | undefined,
): readonly (readonly AdvancedFilter[])[] {
  const areNumbers = texts.every((text) => /^\+?\d+$/.test(text));
  const digits = ["12065550100", "442071838750"].find(
    (one) => !texts.some((text) => one.startsWith(text.replace("+", ""))),
  );
  const number = form === "plus" || (form !== "no plus" && texts[0]?.startsWith("+")) ? `+${digits}` : digits;
  return [
    ...(areNumbers && number !== undefined ? [[{ operatorType: "StringIn", key, values: [number] } as const]] : []),
    [
      { operatorType: "IsNotNull", key },
      { operatorType: "StringNotIn", key, values: ["", ...texts] },
    ],
  ];
}

const verbs: Readonly<Record<TextOperator, string>> = {
  StringIn: "is",
  StringBeginsWith: "begins with",
  StringEndsWith: "ends with",
  StringContains: "contains",
};

type TextOperator = "StringIn" | "StringBeginsWith" | "StringEndsWith" | "StringContains";

function operatorOf({ operatorType }: AdvancedFilter): TextOperator {
  return operatorType === "StringBeginsWith" || operatorType === "StringContains" || operatorType === "StringEndsWith"
    ? operatorType
    : "StringIn";
}

/** The texts of which a condition asks one; undefined for one that asks something else. */
function textsOf(condition: AdvancedFilter): readonly string[] | undefined {
  switch (condition.operatorType) {
    case "StringIn":
    case "StringBeginsWith":
    case "StringEndsWith":
    case "StringContains":
      return condition.values;
    default:
      return undefined;
  }
}

interface Spelling {
  readonly text: string;
  readonly how: string;
  readonly isSlash: boolean;
}

/** The same value as events may write it: a number with or without its plus, a subject with or without its first slash. */
function otherSpellings(text: string): readonly Spelling[] {
  if (/^\+\d+$/.test(text)) return [{ text: text.slice(1), how: "with a plus", isSlash: false }];
  if (/^\d+$/.test(text)) return [{ text: `+${text}`, how: "without the plus", isSlash: false }];
  if (!/^\/?[a-z]+\//i.test(text)) return [];
  return text.startsWith("/")
    ? [{ text: text.slice(1), how: "with a slash in front", isSlash: true }]
    : [{ text: `/${text}`, how: "without the slash in front", isSlash: true }];
}
