/** A mistake that the user can fix: its message is all that is shown. */
export class UserError extends Error {
  override readonly name = "UserError";
  /** Whether there are lines in the message that are copied: a terminal must not break them. */
  readonly hasCode: boolean;

  constructor(message?: string, { hasCode = false }: { readonly hasCode?: boolean } = {}) {
    super(message);
    this.hasCode = hasCode;
  }
}
