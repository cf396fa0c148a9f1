import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { tsc } from "./tsc.ts";

/** The types of the project at the top, of the package, and of the dashboard's page, which runs in a browser. */
const folders = ["../../..", "..", "../src/emulator/dashboard"];

for (const folder of folders) {
  const place = fileURLToPath(new URL(folder, import.meta.url));
  // One after the other: the compiler keeps all cores busy by itself.
  const { status } = spawnSync(process.execPath, [tsc, "--noEmit", "--project", place], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
