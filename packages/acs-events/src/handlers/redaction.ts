import { isEventType } from "../catalog/event-types.ts";
import { sensitiveTexts } from "../catalog/payloads/sensitive-texts.ts";
import type { ReceivedEvent } from "./event.ts";
import type { LogFields, Logger } from "./log.ts";

const hidden = "[redacted]";

/** Within a longer text, shorter values are not looked for: they would occur by chance. */
const minimumLength = 4;

/**
 * Takes the message, the names and the telephone numbers of an event out of a text: what the payload tables do not mark
 * as loggable, and the subject, whose segments are numbers and ids.
 */
export function redactorOf({ type, subject, data }: ReceivedEvent): (text: string) => string {
  const texts = [
    ...(isEventType(type) ? sensitiveTexts(type, data) : []),
    ...subject.split("/").filter(isNumberOrAddress),
  ];
  const whole = new Set(texts);
  // The longest first: a number with a plus holds the number without it.
  const parts = [...new Set(texts.flatMap(variantsOf))]
    .filter(({ length }) => length >= minimumLength)
    .sort((a, b) => b.length - a.length);
  return (text) => {
    if (whole.has(text)) return hidden;
    let redacted = text;
    for (const part of parts) if (redacted.includes(part)) redacted = redacted.replaceAll(part, hidden);
    return redacted;
  };
}

function isNumberOrAddress(segment: string): boolean {
  return /\d{4}|@/.test(segment);
}

/** A telephone number is written with and without plus. */
function variantsOf(text: string): readonly string[] {
  return /^\+\d+$/.test(text) ? [text, text.slice(1)] : [text];
}

/** A logger for the handlers of one event: whatever they log, the event's sensitive texts are not in it. */
export function redactingLogger(log: Logger, event: ReceivedEvent): Logger {
  let redact: ((text: string) => string) | undefined;
  const clean = (fields: LogFields): LogFields =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, typeof value === "string" ? redactText(value) : value]),
    );
  const redactText = (text: string): string => {
    redact ??= redactorOf(event);
    return redact(text);
  };
  return {
    debug: (fields, message) => log.debug(clean(fields), redactText(message)),
    info: (fields, message) => log.info(clean(fields), redactText(message)),
    warn: (fields, message) => log.warn(clean(fields), redactText(message)),
    error: (fields, message) => log.error(clean(fields), redactText(message)),
  };
}
