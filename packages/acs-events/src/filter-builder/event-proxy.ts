import { shown } from "../filters/azure-json/json-value.ts";
import { finding } from "../filters/finding-definitions.ts";
import { FilterError } from "./filter-error.ts";
import { buildFindings } from "./findings.ts";
import { fieldOperators, isFieldOperator } from "./operator-names.ts";

/**
 * The `event` that `where` is called with: it remembers which key was walked to, and an operator at the end makes the
 * condition. It knows nothing of payloads: the compiler and `checkFilter` decide what may be named.
 */
export function eventProxy(): object {
  return node("");
}

/** A frozen target, so that a condition that sets a property fails loudly instead of doing nothing. */
const target = Object.freeze(Object.create(null) as object);

function node(key: string): object {
  return new Proxy(target, {
    get(_, name) {
      if (typeof name === "symbol") return undefined;
      if (key !== "" && isFieldOperator(name)) {
        return (...operands: readonly unknown[]) => fieldOperators[name](key, operands);
      }
      return name === "entry" ? (entry: unknown) => below(key, String(entry)) : below(key, name);
    },
  });
}

function below(key: string, name: string): object {
  if (!name.includes(".")) return node(key === "" ? name : `${key}.${name}`);
  const message = `The name ${shown(name)} below ${shown(key)} has a dot in it, and no key can say that: dots separate, and cannot be escaped. Look at it in the handler.`;
  const path = "filter.advancedFilters";
  throw new FilterError([finding(buildFindings, "key-has-dot", { message, path, value: name })]);
}
