/**
 * `npm run parity -- FILE`: how the local Azure's answers compare with recorded ones of the real service, and how the
 * tool reads these. FILE is an array of exchanges `{recording, method, url, request, status, response, asyncOperation,
 * n}`; none is part of the project. Exit status 2 where something differs.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { printable } from "../src/text/printable.ts";
import { readExchanges } from "./exchanges.ts";
import { isReadWell, readAnswers } from "./read-answers.ts";
import { renderRead } from "./render-read.ts";
import { renderReplay } from "./render-replay.ts";
import { replay } from "./replay.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { help: { type: "boolean", short: "h" } },
});
const [file] = positionals;
if (values.help === true || file === undefined) {
  console.log(
    "npm run parity -- FILE\n\nFILE: recorded exchanges, as JSON. docs/internals/local-azure.md says what is compared.",
  );
  process.exitCode = values.help === true ? 0 : 1;
} else {
  try {
    const exchanges = await readExchanges(file);
    const replayed = await replay(exchanges);
    console.log(renderReplay(replayed));
    const root = fileURLToPath(new URL("../../..", import.meta.url)).replace(/[\\/]$/, "");
    const read = await readAnswers(exchanges, { root, today: new Date().toISOString().slice(0, 10) });
    console.log(`\n${renderRead(read)}`);
    const differs = replayed.some((one) => one.kind === "compared" && one.differences.length > 0);
    if (differs || !read.every(isReadWell)) process.exitCode = 2;
  } catch (error) {
    console.error(printable(error instanceof Error ? error.message : String(error), 4_000));
    process.exitCode = 1;
  }
}
