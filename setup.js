// Brings what this project needs to run, and does nothing when nothing is missing: the dependencies in package-lock.json, then
// what the tool needs (Node 22, the Pulumi engine). Plain JavaScript for Node 20: node_modules may not be there yet.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL(".", import.meta.url));
if (!existsSync(new URL("node_modules/acs-events/package.json", import.meta.url))) {
  console.error("Installing the dependencies (npm ci)");
  const { status } = spawnSync("npm", ["ci", "--no-progress"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) process.exit(status ?? 1);
}
const { main } = await import("acs-events/setup");
process.exitCode = await main(process.argv.slice(2), root);
