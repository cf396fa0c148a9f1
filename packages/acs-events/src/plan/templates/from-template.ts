import { FilterError } from "../../filter-builder/filter-error.ts";
import { mistake, throwingMistakes } from "../../filter-builder/mistakes.ts";
import type { Filter } from "../../filters/filter.ts";
import { declaredAt } from "../declared-at.ts";
import type { SettingsOverrides } from "../delivery-settings.ts";
import { type SubscriptionDeclaration, subscription } from "../subscription.ts";
import { optionProblems } from "./option-problems.ts";
import type { Template, TemplateOptions } from "./template.ts";

/** One subscription of a template. */
export interface Part {
  /** What follows the name that the team gave: `-failures`; nothing for the first one. */
  readonly suffix?: string;
  readonly filter: Filter;
  /** What the template says of delivery; the team's options lie over it. */
  readonly settings?: SettingsOverrides;
}

/**
 * The subscriptions of a template, once its options are known to be right: `parts` is asked only then.
 *
 * Throws an `Error` that says everything that is wrong with the options, and where they are written.
 */
export function fromTemplate<Options extends TemplateOptions>(
  template: Template,
  name: string,
  options: Options,
  parts: (options: Options) => readonly Part[],
): readonly SubscriptionDeclaration[] {
  // A JavaScript caller may have passed anything, or nothing.
  const given = Object.fromEntries(Object.entries((options as Options | undefined) ?? {}));
  const problems = optionProblems(template, given).map(({ option, message }) => `${option}: ${message}`);
  if (problems.length > 0) return mistake(new Error(inWords(template, name, problems)), []);
  const own = new Set(template.options.map((option) => option.name));
  // Everything that is not the template's own; what is wrong with that, the plan says.
  const common = Object.fromEntries(Object.entries(given).filter(([key]) => !own.has(key))) as unknown as CommonOptions;
  return Object.freeze(
    judged(template, name, () => parts(options)).map(({ suffix = "", filter, settings = {} }) =>
      Object.freeze({
        ...subscription(`${name}${suffix}`, { ...common, filter }),
        template: Object.freeze({ name: template.name, settings: Object.freeze({ ...settings }) }),
      }),
    ),
  );
}

/** What only the filter as a whole shows, such as too many values of several options, said like the rest. */
function judged(template: Template, name: string, parts: () => readonly Part[]): readonly Part[] {
  try {
    return throwingMistakes(parts);
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    const problems = error.findings.map(({ path, message }) => `${path}: ${message}`);
    return mistake(new Error(inWords(template, name, problems), { cause: error }), []);
  }
}

/** What is left of the options without the template's own. */
type CommonOptions = Omit<TemplateOptions, "filter">;

function inWords(template: Template, name: string, problems: readonly string[]): string {
  const place = declaredAt();
  const where = place === undefined ? "" : ` (${place.file}:${place.line})`;
  const head = `${template.function}(${JSON.stringify(name)})${where}`;
  if (problems.length === 1) return `${head}, ${problems[0]}`;
  return [`${head} has ${problems.length} problems:`, ...problems].join("\n  ");
}
