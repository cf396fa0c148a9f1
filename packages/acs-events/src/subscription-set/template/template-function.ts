import { isUnknown, type TemplateValue } from "./template-value.ts";

/** An argument of a function: what it comes to, and how it is written. */
export interface Argument {
  readonly value: TemplateValue;
  readonly text: string;
}

/** `undefined`: what the function answers is not known here. */
export type TemplateFunction = (args: readonly Argument[]) => TemplateValue | undefined;

/** A function that needs to know all of its arguments. */
export function plain(answer: (...values: readonly unknown[]) => TemplateValue | undefined): TemplateFunction {
  return (args) => (args.some(({ value }) => isUnknown(value)) ? undefined : answer(...args.map(({ value }) => value)));
}

export function numbers(answer: (a: number, b: number) => TemplateValue | undefined): TemplateFunction {
  return plain((a, b) => (typeof a === "number" && typeof b === "number" ? answer(a, b) : undefined));
}
