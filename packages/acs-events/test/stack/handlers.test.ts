import { expect, test } from "vitest";
import { parseStackConfig } from "../../src/stack/parse.ts";
import { sampleValues } from "../sample-project.ts";

const least = {
  "acs-events:communication": { dataLocation: "Europe" },
  "acs-events:values": { supportNumbers: "1555" },
};
const parse = (more: object) => parseStackConfig({ ...least, ...more }, "dev", sampleValues);

test("an app for the handlers needs its kind alone", () => {
  const parsed = parse({ "acs-events:handlers": { kind: "function-app" } });
  expect(parsed).toMatchObject({
    ok: true,
    config: {
      handlers: {
        kind: "function-app",
        nodeVersion: "22",
        instanceMemoryMB: 2048,
        maximumInstances: 100,
        alwaysReady: {},
        settings: {},
      },
    },
  });
});

test("without the key there is no app, and no alert rules", () => {
  const parsed = parse({});
  expect(parsed.ok && [parsed.config.handlers, parsed.config.alerts]).toEqual([undefined, undefined]);
});

test.each<[string, object, string]>([
  ["another kind", { "acs-events:handlers": { kind: "container-app" } }, "acs-events:handlers.kind"],
  [
    "fewer instances than are offered everywhere",
    { "acs-events:handlers": { kind: "function-app", maximumInstances: 10 } },
    "acs-events:handlers.maximumInstances",
  ],
  [
    "a setting that the platform decides about",
    { "acs-events:handlers": { kind: "function-app", settings: { FUNCTIONS_WORKER_RUNTIME: "node" } } },
    "acs-events:handlers.settings.FUNCTIONS_WORKER_RUNTIME",
  ],
  [
    "a function's name with capitals, which Azure answers in lower case",
    { "acs-events:handlers": { kind: "function-app", alwaysReady: { SMS: 1 } } },
    "acs-events:handlers.alwaysReady.SMS",
  ],
  [
    "a function without an app",
    { "acs-events:endpoints": { calls: { kind: "azure-function", create: true } } },
    "acs-events:handlers",
  ],
  ["no e-mail address", { "acs-events:alerts": { email: "support" } }, "acs-events:alerts.email"],
  ["an unknown key", { "acs-events:handlers": { kind: "function-app", memory: 512 } }, "acs-events:handlers.memory"],
])("%s is refused, with its place", (_, config, path) => {
  const parsed = parse(config);
  expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.path)).toEqual([path]);
});
