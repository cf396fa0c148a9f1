/**
 * The schema of a project's own values, as far as types go: a zod object has this. Written out, so that the package's
 * declarations do not need zod's.
 */
export interface ValuesSchema<Values = unknown> {
  readonly _zod: { readonly output: Values };
}
