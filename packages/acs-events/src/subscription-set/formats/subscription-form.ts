import type { Finding } from "../../filters/finding.ts";
import type { SubscriptionJson } from "../read-subscription.ts";

/** One form in which event subscriptions are written, recognised by its content. */
export interface SubscriptionForm {
  readonly name: FormName;
  /** What it is, for the reader whose file is none of them. */
  readonly accepts: string;
  readonly recognises: (json: unknown) => boolean;
  /** What is wrong with the body of JSON that the form recognises, so that nothing in it can be relied on. */
  readonly broken?: (json: unknown) => string | undefined;
  /** Takes the subscriptions out of JSON that the form recognises, in its order. */
  readonly sources: (json: unknown, options?: FormOptions) => FormContent;
}

/** What a reader may be told beside the text itself. */
export interface FormOptions {
  /** The values of a template's parameters, by name. */
  readonly parameters?: ReadonlyMap<string, unknown>;
}

export type FormName =
  | "az-list"
  | "rest-list"
  | "one-subscription"
  | "arm-template"
  | "pulumi-preview"
  | "pulumi-stack"
  | "terraform-show"
  | "terraform-files"
  | "plan"
  | "filter";

export interface FormContent {
  readonly sources: readonly SubscriptionJson[];
  /** What is to be said about the set. */
  readonly findings: readonly Finding[];
}
