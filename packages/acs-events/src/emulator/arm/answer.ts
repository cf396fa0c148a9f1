import { ownWords, type Refusal } from "../resources/refusal.ts";

/** What ARM answers to a request. */
export interface ArmReply {
  readonly status: number;
  /** JSON; absent where Azure sends none. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The answer to a request that is carried out at once. */
export function ok(body: unknown, status = 200): ArmReply {
  return { status, body };
}

/** An error in Azure's form. */
export function errorAnswer(status: number, code: string, message: string): ArmReply {
  return { status, body: { error: { code, message } } };
}

/** The statuses that go with codes of Azure; everything else that is refused is a bad request. */
const statuses: Readonly<Record<string, number>> = {
  Conflict: 409,
  HostNamePrefixTaken: 409,
  ParentResourceNotFound: 404,
  ResourceGroupNotFound: 404,
  ResourceNotFound: 404,
  StorageAccountAlreadyTaken: 409,
};

/** The status and the error object of a request that is refused for `refusals`, of which there is at least one. */
export function errorOfRefusals(refusals: readonly Refusal[]): {
  readonly status: number;
  readonly error: Readonly<Record<string, unknown>>;
} {
  const errors = refusals.map(errorOf);
  const [first = { code: "InvalidRequest", message: "no reason given" }] = errors;
  const details = errors.length < 2 ? {} : { details: errors };
  return { status: statuses[first.code] ?? 400, error: { ...first, ...details } };
}

/** The answer for a request that is refused: Azure's own words where they are known. */
export function refusedAnswer(refusals: readonly Refusal[]): ArmReply {
  const { status, error } = errorOfRefusals(refusals);
  return { status, body: { error } };
}

function errorOf({ code = "InvalidRequest", path, message, cited }: Refusal): {
  readonly code: string;
  readonly message: string;
} {
  if (cited) return { code, message };
  return { code, message: `${path === undefined ? "" : `${path}: `}${message} (${ownWords})` };
}
