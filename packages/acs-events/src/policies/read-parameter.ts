import { shown } from "../filters/azure-json/json-value.ts";
import { didYouMean } from "../text/did-you-mean.ts";
import type { AnyParameterValues, IntegerParameter, ListParameter, Parameter } from "./rules/parameters.ts";

type ReadParameter =
  | { readonly ok: true; readonly value: AnyParameterValues[string] }
  | { readonly ok: false; readonly message: string };

/** A value for a parameter, or why it will not do. */
export function readParameter(parameter: Parameter, given: unknown): ReadParameter {
  switch (parameter.type) {
    case "integer":
      return readInteger(parameter, given);
    case "pattern":
      if (typeof given === "string" && isPattern(given)) return { ok: true, value: given };
      return refused(given, "it takes a regular expression, as text");
    case "list":
      return readList(parameter, given);
  }
}

function readInteger({ minimum, maximum }: IntegerParameter, given: unknown): ReadParameter {
  const fits =
    Number.isInteger(given) && Number(given) >= minimum && (maximum === undefined || Number(given) <= maximum);
  if (fits) return { ok: true, value: Number(given) };
  const range = maximum === undefined ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
  return refused(given, `it takes a whole number ${range}`);
}

function readList({ oneOf }: ListParameter, given: unknown): ReadParameter {
  if (!Array.isArray(given) || !given.every((one): one is string => typeof one === "string")) {
    return refused(given, "it takes a list of texts");
  }
  const unknown = oneOf === undefined ? undefined : given.find((one) => !oneOf.includes(one));
  if (unknown === undefined) return { ok: true, value: Object.freeze([...given]) };
  const near = didYouMean(unknown, oneOf ?? []);
  return refused(unknown, near === undefined ? "there is no such value" : `did you mean "${near}"?`);
}

function refused(given: unknown, why: string): ReadParameter {
  return { ok: false, message: `${shown(given)} will not do: ${why}` };
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
