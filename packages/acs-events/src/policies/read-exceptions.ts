import { shown } from "../filters/azure-json/json-value.ts";
import { isJsonObject } from "../json/json-object.ts";
import type { PolicyException } from "./exceptions.ts";
import type { Rule } from "./rules/rule.ts";

interface Trouble {
  readonly path: string;
  readonly message: string;
  readonly value: unknown;
}

export interface ReadExceptions {
  readonly exceptions: readonly PolicyException[];
  readonly problems: readonly Trouble[];
}

/** The exceptions of one rule: `[{ subscription | resource, reason, expires }]`. */
export function readExceptions(given: unknown, rule: Rule): ReadExceptions {
  const path = `${rule.name}.exceptions`;
  if (given === undefined) return { exceptions: [], problems: [] };
  if (!Array.isArray(given)) {
    return {
      exceptions: [],
      problems: [{ path, message: `${shown(given)} will not do: it takes a list`, value: given }],
    };
  }
  const exceptions: PolicyException[] = [];
  const problems: Trouble[] = [];
  for (const [index, one] of given.entries()) {
    const read = readException(one, rule.name);
    if (typeof read === "string") problems.push({ path: `${path}[${index}]`, message: read, value: one });
    else exceptions.push(read);
  }
  return { exceptions, problems };
}

const keys = ["subscription", "resource", "reason", "expires"];

/** The exception, or what is wrong with it. */
function readException(given: unknown, rule: string): PolicyException | string {
  if (!isJsonObject(given)) return `${shown(given)} will not do: an exception has ${keys.join(", ")}`;
  const stray = Object.keys(given).find((key) => !keys.includes(key));
  if (stray !== undefined) return `an exception has no "${stray}"; it has ${keys.join(", ")}`;
  const { subscription, resource, reason, expires } = given;
  const subject = subscription ?? resource;
  if (typeof subject !== "string" || subject === "" || (subscription !== undefined && resource !== undefined)) {
    return "an exception is for one subscription, by its name in Azure, or for one resource, by its name in the program";
  }
  if (typeof reason !== "string" || reason.trim() === "") return `the exception of "${subject}" gives no reason`;
  if (typeof expires !== "string" || !isDate(expires)) {
    return `the exception of "${subject}" has to end: give expires a date such as 2027-01-31`;
  }
  return Object.freeze({ rule, subject, reason, expires });
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}
