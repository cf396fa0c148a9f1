import { describe, expect, test } from "vitest";
import { textOfBytes, textOfStream } from "../../src/text/utf8.ts";

const json = '{"name":"é"}';
const utf16 = (order: "le" | "be", mark: boolean): Uint8Array => {
  const bytes = Buffer.from(mark ? `\uFEFF${json}` : json, "utf16le");
  return order === "le" ? bytes : bytes.swap16();
};

async function streamed(bytes: Uint8Array): Promise<string> {
  const pieces = async function* () {
    for (let at = 0; at < bytes.length; at += 5) yield bytes.subarray(at, at + 5);
  };
  let text = "";
  for await (const piece of textOfStream(pieces(), "f")) text += piece;
  return text;
}

test("UTF-8, with or without a mark, is read", async () => {
  for (const mark of ["", "\uFEFF"]) {
    const bytes = Buffer.from(`${mark}${json}`);
    expect([textOfBytes(bytes, "f"), await streamed(bytes)]).toEqual([json, json]);
  }
});

test("a stream is cut wherever its pieces end: inside a letter, before a mark that is a letter here", async () => {
  for (const text of ["1234é567€9012345678😀", "12345\uFEFF7890123456789"])
    expect(await streamed(Buffer.from(text))).toBe(text);
});

test("UTF-16 is read, as PowerShell writes it and without a mark", async () => {
  for (const order of ["le", "be"] as const) {
    for (const mark of [true, false]) {
      const bytes = utf16(order, mark);
      expect([textOfBytes(bytes, "f"), await streamed(bytes)]).toEqual([json, json]);
    }
  }
});

describe("another encoding is named", () => {
  test.each<[string, Uint8Array, RegExp]>([
    ["Latin-1", Buffer.from(json, "latin1"), /^f is not UTF-8: .*Latin-1/],
    ["a letter without its end", Buffer.from("1234é5678901234", "utf8").subarray(0, 5), /^f is not UTF-8/],
    ["a letter whose end is another letter", Buffer.from("1234\xc3567890123", "latin1"), /^f is not UTF-8/],
    ["a half of UTF-16", utf16("le", true).subarray(0, -1), /^f begins as UTF-16/],
  ])("%s", async (_, bytes, message) => {
    expect(() => textOfBytes(bytes, "f")).toThrow(message);
    await expect(streamed(bytes)).rejects.toThrow(message);
  });
});
