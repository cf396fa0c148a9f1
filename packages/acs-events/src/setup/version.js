/**
 * The version in a text such as `v3.274.1`, `v22.23.3`, `go1.26.8`, `go1.21` or `3.275.0-alpha.x`, as three numbers.
 * What follows the numbers (a pre-release, a build) is omitted.
 *
 * @param {string} text
 * @returns {readonly [number, number, number] | undefined} undefined when the text holds no version
 */
export function parseVersion(text) {
  const found = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  if (found === null) return undefined;
  return [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
}

/**
 * Whether the version in `text` is `oldest` or newer; false when either text holds no version.
 *
 * @param {string} text
 * @param {string} oldest
 */
export function isAtLeast(text, oldest) {
  const version = parseVersion(text);
  const limit = parseVersion(oldest);
  if (version === undefined || limit === undefined) return false;
  if (version[0] !== limit[0]) return version[0] > limit[0];
  if (version[1] !== limit[1]) return version[1] > limit[1];
  return version[2] >= limit[2];
}
