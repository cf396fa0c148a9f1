import { renderDot } from "../diagram/dot.ts";
import { type Graph, type GraphOptions, graphOf, legibleBy } from "../diagram/graph.ts";
import type { DrawnSubscription } from "../diagram/listener.ts";
import { mermaidLimit, renderMermaid } from "../diagram/mermaid.ts";
import { UserError } from "../text/user-error.ts";
import { readSubscriptions } from "./input/subscriptions.ts";
import { instead } from "./unknown-name.ts";

export interface DiagramRequest extends Omit<GraphOptions, "by"> {
  readonly stack: string;
  readonly format: "mermaid" | "svg" | "dot";
  /** Omitted: a box a subscription while a person can read that, else a box a team. */
  readonly by?: GraphOptions["by"];
}

export interface Diagram {
  /** Ends with a line break. */
  readonly text: string;
  /** Sentences for the person who asked, beside the picture. */
  readonly remarks: readonly string[];
}

/**
 * The picture of the subscriptions that `from` names, or of the stack's own plan. Throws a
 * `UserError` for what cannot be read and for a team that is none.
 */
export async function drawDiagram(from: string | undefined, request: DiagramRequest): Promise<Diagram> {
  const { subscriptions } = await readSubscriptions({ from, stack: request.stack });
  const drawn = subscriptions.map((record) => ({ record, waits: record.pending === true }));
  if (request.team !== undefined) checkTeam(request.team, drawn);
  const shown = request.team === undefined ? drawn : drawn.filter(({ record }) => record.team === request.team);
  const by = request.by ?? legibleBy(shown.length);
  const graph = graphOf(drawn, { by, team: request.team, unheard: request.unheard });
  const collapsed =
    request.by === undefined && by === "team"
      ? [
          `One box a team, since there are ${shown.length} subscriptions; --by subscription draws all, --team one team's.`,
        ]
      : [];
  const empty = shown.length === 0 ? ["There is no subscription to draw."] : [];
  const { text, remark } = await render(graph, request.format);
  return { text: text.endsWith("\n") ? text : `${text}\n`, remarks: [...empty, ...collapsed, ...remark] };
}

async function render(
  graph: Graph,
  format: DiagramRequest["format"],
): Promise<{ readonly text: string; readonly remark: readonly string[] }> {
  switch (format) {
    case "mermaid": {
      const text = renderMermaid(graph);
      const limit = mermaidLimit(graph, text);
      const remark =
        limit === undefined ? [] : [`GitHub will not draw this: ${limit}. Use --by team, --team, or --format svg.`];
      return { text, remark };
    }
    case "dot":
      return { text: renderDot(graph), remark: [] };
    case "svg": {
      const { Graphviz } = await import("@hpcc-js/wasm-graphviz");
      const graphviz = await Graphviz.load();
      return { text: graphviz.layout(renderDot(graph), "svg", "dot"), remark: [] };
    }
  }
}

function checkTeam(team: string, drawn: readonly DrawnSubscription[]): void {
  const teams = [...new Set(drawn.flatMap(({ record }) => record.team ?? []))].toSorted();
  if (teams.includes(team)) return;
  throw new UserError(`The subscriptions are of no team "${team}"; ${instead(team, teams)}`);
}
