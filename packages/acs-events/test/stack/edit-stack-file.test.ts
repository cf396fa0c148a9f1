import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { setInStackFile } from "../../src/stack/edit-stack-file.ts";

/** As the file of a new project: examples in comments, at every depth, and blank lines. */
const file = `# The dev stack.
config:
  # Where it is.
  azure-native:location: westeurope

  acs-events:communication:
    dataLocation: Europe # at rest
    # name: contoso-dev               # unique
    # protect: true
  # … or one that exists already:
  # acs-events:communication:
  #   existing: /subscriptions/…

  # Where events can go.
  acs-events:endpoints:
    # Made by the program:
    support-queue:
      kind: storage-queue # or service-bus-queue
      create: true
    sms-handlers:
      kind: webhook
      path: /api/sms
      # url: https://handlers.contoso.example/api/sms
    # Things that exist already:
    # crm: { kind: azure-function, id: /subscriptions/… }

  # Secrets:
  # acs-events:secrets:
  #   sms-handlers: { query: { secure: … } }

  acs-events:values:
    supportNumbers: "1555" # in quotes

  # If omitted:
  # acs-events:expires: "2027-01-31T00:00:00Z"
`;
const endpoints = ["config", "acs-events:endpoints"];
const linesOf = (text: string): readonly string[] => text.split("\n");

test("a new endpoint is added behind the last one; every other line stays where it is", () => {
  const after = setInStackFile(file, [...endpoints, "calls"], { kind: "event-hub", id: "/hub" });
  const added = ["    calls:", "      kind: event-hub", "      id: /hub"];
  const at = linesOf(file).indexOf("      path: /api/sms") + 1;
  expect(linesOf(after)).toEqual([...linesOf(file).slice(0, at), ...added, ...linesOf(file).slice(at)]);
});

test("a setting is added at the end of the configuration, before the comments after its last one", () => {
  const after = setInStackFile(file, ["config", "acs-events:deadLetters"], { container: "lost" });
  expect(after).toContain(`    supportNumbers: "1555" # in quotes
  acs-events:deadLetters:
    container: lost

  # If omitted:
`);
  expect(linesOf(after).filter((line) => !/deadLetters|container: lost/.test(line))).toEqual(linesOf(file));
});

test("a setting that is replaced stays as a comment, with the comments beside it", () => {
  const after = setInStackFile(file, ["config", "acs-events:communication"], { existing: "/acs", systemTopic: "/t" });
  expect(after).toContain(`
  acs-events:communication:
    existing: /acs
    systemTopic: /t
    # dataLocation: Europe # at rest
    # name: contoso-dev               # unique
    # protect: true
  # … or one`);
  expect(linesOf(after).length).toBe(linesOf(file).length + 2);
});

test("what is nested in a setting that is replaced keeps its depth as a comment", () => {
  const before = "config:\n  a:\n    b:\n      c: 1\n\n    # d: 2\n    e: 3\n  f: 4\n";
  expect(setInStackFile(before, ["config", "a"], { g: 5 })).toBe(
    "config:\n  a:\n    g: 5\n    # b:\n    #   c: 1\n\n    # d: 2\n    # e: 3\n  f: 4\n",
  );
});

describe("maps that are missing or empty", () => {
  test.each([
    ["", "config:\n  acs-events:endpoints:\n    a:\n      b: 1\n"],
    ["# Nothing yet.", "# Nothing yet.\nconfig:\n  acs-events:endpoints:\n    a:\n      b: 1\n"],
    ["config:\n", "config:\n  acs-events:endpoints:\n    a:\n      b: 1\n"],
    ["config: {} # none\n", "config: # none\n  acs-events:endpoints:\n    a:\n      b: 1\n"],
    [
      "config:\n    acs-events:endpoints: {}\n    # c\n    d: 1\n",
      "config:\n    acs-events:endpoints:\n      a:\n        b: 1\n    # c\n    d: 1\n",
    ],
    [
      "config:\r\n  acs-events:endpoints:\r\n    c: { d: 1 }\r\n",
      "config:\r\n  acs-events:endpoints:\r\n    c: { d: 1 }\r\n    a:\r\n      b: 1\r\n",
    ],
  ])("%j", (before, after) => {
    expect(setInStackFile(before, [...endpoints, "a"], { b: 1 })).toBe(after);
  });
});

test.each([
  "config: { acs-events:endpoints: { c: { d: 1 } } } # all\n",
  "config:\n  ? acs-events:endpoints\n  : { c: { d: 1 } }\n",
  "config:\n  acs-events:endpoints: &all { c: { d: 1 } }\n",
])("a form in which no line can be added is written anew, with its comments: %j", (before) => {
  const after = setInStackFile(before, [...endpoints, "a"], { b: 1 });
  expect(parse(after)).toEqual({ config: { "acs-events:endpoints": { c: { d: 1 }, a: { b: 1 } } } });
  expect(after.includes("# all")).toBe(before.includes("# all"));
});
