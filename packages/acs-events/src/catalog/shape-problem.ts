import type { z } from "zod";

/**
 * What a zod issue says, in plain words: `deliveryAttempts[0].timestamp is missing; it must be text`. Kinds of values
 * only, never a value: payloads hold telephone numbers and messages, and these sentences go to logs.
 * @param input what was parsed; the issue's path leads into it.
 * @param whole what to call the input itself, `data`.
 */
export function shapeProblem(issue: z.core.$ZodIssue, input: unknown, whole: string): string {
  const name = issue.path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : `${text}${text && "."}${String(key)}`),
    "",
  );
  const value = issue.path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    input,
  );
  return `${name || whole} is ${kindOf(value)}; it must be ${wanted(issue)}`;
}

function wanted(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return words[issue.expected] ?? issue.expected;
    case "too_small":
      return "text that is not empty";
    case "invalid_union":
      return "text or a number";
    default:
      return issue.message;
  }
}

const words: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  boolean: "true or false",
  object: "an object",
  record: "an object",
  array: "an array",
};

function kindOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (value === "") return "empty";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "boolean") return "a boolean";
  return words[typeof value] ?? typeof value;
}
