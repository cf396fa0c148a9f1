import type { Box, Graph, GraphGroup, Line } from "./graph.ts";
import { escaped, label, shapes } from "./mermaid-text.ts";
import { type Colours, colours, lineColour, unheard } from "./palette.ts";

/** More than this GitHub does not draw: Mermaid's `maxEdges` and `maxTextSize`, which a page cannot change there. */
const mostEdges = 500;
const mostCharacters = 50_000;

/** The graph as a Mermaid flowchart, for a code block of the language `mermaid`. */
export function renderMermaid(graph: Graph): string {
  const groups = [...graph.services, ...graph.listeners];
  const framed = groups.filter(({ title }) => title.length > 0).map(({ id }) => id);
  return [
    "flowchart LR",
    ...groups.flatMap(groupLines),
    ...graph.endpoints.map((box) => `  ${boxLine(box)}`),
    ...graph.lines.map(lineLine),
    ...(graph.lines.length === 0 ? [] : [`  linkStyle default stroke:${lineColour}`]),
    ...(framed.length === 0
      ? []
      : [`  classDef frame fill:none,stroke:${lineColour}`, `  class ${framed.join(",")} frame`]),
    ...classLines(graph),
  ].join("\n");
}

/** Why a page such as GitHub's would refuse to draw `text`, or undefined. */
export function mermaidLimit(graph: Graph, text: string): string | undefined {
  if (graph.lines.length > mostEdges)
    return `it has ${graph.lines.length} lines, and Mermaid draws ${mostEdges} at most`;
  if (text.length > mostCharacters) {
    return `it has ${text.length} characters, and Mermaid reads ${mostCharacters} at most`;
  }
  return undefined;
}

function groupLines({ id, title, boxes }: GraphGroup): readonly string[] {
  if (title.length === 0) return boxes.map((box) => `  ${boxLine(box)}`);
  // One line: Mermaid leaves no room for a second one.
  return [`  subgraph ${id}["${escaped(title.join(" – "))}"]`, ...boxes.map((box) => `    ${boxLine(box)}`), "  end"];
}

function boxLine(box: Box): string {
  return `${box.id}${shapes[box.kind](label([...box.names, ...box.notes]))}:::${classOf(box)}`;
}

function lineLine({ from, to, label: text, waits }: Line): string {
  const arrow = waits ? "-.->" : "-->";
  return `  ${from} ${arrow}${text === undefined ? "" : `|"${escaped(text)}"|`} ${to}`;
}

const classNames = { "event-types": "types", listener: "listener", endpoint: "endpoint" } as const;

function classOf({ kind, state }: Box): string {
  return state === "unheard" ? "unheard" : state === "waits" ? `${classNames[kind]}Waits` : classNames[kind];
}

/** The classes that the picture uses, and no others. */
function classLines({ services, listeners, endpoints }: Graph): readonly string[] {
  const boxes = [...services.flatMap((one) => one.boxes), ...listeners.flatMap((one) => one.boxes), ...endpoints];
  const used = new Map(boxes.map((box) => [classOf(box), box]));
  return [...used].map(([name, { kind, state }]) => {
    const style = styleOf(state === "unheard" ? unheard : colours[kind]);
    return `  classDef ${name} ${style}${state === "live" ? "" : ",stroke-dasharray:5 4"}`;
  });
}

function styleOf({ fill, stroke, text }: Colours): string {
  return `fill:${fill},stroke:${stroke},color:${text}`;
}
