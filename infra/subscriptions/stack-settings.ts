import type { SettingsOverrides } from "./delivery-settings.ts";
import type { Endpoint } from "./endpoint.ts";

/** What a plan needs to know of the stack; the program and the command line both read it from the stack's configuration. */
export interface StackSettings<Values = Readonly<Record<string, unknown>>> {
  readonly name: string;
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  readonly defaults: SettingsOverrides;
  /** The container for undelivered events. */
  readonly deadLetterContainer: string;
  readonly values: Values;
}
