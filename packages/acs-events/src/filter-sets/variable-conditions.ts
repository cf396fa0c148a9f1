import { type Clause, type Folding, satisfiesAll } from "./clauses.ts";

/**
 * What is asked of a variable of the subject (the number, the thread, the sender) by a property of the payload that says
 * the same in its own form.
 */
export interface VariableCondition {
  readonly variable: string;
  readonly form: VariableForm;
  /** Asked of the property's text. */
  readonly clauses: readonly Clause[];
}

/** How a property says a variable: without the beginning that the variable has, and with something before it. */
export interface VariableForm {
  readonly without: string;
  readonly after: "" | "+";
}

export const asItIs: VariableForm = Object.freeze({ without: "", after: "" });

/** The property's text for a value of the variable; undefined where the variable begins otherwise. */
export function saidOf({ without, after }: VariableForm, value: string): string | undefined {
  return value.startsWith(without) ? after + value.slice(without.length) : undefined;
}

/** The variable's value for a text of the property; undefined where no value has it. */
export function meantBy({ without, after }: VariableForm, said: string): string | undefined {
  return said.startsWith(after) ? without + said.slice(after.length) : undefined;
}

export function holdsFor({ form, clauses }: VariableCondition, value: string, folding: Folding): boolean {
  const said = saidOf(form, value);
  return said !== undefined && satisfiesAll(clauses, said, folding);
}

/**
 * What a clause with one word on the beginning of the subject, or on all of it, asks of the variables of a template whose
 * fixed text suits it: no variable has a slash, so each part of the word has its place. Undefined for any other clause.
 */
export function askedOfVariables(
  template: string,
  { mode, negative, words }: Clause,
): readonly VariableCondition[] | undefined {
  const [word, ...others] = words;
  const isPlaced = !negative && (mode === "begins" || mode === "equals");
  if (!isPlaced || word === undefined || others.length > 0) return undefined;
  const segments = template.split("/");
  const folded = word.folded.split("/");
  return word.text.split("/").flatMap((text, at) => {
    const variable = /^\{(.*)\}$/.exec(segments[at] ?? "")?.[1];
    const isWhole = mode === "equals" || at < folded.length - 1;
    if (variable === undefined || (text === "" && !isWhole)) return [];
    const part = { text, folded: folded[at] ?? "", exact: word.exact };
    const clause: Clause = { mode: isWhole ? "equals" : "begins", words: [part], negative: false };
    return [{ variable, form: asItIs, clauses: [clause] }];
  });
}
