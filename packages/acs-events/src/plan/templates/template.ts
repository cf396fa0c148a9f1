import type { EventType } from "../../catalog/event-types.ts";
import type { SubscriptionOptions } from "../subscription.ts";

/**
 * What a template is, as data: the command line offers, explains and writes by it. The template itself is a plain
 * function beside it that returns subscriptions.
 */
export interface Template {
  /** What one says on the command line: `sms-inbox`. */
  readonly name: string;
  /** The function's name in a team file: `smsInbox`. */
  readonly function: string;
  /** Its need in a few words: "texts to your numbers". */
  readonly summary: string;
  /** One sentence: which events it matches. */
  readonly catches: string;
  /** One sentence: which it does not, and where to look for them. */
  readonly leavesOut: string;
  /** The name that a subscription of it is usually given: `inbox`. */
  readonly subscription: string;
  /** All event types that its filters can list, whatever the options; they say when it ends (`retirement.ts`). */
  readonly eventTypes: readonly EventType[];
  readonly options: readonly TemplateOption[];
}

/** An option of a template beside those that every template takes (`TemplateOptions`). */
export interface TemplateOption {
  /** As in the team file: `numbersBeginWith`. */
  readonly name: string;
  readonly kind: "text" | "texts" | "boolean";
  readonly required: boolean;
  /** What it is, in the words of a question: "Area code or number, digits only". */
  readonly description: string;
  /** For `text` and `texts`: the only values that there are, where they are known. */
  readonly allowed?: readonly string[];
  /** A value that works, as it is typed at the command line: `1206`. */
  readonly example: string;
  /** What holds when it is omitted, in words; absent when it is required. */
  readonly otherwise?: string;
  /** Says what is wrong with one value, in a sentence, or nothing. */
  readonly problem?: (value: string) => string | undefined;
  /** The same of all values of `texts` together, where each may be right by itself. */
  readonly problemOfAll?: (values: readonly string[]) => string | undefined;
}

/** What every template takes: where events go and how, but never the filter, which is the template's own. */
export type TemplateOptions = Omit<SubscriptionOptions, "filter">;
