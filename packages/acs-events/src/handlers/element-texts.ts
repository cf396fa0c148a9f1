/** How deep arrays and objects may be nested. The payloads of Communication Services need 6 levels. */
export const maximumDepth = 64;

/**
 * Whether a value that was parsed from JSON nests arrays and objects deeper than `left` levels. `JSON.parse` takes any
 * depth; what is called with the value afterwards may not.
 */
export function isTooDeep(value: unknown, left = maximumDepth): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (left === 0) return true;
  if (Array.isArray(value)) {
    for (const one of value) if (typeof one === "object" && isTooDeep(one, left - 1)) return true;
    return false;
  }
  const object = value as Readonly<Record<string, unknown>>;
  for (const name in object) {
    const one = object[name];
    if (typeof one === "object" && isTooDeep(one, left - 1)) return true;
  }
  return false;
}

/** The elements of a JSON array as they stand in its text, without the spaces around them. `json` is valid JSON. */
export function elementTexts(json: string): readonly string[] {
  const texts: string[] = [];
  let start = json.indexOf("[") + 1;
  let depth = 0;
  for (let index = start; index < json.length; index += 1) {
    const code = json.charCodeAt(index);
    if (code === 0x22) {
      index = endOfString(json, index);
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
    } else if ((code === 0x2c || code === 0x5d) && depth === 0) {
      const text = json.slice(start, index).trim();
      if (text !== "") texts.push(text);
      if (code === 0x5d) return texts;
      start = index + 1;
    } else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
    }
  }
  return texts;
}

/** The index of the quote that ends the string that begins at `start`; the end of the text if none does. */
function endOfString(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end === -1 ? json.length : end;
}

/** Whether an odd number of backslashes stands before `index`. */
function isEscaped(json: string, index: number): boolean {
  let before = index - 1;
  while (json.charCodeAt(before) === 0x5c) before -= 1;
  return (index - before) % 2 === 0;
}
