import type { Box, Graph, GraphGroup, Line } from "./graph.ts";
import { colours, lineColour, pageText, unheard } from "./palette.ts";

/** The graph in the DOT language, for Graphviz. */
export function renderDot({ services, listeners, endpoints, lines }: Graph): string {
  const groups = [...services, ...listeners];
  return [
    "digraph {",
    `  graph [rankdir=LR, bgcolor=transparent, nodesep=0.15, ranksep=1.1, pad=0.2, ${font(11, pageText)}]`,
    `  node [shape=box, style="rounded,filled", margin="0.14,0.07", height=0.3, ${font(11, "#1f2328")}]`,
    `  edge [color="${lineColour}", arrowsize=0.6, ${font(9, pageText)}]`,
    ...groups.flatMap(groupLines),
    ...endpoints.map((box) => `  ${boxLine(box)}`),
    ...lines.map(lineLine),
    "}",
  ].join("\n");
}

function groupLines({ id, title, boxes }: GraphGroup): readonly string[] {
  const inside = boxes.map((box) => `    ${boxLine(box)}`);
  if (title.length === 0) return inside;
  const text = htmlLabel(title.slice(0, 1), title.slice(1));
  return [
    `  subgraph cluster_${id} {`,
    `    graph [label=${text}, labeljust=l, style=rounded, color="${lineColour}", penwidth=0.7, margin=10]`,
    ...inside,
    "  }",
  ];
}

function boxLine(box: Box): string {
  const { fill, stroke, text } = box.state === "unheard" ? unheard : colours[box.kind];
  const style = `${box.kind === "event-types" ? "filled" : "rounded,filled"}${box.state === "live" ? "" : ",dashed"}`;
  const names = box.kind === "event-types" ? [] : box.names;
  const rest = box.kind === "event-types" ? [...box.names, ...box.notes] : box.notes;
  const content = box.kind === "event-types" ? plainLabel(rest) : htmlLabel(names, rest);
  return `${box.id} [label=${content}, style="${style}", fillcolor="${fill}", color="${stroke}", fontcolor="${text}"]`;
}

function lineLine({ from, to, label, waits }: Line): string {
  const attributes = [
    ...(label === undefined ? [] : [`label=${plainLabel([label])}`]),
    ...(waits ? ["style=dashed"] : []),
  ];
  return `  ${from} -> ${to}${attributes.length === 0 ? "" : ` [${attributes.join(", ")}]`}`;
}

/** Bold names, and what is said of them smaller. */
function htmlLabel(names: readonly string[], notes: readonly string[]): string {
  const lines = [
    ...names.map((name) => `<b>${text(name)}</b>`),
    ...notes.map((note) => `<font point-size="9">${text(note)}</font>`),
  ];
  return `<${lines.join("<br/>")}>`;
}

function plainLabel(lines: readonly string[]): string {
  return `<${lines.map(text).join("<br/>")}>`;
}

/**
 * Text of others in an HTML-like label, which Graphviz reads as XML: what XML would read is escaped, and what XML cannot
 * have, or would turn the text after it around, is a blank. A backslash is doubled: even here Graphviz takes `\N` for the
 * name of the box. An empty text is a blank too, since Graphviz takes no empty element.
 */
function text(value: string): string {
  const clean = value.toWellFormed().replaceAll(/[^\P{C}\p{Cf}]|[\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, " ");
  return clean.replaceAll("\\", "\\\\").replaceAll(/[&<>"']/g, (one) => `&#${one.codePointAt(0)};`) || " ";
}

function font(size: number, colour: string): string {
  return `fontname="Arial", fontsize=${size}, fontcolor="${colour}"`;
}
