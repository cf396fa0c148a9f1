import { describe, expect, test } from "vitest";
import { acsEvents } from "./command-line.ts";

describe("docs", () => {
  test("shows the page of a finding, of a policy and of an event type, and a guide", async () => {
    for (const [name, heading, part] of [
      ["subject-prefix-never-matches", "subject-prefix-never-matches", "What to do"],
      ["webhook-tls", "webhook-tls", "How to fix a violation"],
      ["Microsoft.Communication.SMSReceived", "SMSReceived", "/phonenumber/{phoneNumber}"],
      ["docs/policies.md", "Policies", "Levels and parameters of a stack"],
    ] as const) {
      const { status, stdout } = await acsEvents(["docs", name]);
      expect(status).toBe(0);
      expect(stdout.startsWith(`${heading}\n`), name).toBe(true);
      expect(stdout).toContain(part);
    }
  });

  test("an unknown name gets the nearest one", async () => {
    const { status, stderr } = await acsEvents(["docs", "webhook-tsl"]);
    expect(status).toBe(1);
    expect(stderr).toBe(
      'No guide, finding, policy or event type has the name "webhook-tsl". Did you mean "webhook-tls"?\n',
    );
  });

  test("without a name, lists all of them", async () => {
    const { stdout } = await acsEvents(["docs"]);
    for (const name of ["findings", "key-missing", "webhook-tls", "SMSReceived"]) {
      expect(stdout).toMatch(new RegExp(`^${name} `, "m"));
    }
  });
});
