/** @param {string} iso */
export function timeOf(iso) {
  return iso === "" ? "" : new Date(iso).toLocaleTimeString(undefined, { hour12: false });
}

/** @param {string} iso */
export function momentOf(iso) {
  return new Date(iso).toLocaleString(undefined, { hour12: false });
}

const units = /** @type {const} */ ([
  [86_400_000, "day"],
  [3_600_000, "hour"],
  [60_000, "minute"],
  [1_000, "second"],
]);

/**
 * How long something takes, in words: `1 hour 30 minutes`.
 * @param {number} milliseconds
 */
export function durationOf(milliseconds) {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  let left = Math.round(milliseconds / 1_000) * 1_000;
  /** @type {string[]} */
  const parts = [];
  for (const [size, name] of units) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count} ${name}${count === 1 ? "" : "s"}`);
  }
  return parts.slice(0, 2).join(" ");
}
