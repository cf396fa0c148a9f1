/** Where a webhook's secrets are, and whether the stack's file keeps them encrypted. */
export interface EndpointSecrets {
  readonly query: "encrypted" | "plain" | undefined;
  readonly headers: "encrypted" | "plain" | undefined;
}

/** By the endpoint's name; an endpoint that is not there has no secret. */
export type SecretsByEndpoint = Readonly<Record<string, EndpointSecrets>>;

/** A secret of the stack's configuration as its file has it: cipher text, or text that everybody can read. */
type WrittenSecret = string | { readonly secure: string };

/**
 * What a plan does not say and rules ask for, from `acs-events:secrets` as it is in the stack's file. Only for the
 * file: in the program every value is decrypted already.
 */
export function secretsByEndpoint(
  secrets: Readonly<
    Record<
      string,
      {
        readonly query?: WrittenSecret | undefined;
        readonly headers?: Readonly<Record<string, WrittenSecret>> | undefined;
      }
    >
  >,
): SecretsByEndpoint {
  return Object.fromEntries(
    Object.entries(secrets).map(([endpoint, { query, headers }]) => [
      endpoint,
      { query: stateOf(query === undefined ? [] : [query]), headers: stateOf(Object.values(headers ?? {})) },
    ]),
  );
}

function stateOf(secrets: readonly WrittenSecret[]): "encrypted" | "plain" | undefined {
  if (secrets.length === 0) return undefined;
  return secrets.every((one) => typeof one === "object") ? "encrypted" : "plain";
}
