import { fileURLToPath } from "node:url";
import { Graphviz } from "@hpcc-js/wasm-graphviz";
import { beforeAll, expect, test } from "vitest";
import { renderDot } from "../../src/diagram/dot.ts";
import { graphOf } from "../../src/diagram/graph.ts";
import { adversarialNames } from "./adversarial.ts";
import { company, drawn } from "./drawn.ts";

let graphviz: Graphviz;
beforeAll(async () => {
  graphviz = await Graphviz.load();
});

test("golden/subscriptions.dot; accept a change by `npx vitest run test/diagram -u`", async () => {
  const file = fileURLToPath(new URL("golden/subscriptions.dot", import.meta.url));
  await expect(`${renderDot(graphOf(company, { by: "subscription" }))}\n`).toMatchFileSnapshot(file);
});

test("Graphviz draws every name, and no name becomes an element or an attribute", () => {
  const ours = /^(?:svg|g|title|polygon|path|text)$/;
  for (const name of adversarialNames) {
    const all = drawn({ name, team: name, owner: name, endpoint: name, begins: name, types: [name], waits: true });
    for (const by of ["subscription", "team"] as const) {
      const svg = graphviz.layout(renderDot(graphOf(all, { by })), "svg", "dot");
      const drawing = svg.slice(svg.indexOf("<svg")).replaceAll(/<!--.*?-->/gs, "");
      const elements = [...drawing.matchAll(/<(\w+)((?:\s+[\w:-]+="[^"<]*")*)\s*\/?>/g)];
      expect(elements.length).toBeGreaterThan(10);
      expect(elements.filter(([, element = ""]) => !ours.test(element))).toEqual([]);
      expect(elements.filter(([, , attributes = ""]) => /\s(?:on\w+|(?:xlink:)?href)=/.test(attributes))).toEqual([]);
      // Nothing that begins an element is left beside those that were counted, and those that they end with.
      expect(drawing.match(/<(?!\/)/g)).toHaveLength(elements.length);
    }
  }
});

test("what XML knows is written so that it is read as it was", () => {
  const svg = graphviz.layout(
    renderDot(graphOf(drawn({ name: `<b> & "c" 'd' \\N é日` }), { by: "subscription" })),
    "svg",
    "dot",
  );
  const texts = [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text = ""]) =>
    text
      .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&")
      .replaceAll("\u00a0", " "),
  );
  expect(texts).toContain(`<b> & "c" 'd' \\N é日`);
});
