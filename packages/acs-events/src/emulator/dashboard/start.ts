import { serve } from "@hono/node-server";
import type { EventGrid } from "../delivery/event-grid.ts";
import type { Store } from "../store.ts";
import { createApp } from "./app.ts";
import { createChanges } from "./changes.ts";
import { createDeployments, type DeploymentProgress } from "./deployments.ts";
import { readPageFiles } from "./page-files.ts";
import type { DashboardSource } from "./source.ts";

export interface DashboardOptions extends DashboardSource {
  readonly store: DashboardSource["store"] & Pick<Store, "onChange">;
  readonly grid: DashboardSource["grid"] & Pick<EventGrid, "onChange">;
  /** A free one for 0, the default. */
  readonly port?: number;
}

export interface Dashboard {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** For the code that deploys: the page says what is under way and how it ended. */
  readonly deployment: DeploymentProgress;
  close(): Promise<void>;
}

/** Serves the dashboard of a local Azure on this machine alone. */
export async function startDashboard(options: DashboardOptions): Promise<Dashboard> {
  const changes = createChanges();
  const deployments = createDeployments();
  const app = createApp(options, await readPageFiles(), changes, deployments);
  const deployed = options.store.onChange((change) => {
    deployments.note(change);
    changes.tell();
  });
  const silences = [deployed, options.grid.onChange(changes.tell)];
  const silence = (): void => {
    for (const stop of silences) stop();
  };
  return new Promise((resolve, reject) => {
    const server = serve({ hostname: "127.0.0.1", port: options.port ?? 0, fetch: app.fetch }, ({ port }) => {
      resolve({
        url: `http://127.0.0.1:${port}`,
        deployment: {
          begin() {
            deployments.begin();
            changes.tell();
          },
          end(problem?: string) {
            deployments.end(problem);
            changes.tell();
          },
        },
        close: () =>
          new Promise((done) => {
            silence();
            changes.end();
            server.close(() => done());
            // Open pages keep their connections, and notice the end when these close.
            if ("closeAllConnections" in server) server.closeAllConnections();
          }),
      });
    });
    server.once("error", (error) => {
      silence();
      reject(error);
    });
  });
}
