import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import module from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hideWarning } from "./hidden-warning.js";

/*
 * Import this file before anything else, for its effect. Where the tool runs from its sources, as in its own
 * repository, Node strips their types again in every process, which is two fifths of a short command. This keeps what
 * is left of each file, for as long as the file stays as it is. The published package is JavaScript and needs none of
 * it.
 */
const tool = new URL("../../", import.meta.url).href;
const isSource = import.meta.url.startsWith(`${tool}src/`);
const folder = fileURLToPath(new URL("../../node_modules/.cache/acs-events/stripped/", tool));

if (isSource && module.registerHooks !== undefined) {
  mkdirSync(folder, { recursive: true });
  module.registerHooks({
    load(url, context, next) {
      const own = context.format === "module-typescript" && url.startsWith(tool) && url.endsWith(".ts");
      const source = own ? strippedOnce(url) : undefined;
      return source === undefined ? next(url, context) : { format: "module", source, shortCircuit: true };
    },
  });
}

/**
 * @param {string} url
 * @returns {string | undefined} `undefined` where Node is to load the file itself, and says what is wrong with it
 */
function strippedOnce(url) {
  const path = fileURLToPath(url);
  const text = readFileSync(path, "utf8");
  const file = join(folder, digest(path));
  const head = `// ${digest(process.version + text)}\n`;
  try {
    const kept = readFileSync(file, "utf8");
    if (kept.startsWith(head)) return kept.slice(head.length);
  } catch {
    // It was never stripped.
  }
  try {
    const stripped = `${withoutTypes(text)}\n\n//# sourceURL=${path}`;
    // Of two processes, each writes a whole file.
    const beside = `${file}.${process.pid}`;
    writeFileSync(beside, head + stripped);
    renameSync(beside, file);
    return stripped;
  } catch {
    return undefined;
  }
}

/** @param {string} text */
function digest(text) {
  return createHash("sha1").update(text).digest("hex");
}

/**
 * Node warns that this function is an experimental feature, but not when Node strips types by itself.
 *
 * @param {string} text
 */
function withoutTypes(text) {
  const show = hideWarning("stripTypeScriptTypes is an experimental feature");
  try {
    return module.stripTypeScriptTypes(text);
  } finally {
    show();
  }
}
