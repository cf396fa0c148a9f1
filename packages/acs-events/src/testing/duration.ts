const units: Readonly<Record<string, number>> = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Reads `"2 hours"`, `"90 seconds"`; a number is milliseconds. Throws for what is neither. */
export function millisecondsOf(duration: string | number): number {
  if (typeof duration === "number" && duration >= 0) return duration;
  const [, count = "", unit = ""] = /^(\d+(?:\.\d+)?) (second|minute|hour|day)s?$/.exec(String(duration)) ?? [];
  const length = units[unit];
  if (length !== undefined) return Number(count) * length;
  throw new RangeError(
    `Invalid duration ${JSON.stringify(duration)}: write milliseconds, or a number and seconds, minutes, hours or days: "2 hours".`,
  );
}
