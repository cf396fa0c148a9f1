import type { TextField } from "../../filter-builder/field-operators.ts";
import type { AdvancedFilter } from "../../filters/advanced-filter.ts";
import { shown } from "../../filters/azure-json/json-value.ts";

/** What is wrong with one of your senders: an address, or a whole domain written `@contoso.example`. */
function problem(value: string): string | undefined {
  if (/^[^@\s/]*@[^@\s/]+$/.test(value)) return undefined;
  return `${shown(value)} is not a sender: write an address like "news@contoso.example", or "@contoso.example" for a whole domain.`;
}

/** Conditions on one key must all hold, and an address is compared whole where a domain is compared at the end. */
function problemOfAll(values: readonly string[]): string | undefined {
  const domains = values.filter(isDomain);
  if (domains.length === 0 || domains.length === values.length) return undefined;
  return `It has whole domains (${domains.map(shown).join(", ")}) beside addresses, and one subscription takes one or the other. Use the template twice.`;
}

/** The option `senders`, as both templates for e-mails describe it. */
export const sendersOption = Object.freeze({
  kind: "texts",
  required: false,
  description: "Your senders: addresses, or whole domains with @ in front",
  example: "news@contoso.example",
  otherwise: "e-mails of all your senders",
  problem,
  problemOfAll,
});

/** For `where`: e-mails of these senders; of all where there are none to choose by. */
export function emailSenderConditions(sender: TextField, senders: readonly string[] = []): readonly AdvancedFilter[] {
  const distinct = [...new Set(senders)];
  if (distinct.length === 0) return [];
  return [distinct.every(isDomain) ? sender.endsWith(...distinct) : sender.isIn(...distinct)];
}

function isDomain(sender: string): boolean {
  return sender.startsWith("@");
}
