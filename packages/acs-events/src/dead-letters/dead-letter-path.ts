/** Where a dead letter lies: the subscription in upper case, the hour in UTC without padding, and a GUID. */
export interface DeadLetterPath {
  readonly subscription: string;
  /** The hour in which Event Grid wrote it, ISO 8601. */
  readonly hour: string;
}

/** `<SUBSCRIPTION>/<yyyy>/<M>/<d>/<H>/<guid>.json` (Azure documentation, manage-event-delivery). */
const pattern = /^([-A-Z0-9]{3,64})\/(\d{4})\/(\d{1,2})\/(\d{1,2})\/(\d{1,2})\/[^/]+\.json$/;

/** Reads the path of a blob; undefined for what is not a dead letter of Event Grid. */
export function parseDeadLetterPath(path: string): DeadLetterPath | undefined {
  const [, subscription, year, month, day, hour] = pattern.exec(path) ?? [];
  if (subscription === undefined) return undefined;
  const time = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour)));
  return { subscription, hour: time.toISOString() };
}
