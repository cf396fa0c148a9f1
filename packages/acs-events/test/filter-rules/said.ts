import { checkFilterJson, type FilterRule } from "../../src/filter-rules/index.ts";

type Options = Parameters<typeof checkFilterJson>[1];

/** A filter in Azure's JSON over event types of Communication Services, named without their provider. */
export function over(types: string, more: object = {}): object {
  return { includedEventTypes: types.split(" ").map((type) => `Microsoft.Communication.${type}`), ...more };
}

/** One condition. */
export function condition(operatorType: string, key: string, operand: object = {}): object {
  return { operatorType, key, ...operand };
}

/** What one rule says of a filter, as a person would read it: level, id, place, message, fix. */
export function said(rule: FilterRule, json: object, options?: Options): string[] {
  return checkFilterJson(json, options)
    .filter(({ id }) => Object.hasOwn(rule.findings, id))
    .map(({ level, id, path, message, fix }) => {
      const place = path.replace(/^filter\.?/, "");
      return `${level} ${id} at ${place}: ${message}${fix === undefined ? "" : ` [fix ${JSON.stringify(fix)}]`}`;
    });
}
