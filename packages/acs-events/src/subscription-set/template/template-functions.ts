import { sliceFunctions } from "./slice-functions.ts";
import { type Argument, numbers, plain, type TemplateFunction } from "./template-function.ts";
import { isTemplateObject, isUnknown, partsOf, type TemplateValue, textOf, unknownValue } from "./template-value.ts";

/** More elements than any list of a template has. */
const longestList = 10_000;

/** Functions that can be answered before anything is deployed (Azure docs, template functions), by name in lower case. */
export const templateFunctions: ReadonlyMap<string, TemplateFunction> = new Map<string, TemplateFunction>(
  Object.entries<TemplateFunction>({
    concat: (args) => (args.some(({ value }) => Array.isArray(value)) ? concatLists(args) : concatTexts(args)),
    format,
    string: ([one]) =>
      one === undefined ? undefined : (concatTexts([one]) ?? (isUnknown(one.value) ? undefined : json(one.value))),
    tolower: ([one]) => mapText(one, (text) => text.toLowerCase()),
    toupper: ([one]) => mapText(one, (text) => text.toUpperCase()),
    trim: plain((text) => (typeof text === "string" ? text.trim() : undefined)),
    replace: plain((text, from, to) =>
      typeof text === "string" && typeof from === "string" && typeof to === "string" && from !== ""
        ? text.replaceAll(from, to)
        : undefined,
    ),
    split: plain((text, separator) =>
      typeof text === "string" && typeof separator === "string" && separator !== "" ? text.split(separator) : undefined,
    ),
    join: plain((list, separator) =>
      Array.isArray(list) && typeof separator === "string" ? list.join(separator) : undefined,
    ),
    first: plain((of) => (typeof of === "string" || Array.isArray(of) ? of[0] : undefined)),
    last: plain((of) => (typeof of === "string" || Array.isArray(of) ? of.at(-1) : undefined)),
    length: plain((of) =>
      typeof of === "string" || Array.isArray(of)
        ? of.length
        : isTemplateObject(of)
          ? Object.keys(of).length
          : undefined,
    ),
    empty: plain(
      (of) =>
        of === null ||
        of === "" ||
        (Array.isArray(of) && of.length === 0) ||
        (isTemplateObject(of) && Object.keys(of).length === 0),
    ),
    contains: plain(contains),
    equals: plain((a, b) => json(a) === json(b)),
    not: plain((one) => (typeof one === "boolean" ? !one : undefined)),
    and: (args) =>
      args.some(({ value }) => value === false) ? false : plain((...all) => all.every((one) => one === true))(args),
    or: (args) =>
      args.some(({ value }) => value === true) ? true : plain((...all) => all.some((one) => one === true))(args),
    if: ([condition, then, otherwise]) =>
      condition?.value === true ? then?.value : condition?.value === false ? otherwise?.value : undefined,
    coalesce: coalesce,
    tryget: plain((of, ...steps) => steps.reduce<TemplateValue>(memberOrNull, of)),
    bool: plain((one) =>
      typeof one === "boolean" ? one : typeof one === "string" ? one.toLowerCase() === "true" : one === 1,
    ),
    int: plain((one) => (/^-?\d{1,15}$/.test(String(one)) ? Number(one) : undefined)),
    add: numbers((a, b) => a + b),
    sub: numbers((a, b) => a - b),
    mul: numbers((a, b) => a * b),
    div: numbers((a, b) => (b === 0 ? undefined : Math.trunc(a / b))),
    mod: numbers((a, b) => (b === 0 ? undefined : a % b)),
    min: extreme((all) => Math.min(...all)),
    max: extreme((all) => Math.max(...all)),
    less: numbers((a, b) => a < b),
    lessorequals: numbers((a, b) => a <= b),
    greater: numbers((a, b) => a > b),
    greaterorequals: numbers((a, b) => a >= b),
    ...sliceFunctions,
    range: plain((from, count) =>
      typeof from === "number" && typeof count === "number" && count >= 0 && count <= longestList
        ? Array.from({ length: count }, (_, index) => from + index)
        : undefined,
    ),
    createarray: (args) => args.map(({ value }) => value),
    array: ([one]) =>
      one === undefined || isUnknown(one.value) ? undefined : Array.isArray(one.value) ? one.value : [one.value],
    createobject: createObject,
    json: plain(parseJson),
    null: () => null,
    true: () => true,
    false: () => false,
    resourceid: (args) => resourceId(args, ["subscription", "group"]),
    subscriptionresourceid: (args) => resourceId(args, ["subscription"]),
    tenantresourceid: (args) => resourceId(args, []),
    extensionresourceid: ([scope, ...rest]) => {
      const id = resourceId(rest, []);
      return scope === undefined || id === undefined ? undefined : concatTexts([scope, { value: id, text: "" }]);
    },
  }),
);

/** Of a list, or of the arguments. */
function extreme(answer: (all: readonly number[]) => number): TemplateFunction {
  return plain((...given) => {
    const all: readonly unknown[] = Array.isArray(given[0]) ? given[0] : given;
    const known = all.filter((one) => typeof one === "number");
    return all.length === 0 || known.length < all.length ? undefined : answer(known);
  });
}

function json(value: TemplateValue): string | undefined {
  return JSON.stringify(value);
}

function parseJson(text: unknown): unknown {
  if (typeof text !== "string") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function concatTexts(args: readonly Argument[]): TemplateValue | undefined {
  const parts = args.map(({ value, text }) => partsOf(value, text));
  return parts.every((one) => one !== undefined) ? textOf(parts.flat()) : undefined;
}

function concatLists(args: readonly Argument[]): TemplateValue | undefined {
  if (!args.every(({ value }) => Array.isArray(value))) return undefined;
  const list = args.flatMap(({ value }) => (Array.isArray(value) ? (value as readonly unknown[]) : []));
  return list.length > longestList ? undefined : list;
}

/** `format('{0}/{1}', …)`; a number may have a format of its own behind a colon, which changes how it is written. */
function format([template, ...args]: readonly Argument[]): TemplateValue | undefined {
  if (typeof template?.value !== "string") return undefined;
  const pieces = template.value.split(/(\{\{|\}\}|\{\d+(?::[^{}]*)?\})/);
  const parts = pieces.map((piece) => {
    if (piece === "{{" || piece === "}}") return [piece.charAt(0)];
    const [, index, how] = /^\{(\d+)(:[^{}]*)?\}$/.exec(piece) ?? [];
    if (index === undefined) return [piece];
    const argument = args[Number(index)];
    return argument === undefined || how !== undefined ? undefined : partsOf(argument.value, argument.text);
  });
  return parts.every((one) => one !== undefined) ? textOf(parts.flat()) : undefined;
}

function mapText(argument: Argument | undefined, change: (text: string) => string): TemplateValue | undefined {
  const parts = argument === undefined ? undefined : partsOf(argument.value, argument.text);
  return parts === undefined
    ? undefined
    : textOf(parts.map((part) => (typeof part === "string" ? change(part) : part)));
}

function contains(of: unknown, what: unknown): boolean | undefined {
  if (typeof of === "string") return of.includes(String(what));
  if (Array.isArray(of)) return of.some((one) => json(one) === json(what));
  if (!isTemplateObject(of)) return undefined;
  return Object.keys(of).some((name) => name.toLowerCase() === String(what).toLowerCase());
}

/** What Bicep writes for `object.?name` and `list[?0]`; keys are compared without case, as `contains` compares them. */
function memberOrNull(of: TemplateValue, step: unknown): TemplateValue {
  if (isUnknown(of)) return of;
  if (Array.isArray(of)) return (typeof step === "number" ? (of as readonly unknown[])[step] : undefined) ?? null;
  if (!isTemplateObject(of)) return null;
  const name = Object.keys(of).find((one) => one.toLowerCase() === String(step).toLowerCase());
  return name === undefined ? null : of[name];
}

function coalesce(args: readonly Argument[]): TemplateValue | undefined {
  for (const { value } of args) {
    if (isUnknown(value)) return undefined;
    if (value !== null) return value;
  }
  return null;
}

function createObject(args: readonly Argument[]): TemplateValue | undefined {
  const names = args.filter((_, index) => index % 2 === 0).map(({ value }) => value);
  if (!names.every((name): name is string => typeof name === "string")) return undefined;
  return Object.fromEntries(names.map((name, index) => [name, args[index * 2 + 1]?.value ?? null]));
}

/**
 * The id of a resource of the deployment: `resourceId([subscription], [group], type, names…)`. Where the first two are
 * omitted they are those of the deployment, which the template does not say.
 */
function resourceId(
  args: readonly Argument[],
  around: readonly ("subscription" | "group")[],
): TemplateValue | undefined {
  const at = args.findIndex(({ value }) => typeof value === "string" && /^[\w.]+\.[\w.]+\/[\w/]+$/.test(value));
  const type = args[at]?.value;
  if (at < 0 || at > around.length || typeof type !== "string") return undefined;
  const [provider = "", ...types] = type.split("/");
  const names = args.slice(at + 1);
  if (names.length !== types.length) return undefined;
  const given = around.map((_, index) => args[index - (around.length - at)]);
  const prefix = around.flatMap((what, index): Argument[] => {
    const words = what === "subscription" ? "/subscriptions/" : "/resourceGroups/";
    const fallback = what === "subscription" ? "subscription().subscriptionId" : "resourceGroup().name";
    return [literal(words), given[index] ?? { value: unknownValue(fallback), text: fallback }];
  });
  const path = types.flatMap((one, index): Argument[] => [literal(`/${one}/`), names[index] ?? literal("")]);
  return concatTexts([...prefix, literal(`/providers/${provider}`), ...path]);
}

function literal(value: string): Argument {
  return { value, text: value };
}
