/**
 * The text at hand, folded letter by letter into an array that is kept from text to text: reading it costs the same
 * wherever a letter stands, and a little way before the text and after it there is something to read too, though it
 * means nothing.
 */
export interface Reading {
  letters: Uint16Array;
  /** Where the text begins in it. */
  start: number;
  length: number;
}

export function reading(): Reading {
  return { letters: new Uint16Array(0), start: 0, length: 0 };
}

/** Reads the first letters of a text, as many as are needed, with `room` before it and after it. */
export function read(reading: Reading, text: string, fold: Uint16Array, needed: number, room: number): void {
  const size = text.length + 2 * room;
  if (reading.letters.length < size) reading.letters = new Uint16Array(2 * size);
  const { letters } = reading;
  const count = Math.min(text.length, needed);
  for (let at = 0; at < count; at += 1) letters[room + at] = fold[text.charCodeAt(at)] ?? 0;
  reading.start = room;
  reading.length = text.length;
}
