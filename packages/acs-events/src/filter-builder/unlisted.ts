declare const notDocumented: unique symbol;

/** A value that is not among the documented ones of its field. */
export type Unlisted = string & { readonly [notDocumented]: "value" };

/**
 * A value that the service has and the documentation does not, or writes in another case, as the condition takes it:
 * `event.data.deliveryStatus.isIn("Failed", unlisted("Expired"))`. `npx acs-events check` still points at it. One that
 * is here to stay belongs in this package's catalog (`src/catalog/payloads`).
 */
export function unlisted(value: string): Unlisted {
  // The brand exists for the compiler only.
  return value as Unlisted;
}
