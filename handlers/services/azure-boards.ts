import { createHash } from "node:crypto";
import { PermanentFailure } from "acs-events/handlers";
import { z } from "zod";
import type { WorkItems } from "./services.ts";

export interface AzureBoards {
  /** `https://dev.azure.com/<organization>/<project>` */
  readonly project: string;
  /** `Issue`, `Task`, `Bug` … */
  readonly type: string;
  /** A token of Entra ID for `azureDevOpsScope`; its identity is a user of the organization that may write work items. */
  readonly token: () => Promise<string>;
}

/** Azure DevOps, for everybody's tokens. */
export const azureDevOpsScope = "499b84ac-1321-427f-aa17-267ca6975798/.default";

/** A title may have 255 characters. */
const longestTitle = 255;

/**
 * Work items in Azure Boards (REST API 7.1). The API knows no key against doing it twice: a tag made of the event's id
 * is looked for first. Two deliveries of one event at the same moment could still make two.
 */
export function azureBoards({ project, type, token }: AzureBoards): WorkItems {
  const ask = async (path: string, contentType: string, body: unknown): Promise<unknown> => {
    const response = await fetch(`${project}/_apis/wit/${path}?api-version=7.1`, {
      method: "POST",
      headers: { authorization: `Bearer ${await token()}`, "content-type": contentType, accept: "application/json" },
      body: JSON.stringify(body),
      // A token that is not accepted leads to a page to sign in.
      redirect: "manual",
      signal: AbortSignal.timeout(20_000),
    });
    const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
    if (response.ok && response.status !== 203 && isJson) return response.json();
    const problem = `Azure Boards answered ${response.status} to ${path}`;
    throw response.status === 400 ? new PermanentFailure(problem) : new Error(problem);
  };
  return {
    async create({ eventId, title }) {
      const tag = `acs-event-${createHash("sha256").update(eventId).digest("hex").slice(0, 24)}`;
      const query = `SELECT [System.Id] FROM WorkItems WHERE [System.TeamProject] = @project AND [System.Tags] CONTAINS '${tag}'`;
      const { workItems } = found.parse(await ask("wiql", "application/json", { query }));
      if (workItems.length > 0) return;
      const fields = { "System.Title": shortened(title), "System.Tags": tag };
      const patch = Object.entries(fields).map(([name, value]) => ({ op: "add", path: `/fields/${name}`, value }));
      await ask(`workitems/$${encodeURIComponent(type)}`, "application/json-patch+json", patch);
    },
  };
}

const found = z.object({ workItems: z.array(z.object({ id: z.number() })) });

function shortened(title: string): string {
  const line = title.replaceAll(/\s+/g, " ").trim();
  return line.length > longestTitle ? `${line.slice(0, longestTitle - 1)}…` : line;
}
