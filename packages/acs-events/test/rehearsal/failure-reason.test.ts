import { expect, test } from "vitest";
import type { Diagnostic } from "../../src/engine/rehearsal-stack.ts";
import { whyNotDelivered, whyNotDeployed } from "../../src/rehearsal/failure-reason.ts";
import type { EmittedEvent, RehearsedDelivery } from "../../src/rehearsal/result.ts";

const error = (message: string, resource?: string): Diagnostic => ({
  kind: "diagnostic",
  severity: "error",
  message,
  ...(resource === undefined ? {} : { resource }),
});
const refusal = (name: string, resource: string, mandatory = true): Diagnostic => ({
  ...error(`policy ${name}: What it wants.\nmaxDeliveryAttempts is 30; 2 to 10 is allowed here.`, resource),
  policy: { name, mandatory },
});

test.each<[string, readonly Diagnostic[], string]>([
  [
    "a mandatory policy, whatever else failed",
    [error("update failed"), refusal("advice", "z", false), refusal("retry-within-bounds", "support-texts")],
    "Not deployed: the mandatory policy retry-within-bounds refuses support-texts: maxDeliveryAttempts is 30; 2 to 10 is allowed here.",
  ],
  [
    "two of them, and many subscriptions",
    [..."abcde"].map((name) => refusal("retry-within-bounds", name)).concat(refusal("owner-labelled", "a")),
    "Not deployed: the mandatory policy retry-within-bounds refuses a, b, c and 2 more: maxDeliveryAttempts is 30; 2 to 10 is allowed here. 1 more mandatory policy refuses.",
  ],
  [
    "a resource",
    [
      error("update failed"),
      error('1 error occurred:\n\t* Azure refuses to create the event subscription "texts": no.\n\n', "texts"),
      error("another", "calls"),
    ],
    'Not deployed: texts: Azure refuses to create the event subscription "texts": no. 1 more failed.',
  ],
  [
    "the program",
    [error("The stack has 1 problem; nothing is deployed.\n\n  a\n")],
    "Not deployed: The stack has 1 problem; nothing is deployed.",
  ],
  ["nothing", [error("update failed")], "Not deployed: the engine failed without a reason."],
])("why it was not deployed: %s", (_, diagnostics, line) => {
  expect(whyNotDeployed(diagnostics)).toBe(line);
});

test("which events did not arrive: the first, and the subscriptions of the others", () => {
  const emitted = (...deliveries: RehearsedDelivery[]): EmittedEvent => ({
    event: { id: "1", eventType: "Microsoft.Communication.SMSReceived", subject: "/", eventTime: "", data: {} },
    from: "article",
    deliveries,
    misses: [],
  });
  const fine: RehearsedDelivery = { subscription: "fine", outcome: "delivered" };
  expect(whyNotDelivered([emitted(), emitted(fine)])).toBeUndefined();
  const down: RehearsedDelivery = { subscription: "down", outcome: "dropped", detail: "given up after 1 attempt" };
  expect(whyNotDelivered([emitted(fine, down)])).toBe(
    "Not delivered: SMSReceived to down (dropped): given up after 1 attempt.",
  );
  expect(
    whyNotDelivered([emitted({ subscription: "a", outcome: "not-contacted" }), emitted(down), emitted(down)]),
  ).toBe("Not delivered: SMSReceived to a (not-contacted). Events of down did not arrive either.");
});
