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
  /** Teams with a stack of their own on this stack's topic; none when absent. */
  readonly teamStacks?: readonly string[];
  /** The component that is planned, where it is not a stack of a project: messages speak of its arguments. */
  readonly component?: string;
  /** When every subscription expires that does not say so itself; ISO 8601, in UTC. */
  readonly expires?: string | undefined;
}
