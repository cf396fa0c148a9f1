/* A process that serves the handlers of a project, as they are in its files by now. */
import { mkdir } from "node:fs/promises";
import { startHttpServer } from "../../handlers/http-server.ts";
import { workingTree } from "../../project/project.ts";
import type { HandlersMessage } from "./messages.ts";
import { whatAndWhere } from "./what-and-where.ts";

const [root = "", folder = ""] = process.argv.slice(2);
const say = (message: HandlersMessage): void => void process.send?.(message);

// Ctrl-C in a terminal is sent to every process; the one that watches ends this one.
process.on("SIGINT", () => undefined);

try {
  await mkdir(folder, { recursive: true });
  const handlers = await (await workingTree(root).definition()).receivers?.();
  if (handlers === undefined) {
    say({ kind: "none" });
  } else {
    const receivers = handlers.localReceivers({ folder, tell: (line) => say({ kind: "effect", line }) });
    const server = await startHttpServer({ receivers, drainWithin: 1_000 });
    process.on("disconnect", () => void server.close().finally(() => process.exit()));
    say({ kind: "listening", url: server.url, paths: Object.keys(receivers) });
  }
} catch (error) {
  say({ kind: "mistake", problem: `The handlers cannot be loaded: ${whatAndWhere(error, root)}` });
}
// Where nothing is served, the channel alone keeps this process.
process.on("disconnect", () => setTimeout(() => process.exit(), 1_500).unref());
