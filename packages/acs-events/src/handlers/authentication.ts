/** What authentication looks at: never the body. */
export interface RequestHead {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  header(name: string): string | undefined;
}

export type AuthenticationResult =
  | { readonly kind: "accepted" }
  /** The request shows nothing of what was asked for. */
  | { readonly kind: "absent"; readonly reason: string }
  /** The request shows something that is not accepted. */
  | { readonly kind: "refused"; readonly reason: string }
  /** It cannot be decided now: the sender should try again. */
  | { readonly kind: "unavailable"; readonly reason: string };

/** Decides who may deliver. Reasons are for the log and the answer: they never hold what was shown. */
export interface Authentication {
  readonly authenticate: (head: RequestHead) => AuthenticationResult | Promise<AuthenticationResult>;
  /**
   * Whether Event Grid certainly shows its credentials in the validation handshake as well. It does for a query of the
   * endpoint's URL; for headers and bearer tokens that is not documented.
   */
  readonly inHandshake: boolean;
}
