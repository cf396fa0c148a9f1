import { describe, expect, test } from "vitest";
import type { Change, Review, ReviewFinding, Route } from "../../src/review/change.ts";
import { renderMermaid } from "../../src/review/mermaid.ts";
import { sharedReview } from "./shared-review.ts";

const review = sharedReview();
const of = (changes: readonly Change[]): Review => ({ ...review, changes });
const route = (endpoint: string, ...types: string[]): Route => ({
  eventTypes: types.map((type) => `Microsoft.Communication.${type}`),
  endpoint,
});
const narrowed: ReviewFinding = { id: "filter-narrowed", level: "warning", message: "" };
const change = (
  subscription: string,
  routes: Change["routes"],
  findings: readonly ReviewFinding[] = [narrowed],
): Change => ({
  subscription,
  kind: "changed",
  filter: { relation: "narrowed", lost: null, gained: null },
  routes,
  findings,
});
const classes = [
  "  classDef error stroke:#cf222e,stroke-width:3px",
  "  classDef warning stroke:#bf8700,stroke-width:3px",
  "  classDef info stroke:#0969da,stroke-width:1px",
];

test("what is new is thick, what is no more dotted, what stays plain; one box a type and an endpoint", () => {
  const changes = [
    change("a", { base: route("old", "SMSReceived", "CallEnded"), head: route("new", "SMSReceived", "CallStarted") }),
    change("b", { base: null, head: route("new", "SMSReceived") }),
  ];
  expect(renderMermaid(of(changes))?.split("\n")).toEqual([
    "flowchart LR",
    '  t0["SMSReceived"]',
    '  t1["CallEnded"]',
    '  t2["CallStarted"]',
    '  e0(["old"])',
    '  e1(["new"])',
    '  s0["a<br/>narrowed"]:::warning',
    "  t0 --> s0",
    "  t1 -.-> s0",
    "  t2 ==> s0",
    "  s0 -.-> e0",
    "  s0 ==> e1",
    '  s1["b<br/>narrowed"]:::warning',
    "  t0 ==> s1",
    "  s1 ==> e1",
    ...classes,
  ]);
});

test("many types are one box, and so is every type", () => {
  const seven = ["A", "B", "C", "D", "E", "F", "G"];
  const picture = renderMermaid(
    of([change("a", { base: route("q", ...seven), head: { eventTypes: "All", endpoint: "q" } })]),
  );
  expect(picture).toContain('t0["7 event types"]\n  t1["every event type"]');
});

describe("the frame is that of the most severe finding", () => {
  const accepted = { ...narrowed, accepted: { reason: "r", expires: "2027-01-31" } };
  test.each<[string, readonly ReviewFinding[], string]>([
    ["of several", [{ ...narrowed, level: "error" }, narrowed], "error"],
    ["that nobody accepted", [accepted, { id: "filter-same", level: "info", message: "" }], "info"],
    ["or info, where all are accepted", [accepted], "info"],
  ])("%s", (_, findings, level) => {
    expect(renderMermaid(of([change("a", { base: null, head: null }, findings)]))).toContain(`:::${level}\n`);
  });
});

test("what others wrote cannot end a label or draw something", () => {
  const picture = renderMermaid(of([change('a"]; x --> y', { base: null, head: route("`q`<b>#&\n", "SMSReceived") })]));
  expect(picture).toContain('s0["a#34;#93;#59; x --#62; y<br/>narrowed"]');
  expect(picture).toContain('e0(["#96;q#96;#60;b#62;#35;#38;#10;"])');
});

test("thirty subscriptions at most, the gravest, and it says how many more", () => {
  const infos = Array.from({ length: 40 }, (_, index) =>
    change(`info-${index}`, { base: null, head: null }, [{ id: "filter-same", level: "info", message: "" }]),
  );
  const picture = renderMermaid(of([...infos, change("grave", { base: null, head: null })])) ?? "";
  expect(picture).toContain('s0["grave<br/>narrowed"]');
  expect(picture.match(/<br\/>/g)).toHaveLength(30);
  expect(picture).toContain('rest["and 11 more subscriptions"]');
});

test("no picture of nothing", () => expect(renderMermaid(of([]))).toBeUndefined());
