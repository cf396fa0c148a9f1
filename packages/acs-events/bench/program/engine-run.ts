import { spawn } from "node:child_process";
import { once } from "node:events";
import { type Engine, engineEnvironment } from "../../src/engine/rehearsal-stack.ts";
import { sampleRoot as repository } from "../../test/sample-project.ts";
import { type Usage, watchProcesses } from "./process-tree.ts";
import type { Project } from "./projects.ts";

export interface Cost extends Usage {
  readonly seconds: number;
}

/** Runs `pulumi` in a project as a person would type it, with nothing special in its environment. */
export async function runEngine(
  project: Project,
  engine: Engine,
  providerPort: number,
  args: readonly string[],
): Promise<Cost & { readonly output: string }> {
  const scratch = { ...project, azure: "", outbox: "", remove: async () => undefined, removeNow: () => undefined };
  const {
    PULUMI_SKIP_CHECKPOINTS: _,
    NODE_OPTIONS: __,
    ...settings
  } = engineEnvironment({
    repository,
    scratch,
    engine,
    providerPort,
  });
  const start = performance.now();
  const { NODE_OPTIONS: ___, ...environment } = process.env;
  const child = spawn(engine.pulumi, [...args, "--non-interactive"], {
    cwd: project.folder,
    env: { ...environment, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const processes = watchProcesses(child.pid ?? 0);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  const [status] = await once(child, "close");
  const seconds = (performance.now() - start) / 1_000;
  const usage = processes.stop();
  if (status !== 0) throw new Error(`pulumi ${args.join(" ")} failed in ${project.folder}:\n${output.slice(-4_000)}`);
  return { seconds, ...usage, output };
}
