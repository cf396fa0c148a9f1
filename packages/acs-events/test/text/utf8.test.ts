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

describe("another encoding is named", () => {
  test.each<[string, Uint8Array, RegExp]>([
    ["UTF-16, as PowerShell writes it", utf16("le", true), /^f is written in UTF-16 \(little endian/],
    ["UTF-16 without a mark", utf16("le", false), /^f is written in UTF-16 \(little endian/],
    ["UTF-16, big endian", utf16("be", true), /^f is written in UTF-16 \(big endian\)/],
    ["Latin-1", Buffer.from(json, "latin1"), /^f is not UTF-8: .*Latin-1/],
  ])("%s", async (_, bytes, message) => {
    expect(() => textOfBytes(bytes, "f")).toThrow(message);
    await expect(streamed(bytes)).rejects.toThrow(message);
  });
});
