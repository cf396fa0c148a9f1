// Started by the set-up as a process of its own, on Node 22 and after `npm ci`: Pulumi's Automation API takes a second to load.
// Takes the folder to install into and the version. On failure prints one line that says why.
import { createRequire } from "node:module";

const [root = "", version = ""] = process.argv.slice(2);

try {
  // The installer waits for two minutes before it gives up; a network without a way out is to be noticed sooner.
  await fetch("https://get.pulumi.com/install.sh", { method: "HEAD", signal: AbortSignal.timeout(8000) });
  const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
  const requireOfPulumi = createRequire(import.meta.resolve("@pulumi/pulumi/automation/index.js"));
  const { SemVer } = requireOfPulumi("semver");
  await PulumiCommand.install({ root, version: new SemVer(version) });
} catch (error) {
  console.error(reason(error));
  process.exitCode = 1;
}

/**
 * @param {unknown} error
 * @returns {string}
 */
function reason(error) {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return "get.pulumi.com does not answer";
  if (error.message === "fetch failed" && error.cause instanceof Error) {
    return `get.pulumi.com is out of reach (${error.cause.message || error.cause.name})`;
  }
  return error.message.trim().replaceAll(/\s*\n\s*/g, "; ");
}
