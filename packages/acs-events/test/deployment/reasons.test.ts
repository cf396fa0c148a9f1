import { expect, test } from "vitest";
import { reasonsOf } from "../../src/deployment/reasons.ts";

test.each([
  {
    what: "what the engine reported, each once",
    error: new Error("code: -2\n stderr: error: update failed"),
    messages: ["no such topic\n", "1 error occurred:\n\t* no such topic\n\n", "update failed"],
    reasons: ["no such topic"],
  },
  {
    what: "what the command printed, where the engine could not begin",
    error: new Error(
      "code: -2\n stdout: \n stderr: Command failed with exit code 255: pulumi preview\nerror: PULUMI_ACCESS_TOKEN must be set for login\n err?: Error: Command failed\nerror: PULUMI_ACCESS_TOKEN must be set for login\n",
    ),
    messages: [],
    reasons: ["PULUMI_ACCESS_TOKEN must be set for login"],
  },
  {
    what: "what was thrown, where nobody says more",
    error: "ENOSPC\n",
    messages: ["preview failed"],
    reasons: ["ENOSPC"],
  },
])("$what", ({ error, messages, reasons }) => {
  expect(reasonsOf(error, messages)).toEqual(reasons);
});
