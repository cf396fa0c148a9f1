import type { TemplateOption, TemplateOptions } from "./template.ts";

/**
 * What is said of each option of a template, by its name. The compiler holds it to the options that the function takes:
 * none may be missing, `kind` and `required` follow from their types, and `otherwise` is owed where one can be omitted.
 */
export type OptionDescriptions<Options> = {
  readonly [Name in Exclude<keyof Options, keyof TemplateOptions>]-?: Omit<
    TemplateOption,
    "name" | "kind" | "required" | "otherwise"
  > & { readonly kind: KindOf<NonNullable<Options[Name]>> } & (object extends Pick<Options, Name>
      ? { readonly required: false; readonly otherwise: string }
      : { readonly required: true });
};

type KindOf<Value> = [Value] extends [boolean] ? "boolean" : [Value] extends [string] ? "text" : "texts";

/** The options of a template as its description lists them, in the order in which they are written. */
export function describeOptions<Options>(descriptions: OptionDescriptions<Options>): readonly TemplateOption[] {
  // Every member is such a description; that is what the mapped type comes to for any `Options`.
  const entries = Object.entries(descriptions as Readonly<Record<string, Omit<TemplateOption, "name">>>);
  return Object.freeze(entries.map(([name, description]) => Object.freeze({ name, ...description })));
}
