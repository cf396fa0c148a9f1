/** The status of an answer of Table Storage, and the code in it; undefined if there was no answer. */
export function statusOf(error: unknown): number | undefined {
  const status = typeof error === "object" && error !== null && "statusCode" in error ? error.statusCode : undefined;
  return typeof status === "number" ? status : undefined;
}

/** The row exists (409), was changed by somebody else (412), or is gone (404): not a failure, but an answer. */
export function isConflict(error: unknown): boolean {
  const status = statusOf(error);
  return status === 409 || status === 412 || status === 404;
}
