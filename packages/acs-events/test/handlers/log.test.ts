import { expect, test } from "vitest";
import { reasonOf } from "../../src/handlers/log.ts";

const request = "0b8d9ca4-0bf8-42fe-827d-78255d589657";
const tail = `RequestId:${request}\nTime:2026-11-29T07:22:32.684Z`;

test.each([
  ["text", `The specified queue does not exist.\n${tail}`, "The specified queue does not exist"],
  [
    "JSON",
    JSON.stringify({
      "odata.error": { code: "TableNotFound", message: { lang: "en-US", value: `The table is not there.\n${tail}` } },
    }),
    "The table is not there",
  ],
  [
    "XML",
    `<?xml version="1.0"?>\n<Error>\n  <Code>AuthorizationFailure</Code>\n  <Message>Server failed to authenticate the request. Look at the header.\n${tail}</Message>\n</Error>`,
    "Server failed to authenticate the request. Look at the header",
  ],
])("what Azure Storage says is a sentence with the id of the request: %s", (_, message, sentence) => {
  expect(reasonOf(new Error(message))).toBe(`${sentence} (request ${request})`);
});

test("every other message stays as it is, on one line", () => {
  expect(reasonOf(new Error("connect ECONNREFUSED 127.0.0.1:9"))).toBe("connect ECONNREFUSED 127.0.0.1:9");
  expect(reasonOf("two\nlines")).toBe("two\\nlines");
});
