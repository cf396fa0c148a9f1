import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { graphOf } from "../../src/diagram/graph.ts";
import { mermaidLimit, renderMermaid } from "../../src/diagram/mermaid.ts";
import { adversarialNames } from "./adversarial.ts";
import { company, drawn } from "./drawn.ts";

const golden = (name: string): string => fileURLToPath(new URL(`golden/${name}`, import.meta.url));

test.each([
  ["subscriptions.mmd", { by: "subscription" }],
  ["teams.mmd", { by: "team" }],
] as const)("golden/%s; accept a change by `npx vitest run test/diagram -u`", async (name, options) => {
  await expect(`${renderMermaid(graphOf(company, options))}\n`).toMatchFileSnapshot(golden(name));
});

test("names of others cannot end a label, draw something or be an icon", () => {
  const all = adversarialNames.map((name) => ({
    name,
    team: name,
    owner: name,
    endpoint: name,
    begins: name,
    types: [name],
  }));
  for (const by of ["subscription", "team"] as const) {
    const text = renderMermaid(graphOf(drawn(...all), { by }));
    for (const line of text.split("\n")) {
      // Whatever is written, a line is one of ours, and what stands in its quotes has no sign of Mermaid's.
      expect(line).toMatch(
        /^(?:flowchart LR| {2}subgraph \w+\["[^"]*"\]| {2,4}\w+(?:\["[^"]*"\]|\(\["[^"]*"\]\)):::\w+| {2}end| {2}\w+ (?:-->|-\.->)(?:\|"[^"]*"\|)? \w+| {2}linkStyle default [\w:#]+| {2}classDef [\w :#,-]+| {2}class [\w,]+ frame)$/,
      );
      const quoted = /"([^"]*)"/.exec(line)?.[1] ?? "";
      expect(quoted.replaceAll("<br/>", "").replaceAll(/#\d+;/g, "")).toMatch(/^[\p{L}\p{N} ._:/,-]*$/u);
      expect(quoted).not.toContain(":fa-");
    }
  }
});

test("nothing to draw is an empty flowchart", () => {
  expect(renderMermaid(graphOf([], { by: "subscription" }))).toBe("flowchart LR");
});

test("says why GitHub would not draw it", () => {
  const many = drawn(...Array.from({ length: 260 }, (_, index) => ({ name: `s${index}` })));
  const graph = graphOf(many, { by: "subscription" });
  expect(mermaidLimit(graph, "")).toBe("it has 520 lines, and Mermaid draws 500 at most");
  const few = graphOf(company, { by: "subscription" });
  expect(mermaidLimit(few, "x".repeat(50_001))).toBe("it has 50001 characters, and Mermaid reads 50000 at most");
  expect(mermaidLimit(few, renderMermaid(few))).toBeUndefined();
});
